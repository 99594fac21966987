"""The write-ahead log stays small, also where long reads overlap without a pause."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from db.engine import CALLER, open_database
from db.engine.sqlite import SqliteDatabase
from tests.db.test_engine import ADA, add
from tests.numbers import Report

SECONDS = 3.0
CUT_AT = 1024 * 1024
LONG_READ = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)"
    " SELECT count(*), (SELECT count(*) FROM session) FROM n"
)


async def load(database: SqliteDatabase) -> tuple[int, int, int]:
    """Write and read for a while; the largest size of the log, its cuts, and the writes."""
    loop = asyncio.get_running_loop()
    end = loop.time() + SECONDS
    writes = largest = cuts = 0

    async def write(first: int) -> None:
        nonlocal writes
        while loop.time() < end:
            number = first + 10 * writes
            await database.write(ADA, partial(add, number=number, title="x" * 20_000))
            writes += 1

    async def read(caller: str) -> None:
        CALLER.set(caller)
        while loop.time() < end:
            await database.fetch(LONG_READ)

    async def watch() -> None:
        nonlocal largest, cuts
        last = 0
        while loop.time() < end:
            size = database.log_bytes
            largest, cuts, last = max(largest, size), cuts + (size < last), size
            await asyncio.sleep(0.02)

    writers = (write(number) for number in range(2))
    readers = (read(f"reader {number}") for number in range(5))
    await asyncio.gather(*writers, *readers, watch())
    return largest, cuts, writes


@pytest.mark.parametrize("kept_small", [True, False])
async def test_the_log_is_cut_while_reads_overlap(
    sqlite_url: str, tmp_path: Path, report: Report, kept_small: bool
) -> None:
    database = await open_database(sqlite_url, tmp_path, readers=2)
    assert isinstance(database, SqliteDatabase)
    assert database.log is not None
    database.log.most_bytes = CUT_AT if kept_small else 1 << 60
    largest, cuts, writes = await load(database)
    report(f"log of {largest:,} bytes at most, cut {cuts} times in {writes} writes")
    if kept_small:
        assert cuts >= 1
        await asyncio.sleep(0.5)
        assert database.log_bytes <= 2 * CUT_AT
    else:  # the load is one under which SQLite alone finds no instant
        assert cuts == 0
        assert largest > 4 * CUT_AT
    await database.close()
