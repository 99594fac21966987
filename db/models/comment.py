"""Comments, and their attachments and reactions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from db.models.base import STRICT, STRICT_LINK, Base, sqlite_only
from db.models.types import Boolean, Text, UtcDateTime, Uuid


class Comment(Base, table=True):
    """A remark on an issue (Atlas Issues API, the comment object)."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        sqlite_only("is_edited IN (0, 1)", "is_edited"),
        Index(None, "issue_id", "created_at", "id"),
        Index(None, "created_at", "id"),
        STRICT,
    )

    id: str = Field(sa_type=Uuid, primary_key=True)
    issue_id: str = Field(sa_type=Uuid, foreign_key="issue.id", ondelete="CASCADE")
    content: str = Field(sa_type=Text)
    content_folded: str = Field(sa_type=Text)
    created_by: str = Field(sa_type=Text)
    created_by_folded: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    is_edited: bool = Field(sa_type=Boolean)
    version: int
    deleted_at: datetime | None = Field(sa_type=UtcDateTime)


class CommentAttachment(Base, table=True):
    """An attachment shown under a comment."""

    __tablename__ = "comment_attachment"
    __table_args__ = (
        CheckConstraint("position >= 0", name="position"),
        Index(None, "attachment_id"),
        STRICT_LINK,
    )

    comment_id: str = Field(
        sa_type=Uuid, primary_key=True, foreign_key="comment.id", ondelete="CASCADE"
    )
    attachment_id: str = Field(
        sa_type=Uuid, primary_key=True, foreign_key="attachment.id", ondelete="CASCADE"
    )
    position: int


class Reaction(Base, table=True):
    """One person's emoji under a comment."""

    __tablename__ = "reaction"
    __table_args__ = (STRICT_LINK,)

    comment_id: str = Field(
        sa_type=Uuid, primary_key=True, foreign_key="comment.id", ondelete="CASCADE"
    )
    emoji: str = Field(sa_type=Text, primary_key=True)
    emoji_folded: str = Field(sa_type=Text)
    created_by: str = Field(sa_type=Text, primary_key=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
