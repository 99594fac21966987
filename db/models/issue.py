"""Issues, and their tags and links."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from db.enums import IssuePriority, IssueStatus
from db.models.base import STRICT, STRICT_LINK, Base, sqlite_only
from db.models.types import Code, JsonText, Text, UtcDateTime, Uuid

_LIVE = text("deleted_at IS NULL")
_SEEN = text("fingerprint IS NOT NULL")
_DELETED = text("deleted_at IS NOT NULL")


class Issue(Base, table=True):
    """A problem somebody or some job has found (Atlas Issues API, the issue object)."""

    __tablename__ = "issue"
    __table_args__ = (
        CheckConstraint("status BETWEEN 1 AND 4", name="status"),
        CheckConstraint("priority BETWEEN 1 AND 3", name="priority"),
        CheckConstraint("version >= 1", name="version"),
        sqlite_only("json_valid(description)", "description"),
        Index(
            "ix_issue_live_created_at_id",
            text("created_at DESC"),
            text("id DESC"),
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        Index(
            "ix_issue_deleted_created_at_id",
            text("created_at DESC"),
            text("id DESC"),
            sqlite_where=_DELETED,
            postgresql_where=_DELETED,
        ),
        Index(None, "status", "created_at", "id"),
        # The most urgent first, of these the oldest; SQLite has missing values last by itself.
        Index(
            "ix_issue_live_priority_created_at_id",
            text("priority DESC"),
            text("created_at"),
            text("id"),
            sqlite_where=_LIVE,
        ).ddl_if(dialect="sqlite"),
        Index(
            "ix_issue_live_status_priority_created_at_id",
            "status",
            text("priority DESC"),
            "created_at",
            "id",
            sqlite_where=_LIVE,
        ).ddl_if(dialect="sqlite"),
        Index(
            "ix_issue_live_priority_created_at_id",
            text("priority DESC NULLS LAST"),
            text("created_at"),
            text("id"),
            postgresql_where=_LIVE,
        ).ddl_if(dialect="postgresql"),
        Index(None, "owner", "created_at", "id"),
        Index(
            "ix_issue_fingerprint",
            "fingerprint",
            unique=True,
            sqlite_where=_SEEN,
            postgresql_where=_SEEN,
        ),
        STRICT,
    )

    id: str = Field(sa_type=Uuid, primary_key=True)
    title: str = Field(sa_type=Text)
    title_folded: str = Field(sa_type=Text)
    description: list[dict[str, Any]] = Field(sa_type=JsonText)
    status: IssueStatus | None = Field(sa_type=Code(IssueStatus))
    priority: IssuePriority | None = Field(sa_type=Code(IssuePriority))
    owner: str = Field(sa_type=Text)
    owner_folded: str = Field(sa_type=Text)
    resolution_summary: str | None = Field(sa_type=Text)
    resolution_summary_folded: str | None = Field(sa_type=Text)
    created_by: str = Field(sa_type=Text)
    created_by_folded: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    updated_at: datetime = Field(sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(sa_type=UtcDateTime)
    version: int
    job_run_id: str | None = Field(sa_type=Text)
    job_run_id_folded: str | None = Field(sa_type=Text)
    deleted_at: datetime | None = Field(sa_type=UtcDateTime)
    # Further occurrences of the same failure: None for one that was seen only when created.
    fingerprint: str | None = Field(sa_type=Text)
    fingerprint_folded: str | None = Field(sa_type=Text)
    occurrences: int | None
    last_seen_at: datetime | None = Field(sa_type=UtcDateTime)


class IssueTag(Base, table=True):
    """One label of an issue; `position` keeps the order in which they were given."""

    __tablename__ = "issue_tag"
    __table_args__ = (
        UniqueConstraint("issue_id", "name"),
        CheckConstraint("position >= 0", name="position"),
        Index(None, "name", "issue_id"),
        Index(None, "name_folded", "issue_id"),
        STRICT_LINK,
    )

    issue_id: str = Field(
        sa_type=Uuid, primary_key=True, foreign_key="issue.id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True)
    name: str = Field(sa_type=Text)
    name_folded: str = Field(sa_type=Text)


class IssueSession(Base, table=True):
    """A session an issue came from."""

    __tablename__ = "issue_session"
    __table_args__ = (
        CheckConstraint("position >= 0", name="position"),
        Index(None, "session_id"),
        STRICT_LINK,
    )

    issue_id: str = Field(
        sa_type=Uuid, primary_key=True, foreign_key="issue.id", ondelete="CASCADE"
    )
    session_id: str = Field(
        sa_type=Uuid, primary_key=True, foreign_key="session.id", ondelete="CASCADE"
    )
    position: int


class IssueAttachment(Base, table=True):
    """An attachment linked to an issue directly."""

    __tablename__ = "issue_attachment"
    __table_args__ = (
        CheckConstraint("position >= 0", name="position"),
        Index(None, "attachment_id"),
        STRICT_LINK,
    )

    issue_id: str = Field(
        sa_type=Uuid, primary_key=True, foreign_key="issue.id", ondelete="CASCADE"
    )
    attachment_id: str = Field(
        sa_type=Uuid, primary_key=True, foreign_key="attachment.id", ondelete="CASCADE"
    )
    position: int
