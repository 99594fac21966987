"""What only the server engine does: repeat collisions, survive lost connections."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import bindparam, select, update

from db.actions.new_issue import NewIssue
from db.actions.records import rows
from db.actions.upsert import upsert
from db.engine import Database, Write, open_database
from db.engine import postgresql as engine
from db.engine.postgresql import ATTEMPTS, PostgresqlWrite
from db.enums import UpsertAction
from db.errors import Unavailable
from tests.db.test_engine import ADA, CHANGE, SESSION, add, add_recorded, session_id, titles

pytestmark = pytest.mark.postgresql

RENAME = update(SESSION).where(SESSION.c.id == bindparam("target"))
OTHERS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> $1"


@pytest.fixture
def server_url(postgres_database: str) -> str:
    return postgres_database


@pytest.fixture
async def server(server_url: str, tmp_path: Path) -> Any:
    database = await open_database(server_url, tmp_path, pool_size=8, timeout=3)
    yield database
    await database.close()


async def terminate(url: str) -> None:
    """End every other connection to the database, as a restart of the server does."""
    connection = await asyncpg.connect(url)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


async def test_works_that_deadlock_are_repeated(server: Database) -> None:
    for number in (1, 2):
        await server.write(ADA, partial(add, number=number))
    both = asyncio.Barrier(2)
    runs = 0

    async def cross(write: Write, first: int, second: int) -> None:
        nonlocal runs
        runs += 1
        await write.execute(RENAME, {"target": session_id(first), "title": f"by {first}"})
        if runs <= 2:
            await both.wait()
        await write.execute(RENAME, {"target": session_id(second), "title": f"by {first}"})

    await asyncio.gather(
        server.write(ADA, lambda w: cross(w, 1, 2)), server.write(ADA, lambda w: cross(w, 2, 1))
    )
    assert runs == 3
    assert len(set(await titles(server))) == 1


async def test_works_that_cannot_be_serialised_are_repeated(server: Database) -> None:
    await server.write(ADA, lambda w: add(w, 1))
    runs = 0

    async def slow(write: Write) -> None:
        nonlocal runs
        runs += 1
        await write.fetch("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        await write.fetch("SELECT 1 FROM session")  # takes the snapshot
        if runs == 1:
            await server.write(ADA, rename)
        await write.execute(RENAME, {"target": session_id(1), "title": "slow"})

    async def rename(write: Write) -> None:
        await write.execute(RENAME, {"target": session_id(1), "title": "quick"})

    await server.write(ADA, slow)
    assert (runs, await titles(server)) == (2, ["slow"])


async def test_a_statement_prepared_before_a_migration_is_prepared_anew(
    server: Database, server_url: str
) -> None:
    runs = 0

    async def every_column(write: Write) -> int:
        nonlocal runs
        runs += 1
        row = await write.fetch("SELECT * FROM session")
        return len(row or ())

    await server.write(ADA, lambda w: add(w, 1))
    # One after the other, so that one connection does all of it.
    before = await server.write(ADA, every_column)
    connection = await asyncpg.connect(server_url)
    await connection.execute("ALTER TABLE session ADD COLUMN more text")
    assert await server.fetch("SELECT * FROM session") is not None
    assert await server.write(ADA, every_column) == before + 1
    await connection.execute("ALTER TABLE session DROP COLUMN more")
    assert await server.write(ADA, every_column) == before
    await connection.close()
    # Before, after (reading had prepared it anew already), and twice for the last change.
    assert runs == 4


async def test_a_race_for_a_key_is_decided_by_running_the_loser_again(server: Database) -> None:
    both = asyncio.Barrier(2)
    runs = 0

    async def upsert(write: Write) -> str:
        nonlocal runs
        runs += 1
        if await write.fetch("SELECT 1 FROM session"):
            return "found"
        if runs <= 2:
            await both.wait()
        await add(write, 1)
        return "added"

    results = await asyncio.gather(server.write(ADA, upsert), server.write(ADA, upsert))
    assert sorted(results) == ["added", "found"]


async def test_a_failure_that_another_files_between_two_looks_is_counted(
    server: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each statement of a transaction sees what was committed before it."""
    look = rows.first

    async def file(write: Write) -> tuple[str, UpsertAction]:
        return await upsert(write, NewIssue(title="Rail sags", fingerprint="rail"))

    async def look_too_early(write: Write, *given: Any) -> rows.Row | None:
        found = await look(write, *given)
        monkeypatch.setattr(rows, "first", look)
        await server.write(ADA, file)
        return found

    monkeypatch.setattr(rows, "first", look_too_early)
    _, action = await server.write(ADA, file)
    assert action is UpsertAction.BUMPED


