"""Bearer tokens."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from db.enums import TokenScope
from db.models.base import STRICT, Base
from db.models.types import Code, Text, UtcDateTime, Uuid


class Token(Base, table=True):
    """The record of a bearer token; `digest` is the SHA-256 of its text, in hexadecimal."""

    __tablename__ = "token"
    __table_args__ = (
        UniqueConstraint("digest"),
        CheckConstraint("scope BETWEEN 1 AND 3", name="scope"),
        STRICT,
    )

    id: str = Field(sa_type=Uuid, primary_key=True)
    email: str = Field(sa_type=Text)
    name: str | None = Field(sa_type=Text)
    scope: TokenScope = Field(sa_type=Code(TokenScope))
    digest: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(sa_type=UtcDateTime)
