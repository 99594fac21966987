"""SQLite's write-ahead log under writers and long reads that overlap, through the whole path.

Ten minutes of it, and what the bound costs, are in `docs/reliability.md`.
"""

import asyncio

import pytest

from benchmarks.data import copied, sqlite_demo
from benchmarks.log_size import MEGABYTE, QUIET, started
from db.engine.sqlite_log import MOST_BYTES
from tests.numbers import Report

pytestmark = [pytest.mark.alone, pytest.mark.long]

SECONDS = 20.0
MOST, MOST_WHEN_QUIET = 100 * MEGABYTE, 64 * 1024 * 1024


async def test_the_log_is_bounded_while_long_reads_overlap(report: Report) -> None:
    with copied(await sqlite_demo(), "log_size") as demo:
        async with started(demo) as gateway:
            # Fuller than the bound within the time, on a slow machine too.
            gateway.bound(MOST_BYTES // 4)
            found = await gateway.load(SECONDS)
            assert found.largest > MOST_BYTES // 4, found
            assert found.largest < MOST - MOST_BYTES * 3 // 4, found
            gateway.bound(MOST_BYTES)
            found = await gateway.load(SECONDS)
            assert found.largest < MOST, found
            await asyncio.sleep(QUIET)
            size = gateway.database.log_bytes
            assert size < MOST_WHEN_QUIET
            assert await gateway.metric() == size
    report(f"at most {found.largest / MEGABYTE:.0f} MB, {size / MEGABYTE:.0f} MB when quiet")
