"""Waiting times of a bystander beside attacks.

`python -m benchmarks.bystanders` prints them.

A gateway with all limits at their defaults, 20,000 issues with 10 comments each and 60 issues of a
megabyte. One client asks for a page, one issue, and creates an issue, in turns, alone and beside
attackers, who are another process. A cell is how many times as long as alone the slowest of the
three takes, in median and in 95 of 100. The whole takes an hour for both engines.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import asyncpg

from benchmarks.attacks import (
    ATTACKS,
    HUGE,
    MEGABYTE,
    SOCKETS,
    Call,
    Connection,
    Target,
    create,
    cursor_of,
    graphql,
)
from benchmarks.data import CACHE, ISSUES, Demo, copied, postgresql_demo, sqlite_demo
from benchmarks.servers import Running, gateway, running
from db.engine import open_database
from db.enums import TokenScope
from db.tokens import create_token

PAGE = """{
  issues(first: 50, orderBy: [{field: CREATED_AT, direction: ASC}]) {
    totalCount nodes { id title tags comments(first: 5) { nodes { content } } }
  }
}"""
ONE = "query ($id: ID!) { issue(id: $id) { id title status description comments { totalCount } } }"
HUGE_ISSUES = 60
NUMBERS = (2, 4, 16, 64)
ALONE, BESIDE, RAMP = 2.0, 4.0, 0.5
"""Seconds of each measurement, and from the start of an attack to the second of them."""
TOKENS = 4


@dataclass(frozen=True, slots=True)
class Stage:
    """A running gateway, the tokens of the attackers, two issues, and the cursor of the change
    before the huge ones.
    """

    server: Running
    attackers: Sequence[str]
    small: str
    huge: str
    cursor: str

    @property
    def host(self) -> str:
        return self.server.url.removeprefix("http://")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each request of the bystander, by kind, and the answers other than 2xx."""

    seconds: dict[str, list[float]]
    failed: list[str]

    def of(self, kind: str) -> tuple[float, float]:
        """The median, and what 95 of 100 take at most."""
        found = self.seconds[kind]
        return statistics.median(found), statistics.quantiles(found, n=20)[18]


@dataclass(frozen=True, slots=True)
class Cell:
    """Ratios to the times alone for each kind, in median and in 95 of 100."""

    ratios: dict[str, tuple[float, float]]
    failed: list[str]
    milliseconds: dict[str, tuple[float, float]]
    statuses: dict[str, int]

    @property
    def worst(self) -> tuple[float, float]:
        """The largest ratios of all kinds."""
        medians, tails = zip(*self.ratios.values(), strict=True)
        return max(medians), max(tails)


@contextmanager
def staged(demo: Demo, **settings: str) -> Iterator[Stage]:
    """Start a gateway on a database that may be changed, and add the huge issues."""
    attackers = asyncio.run(_tokens(demo))
    with running(gateway("gateway", demo, **settings)) as server:
        yield asyncio.run(_fill(server, attackers))


async def _tokens(demo: Demo) -> list[str]:
    database = await open_database(demo.url, CACHE)
    try:
        return [
            (await create_token(database, f"mallory{number}@example.com", TokenScope.WRITE))[1]
            for number in range(TOKENS)
        ]
    finally:
        await database.close()


async def _fill(server: Running, attackers: Sequence[str]) -> Stage:
    connection = Connection(server.url.removeprefix("http://"), server.token)
    ids = []
    cursor = await cursor_of(connection, "last")
    for call in [create("small"), *[create(HUGE, MEGABYTE)] * HUGE_ISSUES]:
        status, body = await connection.ask(call)
        if status != 201:
            raise RuntimeError(body[:500])
        ids.append(json.loads(body)["uuid"])
    connection.close()
    return Stage(server, attackers, ids[0], ids[-1], cursor)


async def ask(stage: Stage, seconds: float) -> Times:
    """Ask for a page, one issue, and create an issue, in turns."""
    calls: dict[str, Call] = {
        "page": graphql(PAGE),
        "issue": graphql(ONE, {"id": stage.small}),
        "create": create("a bystander's"),
    }
    times = Times({kind: [] for kind in calls}, [])
    connection = Connection(stage.host, stage.server.token)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(times.seconds["create"]) < 5:
        for kind, call in calls.items():
            began = time.perf_counter()
            status, body = await connection.ask(call)
            times.seconds[kind].append(time.perf_counter() - began)
            if status >= 300 or b'"errors"' in body[:10]:
                times.failed.append(f"{status} {body[:100]!r}")
    connection.close()
    return times


