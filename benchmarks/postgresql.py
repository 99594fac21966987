"""PostgreSQL: the nested list beside its bare statement, and common lists.

`python -m benchmarks.postgresql` measures at 20,000 issues and at 1,000,000, and writes the times
and the plans into `docs/performance.md`. `--no-million` leaves the second size out.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import asyncpg
import uvloop

from benchmarks import operations, report
from benchmarks.contexts import context_of
from benchmarks.data import CACHE, EMAIL, Demo, postgresql_demo
from benchmarks.measure import Spread, Target, ratio, spread
from benchmarks.million import NEWEST, URGENT
from benchmarks.multiplied import postgresql_multiplied
from db.actor import Actor
from db.engine import Database, open_database
from db.enums import TokenScope
from db.query.compile import Statement
from db.query.selection import Options, Request
from resolvers.document.operation import Operations
from resolvers.document.variables import split
from resolvers.execution.context import Viewer, utc_now
from resolvers.execution.execute import execute
from resolvers.root import build_schema, graphql_schema

ROUNDS, REPEATS = 15, 20
GOAL = 1.3
BARE, ANSWER = "bare statement, asyncpg", "gateway"
NODES = "nodes { id title status priority owner createdAt }"


def _page(condition: str, order: str = NEWEST) -> str:
    return f"{{ issues(first: 50, filter: {{{condition}}}, {order}) {{ {NODES} }} }}"


LISTS: Mapping[str, str] = {
    "nested list": operations.NESTED,
    "newest open": _page("status: {eq: OPEN}"),
    "of an owner": _page('owner: {eq: "$owner"}'),
    "with a tag many have": _page('tags: {some: {eq: "$common"}}'),
    "with a tag few have": _page('tags: {some: {eq: "$rare"}}'),
    "with a tag nobody has": _page('tags: {some: {eq: "no such tag"}}'),
    "urgent, then old": _page("", URGENT),
    "open, urgent, then old": _page("status: {eq: OPEN}", URGENT),
    "search, two words": _page('search: "watchdog reset"'),
    "search, a word half have": _page('search: "power"'),
    "search, a word nobody has": _page('search: "xyzzyq"'),
    "a thread": '{ issue(id: "$id") { comments(first: 50) { nodes { id content } } } }',
}
EXAMPLES: Mapping[str, str] = {
    "$id": "SELECT id FROM issue ORDER BY created_at DESC, id LIMIT 1",
    "$owner": "SELECT owner FROM issue ORDER BY created_at DESC, id LIMIT 1",
    "$common": "SELECT name FROM issue_tag GROUP BY name ORDER BY count(*) DESC, name LIMIT 1",
    "$rare": "SELECT name FROM issue_tag GROUP BY name ORDER BY count(*), name LIMIT 1",
}
"""What the demo has for the names in the lists."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The time of a list in milliseconds, and PostgreSQL's plan for it."""

    name: str
    milliseconds: Spread
    plan: str


class Bench:
    """The gateway's own way to a database, without HTTP."""

    def __init__(self, database: Database) -> None:
        self.known = Operations(graphql_schema(build_schema()))
        viewer = Viewer(Actor(EMAIL, EMAIL, True, None), TokenScope.ADMIN)
        self.context = context_of(database, viewer)

    def compiled(self, text: str) -> tuple[Statement, list[object]]:
        """The statement for an operation, and its values."""
        operation = self.known.get(text)
        plan = operation.query_plan(self.context.database.dialect, split({}), Options(), {})
        assert plan.statement is not None  # every operation here reads the database
        request = Request([], EMAIL, utc_now())
        return plan.statement, plan.statement.values(request)


