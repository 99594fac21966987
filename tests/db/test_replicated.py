"""Reads from a replica that lags: a token sees its own changes, others may see them later."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from db.actor import Actor
from db.engine import Database, open_database
from db.engine.base import Reads
from db.engine.replicas import database as replicated
from db.errors import Unavailable
from tests.databases import lent
from tests.db.replay import replay
from tests.db.test_engine import TITLES, add_recorded

pytestmark = pytest.mark.postgresql

WRITER = Actor(author="ada", email="ada", is_admin=False, token_id="token of ada")
OTHER = "token of bob"
Replay = Callable[[], Awaitable[None]]


@pytest.fixture
def replica_url(request: pytest.FixtureRequest) -> Iterator[str]:
    with lent(request) as url:
        yield url


@pytest.fixture
def another_replica_url(request: pytest.FixtureRequest) -> Iterator[str]:
    with lent(request) as url:
        yield url


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not reached():
            await asyncio.sleep(0.02)


@pytest.fixture
async def pair(
    postgres_database: str, replica_url: str, tmp_path: Path
) -> AsyncIterator[tuple[Database, Replay]]:
    """A database with its replica, and what lets the replica catch up."""
    database = await open_database(postgres_database, tmp_path, read_urls=[replica_url])
    yield database, partial(replay, postgres_database, replica_url)
    await database.close()


async def titles(reads: Reads) -> list[str]:
    return [row["title"] for row in await reads.rows(TITLES)]


async def test_a_writer_reads_its_own_write_and_others_the_replica(
    pair: tuple[Database, Replay],
) -> None:
    database, catch_up = pair
    await database.write(WRITER, lambda w: add_recorded(w, 1))
    assert await titles(await database.fresh(WRITER.token_id)) == ["session 0001"]
    assert await titles(await database.fresh(OTHER)) == []
    assert await titles(await database.fresh()) == []
    await catch_up()
    reads = await database.fresh(WRITER.token_id)
    assert reads is await database.fresh(OTHER)
    assert await titles(reads) == ["session 0001"]
    # The next write makes it lag again.
    await database.write(WRITER, lambda w: add_recorded(w, 2))
    assert len(await titles(await database.fresh(WRITER.token_id))) == 2
    assert len(await titles(await database.fresh(OTHER))) == 1


async def test_a_change_is_seen_by_its_number(pair: tuple[Database, Replay]) -> None:
    database, catch_up = pair
    await database.write(WRITER, lambda w: add_recorded(w, 1))
    assert await database.sequence() == 1
    assert await titles(await database.fresh(OTHER, least=1)) == ["session 0001"]
    assert await titles(await database.fresh(OTHER, least=0)) == []
    await catch_up()
    assert await database.fresh(OTHER, least=1) is await database.fresh(OTHER)


async def test_a_replica_that_is_nearly_there_is_waited_for(
    pair: tuple[Database, Replay], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Five seconds: the replica of a busy machine takes long to catch up.
    monkeypatch.setattr(replicated, "PAUSES", (0.0, *[0.2] * 25))
    database, catch_up = pair
    at_once = await database.fresh(OTHER)
    await database.write(WRITER, lambda w: add_recorded(w, 1))
    waiting = asyncio.create_task(database.fresh(OTHER, least=1))
    await catch_up()
    assert await waiting is at_once


async def test_a_writer_does_not_wait(pair: tuple[Database, Replay]) -> None:
    database, _ = pair
    await database.write(WRITER, lambda w: add_recorded(w, 1))
    began = time.monotonic()
    for _ in range(20):
        await database.fresh(WRITER.token_id)
    assert time.monotonic() - began < 20 * sum(replicated.PAUSES) / 2


async def test_a_number_that_is_not_there_yet_is_not_waited_for_long(
    pair: tuple[Database, Replay],
) -> None:
    database, _ = pair
    began = time.monotonic()
    assert await titles(await database.fresh(OTHER, least=10**12)) == []
    assert time.monotonic() - began < 1


async def test_many_tokens_are_remembered_in_bounded_memory(
    pair: tuple[Database, Replay], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicated, "TOKENS", 2)
    database, _ = pair
    for number in range(4):
        actor = Actor("x", "x", False, token_id=str(number))
        await database.write(actor, partial(add_recorded, number=number))
    # The first two are no longer known, so nobody is sent to the replica that is behind them.
    for number in range(4):
        assert len(await titles(await database.fresh(str(number)))) == 4
    assert len(await titles(await database.fresh(OTHER))) == 4


async def test_a_replica_that_is_down_costs_no_answer(
    postgres_database: str, tmp_path: Path
) -> None:
    nowhere = "postgresql://127.0.0.1:1/none"
    database = await open_database(postgres_database, tmp_path, read_urls=[nowhere])
    await database.write(WRITER, lambda w: add_recorded(w, 1))
    for token, least in ((OTHER, 0), (OTHER, 1), (WRITER.token_id, 0)):
        assert await titles(await database.fresh(token, least)) == ["session 0001"]
    assert await database.writable()
    await database.close()


async def test_a_replica_behind_a_migration_is_passed_over(
    postgres_database: str, new_postgres_url: Callable[[], str], tmp_path: Path
) -> None:
    database = await open_database(postgres_database, tmp_path, read_urls=[new_postgres_url()])
    await database.write(WRITER, lambda w: add_recorded(w, 1))
    assert await titles(await database.fresh(OTHER)) == ["session 0001"]
    await database.close()


async def test_the_replica_that_shows_the_change_answers(
    postgres_database: str, replica_url: str, another_replica_url: str, tmp_path: Path
) -> None:
    urls = [replica_url, another_replica_url]
    database = await open_database(postgres_database, tmp_path, read_urls=urls)
    await database.write(WRITER, lambda w: add_recorded(w, 1))
    await replay(postgres_database, another_replica_url)
    await until(lambda: [each.lag == 0 for each in database.replicas] == [False, True])
    for number in range(10):
        assert await titles(await database.fresh(str(number), least=1)) == ["session 0001"]
    seen = {len(await titles(await database.fresh(str(number)))) for number in range(40)}
    assert seen == {0, 1}  # without a number either answers
    await replay(postgres_database, replica_url)
    await until(lambda: all(each.lag == 0 for each in database.replicas))
    await database.close()


async def test_a_database_with_other_changes_is_no_replica(
    postgres_database: str, replica_url: str, tmp_path: Path
) -> None:
    """Such as a former primary that has changes nobody else has, under numbers given twice."""
    stale = await open_database(replica_url, tmp_path)
    await stale.write(WRITER, lambda w: add_recorded(w, 7))
    await stale.close()
    database = await open_database(postgres_database, tmp_path, read_urls=[replica_url])
    await database.write(WRITER, lambda w: add_recorded(w, 1))
    for token in (OTHER, WRITER.token_id):
        assert await titles(await database.fresh(token)) == ["session 0001"]
        assert await titles(await database.fresh(token, least=1)) == ["session 0001"]
    assert [each.usable for each in database.replicas] == [False]
    await replay(postgres_database, replica_url)
    await until(lambda: database.replicas[0].usable)
    await database.close()


class Server:
    """A server that shows change `last`, or is away."""

    most_bytes = 1

    def __init__(self, last: int | None) -> None:
        self.last = last

    async def sequence(self) -> int:
        if self.last is None:
            raise Unavailable("it is away")
        return self.last

    async def fetch_brief(self, _text: str, _parameters: object = ()) -> tuple[Any, ...]:
        return (await self.sequence(),)

    async def fetch_all(self, _text: str, _parameters: object = ()) -> list[tuple[Any, ...]]:
        return [(await self.sequence(),)]

    async def close(self) -> None:
        """It has nothing to close."""


async def test_a_former_primary_that_is_away_is_not_asked_for_tokens() -> None:
    """Every server of a cluster may be named as a replica, also the primary that just died."""
    servers = {"postgresql://127.0.0.1:1/a": Server(None), "postgresql://127.0.0.1:1/b": Server(3)}
    replicas = cast(dict[str, Database], servers)
    primary = cast(Database, Server(None))
    database = await replicated.ReplicatedDatabase.open(primary, replicas, 1)
    for reads in database._reads:
        reads.replica.is_copy = True
    assert await database.fetch_brief("SELECT") == (3,)
    await database.close()
