"""Hand-written endpoints: Starlette, aiosqlite and orjson, one function each.

Answers the same bytes as the gateway, with the SQL and the Python that one would write for just
this: a statement per table, rows made into dictionaries. By default it checks no
token; with BENCHMARK_AUTHENTICATE=1 it looks the bearer token up as the gateway does.
"""

import asyncio
import hashlib
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiosqlite
import orjson
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from db.engine.sqlite_connection import connect_reader

STATUS = (None, "OPEN", "IN_PROGRESS", "RESOLVED", "REJECTED")
PRIORITY = (None, "LOW", "MEDIUM", "HIGH")
REST_STATUS = (None, "open", "in_progress", "resolved", "rejected")
REST_PRIORITY = (None, "low", "medium", "high")
JSON = "application/json"
READERS = 2

ISSUE = """SELECT id, title, description, status, priority, owner, created_by, created_at,
    updated_at, version FROM issue WHERE id = ? AND deleted_at IS NULL"""
NEWEST = """SELECT id, title, status, priority, owner, created_at FROM issue
    WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 100"""
COMMENTS = """SELECT issue_id, id, content, created_by, created_at FROM (
    SELECT *, row_number() OVER (PARTITION BY issue_id ORDER BY created_at, id) AS place
    FROM comment WHERE issue_id IN ({ids}) AND deleted_at IS NULL)
    WHERE place <= 10 ORDER BY issue_id, place"""
FILES = """SELECT issue_id, id, file_name, file_type FROM (
    SELECT *, row_number() OVER (PARTITION BY issue_id ORDER BY created_at, id) AS place
    FROM file WHERE issue_id IN ({ids}))
    WHERE place <= 10 ORDER BY issue_id, place"""

LIST = """SELECT id, title, description, status, priority, owner, resolution_summary, created_by,
    created_at, job_run_id FROM issue
    WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?"""
COUNT = "SELECT count(*) FROM issue WHERE deleted_at IS NULL"
TAGS = "SELECT issue_id, name FROM issue_tag WHERE issue_id IN ({ids}) ORDER BY issue_id, position"
SESSIONS = """SELECT l.issue_id, s.id, s.title, s.description, s.created_by, s.created_at,
    s.starred_at FROM issue_session AS l JOIN session AS s ON s.id = l.session_id
    WHERE l.issue_id IN ({ids}) ORDER BY l.issue_id, l.position, s.id"""
ATTACHMENT = """a.id, a.name, a.type, a.title, a.description, a.citation, a.source_session_id,
    a.created_by, a.created_at, a.is_visible"""
ATTACHMENTS = f"""SELECT l.issue_id, {ATTACHMENT} FROM issue_attachment AS l
    JOIN attachment AS a ON a.id = l.attachment_id AND a.is_visible
    WHERE l.issue_id IN ({{ids}}) ORDER BY l.issue_id, l.position, a.id"""
SESSION_ATTACHMENTS = f"""SELECT l.issue_id, {ATTACHMENT} FROM issue_session AS l
    JOIN attachment AS a ON a.source_session_id = l.session_id AND a.is_visible
    WHERE l.issue_id IN ({{ids}}) ORDER BY l.issue_id, a.created_at, a.id"""
TOKEN = "SELECT email, scope, expires_at FROM token WHERE digest = ? AND revoked_at IS NULL"

Row = Sequence[Any]


class Readers:
    """A few connections, each with its thread; the one used last is lent first."""

    def __init__(self) -> None:
        self._idle: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()

    async def open(self, path: Path) -> None:
        for _ in range(READERS):
            reader = aiosqlite.Connection(lambda: connect_reader(path), 64)
            self._idle.put_nowait(await reader)

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[aiosqlite.Connection]:
        reader = await self._idle.get()
        try:
            yield reader
        finally:
            self._idle.put_nowait(reader)

    async def close(self) -> None:
        for _ in range(READERS):
            await (await self._idle.get()).close()


async def nested(request: Request) -> Response:
    """The newest 100 issues with ten comments and files each."""
    async with request.app.state.readers.lent() as reader:
        issues = await reader.execute_fetchall(NEWEST)
        comments = await _by_issue(reader, COMMENTS, issues)
        files = await _by_issue(reader, FILES, issues)
    nodes = [
        {
            "id": id,
            "title": title,
            "status": STATUS[status or 0],
            "priority": PRIORITY[priority or 0],
            "owner": owner,
            "createdAt": created_at + "Z",
            "comments": {
                "nodes": [
                    {"id": key, "content": text, "createdBy": author, "createdAt": at + "Z"}
                    for _, key, text, author, at in comments[id]
                ]
            },
            "files": {
                "nodes": [
                    {"id": key, "fileName": name, "fileType": kind}
                    for _, key, name, kind in files[id]
                ]
            },
        }
        for id, title, status, priority, owner, created_at in issues
    ]
    return Response(orjson.dumps({"data": {"issues": {"nodes": nodes}}}), media_type=JSON)


