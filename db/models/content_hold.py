"""Holds on stored content that is about to be used or being removed."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from db.models.base import STRICT, Base, sqlite_only
from db.models.types import Boolean, Text, UtcDateTime, Uuid


class ContentHold(Base, table=True):
    """Connects the bytes of a store with the transactions that use them.

    An upload holds the content `sha256` from before its bytes are stored until the row of its
    attachment commits, so that they are not removed in between. A hold with `is_removing` says that
    the bytes are being removed, so that no upload relies on them.
    """

    __tablename__ = "content_hold"
    __table_args__ = (
        sqlite_only("is_removing IN (0, 1)", "is_removing"),
        Index(None, "sha256"),
        STRICT,
    )

    id: str = Field(sa_type=Uuid, primary_key=True)
    sha256: str = Field(sa_type=Text)
    is_removing: bool = Field(sa_type=Boolean)
    held_at: datetime = Field(sa_type=UtcDateTime)
