"""The nested list in process: the bare statement, our answer, stock Strawberry's.

`python -m benchmarks.in_process` prints the medians of alternating rounds and their ratios.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson
import uvloop

from benchmarks import operations
from benchmarks.contexts import context_of
from benchmarks.data import CACHE, EMAIL, Demo, sqlite_demo
from benchmarks.measure import Spread, Target, ratio, spread
from benchmarks.peers import strawberry_stock, tables
from db.actor import Actor
from db.engine import open_database
from db.engine.sqlite_connection import connect_reader
from db.enums import TokenScope
from db.query.selection import Options, Request
from resolvers.document.operation import Operations
from resolvers.document.variables import split
from resolvers.execution.context import Viewer
from resolvers.execution.execute import execute
from resolvers.root import build_schema, graphql_schema

ROUNDS = 15
BARE, ANSWER, STOCK = "bare statement, `sqlite3`", "gateway", "stock Strawberry"
REPEATS = {BARE: 20, ANSWER: 20, STOCK: 3}
"""Times in a row within a round: enough to be warm, few enough that rounds stay neighbours."""

Once = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class InProcess:
    """Milliseconds for one nested list, by server, and the size of the answer in bytes."""

    milliseconds: dict[str, Spread]
    size: int
    targets: list[Target]


async def compare(demo: Demo) -> InProcess:
    """Time the three in turn. Raises ValueError when their answers differ."""
    database = await open_database(demo.url, CACHE)
    bare = connect_reader(demo.path)
    stock_engine = tables.engine(str(demo.path))
    try:
        known = Operations(graphql_schema(build_schema()))
        viewer = Viewer(Actor(EMAIL, EMAIL, True, None), TokenScope.ADMIN)
        context = context_of(database, viewer)
        plan = known.get(operations.NESTED).query_plan(database.dialect, split({}), Options(), {})
        assert plan.statement is not None  # the operation reads the database
        text = plan.statement.text
        request = Request([], viewer.actor.author, context.now)
        values = plan.statement.values(request)
        stock = strawberry_stock.build_schema()

        async def run_statement() -> object:
            return bare.execute(text, values).fetchone()

        async def answer() -> bytes:
            return (await execute(known, context, operations.NESTED, {})).body()

        async def answer_by_stock() -> bytes:
            result = await stock.execute(
                operations.STOCK_NESTED, context_value=strawberry_stock.Context(stock_engine)
            )
            return orjson.dumps({"data": result.data})

        ours = await answer()
        if operations.canonical(ours) != operations.canonical(await answer_by_stock()):
            raise ValueError("stock Strawberry answers something else")
        seen = await _alternate({BARE: run_statement, ANSWER: answer, STOCK: answer_by_stock})
    finally:
        bare.close()
        await stock_engine.dispose()
        await database.close()
    work = "nested list, in process"
    return InProcess(
        {name: spread(values) for name, values in seen.items()},
        len(ours),
        [
            Target(work, "time of the bare statement", 1.5, ratio(seen[ANSWER], seen[BARE]), True),
            Target(work, "stock Strawberry", 10, ratio(seen[STOCK], seen[ANSWER])),
        ],
    )


async def _alternate(contenders: dict[str, Once]) -> dict[str, list[float]]:
    """Milliseconds per call of each, one figure for each round."""
    seen: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, once in contenders.items():
            await once()
            began = time.perf_counter()
            for _ in range(REPEATS[name]):
                await once()
            seen[name].append((time.perf_counter() - began) / REPEATS[name] * 1e3)
    return seen


async def _main() -> None:
    result = await compare(await sqlite_demo())
    print(f"100 issues x 10 comments + files, {result.size:,} bytes; milliseconds")
    for name, milliseconds in result.milliseconds.items():
        print(f"  {name:<28}{milliseconds}")
    for target in result.targets:
        bound = "at most" if target.at_most else "at least"
        print(f"  against {target.against}: {target.measured} times ({bound} {target.goal:g})")


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_main())
