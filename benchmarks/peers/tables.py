"""The gateway's tables as an application that starts with SQLModel would declare them.

Columns that only the gateway uses are left out, so that the peers do not read them.
"""

import os
from datetime import datetime
from enum import StrEnum
from typing import Any, Optional

import orjson
from sqlalchemy import Dialect, Integer, TypeDecorator
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import registry
from sqlmodel import JSON, Field, Relationship, SQLModel


class IssueStatus(StrEnum):
    """Workflow states, in the order of their codes."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    REJECTED = "rejected"


class IssuePriority(StrEnum):
    """Priorities, in the order of their codes."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Coded(TypeDecorator[Any]):
    """An enum that is stored as its place in the order, from 1."""

    impl = Integer
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members
        self._by_code = dict(enumerate(members, 1))

    def process_result_value(self, value: int | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self._by_code[value]


class Table(SQLModel, registry=registry()):
    """Base with a registry of its own: the gateway's classes may be in the same process."""


class IssueSession(Table, table=True):
    """The sessions that an issue came from."""

    __tablename__ = "issue_session"

    issue_id: str = Field(primary_key=True, foreign_key="issue.id")
    session_id: str = Field(primary_key=True, foreign_key="session.id")
    position: int


class IssueAttachment(Table, table=True):
    """The attachments that are linked to an issue."""

    __tablename__ = "issue_attachment"

    issue_id: str = Field(primary_key=True, foreign_key="issue.id")
    attachment_id: str = Field(primary_key=True, foreign_key="attachment.id")
    position: int


class Tag(Table, table=True):
    """One label of an issue."""

    __tablename__ = "issue_tag"

    issue_id: str = Field(primary_key=True, foreign_key="issue.id")
    position: int = Field(primary_key=True)
    name: str


class Attachment(Table, table=True):
    """A file that a session or job run has surfaced."""

    __tablename__ = "attachment"

    id: str = Field(primary_key=True)
    name: str
    type: str
    title: str | None
    description: str | None
    citation: str | None
    source_session_id: str | None = Field(foreign_key="session.id")
    created_by: str
    created_at: datetime
    is_visible: bool


class Session(Table, table=True):
    """A conversation that issues came from."""

    __tablename__ = "session"

    id: str = Field(primary_key=True)
    title: str | None
    description: str | None
    created_by: str
    created_at: datetime
    starred_at: datetime | None

    attachments: list[Attachment] = Relationship(
        sa_relationship_kwargs={"order_by": "[Attachment.created_at, Attachment.id]"}
    )


class Issue(Table, table=True):
    """A problem somebody has found."""

    __tablename__ = "issue"

    id: str = Field(primary_key=True)
    title: str
    description: list[dict[str, Any]] = Field(sa_type=JSON)
    status: Optional[IssueStatus] = Field(sa_type=Coded(IssueStatus))  # noqa: UP045 (as taught)
    priority: Optional[IssuePriority] = Field(sa_type=Coded(IssuePriority))  # noqa: UP045
    owner: str
    resolution_summary: str | None
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int
    job_run_id: str | None
    deleted_at: datetime | None

    tags: list[Tag] = Relationship(sa_relationship_kwargs={"order_by": "Tag.position"})
    sessions: list[Session] = Relationship(
        link_model=IssueSession,
        sa_relationship_kwargs={"order_by": "[IssueSession.position, Session.id]"},
    )
    attachments: list[Attachment] = Relationship(
        link_model=IssueAttachment,
        sa_relationship_kwargs={"order_by": "[IssueAttachment.position, Attachment.id]"},
    )


class Comment(Table, table=True):
    """A remark on an issue."""

    __tablename__ = "comment"

    id: str = Field(primary_key=True)
    issue_id: str = Field(foreign_key="issue.id")
    content: str
    created_by: str
    created_at: datetime
    deleted_at: datetime | None


class File(Table, table=True):
    """A named document of an issue."""

    __tablename__ = "file"

    id: str = Field(primary_key=True)
    issue_id: str = Field(foreign_key="issue.id")
    file_name: str
    file_type: str
    created_at: datetime


def engine(path: str | None = None) -> AsyncEngine:
    """SQLAlchemy on the SQLite file at `path`, by default the one the benchmark names."""
    file = path or os.environ["BENCHMARK_DATABASE"]
    return create_async_engine(f"sqlite+aiosqlite:///{file}", json_deserializer=orjson.loads)
