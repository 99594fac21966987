"""Other clients during an attack: their waiting time, and the memory of the gateway.

A gateway of its own; one connection attacks as fast as it is answered, another asks for a page of
issues with their comments, in turns without and with the attack. What a busy machine adds, it adds
to both, or to some of the turns; an attack that holds others up does so in every turn, so the best
of them is what counts.
"""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from db.engine import open_database
from db.enums import TokenScope
from db.tokens import create_token
from tests.hostile.test_documents import ATTACKS, laughs
from tests.numbers import Report
from tests.server import Gateway, start_gateway, stop_gateway

pytestmark = pytest.mark.alone

PAGE = """{
  issues(first: 50) { totalCount nodes { id title tags comments(first: 5) { nodes { content } } } }
}"""
TURNS, PAGES = 8, 25
SLOWEST = 2.0
"""How many times as long a bystander may take."""
MOST_MEMORY = 400
"""MiB, of which about 100 are those of a gateway that nobody asks."""

Attack = Callable[[httpx.AsyncClient, int], Awaitable[object]]


def query(text: str) -> Attack:
    """Send a text that was never seen before."""

    def attack(client: httpx.AsyncClient, number: int) -> Awaitable[object]:
        return client.post("/graphql", json={"query": f"{text} #{number}"})

    return attack


def shapes(client: httpx.AsyncClient, number: int) -> Awaitable[object]:
    """One text, with variables of another form each time: another statement each time."""
    bits = [bit == "1" for bit in f"{number % 4096:012b}"]
    wanted = [{"title": {"contains": "a"}} if bit else {"owner": {"eq": "b"}} for bit in bits]
    body = {
        "query": "query ($f: IssueFilter) { issues(first: 1, filter: $f) { nodes { id } } }",
        "variables": {"f": {"or": wanted * 4}},
    }
    return client.post("/graphql", json=body)


def stranger(client: httpx.AsyncClient, number: int) -> Awaitable[object]:
    headers = {"Authorization": f"Bearer igw_{number:049}"}
    return client.post("/graphql", json={"query": "{ viewer { email } }"}, headers=headers)


def large(content: bytes) -> Attack:
    def attack(client: httpx.AsyncClient, number: int) -> Awaitable[object]:
        return client.post("/api/v1/issues", content=content, headers=JSON)

    return attack


JSON = {"Content-Type": "application/json"}
KINDS: dict[str, Attack] = {
    "billion laughs": query(laughs(150)),
    "fields to merge": query(ATTACKS["fields to merge"]),
    "wide introspection": query(ATTACKS["wide introspection"]),
    "fields without end": query(ATTACKS["fields without end"]),
    "aliases": query(ATTACKS["aliases"]),
    "circular introspection": query(ATTACKS["circular introspection"]),
    "a long text": query(ATTACKS["a long text"]),
    "statements": shapes,
    "guessed tokens": stranger,
    "nested JSON": large(b"[" * 500_000 + b"]" * 500_000),
    "a large body": large(b'{"title":"' + b"a" * 1_000_000 + b'","description":[]}'),
}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    if not Path("/proc/self/status").exists():
        pytest.skip("needs Linux")
    folder = tmp_path_factory.mktemp("bystanders")
    started = start_gateway(folder, longest_lag=60, address_rate=0, token_rate=0, costly_share=0.25)
    yield started
    assert stop_gateway(started) == 0


@pytest.fixture(scope="module")
def attacker_token(gateway: Gateway) -> str:
    """Another one than that of the bystander."""

    async def make() -> str:
        database = await open_database(None, gateway.folder / "data")
        _, secret = await create_token(database, "mallory@example.com", TokenScope.WRITE)
        await database.close()
        return secret

    return asyncio.run(make())


@pytest.fixture
async def clients(
    gateway: Gateway, attacker_token: str
) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient]]:
    """The attacker and the bystander."""
    async with AsyncExitStack() as stack:
        attacker, bystander = [
            await stack.enter_async_context(
                httpx.AsyncClient(
                    base_url=gateway.base_url,
                    headers={"Authorization": f"Bearer {token}"},
                    timeout=60,
                )
            )
            for token in (attacker_token, gateway.token)
        ]
        yield attacker, bystander


async def pages(client: httpx.AsyncClient) -> float:
    """Seconds for each page."""
    began = time.perf_counter()
    for _ in range(PAGES):
        assert (await client.post("/graphql", json={"query": PAGE})).status_code == 200
    return (time.perf_counter() - began) / PAGES


@pytest.mark.parametrize("kind", KINDS)
async def test_a_bystander_is_slowed_less_than_twofold(
    kind: str,
    clients: tuple[httpx.AsyncClient, httpx.AsyncClient],
    report: Report,
) -> None:
    attacker, bystander = clients
    numbers = itertools.count()

    async def attack() -> None:
        for number in numbers:
            await KINDS[kind](attacker, number)

    ratios: list[float] = []
    await pages(bystander)
    while len(ratios) < TURNS and min(ratios, default=SLOWEST) >= SLOWEST * 0.75:
        alone = await pages(bystander)
        attacking = asyncio.create_task(attack())
        await asyncio.sleep(0.1)
        ratios.append(await pages(bystander) / alone)
        attacking.cancel()
        await asyncio.wait([attacking])
    attacks = next(numbers)
    report(f"{kind}: {min(ratios):.2f} times as long, beside {attacks:,} attacks")
    assert attacks >= 1
    assert min(ratios) < SLOWEST, ratios


def test_memory_is_bounded(gateway: Gateway, report: Report) -> None:
    """After all of the attacks: they fill caches, which have an end."""
    status = Path(f"/proc/{gateway.process.pid}/status").read_text(encoding="ascii")
    memory = int(status.partition("VmHWM:")[2].split()[0]) / 1024
    report(f"{memory:,.0f} MiB at most")
    assert memory < MOST_MEMORY