async def test_writes_wait_for_each_others_numbers_instead_of_colliding(server: Database) -> None:
    runs = 0

    async def work(write: Write, number: int) -> None:
        nonlocal runs
        runs += 1
        await add_recorded(write, number)

    await asyncio.gather(*(server.write(ADA, partial(work, number=n)) for n in range(40)))
    assert (runs, await server.sequence()) == (40, 40)


async def test_collisions_without_end_are_given_up(
    server: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BACKOFF", 0)
    runs = 0

    async def work(_: Write) -> None:
        nonlocal runs
        runs += 1
        raise asyncpg.SerializationError("again")

    with pytest.raises(Unavailable, match="same rows"):
        await server.write(ADA, work)
    assert runs == ATTEMPTS


@pytest.fixture
async def late_goodbyes() -> AsyncIterator[None]:
    """Let asyncpg fail to say goodbye on a connection that the server has ended.

    It does so in a task of its own, whose error nobody is there to take.
    """
    loop = asyncio.get_running_loop()
    handler = loop.get_exception_handler()

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if isinstance(context.get("exception"), ConnectionError):
            return
        if handler:
            handler(loop, context)
        else:
            loop.default_exception_handler(context)

    loop.set_exception_handler(handle)
    yield
    loop.set_exception_handler(handler)


@pytest.mark.usefixtures("late_goodbyes")
async def test_a_lost_connection_is_unavailable_and_recovers(
    server: Database, server_url: str
) -> None:
    async def interrupted(write: Write) -> None:
        await add(write, 1)
        await terminate(server_url)
        await add(write, 2)

    with pytest.raises(Unavailable):
        await server.write(ADA, interrupted)
    assert await titles(server) == []
    assert await server.write(ADA, lambda w: add_recorded(w, 3)) == 3
    reading = asyncio.ensure_future(server.fetch("SELECT 1 FROM pg_sleep(0.4)"))
    await asyncio.sleep(0.1)
    await terminate(server_url)
    assert await reading == (1,)
    assert await titles(server) == ["session 0003"]
    assert await server.writable()


async def test_a_connection_lost_at_the_commit_is_unavailable(
    server: Database, server_url: str
) -> None:
    async def work(write: Write) -> None:
        await add(write, 1)
        await terminate(server_url)

    with pytest.raises(Unavailable):
        await server.write(ADA, work)
    assert await titles(server) == []


async def test_waiting_for_a_row_ends(server_url: str, tmp_path: Path) -> None:
    server = await open_database(server_url, tmp_path, timeout=0.4)
    await server.write(ADA, lambda w: add(w, 1))

    async def hold(write: Write) -> None:
        await write.execute(RENAME, {"target": session_id(1), "title": "held"})
        with pytest.raises(Unavailable):
            await server.write(ADA, rename)

    async def rename(write: Write) -> None:
        await write.execute(RENAME, {"target": session_id(1), "title": "late"})

    await server.write(ADA, hold)
    assert await titles(server) == ["held"]
    await server.close()


async def test_a_pool_without_a_free_connection_is_unavailable(
    server_url: str, tmp_path: Path
) -> None:
    server = await open_database(server_url, tmp_path, pool_size=1, timeout=0.3)

    async def hold(_: Write) -> None:
        with pytest.raises(Unavailable, match="in use"):
            await server.fetch("SELECT 1")

    await server.write(ADA, hold)
    assert await server.fetch("SELECT 1") == (1,)
    await server.close()


async def test_a_standby_cannot_be_written(server_url: str, tmp_path: Path) -> None:
    server = await open_database(server_url, tmp_path, pool_size=1)

    async def standby(write: Write) -> bool:
        await write.fetch("SET TRANSACTION READ ONLY")
        return await write.probe()

    assert not await server.write(ADA, standby)
    assert await server.writable()
    await server.close()


@pytest.mark.parametrize("statement_cache_size", [100, 0])
async def test_connections_have_time_limits(
    server_url: str, tmp_path: Path, statement_cache_size: int
) -> None:
    server = await open_database(
        server_url, tmp_path, timeout=4, statement_cache_size=statement_cache_size
    )
    shown = [
        f"current_setting('{name}')"
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    ]
    text = f"SELECT {', '.join(shown)}"
    assert await server.fetch(text) == ("4s", "2s", "8s")
    assert await server.write(ADA, lambda write: write.fetch(text)) == ("4s", "2s", "8s")
    await server.close()


async def test_a_transaction_that_idles_is_ended(server_url: str, tmp_path: Path) -> None:
    server = await open_database(server_url, tmp_path, timeout=0.2)

    async def dawdle(write: Write) -> None:
        await add(write, 1)
        await asyncio.sleep(1)
        await add(write, 2)

    with pytest.raises(Unavailable):
        await server.write(ADA, dawdle)
    assert await titles(server) == []
    await server.close()


async def test_the_pool_is_bounded(server_url: str, tmp_path: Path) -> None:
    server = await open_database(server_url, tmp_path, pool_size=3)
    reads = [server.fetch("SELECT pg_backend_pid(), pg_sleep(0.02)") for _ in range(30)]
    assert len({row and row[0] for row in await asyncio.gather(*reads)}) <= 3
    await server.close()


async def test_it_works_without_prepared_statements(server_url: str, tmp_path: Path) -> None:
    server = await open_database(server_url, tmp_path, statement_cache_size=0)
    for number in range(3):
        await server.write(ADA, partial(add_recorded, number=number))
    assert len(await titles(server)) == 3
    await server.close()


async def test_a_wrong_call_is_not_taken_for_a_lost_connection(server: Database) -> None:
    with pytest.raises(asyncpg.InterfaceError):
        await server.fetch("SELECT $1::int", ())


async def test_a_closed_database_is_unavailable(server: Database) -> None:
    await server.close()
    with pytest.raises(Unavailable):
        await server.fetch("SELECT 1")
    assert not await server.writable()


async def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await open_database("postgresql://localhost:1/none", tmp_path)


async def test_large_changes_are_numbered_like_others(server: Database) -> None:
    """Their rows are sent before the log is locked; only numbers follow."""

    async def three(write: Write, first: int, text: str) -> None:
        for number in range(first, first + 3):
            await add_recorded(write, number, text)

    writes = [
        server.write(ADA, partial(three, first=n, text="x" * (engine.LARGE * (n % 2))))
        for n in range(0, 60, 3)
    ]
    await asyncio.gather(*writes)
    rows = await server.rows(select(CHANGE.c.sequence, CHANGE.c.patch).order_by(CHANGE.c.sequence))
    assert [row["sequence"] for row in rows] == list(range(1, 61))


async def test_nothing_large_is_sent_while_the_log_is_locked(
    server: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    class Watched(PostgresqlWrite):
        """Notes how much is sent, from the lock of the log on."""

        async def _reserve_sequence(self) -> None:
            await super()._reserve_sequence()
            sizes.append(0)

        async def fetch_all(
            self, text: str, parameters: Sequence[object] = ()
        ) -> list[tuple[Any, ...]]:
            sizes[-1:] = [size + len(repr(parameters)) for size in sizes[-1:]]
            return await super().fetch_all(text, parameters)

        async def _execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
            sizes[-1:] = [size + len(repr(rows)) for size in sizes[-1:]]
            await super()._execute_many(text, rows)

    async def work(write: Write) -> None:
        await add_recorded(write, 1, "x" * engine.LARGE)
        await add_recorded(write, 2)

    monkeypatch.setattr(engine, "PostgresqlWrite", Watched)
    await server.write(ADA, work)
    (size,) = sizes
    assert 0 < size < 100
    assert await server.sequence() == 2
