"""Attachments: what was uploaded, and where its bytes are."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from db.models.base import STRICT, Base, sqlite_only
from db.models.types import BigInteger, Boolean, Text, UtcDateTime, Uuid


class Attachment(Base, table=True):
    """A file from a session or job run, or an upload (Atlas related objects, attachment).

    `size` is in bytes and `sha256` is hexadecimal; both, with `media_type` and `storage_name`, are
    None while an attachment is known by its record alone.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("size >= 0", name="size"),
        sqlite_only("is_visible IN (0, 1)", "is_visible"),
        Index(None, "source_session_id"),
        Index(None, "created_at", "id"),
        Index(None, "sha256"),
        STRICT,
    )

    id: str = Field(sa_type=Uuid, primary_key=True)
    name: str = Field(sa_type=Text)
    name_folded: str = Field(sa_type=Text)
    type: str = Field(sa_type=Text)
    type_folded: str = Field(sa_type=Text)
    title: str | None = Field(sa_type=Text)
    title_folded: str | None = Field(sa_type=Text)
    description: str | None = Field(sa_type=Text)
    description_folded: str | None = Field(sa_type=Text)
    citation: str | None = Field(sa_type=Text)
    citation_folded: str | None = Field(sa_type=Text)
    source_session_id: str | None = Field(
        sa_type=Uuid, foreign_key="session.id", ondelete="SET NULL"
    )
    created_by: str = Field(sa_type=Text)
    created_by_folded: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    is_visible: bool = Field(sa_type=Boolean)
    size: int | None = Field(sa_type=BigInteger)
    media_type: str | None = Field(sa_type=Text)
    media_type_folded: str | None = Field(sa_type=Text)
    sha256: str | None = Field(sa_type=Text)
    storage_name: str | None = Field(sa_type=Text)
