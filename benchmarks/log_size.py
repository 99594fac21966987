"""The size of SQLite's write-ahead log under writers and long reads that overlap.

`python -m benchmarks.log_size` prints it after ten minutes. Four clients create issues of 20 KB as
fast as they are answered, and five read for 0.3 s each, without a pause: SQLite alone finds no
instant without a reader, and its log grows without end. Before, the rates of both are compared in
turns with those without a bound.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.applications import Starlette

from benchmarks.costly import COMMENTS, conditions
from benchmarks.data import Demo, copied, sqlite_demo
from db.engine import open_database
from db.engine.sqlite import SqliteDatabase
from db.engine.sqlite_log import MOST_BYTES
from db.enums import TokenScope
from db.tokens import create_token
from gateway.app import create_app
from gateway.settings import Settings

WRITERS, READERS = 4, 5
TEXT = "power supply " * 1_600
TEXTS = 10
"""Texts that a read looks for in 200,000 comments: about 0.3 s."""
ROUND, ROUNDS = 6.0, 8
QUIET = 3.0
"""Seconds of each round of the comparison, and from the end of the load to the last look."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Load:
    """Answers by kind (`writes`, `reads`), seconds of a read, and the largest log."""

    seconds: float
    answers: Mapping[str, int]
    read_seconds: float
    largest: int

    def rate(self, kind: str) -> float:
        """Answers in a second."""
        return self.answers[kind] / self.seconds


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway in this process, with a token for each client."""

    app: Starlette
    client: httpx.AsyncClient
    tokens: list[str]

    @property
    def database(self) -> SqliteDatabase:
        database = self.app.state.database
        assert isinstance(database, SqliteDatabase)
        return database

    def bound(self, most_bytes: int) -> None:
        """Truncate the log from `most_bytes` on."""
        assert self.database.log is not None
        self.database.log.most_bytes = most_bytes

    async def metric(self) -> int:
        """The size of the log as `/metrics` shows it."""
        shown = await self.client.get("/metrics", headers=_bearer(self.tokens[0]))
        return int(float(shown.text.partition("\nissue_gateway_wal_bytes ")[2].split()[0]))

    async def load(self, seconds: float) -> Load:
        """Write and read for some seconds."""
        answers: Counter[str] = Counter()
        durations: list[float] = []
        began = time.monotonic()

        async def ask(kind: str, token: str, path: str, body: Mapping[str, Any]) -> None:
            while time.monotonic() < began + seconds:
                sent = time.monotonic()
                answer = await self.client.post(path, json=body, headers=_bearer(token))
                if not answer.is_success or b'"errors"' in answer.content[:10]:
                    raise RuntimeError(answer.text[:500])
                answers[kind] += 1
                if kind == "reads":
                    durations.append(time.monotonic() - sent)

        async def watch() -> int:
            largest = 0
            while time.monotonic() < began + seconds:
                largest = max(largest, self.database.log_bytes)
                await asyncio.sleep(0.02)
            return largest

        issue = {"title": "a writer's", "description": [{"text": TEXT}]}
        read = {"query": COMMENTS, "variables": {"f": conditions(TEXTS)}}
        writers, readers = self.tokens[:WRITERS], self.tokens[WRITERS:]
        asking = [ask("writes", token, "/api/v1/issues", issue) for token in writers]
        asking += [ask("reads", token, "/graphql", read) for token in readers]
        largest, *_ = await asyncio.gather(watch(), *asking)
        took = time.monotonic() - began
        return Load(took, answers, statistics.median(durations) if durations else 0, largest)


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@asynccontextmanager
async def started(demo: Demo) -> AsyncIterator[Gateway]:
    """Start a gateway in this process that answers each client at once."""
    database = await open_database(demo.url, demo.path.parent)
    tokens = [
        (await create_token(database, f"client{number}@example.com", TokenScope.ADMIN))[1]
        for number in range(WRITERS + READERS)
    ]
    await database.close()
    settings = Settings(
        database=demo.url, longest_lag=60, costly_share=1, answer_cache=0, operation_timeout=60,
        statement_timeout=60,
    )  # fmt: skip
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://localhost", timeout=120
        ) as client:
            yield Gateway(app, client, tokens)


async def compared(gateway: Gateway, seconds: float = ROUND, rounds: int = ROUNDS) -> list[str]:
    """Lines about the rates with a bounded log, relative to those without a bound.

    Rounds with and without it alternate, and each pair begins with the other one than the last, so
    that what else the machine does falls on both. A round has at least one truncation.
    """
    ratios: dict[str, list[float]] = {"writes": [], "reads": []}
    largest = 0
    for number in range(rounds):
        found: dict[int, Load] = {}
        bounds = (sys.maxsize, MOST_BYTES)
        for bound in bounds if number % 2 else reversed(bounds):
            gateway.bound(MOST_BYTES)
            await gateway.load(1)  # begins without the log of the round before
            gateway.bound(bound)
            found[bound] = await gateway.load(seconds)
        largest = max(largest, found[sys.maxsize].largest)
        for kind, each in ratios.items():
            each.append(found[MOST_BYTES].rate(kind) / found[sys.maxsize].rate(kind))
    lines = []
    for kind, each in ratios.items():
        low, median, high = statistics.quantiles(each)
        lines.append(
            f"{kind} with a bounded log: {median:.2f} of the rate without"
            f" (half of {rounds} pairs of rounds between {low:.2f} and {high:.2f})"
        )
    return [*lines, f"without a bound: {largest / MEGABYTE:,.0f} MB after {seconds:.0f} s"]


async def measure(seconds: float, compares: bool) -> None:
    """Print everything."""
    with copied(await sqlite_demo(), "log_size") as demo:
        async with started(demo) as gateway:
            for line in await compared(gateway) if compares else ():
                print(line, flush=True)
            found = await gateway.load(seconds)
            print(
                f"{found.seconds:.0f} s of {WRITERS} writers ({found.rate('writes'):,.0f} a second)"
                f" and {READERS} readers ({found.rate('reads'):,.1f} a second,"
                f" {found.read_seconds:.1f} s each): at most {found.largest / MEGABYTE:,.1f} MB"
            )
            await asyncio.sleep(QUIET)
            quiet, metric = gateway.database.log_bytes, await gateway.metric()
            print(f"when quiet: {quiet / MEGABYTE:.1f} MB; in /metrics: {metric / MEGABYTE:.1f} MB")


def main() -> None:
    """Print the sizes of the log and the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--no-comparison", action="store_true")
    given = parser.parse_args()
    asyncio.run(measure(given.seconds, not given.no_comparison))


if __name__ == "__main__":
    main()
