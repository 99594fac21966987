"""Points beside measured time: the table of `docs/security.md`.

`python -m benchmarks.cost` prints it.
Each operation runs on a SQLite file of 20,000 issues with 10 comments each, without a limit on its
cost and without the response cache, in one process; the least of some runs counts. One that takes
over ten seconds is stopped.
"""

import asyncio
import sys
import time
from collections.abc import Sequence

import httpx

from benchmarks.costly import OPERATIONS
from benchmarks.data import Demo, sqlite_demo
from gateway.app import create_app
from gateway.settings import Settings

RUNS = 3
LONGEST = 10.0


async def main() -> None:
    """Print the table and how far points and time go together."""
    rows = await measured(await sqlite_demo())
    print("| Operation | Points | Milliseconds |\n|---|---|---|")
    for name, points, seconds in sorted(rows, key=lambda row: row[1]):
        print(f"| {name} | {points:,} | {seconds * 1000:,.1f} |")
    print(f"\nRank correlation: {correlation([row[1:] for row in rows]):.2f}")


async def measured(demo: Demo) -> list[tuple[str, int, float]]:
    """Run each operation; its points, and the seconds that it took."""
    settings = Settings(
        database=demo.url, operation_cost=sys.maxsize, longest_lag=60, costly_share=1,
        statement_timeout=LONGEST, operation_timeout=LONGEST, answer_cache=0,
    )  # fmt: skip
    app = create_app(settings)
    found = []
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            client.headers["Authorization"] = f"Bearer {demo.token}"
            for name, query, variables in OPERATIONS:
                times, points = [], 0
                for _ in range(RUNS):
                    began = time.perf_counter()
                    answer = await client.post(
                        "/graphql", json={"query": query, "variables": variables}
                    )
                    times.append(time.perf_counter() - began)
                    found_points = answer.json().get("extensions", {}).get("cost")
                    points = found_points["requested"] if found_points else points
                    if times[-1] > LONGEST / 2:
                        break
                found.append((name, points, min(times)))
    return found


def correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Compute Spearman's rank correlation."""
    first, second = (
        [sorted(side).index(value) for value in side] for side in zip(*pairs, strict=True)
    )
    number = len(pairs)
    squares = sum((a - b) ** 2 for a, b in zip(first, second, strict=True))
    return 1 - 6 * squares / (number * (number**2 - 1))


if __name__ == "__main__":
    asyncio.run(main())
