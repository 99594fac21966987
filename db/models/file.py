"""Files of an issue."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from db.models.base import STRICT, Base
from db.models.types import Text, UtcDateTime, Uuid


class File(Base, table=True):
    """A named document of an issue, such as a troubleshooting plan (Atlas Issues API, files)."""

    __tablename__ = "file"
    __table_args__ = (
        Index(None, "issue_id", "created_at", "id"),
        Index(None, "attachment_id"),
        STRICT,
    )

    id: str = Field(sa_type=Uuid, primary_key=True)
    issue_id: str = Field(sa_type=Uuid, foreign_key="issue.id", ondelete="CASCADE")
    file_name: str = Field(sa_type=Text)
    file_name_folded: str = Field(sa_type=Text)
    file_type: str = Field(sa_type=Text)
    file_type_folded: str = Field(sa_type=Text)
    attachment_id: str = Field(sa_type=Uuid, foreign_key="attachment.id", ondelete="CASCADE")
    created_by: str = Field(sa_type=Text)
    created_by_folded: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
