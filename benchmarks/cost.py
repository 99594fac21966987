"""Points beside measured time: the table of `docs/security.md`.

`python -m benchmarks.cost` prints it.
Each operation runs on a SQLite file of 20,000 issues with 10 comments each, without a limit on its
cost and without the response cache, in one process. The time is that of the processor, the least of
some runs; an operation of over 20 seconds is stopped. The documents of `tests/documents` are
measured too.
"""

import asyncio
import json
import statistics
import sys
import time
from bisect import bisect_left, bisect_right
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import httpx

from benchmarks.costly import OPERATIONS, Operation
from benchmarks.data import ROOT, Demo, sqlite_demo
from gateway.app import create_app
from gateway.settings import Settings

RUNS = 3
LONGEST = 20.0

Row = tuple[str, int, float]


async def main() -> None:
    """Print the table and how far points and time go together."""
    demo = await sqlite_demo()
    rows = await measured(demo, OPERATIONS)
    limit = Settings.model_fields["operation_cost"].default
    print("| Operation | Points | Milliseconds |\n|---|---|---|")
    for name, points, seconds in sorted(rows, key=lambda row: row[1]):
        print(f"| {name} | {points:,} | {seconds * 1000:,.1f} |")
    print(f"\nRank correlation: {correlation([row[1:] for row in rows]):.2f}")
    found = await measured(demo, list(documents()))
    both = [row[1:] for row in [*rows, *found]]
    print(f"With {len(found)} documents: {correlation(both):.2f}")
    slowest = max((row for row in [*rows, *found] if row[1] <= limit), key=lambda row: row[2])
    print(f"Slowest within the limit: {slowest[0]}, {slowest[2] * 1000:,.0f} ms")


def documents() -> Iterator[Operation]:
    """Yield the queries of `tests/documents`, but for those that begin at a cursor."""
    for path in sorted((ROOT / "tests" / "documents" / "queries").glob("*.graphql")):
        given = path.with_suffix(".variables.json")
        variables = json.loads(given.read_text()) if given.exists() else {}
        if not variables.keys() & {"after", "before"}:
            yield path.stem, path.read_text(), variables


async def measured(demo: Demo, operations: Sequence[Operation]) -> list[Row]:
    """Run each operation; its points, and the processor seconds that it took."""
    async with _client(demo, sys.maxsize) as unlimited, _client(demo, limit=1) as strict:
        found = []
        for name, query, variables in operations:
            body = {"query": query, "variables": variables}
            refused = (await strict.post("/graphql", json=body)).json()
            cost = refused.get("extensions", {}).get("cost", {}).get("requested")
            points = refused["errors"][0]["extensions"]["cost"] if cost is None else cost
            times: list[float] = []
            while len(times) < RUNS and sum(times) < LONGEST / 10:
                began = time.process_time()
                await unlimited.post("/graphql", json=body)
                times.append(time.process_time() - began)
            found.append((name, points, min(times)))
    return found


@asynccontextmanager
async def _client(demo: Demo, limit: int) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a gateway in this process that refuses what costs more than `limit` points."""
    settings = Settings(
        database=demo.url, operation_cost=limit, longest_lag=60, costly_share=1,
        statement_timeout=LONGEST, operation_timeout=LONGEST, answer_cache=0,
    )  # fmt: skip
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://localhost", timeout=2 * LONGEST
        ) as client:
            client.headers["Authorization"] = f"Bearer {demo.token}"
            yield client


def correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Compute Spearman's rank correlation."""
    first, second = (_ranks(side) for side in zip(*pairs, strict=True))
    return statistics.correlation(first, second)


def _ranks(values: Sequence[float]) -> list[float]:
    """The places of values in their order; equal ones have the mean of their places."""
    ordered = sorted(values)
    return [(bisect_left(ordered, each) + bisect_right(ordered, each)) / 2 for each in values]


if __name__ == "__main__":
    asyncio.run(main())