async def one(request: Request) -> Response:
    """One issue by its id."""
    async with request.app.state.readers.lent() as reader:
        rows = list(await reader.execute_fetchall(ISSUE, (request.path_params["id"],)))
    issue = None
    if rows:
        row = rows[0]
        issue = {
            "id": row[0],
            "title": row[1],
            "description": orjson.Fragment(row[2]),
            "status": STATUS[row[3] or 0],
            "priority": PRIORITY[row[4] or 0],
            "owner": row[5],
            "createdBy": row[6],
            "createdAt": row[7] + "Z",
            "updatedAt": row[8] + "Z",
            "version": row[9],
        }
    return Response(orjson.dumps({"data": {"issue": issue}}), media_type=JSON)


async def listed(request: Request) -> Response:
    """The issues of the REST surface, newest first."""
    limit = int(request.query_params.get("limit", 100))
    offset = int(request.query_params.get("offset", 0))
    async with request.app.state.readers.lent() as reader:
        issues = await reader.execute_fetchall(LIST, (limit, offset))
        ((count,),) = await reader.execute_fetchall(COUNT)
        tags = await _by_issue(reader, TAGS, issues)
        sessions = await _by_issue(reader, SESSIONS, issues)
        attachments = await _by_issue(reader, ATTACHMENTS, issues)
        session_attachments = await _by_issue(reader, SESSION_ATTACHMENTS, issues)
    items = [
        {
            "uuid": row[0],
            "title": row[1],
            "description": orjson.Fragment(row[2]),
            "status": REST_STATUS[row[3] or 0],
            "priority": REST_PRIORITY[row[4] or 0],
            "tags": [name for _, name in tags[row[0]]],
            "owner": row[5],
            "resolution_summary": row[6],
            "created_by": row[7],
            "created_at": row[8],
            "sessions": [_session(found) for found in sessions[row[0]]],
            "attachments": [_attachment(found) for found in attachments[row[0]]],
            "session_attachments": [_attachment(found) for found in session_attachments[row[0]]],
            "job_run_id": row[9],
        }
        for row in issues
    ]
    return Response(orjson.dumps({"items": items, "count": count}), media_type=JSON)


async def _by_issue(
    reader: aiosqlite.Connection, statement: str, issues: Iterable[Row]
) -> defaultdict[str, list[Row]]:
    ids = [issue[0] for issue in issues]
    found: defaultdict[str, list[Row]] = defaultdict(list)
    text = statement.format(ids=",".join("?" * len(ids)))
    for row in await reader.execute_fetchall(text, ids):
        found[row[0]].append(row)
    return found


def _session(row: Row) -> dict[str, object]:
    return {
        "session_id": row[1],
        "session_title": row[2],
        "session_description": row[3],
        "session_created_by": row[4],
        "session_created_at": row[5],
        "is_starred": row[6] is not None,
        "starred_at": row[6],
    }


def _attachment(row: Row) -> dict[str, object]:
    return {
        "attachment_id": row[1],
        "attachment_name": row[2],
        "attachment_type": row[3],
        "attachment_title": row[4],
        "attachment_description": row[5],
        "attachment_citation": row[6],
        "attachment_source_session_id": row[7],
        "attachment_created_by": row[8],
        "attachment_created_at": row[9],
        "is_visible": bool(row[10]),
    }


async def healthz(_: Request) -> Response:
    """Answer that the process lives."""
    return PlainTextResponse("ok")


class Authentication:
    """Middleware: a request needs a bearer token that is stored and has not expired."""

    def __init__(self, app: ASGIApp, path: Path) -> None:
        self.app = app
        self.connection = connect_reader(path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] != "/healthz":
            scheme, _, token = Request(scope).headers.get("authorization", "").partition(" ")
            digest = hashlib.sha256(token.encode()).hexdigest()
            row = self.connection.execute(TOKEN, (digest,)).fetchone()
            now = datetime.now(UTC).replace(tzinfo=None).isoformat()
            if scheme.lower() != "bearer" or row is None or (row[2] and row[2] <= now):
                await Response(status_code=401)(scope, receive, send)
                return
        await self.app(scope, receive, send)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """Keep the readers open while the server runs."""
    app.state.readers = Readers()
    await app.state.readers.open(Path(os.environ["BENCHMARK_DATABASE"]))
    yield
    await app.state.readers.close()


def create_app() -> Starlette:
    """The server, on the database that the environment names."""
    authenticate = os.environ.get("BENCHMARK_AUTHENTICATE") == "1"
    path = Path(os.environ["BENCHMARK_DATABASE"])
    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/nested", nested),
            Route("/issues/{id}", one),
            Route("/api/v1/issues", listed),
        ],
        middleware=[Middleware(Authentication, path=path)] if authenticate else [],
        lifespan=lifespan,
    )
