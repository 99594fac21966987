"""`db trim` and `db purge` beside a gateway that has the answers in memory."""

import asyncio
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from starlette.applications import Starlette

from db.engine import SYSTEM, Write
from db.models import Change, Issue
from tests.application import Headers
from tests.protocols.conftest import Connect

pytestmark = pytest.mark.long
SECRET = "Zenerdiode"
CREATE = "mutation ($t: String!) { createIssue(input: {title: $t}) { issue { id } } }"
DELETE = "mutation ($i: ID!) { deleteIssue(input: {id: $i}) { deletedId } }"
ALL = "{ issues(includeDeleted: true) { nodes { title comments { nodes { content } } } } }"
FOUND = """{
  issues(includeDeleted: true, filter: {title: {contains: "Zenerdiode"}}) { totalCount }
}"""
LOG = "{ changes(first: 50) { nodes { action patch before } } }"
QUERIES = (ALL, FOUND, LOG)
METHODS = ("POST", "QUERY")
"""Only a POST says that its answer was in memory; only a QUERY has a tag."""
YEAR = timedelta(days=365)
Ask = Callable[..., Any]


@pytest.fixture
def ask(client: httpx.AsyncClient, writer_headers: Headers) -> Ask:
    async def run(
        query: str, tag: str = "", method: str = "POST", **variables: object
    ) -> httpx.Response:
        held = {"If-None-Match": tag} if tag else {}
        return await client.request(
            method,
            "/graphql",
            json={"query": query, "variables": variables},
            headers={**writer_headers, **held},
        )

    return run


@pytest.fixture
async def old(app: Starlette, ask: Ask) -> None:
    """Two issues of a year ago, one of which is deleted."""
    for title in ("kept", SECRET):
        created = (await ask(CREATE, t=title)).json()["data"]["createIssue"]["issue"]["id"]
    await ask(DELETE, i=created)

    async def age(write: Write) -> None:
        await write.execute(update(Change.__table__).values(at=write.now - YEAR))
        gone = update(Issue.__table__).where(Issue.__table__.c.deleted_at.is_not(None))
        await write.execute(gone.values(deleted_at=write.now - YEAR))

    await app.state.database.write(SYSTEM, age)
    # A young change: the last of the log stays when older ones go.
    await ask(CREATE, t="young")


async def in_memory(ask: Ask) -> dict[str, str]:
    """The tags of the answers of all queries, each of which the gateway has in memory."""
    tags = {}
    for query in QUERIES:
        for method in METHODS * 3:
            answer = await ask(query, method=method)
        tags[query] = answer.headers["etag"]
        assert (await ask(query, tags[query], "QUERY")).status_code == 304
    assert "cached" in (await ask(ALL)).json()["extensions"]["cost"]
    assert SECRET in (await ask(ALL)).text
    return tags


async def command(url: str, folder: Path, *words: str) -> None:
    """Run a command of `db` in a process of its own."""
    where = ("--database", url, "--data-dir", str(folder))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gateway", "db", *words, *where, stdout=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0


@pytest.mark.usefixtures("old")
async def test_no_answer_has_a_purged_text(
    ask: Ask, client_socket: Connect, url: str, tmp_path: Path
) -> None:
    tags = await in_memory(ask)
    async with client_socket() as follower:
        await follower.subscribe("1", f"subscription {ALL}")
        assert SECRET in str(await follower.result())
        await command(url, tmp_path, "purge", "--deleted-before", "30d")
        async with asyncio.timeout(10):
            assert SECRET not in str(await follower.result())
    for query, tag in tags.items():
        assert (await ask(query, tag, "QUERY")).status_code == 200
        for method in METHODS * 3:
            assert SECRET not in (await ask(query, method=method)).text
    assert (await ask(FOUND)).json()["data"]["issues"]["totalCount"] == 0


@pytest.mark.usefixtures("old")
async def test_no_answer_has_a_trimmed_change(ask: Ask, url: str, tmp_path: Path) -> None:
    tags = await in_memory(ask)
    assert SECRET in (await ask(LOG)).text
    await command(url, tmp_path, "trim", "--changes-before", "52w")
    assert (await ask(LOG, tags[LOG], "QUERY")).status_code == 200
    for method in METHODS * 3:
        assert SECRET not in (await ask(LOG, method=method)).text
