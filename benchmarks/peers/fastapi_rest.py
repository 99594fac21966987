"""FastAPI and SQLModel: public models, relationships loaded ahead, a response model.

Sources: fastapi.tiangolo.com ("Response model") and sqlmodel.tiangolo.com ("Models with
relationships in FastAPI"); SQLAlchemy's `selectinload` avoids a query per issue.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from sqlalchemy.orm import selectinload
from sqlmodel import SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.peers import tables


class SessionPublic(SQLModel):
    """A session inside an issue."""

    session_id: str
    session_title: str | None
    session_description: str | None
    session_created_by: str
    session_created_at: datetime
    is_starred: bool
    starred_at: datetime | None


class AttachmentPublic(SQLModel):
    """An attachment inside an issue."""

    attachment_id: str
    attachment_name: str
    attachment_type: str
    attachment_title: str | None
    attachment_description: str | None
    attachment_citation: str | None
    attachment_source_session_id: str | None
    attachment_created_by: str
    attachment_created_at: datetime
    is_visible: bool


class IssuePublic(SQLModel):
    """An issue of the REST surface."""

    uuid: str
    title: str
    description: list[dict[str, Any]]
    status: tables.IssueStatus | None
    priority: tables.IssuePriority | None
    tags: list[str]
    owner: str
    resolution_summary: str | None
    created_by: str
    created_at: datetime
    sessions: list[SessionPublic]
    attachments: list[AttachmentPublic]
    session_attachments: list[AttachmentPublic]
    job_run_id: str | None


class IssueList(SQLModel):
    """A page of issues, and how many there are."""

    items: list[IssuePublic]
    count: int


router = APIRouter()


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A session for one request."""
    async with AsyncSession(request.app.state.engine) as session:
        yield session


@router.get("/healthz")
async def healthz() -> str:
    """Answer that the process lives."""
    return "ok"


@router.get("/api/v1/issues", response_model=IssueList)
async def list_issues(
    session: Annotated[AsyncSession, Depends(get_session)],
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> IssueList:
    """The issues, newest first."""
    live = col(tables.Issue.deleted_at).is_(None)
    statement = (
        select(tables.Issue)
        .where(live)
        .order_by(col(tables.Issue.created_at).desc(), col(tables.Issue.id).desc())
        .limit(limit)
        .offset(offset)
        .options(
            selectinload(tables.Issue.tags),  # type: ignore[arg-type]
            selectinload(tables.Issue.attachments),  # type: ignore[arg-type]
            selectinload(tables.Issue.sessions).selectinload(  # type: ignore[arg-type]
                tables.Session.attachments  # type: ignore[arg-type]
            ),
        )
    )
    issues = await session.exec(statement)
    count = await session.exec(select(func.count()).select_from(tables.Issue).where(live))
    return IssueList(items=[_issue(issue) for issue in issues], count=count.one())


def _issue(issue: tables.Issue) -> IssuePublic:
    return IssuePublic(
        uuid=issue.id,
        title=issue.title,
        description=issue.description,
        status=issue.status,
        priority=issue.priority,
        tags=[tag.name for tag in issue.tags],
        owner=issue.owner,
        resolution_summary=issue.resolution_summary,
        created_by=issue.created_by,
        created_at=issue.created_at,
        sessions=[_session(session) for session in issue.sessions],
        attachments=[_attachment(each) for each in issue.attachments if each.is_visible],
        session_attachments=[
            _attachment(attachment)
            for session in issue.sessions
            for attachment in session.attachments
            if attachment.is_visible
        ],
        job_run_id=issue.job_run_id,
    )


def _session(session: tables.Session) -> SessionPublic:
    return SessionPublic(
        session_id=session.id,
        session_title=session.title,
        session_description=session.description,
        session_created_by=session.created_by,
        session_created_at=session.created_at,
        is_starred=session.starred_at is not None,
        starred_at=session.starred_at,
    )


def _attachment(attachment: tables.Attachment) -> AttachmentPublic:
    return AttachmentPublic(
        attachment_id=attachment.id,
        attachment_name=attachment.name,
        attachment_type=attachment.type,
        attachment_title=attachment.title,
        attachment_description=attachment.description,
        attachment_citation=attachment.citation,
        attachment_source_session_id=attachment.source_session_id,
        attachment_created_by=attachment.created_by,
        attachment_created_at=attachment.created_at,
        is_visible=attachment.is_visible,
    )


def create_app() -> FastAPI:
    """The server, on the database that the environment names."""
    app = FastAPI()
    app.state.engine = tables.engine()
    app.include_router(router)
    return app