async def cell(
    stage: Stage,
    name: str,
    attackers: int,
    tokens: int,
    *,
    alone: float = ALONE,
    beside: float = BESIDE,
) -> Cell:
    """Measure for some seconds alone, then for some beside an attack."""
    before = await ask(stage, alone)
    attacking = asyncio.create_task(attacked(stage, name, attackers, tokens, RAMP + beside))
    await asyncio.sleep(RAMP)
    during = await ask(stage, beside)
    statuses = await attacking
    ratios, milliseconds = {}, {}
    for kind in before.seconds:
        first, second = before.of(kind), during.of(kind)
        ratios[kind] = (second[0] / first[0], second[1] / first[1])
        milliseconds[kind] = (1e3 * first[0], 1e3 * second[0])
    return Cell(ratios, during.failed, milliseconds, statuses)


async def attacked(
    stage: Stage, name: str, attackers: int, tokens: int, seconds: float
) -> dict[str, int]:
    """Attack from another process; how often each status was answered."""
    target = Target(stage.host, stage.attackers[:tokens], stage.huge, stage.cursor)
    given = {
        "target": asdict(target),
        "name": name,
        "attackers": attackers,
        "seconds": seconds,
    }
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "benchmarks.attacks")
    process = await asyncio.create_subprocess_exec(
        *command, stdin=pipe, stdout=pipe, preexec_fn=_nice
    )
    out, _ = await process.communicate(json.dumps(given).encode())
    statuses: dict[str, int] = json.loads(out)
    return statuses


def _nice() -> None:
    """Give way to the gateway: on a machine of their own, attackers take none of its time."""
    os.nice(10)


def memory(stage: Stage) -> float:
    """Megabytes that the gateway holds now."""
    return stage.server.resident_megabytes


@contextmanager
def copy_of(engine: str, issues: int = ISSUES) -> Iterator[Demo]:
    """A database of so many issues that may be changed."""
    name = f"bystanders_{os.getpid()}"
    if engine == "sqlite":
        with copied(asyncio.run(sqlite_demo(issues)), name) as demo:
            yield demo
        return
    demo = asyncio.run(postgresql_demo(issues))
    base, _, rest = demo.url.partition("/demo_")
    stem, _, options = rest.partition("?")
    root = f"{base}/postgres?{options}"
    drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    asyncio.run(_execute(root, drop, f"CREATE DATABASE {name} TEMPLATE demo_{stem}"))
    try:
        yield Demo(f"{base}/{name}?{options}", demo.token)
    finally:
        asyncio.run(_execute(root, drop))


async def _execute(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def table(stage: Stage, names: Sequence[str], numbers: Sequence[int], tokens: int) -> None:
    """Print the table of an engine."""
    bound = 2 if tokens == 1 else 3
    print(f"| Attack | {' | '.join(map(str, numbers))} |\n|---|{'---|' * len(numbers)}")
    for name in names:
        found: list[str] = []
        for number in numbers:
            measured = asyncio.run(cell(stage, name, number, tokens))
            if max(measured.worst) > bound or measured.failed:
                measured = asyncio.run(cell(stage, name, number, tokens))
            median, tail = measured.worst
            failed = f", {len(measured.failed)} refused" if measured.failed else ""
            found.append(f"{median:.1f} / {tail:.1f}{failed}")
            print(name, number, tokens, _shown(measured), file=sys.stderr)
        print(f"| {name} | {' | '.join(found)} |", flush=True)
    print(f"\n{memory(stage):,.0f} MB of memory")


def _shown(measured: Cell) -> dict[str, Any]:
    return {
        "ratios": {kind: f"{a:.1f}/{b:.1f}" for kind, (a, b) in measured.ratios.items()},
        "ms": {kind: f"{a:.1f}->{b:.1f}" for kind, (a, b) in measured.milliseconds.items()},
        "statuses": measured.statuses,
        "failed": measured.failed[:3],
    }


def main() -> None:
    """Print a table for each engine and number of tokens."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", action="append", choices=["sqlite", "postgresql"])
    parser.add_argument("--attack", action="append", choices=[*ATTACKS, *SOCKETS])
    parser.add_argument("--attackers", action="append", type=int)
    parser.add_argument("--tokens", action="append", type=int, choices=range(1, TOKENS + 1))
    given = parser.parse_args()
    for engine in given.engine or ["sqlite", "postgresql"]:
        with copy_of(engine) as demo, staged(demo) as stage:
            for tokens in given.tokens or [1, TOKENS]:
                print(f"\n{engine}, {tokens} token(s), {memory(stage):,.0f} MB of memory\n")
                names = given.attack or [*ATTACKS, *SOCKETS]
                table(stage, names, given.attackers or NUMBERS, tokens)


if __name__ == "__main__":
    main()
