"""PgBouncer in transaction mode: no statement may rely on the session state of another."""

import asyncio
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import asyncpg
import pytest

from db.engine import Database, Write, open_database
from db.maintenance import migrate
from tests.db.test_engine import ADA, add, add_recorded, titles

pytestmark = pytest.mark.postgresql

LEFT_OVER = "SELECT count(*) FROM pg_prepared_statements"


@pytest.fixture
def url(bouncer: Callable[[str], str], postgres_database: str) -> str:
    return bouncer(postgres_database)


@pytest.fixture
async def gateways(url: str, tmp_path: Path) -> AsyncIterator[list[Database]]:
    """Two processes' pools, with more connections together than the bouncer has."""
    opened = [
        await open_database(url, tmp_path, pool_size=8, statement_cache_size=0, timeout=3)
        for _ in range(2)
    ]
    yield opened
    for database in opened:
        await database.close()


async def test_many_clients_share_few_connections(gateways: list[Database]) -> None:
    async def read(database: Database, number: int) -> object:
        row = await database.fetch("SELECT $1::bigint, pg_sleep(0.001)", [number])
        return row and row[0]

    works = [
        gateways[number % 2].write(ADA, partial(add_recorded, number=number))
        for number in range(60)
    ]
    reads = [read(gateways[number % 2], number) for number in range(120)]
    results = await asyncio.gather(*works, *reads)
    assert results[:60] == list(range(60))
    assert results[60:] == list(range(120))
    for database in gateways:
        assert (len(await titles(database)), await database.sequence()) == (60, 60)


async def test_nothing_is_left_on_a_connection(gateways: list[Database]) -> None:
    for number in range(8):
        await gateways[number % 2].write(ADA, partial(add_recorded, number=number))
        assert len(await titles(gateways[number % 2])) == number + 1
    assert await gateways[0].fetch(LEFT_OVER) == (0,)
    # The time limits were those of the transactions alone.
    limits = "SELECT current_setting('statement_timeout'), reset_val FROM pg_settings"
    found = await gateways[0].fetch(f"{limits} WHERE name = 'statement_timeout'")
    assert found == ("3s", "0")


async def test_time_limits_hold(url: str, tmp_path: Path) -> None:
    database = await open_database(url, tmp_path, statement_cache_size=0, timeout=0.4)

    async def hold(write: Write) -> None:
        await add(write, 1)
        await write.fetch("SELECT pg_sleep(2)")

    with pytest.raises(TimeoutError):
        await database.fetch("SELECT pg_sleep(2)")
    with pytest.raises(TimeoutError):
        await database.write(ADA, hold)
    assert await titles(database) == []
    await database.close()


async def test_migrations_run_through_it(
    bouncer: Callable[[str], str], new_postgres_url: Callable[[], str]
) -> None:
    empty = new_postgres_url()
    url = bouncer(empty)
    await asyncio.gather(*(migrate.upgrade(url) for _ in range(3)))
    for _ in range(6):
        assert await migrate.is_current(url)
    connection = await asyncpg.connect(url, statement_cache_size=0)
    assert await connection.fetchval(LEFT_OVER) == 0
    await connection.close()