async def beside_the_bare_statement(demo: Demo) -> tuple[dict[str, Spread], Target]:
    """Time the nested list and its statement in turn."""
    database = await open_database(demo.url, CACHE, timeout=60)
    bare = await asyncpg.connect(demo.url, server_settings={"jit": "off"})
    try:
        bench = Bench(database)
        statement, values = bench.compiled(operations.NESTED)

        async def run_statement() -> object:
            return await bare.fetchrow(statement.text, *values)

        async def answer() -> object:
            return (await execute(bench.known, bench.context, operations.NESTED, {})).body()

        contenders = {BARE: run_statement, ANSWER: answer}
        seen: dict[str, list[float]] = {name: [] for name in contenders}
        for _ in range(ROUNDS):
            for name, once in contenders.items():
                seen[name].append(await _time(once, REPEATS))
    finally:
        await bare.close()
        await database.close()
    target = Target(
        "nested list on PostgreSQL, in process",
        "time of the bare statement",
        GOAL,
        ratio(seen[ANSWER], seen[BARE]),
        at_most=True,
    )
    return {name: spread(times) for name, times in seen.items()}, target


async def lists(demo: Demo) -> list[Listed]:
    """Time each list as the gateway runs it, in turn, so that none has the connection alone."""
    database = await open_database(demo.url, CACHE, pool_size=1, timeout=60)
    try:
        bench = Bench(database)
        names = {name: await database.fetch(query) for name, query in EXAMPLES.items()}
        asked: dict[str, tuple[Statement, list[object]]] = {}
        for name, text in LISTS.items():
            for place, row in names.items():
                text = text.replace(place, str(row and row[0]))
            asked[name] = bench.compiled(text)
        times: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(ROUNDS):
            for name, (statement, values) in asked.items():
                fetch = database.fetch_varied if statement.varied else database.fetch
                times[name].append(await _time(partial(fetch, statement.text, values), 3))
        return [
            Listed(name, spread(times[name]), await _plan(database, *asked[name])) for name in asked
        ]
    finally:
        await database.close()


async def _time(once: Callable[[], Awaitable[object]], repeats: int) -> float:
    """Milliseconds per call, after one that does not count."""
    await once()
    began = time.perf_counter()
    for _ in range(repeats):
        await once()
    return (time.perf_counter() - began) / repeats * 1e3


async def _plan(database: Database, statement: Statement, values: Sequence[object]) -> str:
    rows = await database.fetch_all(f"EXPLAIN (COSTS OFF) {statement.text}", values)
    lines = [str(line) for (line,) in rows]
    # Leave out texts of the answer: thousands of letters, irrelevant to the plan.
    return "\n".join(line if len(line) < 160 else f"{line[:150]} ..." for line in lines)


def tables(
    bare: Mapping[str, Spread], target: Target, sizes: Mapping[str, list[Listed]]
) -> list[str]:
    """The times, and the plans at the largest size."""
    head = ("List", *(f"{size} issues, ms" for size in sizes))
    rows = [
        (name, *(str(listed[place].milliseconds) for listed in sizes.values()))
        for place, name in enumerate(LISTS)
    ]
    largest, listed = list(sizes.items())[-1]
    plans = [f"{each.name}\n\n```\n{each.plan}\n```" for each in listed]
    return [
        report.targets_table([target]),
        report.table(
            ("Nested list in process", "Milliseconds"), [(n, str(s)) for n, s in bare.items()]
        ),
        report.table(head, rows),
        f"The plans at {largest} issues:",
        *plans,
    ]


async def measure(million: bool) -> list[str]:
    """Everything; the tables of the report."""
    demo = await postgresql_demo()
    bare, target = await beside_the_bare_statement(demo)
    sizes = {"20,000": await lists(demo)}
    if million:
        sizes["1,000,000"] = await lists(await postgresql_multiplied(demo))
    return tables(bare, target, sizes)


def main() -> None:
    """Measure, print and write the document."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.postgresql", description=__doc__)
    parser.add_argument("--no-million", action="store_true", help="20,000 issues only")
    million = not parser.parse_args().no_million
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        found = runner.run(measure(million))
    print("\n\n".join(found))
    report.write("postgresql", "python -m benchmarks.postgresql", found)


if __name__ == "__main__":
    main()
