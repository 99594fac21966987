"""Sessions."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from db.models.base import STRICT, Base
from db.models.types import Text, UtcDateTime, Uuid


class Session(Base, table=True):
    """A conversation with Atlas that issues and attachments came from (related objects)."""

    __tablename__ = "session"
    __table_args__ = (Index(None, "created_at", "id"), STRICT)

    id: str = Field(sa_type=Uuid, primary_key=True)
    title: str | None = Field(sa_type=Text)
    title_folded: str | None = Field(sa_type=Text)
    description: str | None = Field(sa_type=Text)
    description_folded: str | None = Field(sa_type=Text)
    created_by: str = Field(sa_type=Text)
    created_by_folded: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    starred_at: datetime | None = Field(sa_type=UtcDateTime)
