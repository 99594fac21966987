"""What only the embedded engine does: one writer thread, shared commits, the file."""

import asyncio
import gc
import logging
import sys
import threading
import time
import tracemalloc
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from db import models
from db.actor import Actor
from db.engine import Database, Write, open_database, sqlite_connection, sqlite_writer
from db.engine.sqlite import TRIAL_SECONDS, SqliteDatabase
from db.engine.sqlite_connection import connect, connect_reader, driver, warn_if_outdated
from db.engine.sqlite_writer import LOG_PAGES, MEASURES_LOG
from db.errors import BadInput, Unavailable
from tests.db.test_engine import ADA, TITLES, add, add_recorded, titles


@pytest.fixture
def file(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///"))


@pytest.fixture
async def embedded(sqlite_url: str, tmp_path: Path) -> Any:
    database = await open_database(sqlite_url, tmp_path)
    assert isinstance(database, SqliteDatabase)
    yield database
    await database.close()


def connection_of(database: SqliteDatabase) -> Any:
    return database._writer._connection


class FailingCommits:
    """The writer's connection on a disk that takes no commits."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.broken = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    def execute(self, text: str, *parameters: Any) -> Any:
        if text == "COMMIT" and self.broken:
            error = driver.OperationalError("disk I/O error")
            error.sqlite_errorcode = 10
            raise error
        return self.connection.execute(text, *parameters)


async def hold_the_writer(database: Database) -> tuple[threading.Event, asyncio.Future[None]]:
    """Occupy the writer with a work that ends when the event is set; what comes now has to wait."""
    release, started = threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def work(write: Write) -> None:
        await add(write, 9999)
        loop.call_soon_threadsafe(started.set)
        release.wait()

    holding = asyncio.ensure_future(database.write(ADA, work))
    await started.wait()
    return release, holding


async def test_works_that_wait_share_commits(embedded: SqliteDatabase) -> None:
    statements: list[str] = []
    release, holding = await hold_the_writer(embedded)
    connection_of(embedded).set_trace_callback(statements.append)
    writes = [
        asyncio.ensure_future(embedded.write(ADA, partial(add_recorded, number=n)))
        for n in range(100)
    ]
    await asyncio.sleep(0)
    release.set()
    await asyncio.gather(holding, *writes)
    assert statements.count("COMMIT") == 2  # 101 works, 64 to a commit
    assert len(await titles(embedded)) == 101


@pytest.mark.skipif(sys.platform != "linux", reason="has no clocks of threads")
async def test_a_statement_without_a_processor_does_not_count_as_long(
    embedded: SqliteDatabase,
) -> None:
    """It would be started again among the long ones, as on a machine that is overloaded."""
    runs: list[float] = []

    def wait() -> int:
        runs.append(2 * TRIAL_SECONDS)
        time.sleep(runs[-1])
        return 1

    for reader in embedded._readers:
        await reader.connection.create_function("wait", 0, wait)
    assert await embedded.fetch("SELECT wait()") == (1,)
    assert len(runs) == 1


async def test_nothing_is_visible_or_acknowledged_before_the_commit(
    embedded: SqliteDatabase,
) -> None:
    release, holding = await hold_the_writer(embedded)
    second = asyncio.ensure_future(embedded.write(ADA, lambda w: add_recorded(w, 1)))
    both: set[asyncio.Future[Any]] = {holding, second}
    done, _ = await asyncio.wait(both, timeout=0.05)
    assert not done
    assert await titles(embedded) == []
    release.set()
    await asyncio.gather(holding, second)
    assert len(await titles(embedded)) == 2


async def test_a_failed_commit_fails_its_works_and_the_writer_goes_on(
    embedded: SqliteDatabase,
) -> None:
    disk = FailingCommits(connection_of(embedded))
    embedded._writer._connection = disk  # type: ignore[assignment]
    results = await asyncio.gather(
        *(embedded.write(ADA, partial(add_recorded, number=n)) for n in range(5)),
        return_exceptions=True,
    )
    assert all(isinstance(result, Unavailable) for result in results)
    assert len({id(result) for result in results}) == 5
    assert await titles(embedded) == []
    assert not await embedded.writable()
    disk.broken = False
    assert await embedded.writable()
    await embedded.write(ADA, lambda w: add_recorded(w, 1))
    assert await titles(embedded) == ["session 0001"]


async def test_a_full_disk_fails_the_batch_and_is_survived(embedded: SqliteDatabase) -> None:
    (pages,) = connection_of(embedded).execute("PRAGMA page_count").fetchone()
    connection_of(embedded).execute(f"PRAGMA max_page_count={pages + 2}")

    async def fill(write: Write) -> None:
        for number in range(10, 40):
            try:
                await add(write, number, "x" * 1000 + str(number))
            except Unavailable:
                await add(write, number)  # a work that does not notice must not commit by itself

    results = await asyncio.gather(
        embedded.write(ADA, lambda w: add_recorded(w, 1)),
        embedded.write(ADA, fill),
        return_exceptions=True,
    )
    assert isinstance(results[1], Unavailable)
    kept = ["session 0001"] if results[0] == 1 else []
    assert await titles(embedded) == kept
    connection_of(embedded).execute("PRAGMA max_page_count=100000")
    await embedded.write(ADA, fill)
    assert len(await titles(embedded)) == 30 + len(kept)


async def test_what_an_older_parser_has_no_room_for_is_nested_too_deeply(
    embedded: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shallow:
        def execute(self, text: str, parameters: object) -> object:
            raise driver.OperationalError("parser stack overflow")

    for reader in embedded._readers:
        monkeypatch.setattr(reader.connection, "_connection", Shallow())
    with pytest.raises(BadInput, match="nested too deeply"):
        await embedded.fetch("SELECT ((1))")


async def test_a_work_that_ignores_that_its_transaction_was_lost_has_failed(
    embedded: SqliteDatabase,
) -> None:
    async def ignore(write: Write) -> None:
        connection_of(embedded).execute("ROLLBACK")  # as a full disk does

    with pytest.raises(Unavailable):
        await embedded.write(ADA, ignore)
    await embedded.write(ADA, lambda w: add_recorded(w, 1))
    assert await titles(embedded) == ["session 0001"]


async def test_a_cancelled_request_is_not_run(embedded: SqliteDatabase) -> None:
    release, holding = await hold_the_writer(embedded)
    waiting = asyncio.ensure_future(embedded.write(ADA, lambda w: add_recorded(w, 1)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    release.set()
    await holding
    assert await titles(embedded) == ["session 9999"]


async def test_a_work_that_awaits_something_else_is_told(embedded: SqliteDatabase) -> None:
    async def work(write: Write) -> None:
        await add(write, 1)
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="a work may await only the methods of its Write"):
        await embedded.write(ADA, work)
    assert await titles(embedded) == []


async def test_a_locked_file_is_unavailable(embedded: SqliteDatabase, file: Path) -> None:
    connection_of(embedded).execute("PRAGMA busy_timeout=10")
    other = connect(file)
    other.execute("BEGIN IMMEDIATE")
    assert not await embedded.writable()
    with pytest.raises(Unavailable):
        await embedded.write(ADA, lambda w: add_recorded(w, 1))
    other.execute("ROLLBACK")
    other.close()
    assert await embedded.writable()


async def test_the_settings_are_in_force(embedded: SqliteDatabase, file: Path) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    writer = connection_of(embedded)
    assert {name: writer.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    folds_itself = 0 if MEASURES_LOG else LOG_PAGES
    assert writer.execute("PRAGMA wal_autocheckpoint").fetchone() == (folds_itself,)
    assert await embedded.fetch("PRAGMA wal_autocheckpoint") == (0,)
    with pytest.raises(driver.OperationalError, match="readonly"):
        connect_reader(file).execute("DELETE FROM session")


async def test_a_long_log_is_folded_before_the_next_work(embedded: SqliteDatabase) -> None:
    async def large(write: Write) -> None:
        await write.fetch_all("CREATE TABLE large (value BLOB)")
        await write.fetch_all("INSERT INTO large VALUES (zeroblob(?))", (LOG_PAGES * 4096,))

    await embedded.write(ADA, large)
    for number in range(3):
        await embedded.write(ADA, partial(add_recorded, number=number))
    query = "PRAGMA wal_checkpoint(NOOP)"
    _, pages, _ = connection_of(embedded).execute(query).fetchone()
    assert 0 < pages < LOG_PAGES


async def test_a_reader_cannot_write(embedded: SqliteDatabase) -> None:
    with pytest.raises(Unavailable, match="readonly"):
        await embedded.rows(delete(models.Session.__table__))


async def ended(before: set[threading.Thread]) -> None:
    """Wait until the threads that are not in `before` have ended: each answers once more first.

    Raises TimeoutError.
    """
    async with asyncio.timeout(5):
        while not set(threading.enumerate()) <= before:
            await asyncio.sleep(0.01)


async def test_closing_ends_every_thread_and_serves_what_waits(
    sqlite_url: str, tmp_path: Path
) -> None:
    before = set(threading.enumerate())
    database = await open_database(sqlite_url, tmp_path, readers=3)
    writes = [
        asyncio.ensure_future(database.write(ADA, partial(add_recorded, number=n)))
        for n in range(100)
    ]
    reads = [asyncio.ensure_future(titles(database)) for _ in range(10)]
    await asyncio.sleep(0)
    await database.close()
    await database.close()
    assert await asyncio.gather(*writes) == list(range(100))
    assert len(await asyncio.gather(*reads)) == 10
    await ended(before)
    assert [path.name for path in tmp_path.iterdir()] == ["issues.db"]  # the log is folded in
    for call in (database.write(ADA, lambda w: add(w, 1)), database.fetch("SELECT 1")):
        with pytest.raises(Unavailable, match="closed"):
            await call
    gc.collect()


async def test_a_file_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with pytest.raises(Unavailable):
        await open_database(None, tmp_path / "missing")
    await ended(before)


async def test_without_an_address_the_file_lies_in_the_data_directory(tmp_path: Path) -> None:
    database = await open_database(None, tmp_path)
    await database.close()
    assert (tmp_path / "issues.db").exists()


def test_an_outdated_library_is_reported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        monkeypatch.setattr(sqlite_connection, "WAL_RESET_FIXED", (99, 0, 0))
        warn_if_outdated()
    assert "can corrupt" in caplog.text


async def test_a_closed_event_loop_does_not_stop_the_writer(embedded: SqliteDatabase) -> None:
    release = threading.Event()

    def abandon() -> None:
        async def leave() -> None:
            async def work(write: Write) -> None:
                release.wait()

            writing = asyncio.ensure_future(embedded.write(ADA, work))
            await asyncio.sleep(0)
            writing.cancel()

        asyncio.run(leave())

    await asyncio.to_thread(abandon)
    release.set()
    actor = Actor("a", "a", False, None)
    assert await embedded.write(actor, lambda w: add_recorded(w, 1)) == 1
    assert sqlite_writer.BATCH == 64


async def test_a_lookup_that_meets_a_lock_goes_to_a_reader(
    embedded: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    await embedded.write(ADA, lambda w: add_recorded(w, 1))
    text = embedded.constant(TITLES).text
    assert await embedded.fetch_brief(text) == ("session 0001",)

    class Locked:
        def execute(self, *_: object) -> None:
            raise driver.OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(embedded, "_on_the_spot", Locked())
        assert await embedded.fetch_brief(text) == ("session 0001",)


async def test_a_large_answer_is_not_held_by_its_reader(embedded: SqliteDatabase) -> None:
    tracemalloc.start()
    try:
        for _ in range(4):
            row = await embedded.fetch("SELECT hex(zeroblob(4000000))")
            assert row is not None
            assert len(row[0]) == 8_000_000
            del row
        assert tracemalloc.get_traced_memory()[0] < 1_000_000
    finally:
        tracemalloc.stop()
