"""The primary of an address: never a standby, never a former primary, never a lost commit."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from db.engine import Database, Write, open_database
from db.engine.postgresql import PostgresqlDatabase
from db.errors import CommitUnknown, Unavailable
from db.primary import GRACE, NoPrimary, Primary, one_each
from tests.db.test_engine import ADA, add_recorded, titles
from tests.db.wire import Wire

pytestmark = pytest.mark.postgresql


def test_an_address_of_several_servers_is_one_address_for_each() -> None:
    url = "postgresql://u:p@a,[::1]:2,c:3/name?target_session_attrs=read-write"
    assert one_each(url) == [
        f"postgresql://u:p@{host}/name?target_session_attrs=read-write"
        for host in ("a", "[::1]:2", "c:3")
    ]


def several(*urls: str) -> str:
    """One address of the servers behind wires."""
    first, *others = urls
    hosts = ",".join([url.rpartition("@")[2].partition("/")[0] for url in others])
    server, _, name = first.rpartition("/")
    return f"{server},{hosts}/{name}"


@pytest.fixture
async def wires(postgres_database: str) -> AsyncIterator[tuple[Wire, Wire, str]]:
    """Two ways to one server, and the address that names both."""
    ways = Wire(postgres_database), Wire(postgres_database)
    async with ways[0].laid() as one, ways[1].laid() as other:
        yield (*ways, several(one, other))


async def test_a_server_that_is_silent_delays_nobody(wires: tuple[Wire, Wire, str]) -> None:
    first, _, url = wires
    first.open.clear()
    async with asyncio.timeout(10 * GRACE + 1):
        connection = await Primary(url).connect(timeout=5)
    assert await connection.fetchval("SELECT 1") == 1
    connection.terminate()
    first.open.set()


class Known(Primary):
    """Has seen a later timeline of the same cluster."""

    async def learn(self) -> None:
        (await self.connect()).terminate()
        self._timeline += 1


async def test_a_former_primary_is_refused(postgres_database: str) -> None:
    primary = Known(postgres_database)
    await primary.learn()
    with pytest.raises(NoPrimary, match="was replaced"):
        await primary.connect()


async def test_a_new_primary_ends_the_connections_to_the_old_one(postgres_database: str) -> None:
    heard: list[str] = []

    async def replaced() -> None:
        heard.append("replaced")

    primary = Primary(postgres_database, replaced)
    (await primary.connect()).terminate()
    (await primary.connect()).terminate()
    assert heard == []
    primary._timeline -= 1
    (await primary.connect()).terminate()
    assert heard == ["replaced"]


class Cut(Wire):
    """Cuts the connection when a client commits, before or after the server has heard of it."""

    is_armed = False
    passes = False

    async def _pass_on(self, source: Any, target: Any) -> None:
        try:
            while data := await source.read(65536):
                commits = self.is_armed and b"COMMIT" in data
                if self.passes or not commits:
                    target.write(data)
                    await target.drain()
                if commits:
                    self.cut()
        except OSError:
            pass
        finally:
            target.close()


@pytest.mark.parametrize("passes", [False, True])
async def test_a_commit_without_an_answer_is_said_to_be_unknown(
    postgres_database: str, tmp_path: Path, passes: bool
) -> None:
    wire = Cut(postgres_database)
    wire.passes = passes

    async def work(write: Write) -> None:
        await add_recorded(write, 1)
        wire.is_armed = True

    async with wire.laid() as url:
        # asyncpg leaves a future behind when a connection is cut before TLS is agreed on.
        database = await open_database(f"{url}?sslmode=disable", tmp_path)
        with pytest.raises(CommitUnknown):
            await database.write(ADA, work)
        await database.close()
    beside = await open_database(postgres_database, tmp_path)
    await asyncio.sleep(0.2)  # for the server to read what was sent
    assert await titles(beside) == (["session 0001"] if passes else [])
    await beside.close()


async def test_a_write_that_ends_before_its_commit_is_not(
    postgres_database: str, tmp_path: Path
) -> None:
    wire = Wire(postgres_database)

    async def interrupted(write: Write) -> None:
        await add_recorded(write, 1)
        wire.cut()

    async with wire.laid() as url:
        database = await open_database(f"{url}?sslmode=disable", tmp_path)
        with pytest.raises(Unavailable) as caught:
            await database.write(ADA, interrupted)
        assert not isinstance(caught.value, CommitUnknown)
        await database.close()


@pytest.fixture
async def opened(postgres_database: str, tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_database(postgres_database, tmp_path)
    yield database
    await database.close()


async def attribute_error(opened: Database, *, closed: bool) -> None:
    """Fail as asyncpg does when it goes on with a connection that was closed."""
    assert isinstance(opened, PostgresqlDatabase)
    async with opened._pool.connection() as connection:
        if closed:
            connection.terminate()
        raise AttributeError("'NoneType' object has no attribute 'bind_execute_many'")


async def test_what_asyncpg_raises_on_a_closed_connection_is_a_lost_one(opened: Database) -> None:
    with pytest.raises(Unavailable):
        await attribute_error(opened, closed=True)
    with pytest.raises(AttributeError):
        await attribute_error(opened, closed=False)


async def test_a_connection_that_is_lost_when_it_is_given_back(opened: Database) -> None:
    assert isinstance(opened, PostgresqlDatabase)
    async with opened._pool.connection() as connection:
        # asyncpg gives it back in a task of its own, which begins after this.
        asyncio.get_running_loop().call_soon(connection.terminate)
    assert await opened.fetch("SELECT 1") == (1,)


async def test_a_work_without_changes_waits_for_the_disk_too(
    opened: Database, postgres_database: str
) -> None:
    async def nothing(write: Write) -> None:
        await write.fetch("SELECT 1")

    server = await asyncpg.connect(postgres_database)
    before = await server.fetchval("SELECT pg_current_wal_insert_lsn()::text")
    await opened.write(ADA, nothing)
    moved = await server.fetchval("SELECT pg_current_wal_flush_lsn() > $1::text::pg_lsn", before)
    await server.close()
    assert moved
