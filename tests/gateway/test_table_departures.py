"""Clients that leave a table, over a socket: its statement ends, and its place is free."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from db.actions import bulk
from db.actions.new_issue import NewIssue
from db.engine import Database, Write
from gateway.app import create_app
from gateway.http.deadlines import with_deadlines
from gateway.settings import Settings
from tests.application import Headers
from tests.db.acting import ADA, new_comment, new_issue

ISSUES, LONG = 1000, "x" * 20_000
"""20 MB, far more than the buffers of a socket hold."""
COMMENTS = 100
MANY = "{ issues { nodes { id title description } } }"
SLOW = "query ($f: CommentFilter) { comments(filter: $f) { nodes { id } } }"
EVERY: dict[str, object] = {"content": {"contains": "e"}}
for _ in range(3):
    EVERY = {"issue": {"comments": {"every": EVERY}}}
"""Each comment of an issue looks at each comment, for each comment: minutes."""
OPEN = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'
AND pid <> pg_backend_pid()
"""
PATIENCE = 5.0


@pytest.fixture
async def app(url: str, tmp_path: Path) -> AsyncIterator[Starlette]:
    """A server that sends one table at a time."""
    settings = Settings(
        database=url,
        data_dir=tmp_path,
        tables=1,
        longest_lag=60,
        costly_share=1,
        operation_cost=10**12,
    )
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def port(app: Starlette) -> AsyncIterator[int]:
    """The port on which the server listens."""
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            port=0,
            http=with_deadlines(10, 30),
            lifespan="off",
            log_config=None,
            access_log=False,
        )
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield int(server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    await serving


@asynccontextmanager
async def asking(
    port: int, headers: Headers, accept: str, query: str, **variables: Any
) -> AsyncIterator[asyncio.StreamReader]:
    """Ask for a table on a connection that is reset at the end of the block."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4096)
    lines = [
        "POST /graphql HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Accept: {accept}",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    try:
        yield reader
    finally:
        writer.transport.abort()


async def is_running(database: Database) -> bool:
    """Whether the statement of a table is there, at work or with rows to give."""
    if database.dialect.name == "sqlite":
        return any(thread.name.startswith("table") for thread in threading.enumerate())
    (row,) = await database.fetch_all(OPEN)
    return bool(row[0])


async def until(database: Database, running: bool) -> None:
    end = time.monotonic() + PATIENCE
    while await is_running(database) != running:
        assert time.monotonic() < end, f"running is not {running}"
        await asyncio.sleep(0.02)


async def short_table(port: int, headers: Headers) -> httpx.Response:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
        return await client.post(
            "/graphql",
            json={"query": "{ issues(first: 3) { nodes { id } } }"},
            headers={**headers, "Accept": "text/csv"},
        )


async def second_table(
    database: Database, port: int, headers: Headers
) -> asyncio.Task[httpx.Response]:
    """Ask for a table while the first runs; it waits for the only place."""
    await until(database, True)
    waiting = asyncio.create_task(short_table(port, headers))
    await asyncio.sleep(0.3)
    assert await is_running(database)
    assert not waiting.done()
    return waiting


async def both_end(database: Database, waiting: asyncio.Task[httpx.Response]) -> None:
    """The first client has left: the second table is answered, and no statement is left."""
    began = time.monotonic()
    assert (await waiting).status_code == 200
    assert time.monotonic() - began < 3
    await until(database, False)


@pytest.mark.parametrize("accept", ["text/csv", "application/vnd.apache.arrow.stream"])
async def test_a_client_that_leaves_in_the_middle(
    app: Starlette, port: int, writer_headers: Headers, accept: str
) -> None:
    database: Database = app.state.database

    async def work(write: Write) -> None:
        news = [NewIssue(title="sags", description=[{"text": LONG}]) for _ in range(ISSUES)]
        await bulk.create(write, news, all_or_none=True)

    await database.write(ADA, work)
    async with asking(port, writer_headers, accept, MANY) as reader:
        assert (await reader.readline()).split()[1] == b"200"
        waiting = await second_table(database, port, writer_headers)
    await both_end(database, waiting)


@pytest.mark.parametrize("accept", ["application/x-ndjson", "application/vnd.apache.parquet"])
async def test_a_client_that_leaves_before_the_first_row(
    app: Starlette, port: int, writer_headers: Headers, accept: str
) -> None:
    database: Database = app.state.database
    issue_id = await new_issue(database)
    for _ in range(COMMENTS):
        await new_comment(database, issue_id)
    async with asking(port, writer_headers, accept, SLOW, f=EVERY):
        waiting = await second_table(database, port, writer_headers)
    await both_end(database, waiting)
