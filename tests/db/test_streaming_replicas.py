"""Reads on two streaming replicas of PostgreSQL: one is held back, frozen, killed, and returns."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from db.actor import Actor
from db.engine import Database, open_database
from db.engine.replicas.database import OnPrimary
from db.maintenance import migrate
from tests.db.test_engine import TITLES, add_recorded
from tests.streaming import StreamingReplica, streaming

pytestmark = [pytest.mark.postgresql, pytest.mark.long]

WRITER = Actor(author="ada", email="ada", is_admin=False, token_id="token of ada")
NAME = "postgres"
TOKENS = [f"token {number}" for number in range(20)]
PATIENCE = 20.0
"""Seconds for a replica to be started, or found again, on a busy machine."""


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[str, list[StreamingReplica]]]:
    with streaming(2) as started:
        asyncio.run(migrate.upgrade(started[0]))
        yield started


@pytest.fixture
def replicas(servers: tuple[str, list[StreamingReplica]]) -> list[StreamingReplica]:
    return servers[1]


@pytest.fixture
async def database(
    servers: tuple[str, list[StreamingReplica]], tmp_path: Path
) -> AsyncIterator[Database]:
    url, replicas = servers
    read_urls = [replica.url.format(NAME) for replica in replicas]
    opened = await open_database(url, tmp_path, read_urls=read_urls, timeout=5)
    await until(lambda: usable(opened) == [True, True])
    yield opened
    await opened.close()


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not reached():
            await asyncio.sleep(0.02)


def usable(database: Database) -> list[bool]:
    return [replica.usable for replica in database.replicas]


def lags(database: Database) -> list[float]:
    return [replica.lag for replica in database.replicas if replica.lag is not None]


async def add(database: Database) -> int:
    """Make a change; return its number."""
    number = await database.sequence() + 1
    await database.write(WRITER, partial(add_recorded, number=number))
    return number


async def count(database: Database, token: str | None, least: int = 0) -> int:
    reads = await database.fresh(token, least)
    return len(await reads.rows(TITLES))


async def slowest(database: Database, tokens: Sequence[str], seconds: float) -> float:
    """Read with each of `tokens` again and again; return the longest time of one read."""

    async def read(token: str) -> float:
        longest, end = 0.0, time.monotonic() + seconds
        while (began := time.monotonic()) < end:
            await count(database, token)
            longest = max(longest, time.monotonic() - began)
            await asyncio.sleep(0.01)
        return longest

    return max(await asyncio.gather(*map(read, tokens)))


async def test_reads_are_shared_and_a_token_stays_on_its_replica(database: Database) -> None:
    chosen = {token: await database.fresh(token) for token in TOKENS}
    assert len(set(chosen.values())) == 2
    for token, reads in chosen.items():
        assert reads.dialect is database.dialect
        assert await database.fresh(token) is reads


async def test_a_read_goes_to_the_replica_that_shows_the_change(
    database: Database, replicas: list[StreamingReplica]
) -> None:
    before = await count(database, None)
    await replicas[0].hold(NAME)
    try:
        number = await add(database)
        await until(lambda: lags(database)[0] > 1)
        for token in (WRITER.token_id, *TOKENS):
            assert await count(database, token, number) == before + 1
        # Every one of them on the other replica, not on the primary.
        places = {await database.fresh(token, number) for token in TOKENS}
        assert len(places) == 1
        assert not any(isinstance(place, OnPrimary) for place in places)
        # Without a number, some are on the one that is held back.
        assert {await count(database, token) for token in TOKENS} == {before, before + 1}
        assert lags(database)[1] < 1
    finally:
        await replicas[0].hold(NAME, held=False)
    await until(lambda: lags(database) == [0, 0])
    assert {await count(database, token) for token in TOKENS} == {before + 1}


@pytest.mark.alone
async def test_a_replica_that_is_killed_costs_nothing_and_comes_back(
    database: Database, replicas: list[StreamingReplica]
) -> None:
    usual = await slowest(database, TOKENS, 1)
    reading = asyncio.create_task(slowest(database, TOKENS, 3))
    await asyncio.sleep(0.3)
    await asyncio.to_thread(replicas[1].stop_hard)
    await until(lambda: usable(database) == [True, False])
    assert await reading < usual + 1
    shown = await count(database, None)
    await add(database)
    assert await count(database, WRITER.token_id) == shown + 1
    await until(lambda: lags(database)[1] > 1)
    await asyncio.to_thread(replicas[1].start)
    await until(lambda: usable(database) == [True, True] and lags(database) == [0, 0])


@pytest.mark.alone
async def test_a_frozen_replica_is_left_at_once(
    database: Database, replicas: list[StreamingReplica]
) -> None:
    """Its connections stay open and are silent. What it reads then is read again elsewhere."""
    reading = asyncio.create_task(slowest(database, TOKENS, 3))
    await asyncio.sleep(0.3)
    replicas[0].freeze()
    try:
        await until(lambda: usable(database) == [False, True])
        # Not the five seconds of a statement: a look, and its silence.
        assert await reading < 2.5
        # From now on it costs nothing.
        assert await slowest(database, TOKENS, 2) < 1
    finally:
        replicas[0].thaw()
    await until(lambda: usable(database) == [True, True])


async def test_without_any_replica_the_primary_answers(
    database: Database, replicas: list[StreamingReplica]
) -> None:
    shown = await count(database, WRITER.token_id)
    for replica in replicas:
        await asyncio.to_thread(replica.stop_hard)
    try:
        for token in TOKENS:
            assert await count(database, token) == shown
        await until(lambda: usable(database) == [False, False])
        for token in TOKENS:
            assert isinstance(await database.fresh(token), OnPrimary)
        async with database.stream("SELECT count(*)::text FROM session", ()) as pages:
            assert [page async for page in pages] == [[(str(shown),)]]
    finally:
        for replica in replicas:
            await asyncio.to_thread(replica.start)
    await until(lambda: usable(database) == [True, True])
