"""Answers kept for retries."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from db.models.base import STRICT, Base
from db.models.types import Text, UtcDateTime


class Idempotency(Base, table=True):
    """The answer to a write with an `Idempotency-Key`, given again when its actor repeats it.

    `fingerprint` distinguishes a retry from another request with the same key.
    """

    __tablename__ = "idempotency"
    # Old answers are purged by age.
    __table_args__ = (Index(None, "created_at"), STRICT)

    actor: str = Field(sa_type=Text, primary_key=True)
    key: str = Field(sa_type=Text, primary_key=True)
    fingerprint: str = Field(sa_type=Text)
    response: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
