"""Stock Strawberry: types with resolvers, a dataloader per relation, SQLModel underneath.

Sources: strawberry.rocks, guides "DataLoaders" and "Schema extensions" (both caches are on), and
sqlmodel.tiangolo.com. The answer is encoded by orjson.
"""

from collections import defaultdict
from datetime import datetime
from typing import TypeAlias

import orjson
import strawberry
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.scalars import JSON
from strawberry.types import Info as StrawberryInfo

from benchmarks.peers import tables

strawberry.enum(tables.IssueStatus)
strawberry.enum(tables.IssuePriority)


class Context:
    """The state of one request: the database, and loaders that batch and remember."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.comments = DataLoader(load_fn=self._comments)
        self.files = DataLoader(load_fn=self._files)

    def session(self) -> AsyncSession:
        """A session of its own: resolvers run at the same time, a session cannot."""
        return AsyncSession(self.engine, expire_on_commit=False)

    async def _comments(self, keys: list[str]) -> list[list[tables.Comment]]:
        statement = (
            select(tables.Comment)
            .where(col(tables.Comment.issue_id).in_(keys), col(tables.Comment.deleted_at).is_(None))
            .order_by(col(tables.Comment.created_at), col(tables.Comment.id))
        )
        found: defaultdict[str, list[tables.Comment]] = defaultdict(list)
        async with self.session() as session:
            for row in await session.exec(statement):
                found[row.issue_id].append(row)
        return [found[key] for key in keys]

    async def _files(self, keys: list[str]) -> list[list[tables.File]]:
        statement = (
            select(tables.File)
            .where(col(tables.File.issue_id).in_(keys))
            .order_by(col(tables.File.created_at), col(tables.File.id))
        )
        found: defaultdict[str, list[tables.File]] = defaultdict(list)
        async with self.session() as session:
            for row in await session.exec(statement):
                found[row.issue_id].append(row)
        return [found[key] for key in keys]


Info: TypeAlias = StrawberryInfo[Context, None]


@strawberry.type
class Comment:
    """A remark on an issue."""

    id: strawberry.ID
    content: str
    created_by: str
    created_at: datetime


@strawberry.type
class File:
    """A named document of an issue."""

    id: strawberry.ID
    file_name: str
    file_type: str


@strawberry.type
class Issue:
    """A problem somebody has found."""

    id: strawberry.ID
    title: str
    description: JSON
    status: tables.IssueStatus | None
    priority: tables.IssuePriority | None
    owner: str
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int

    @strawberry.field
    async def comments(self, info: Info, first: int = 50) -> list[Comment]:
        rows = await info.context.comments.load(self.id)
        return [
            Comment(
                id=strawberry.ID(row.id),
                content=row.content,
                created_by=row.created_by,
                created_at=row.created_at,
            )
            for row in rows[:first]
        ]

    @strawberry.field
    async def files(self, info: Info, first: int = 50) -> list[File]:
        rows = await info.context.files.load(self.id)
        return [
            File(id=strawberry.ID(row.id), file_name=row.file_name, file_type=row.file_type)
            for row in rows[:first]
        ]


@strawberry.type
class Query:
    """The two queries of the benchmark."""

    @strawberry.field
    async def issues(self, info: Info, first: int = 50) -> list[Issue]:
        statement = (
            select(tables.Issue)
            .where(col(tables.Issue.deleted_at).is_(None))
            .order_by(col(tables.Issue.created_at).desc(), col(tables.Issue.id).desc())
            .limit(first)
        )
        async with info.context.session() as session:
            return [_issue(row) for row in await session.exec(statement)]

    @strawberry.field
    async def issue(self, info: Info, id: strawberry.ID) -> Issue | None:
        async with info.context.session() as session:
            row = await session.get(tables.Issue, id)
        return _issue(row) if row and row.deleted_at is None else None


def _issue(row: tables.Issue) -> Issue:
    return Issue(
        id=strawberry.ID(row.id),
        title=row.title,
        description=JSON(row.description),
        status=row.status,
        priority=row.priority,
        owner=row.owner,
        created_by=row.created_by,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )


def build_schema() -> strawberry.Schema:
    """The schema, which remembers parsed and validated documents."""
    return strawberry.Schema(query=Query, extensions=[ParserCache, ValidationCache])


class Server(GraphQL[Context, None]):
    """Strawberry's own ASGI application, with a context and orjson."""

    def __init__(self, schema: strawberry.Schema, engine: AsyncEngine) -> None:
        super().__init__(schema, graphql_ide=None)
        self.engine = engine

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        return Context(self.engine)

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)


async def _healthz(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


def create_app() -> Starlette:
    """The server, on the database that the environment names."""
    server = Server(build_schema(), tables.engine())
    return Starlette(routes=[Route("/healthz", _healthz), Route("/graphql", server)])
