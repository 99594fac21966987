"""A server that stops answering: every caller gets an error within two seconds, and it recovers."""

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from db.engine import Database, Write, open_database
from db.engine.liveness import LOOK, SILENCE, Liveness
from db.errors import Unavailable
from tests.db.test_engine import ADA, add, add_recorded, titles
from tests.db.wire import Wire

pytestmark = pytest.mark.postgresql

TOLD_WITHIN = 2.0


@pytest.fixture
async def wire(postgres_database: str) -> Wire:
    return Wire(postgres_database)


@pytest.fixture
async def server(wire: Wire, tmp_path: Path) -> AsyncIterator[Database]:
    async with wire.laid() as url:
        database = await open_database(url, tmp_path, pool_size=2, timeout=30)
        yield database
        await database.close()


async def recover(server: Database) -> None:
    async with asyncio.timeout(5):
        while not await server.writable():
            await asyncio.sleep(0.05)


async def test_whoever_waits_is_told(server: Database, wire: Wire) -> None:
    await server.write(ADA, lambda w: add_recorded(w, 1))
    wire.open.clear()
    began = time.monotonic()
    # More than there are connections: most of them wait for one.
    works = [server.write(ADA, partial(add_recorded, number=n)) for n in range(2, 9)]
    reads = [titles(server) for _ in range(7)]
    results = await asyncio.gather(*works, *reads, return_exceptions=True)
    assert time.monotonic() - began < TOLD_WITHIN
    assert {type(result) for result in results} == {Unavailable}
    began = time.monotonic()
    with pytest.raises(Unavailable):
        await titles(server)
    # Without a probe, which begins after this silence.
    assert time.monotonic() - began < SILENCE
    wire.open.set()
    await recover(server)
    assert "session 0001" in await titles(server)
    await server.write(ADA, lambda w: add_recorded(w, 100))


async def test_a_transaction_is_not_half_done(server: Database, wire: Wire) -> None:
    async def cut_short(write: Write) -> None:
        await add(write, 1)
        wire.open.clear()
        await add(write, 2)

    with pytest.raises(Unavailable):
        await server.write(ADA, cut_short)
    wire.open.set()
    wire.cut()
    await recover(server)
    assert await titles(server) == []


@pytest.mark.parametrize("ends", ["silent", "hangs up"])
async def test_a_server_lost_while_much_is_sent_is_said(
    server: Database, wire: Wire, ends: str
) -> None:
    """The rows are more than the network takes, so the client waits until it may send on."""

    async def much(write: Write) -> None:
        for number in range(1, 30):
            await add_recorded(write, number, "x" * 1_000_000)
        wire.most = wire.passed + 5_000_000

    writing = asyncio.ensure_future(server.write(ADA, much))
    async with asyncio.timeout(20):
        while wire.open.is_set():
            await asyncio.sleep(0.01)
    wire.most = math.inf
    began = time.monotonic()
    if ends == "hangs up":
        wire.refusing = True
        wire.cut()
    with pytest.raises(Unavailable):
        await writing
    assert time.monotonic() - began < TOLD_WITHIN
    wire.refusing = False
    wire.open.set()
    await recover(server)


async def test_a_slow_statement_is_not_taken_for_silence(server: Database) -> None:
    assert await server.fetch("SELECT 1 FROM pg_sleep(2)") == (1,)


async def test_a_server_that_hangs_up_is_said_at_once(server: Database, wire: Wire) -> None:
    reading = asyncio.ensure_future(server.fetch("SELECT pg_sleep(20)"))
    await asyncio.sleep(0.2)
    began = time.monotonic()
    wire.refusing = True
    wire.cut()
    with pytest.raises(Unavailable):
        await reading
    with pytest.raises(Unavailable):
        await server.write(ADA, lambda w: add_recorded(w, 1))
    assert time.monotonic() - began < 0.5
    wire.refusing = False
    await recover(server)


@pytest.mark.parametrize(("failures", "gone"), [(1, False), (10, True)])
async def test_a_probe_that_is_cut_is_sent_again(failures: int, gone: bool) -> None:
    async def probe() -> None:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            raise ConnectionResetError

    async def forget() -> None:
        pass

    liveness = Liveness(probe, forget)
    with suppress(TimeoutError):
        async with asyncio.timeout(SILENCE + 2 * LOOK + 0.1) as deadline:
            with liveness.waiting(deadline):
                await asyncio.sleep(30)
    assert liveness.gone == gone
    await liveness.close()


async def test_a_lost_connection_is_not_noticed_by_who_reads(server: Database, wire: Wire) -> None:
    reading = asyncio.ensure_future(server.fetch("SELECT 1 FROM pg_sleep(0.5)"))
    await asyncio.sleep(0.2)
    wire.cut()
    assert await reading == (1,)
    wire.cut()
    assert await server.write(ADA, lambda w: add_recorded(w, 1)) == 1
