"""Streams: one snapshot, a page at a time, ended with their block."""

import asyncio
import threading
import time
from typing import Any

import pytest

from db.actor import Actor
from db.engine import Database, Write
from tests.db.acting import new_issue

ENDLESS = """
WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1000000000000)
SELECT CAST(max(x) AS TEXT) FROM n
"""
TITLES = "SELECT title FROM issue ORDER BY id"
BUSY = (
    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%%RECURSIVE n%%'"
)


async def test_later_changes_are_not_seen(database: Database) -> None:
    for number in range(3):
        await new_issue(database, title=f"before {number}")
    async with database.stream(TITLES, ()) as pages:
        first = await anext(pages)
        await new_issue(database, title="meanwhile")
        rest = [row async for page in pages for row in page]
    assert [row[0] for row in [*first, *rest]] == [f"before {number}" for number in range(3)]


async def test_large_rows_make_small_pages(database: Database) -> None:
    for _ in range(12):
        await new_issue(database, title="x", description=[{"text": "y" * 400_000}])
    text = "SELECT CAST(description AS TEXT) FROM issue"
    async with database.stream(text, ()) as pages:
        sizes = [len(page) async for page in pages]
    assert sum(sizes) == 12
    assert max(sizes[1:], default=0) <= 3


async def test_who_leaves_ends_the_statement(database: Database) -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5), database.stream(ENDLESS, ()) as pages:
            await anext(pages)
    assert time.monotonic() - began < 5
    await _settled(database)
    await new_issue(database)  # and whoever writes goes on


async def _settled(database: Database) -> None:
    end = time.monotonic() + 5
    while await _busy(database):
        assert time.monotonic() < end, "the statement goes on"
        await asyncio.sleep(0.05)


async def _busy(database: Database) -> bool:
    if database.dialect.name == "sqlite":
        return any(thread.name.startswith("table") for thread in threading.enumerate())
    (row,) = await database.fetch_all(BUSY.replace("%%", "%") + " AND pid <> pg_backend_pid()")
    return bool(row[0])


async def test_an_error_of_the_statement_is_raised(database: Database) -> None:
    with pytest.raises(Exception, match="nothing_here"):
        async with database.stream("SELECT * FROM nothing_here", ()) as pages:
            await anext(pages)


async def test_a_filter_may_not_hold_the_writer_up(database: Database) -> None:
    async def work(write: Write) -> Any:
        return await write.fetch_costly(ENDLESS)

    actor = Actor("a", "a", is_admin=False, token_id=None)
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        await database.write(actor, work)
    assert time.monotonic() - began < 10
    await new_issue(database)
