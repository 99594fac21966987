"""The same pages of 10,000 and of 1,000,000 issues: latency must not grow with the data."""

from collections.abc import Mapping
from contextlib import ExitStack

import orjson

from benchmarks import reads
from benchmarks.data import sqlite_demo
from benchmarks.load import Load, run
from benchmarks.measure import Target, ratio
from benchmarks.multiplied import sqlite_multiplied
from benchmarks.operations import Question, graphql
from benchmarks.servers import Running, ask, gateway, running

FEW, MANY, COMMENTS = 10_000, 1_000_000, 3
ROUNDS = 5
GOAL = 1.5

PAGE = "{ nodes { id title status priority owner createdAt } pageInfo { endCursor } }"
NEWEST = "orderBy: [{field: CREATED_AT, direction: DESC}]"
URGENT = "orderBy: [{field: PRIORITY, direction: DESC}, {field: CREATED_AT, direction: ASC}]"


async def compare() -> tuple[list[reads.Line], list[Target]]:
    """Measure one client's latency of each page; makes the databases when they are not there."""
    few = await sqlite_demo(FEW, COMMENTS)
    demos = {FEW: few, MANY: sqlite_multiplied(few, MANY // FEW)}
    lines: list[reads.Line] = []
    targets: list[Target] = []
    with ExitStack() as stack:
        servers = {
            size: stack.enter_context(running(gateway(f"{size:,} issues", demo, **reads.COMPUTED)))
            for size, demo in demos.items()
        }
        asked = {size: _pages(server, size) for size, server in servers.items()}
        for work in asked[FEW]:
            seen = _alternate(servers, {size: pages[work] for size, pages in asked.items()})
            lines += [reads.line(work, servers[size].name, loads) for size, loads in seen.items()]
            medians = {size: [one.median for one in loads] for size, loads in seen.items()}
            targets.append(
                Target(
                    f"{work}, latency at {MANY:,} issues",
                    f"{FEW:,} issues",
                    GOAL,
                    ratio(medians[MANY], medians[FEW]),
                    at_most=True,
                )
            )
    return lines, targets


def _pages(server: Running, size: int) -> Mapping[str, Question]:
    def page(arguments: str) -> Question:
        return graphql(f"{{ issues(first: 50, {arguments}) {PAGE} }}")

    def deep(condition: str, place: int) -> Question:
        filtered = f"filter: {{{condition}}}, {NEWEST}"
        half = graphql(f"{{ issues(first: 1, offset: {place}, {filtered}) {PAGE} }}")
        found = orjson.loads(ask(server, *half.first))["data"]["issues"]
        return page(f'after: "{found["pageInfo"]["endCursor"]}", {filtered}')

    common, rarer = 'search: "power"', 'search: "watchdog reset"'
    return {
        "first page": page(NEWEST),
        "filtered and ordered page": page(f"filter: {{status: {{eq: OPEN}}}}, {URGENT}"),
        "deep keyset page": deep("", size // 2),
        "search": page(f"filter: {{{rarer}}}, {NEWEST}"),
        "search, a word half have": page(f"filter: {{{common}}}, {NEWEST}"),
        "search, deep keyset page": deep(common, size // 5),
    }


def _alternate(
    servers: Mapping[int, Running], asked: Mapping[int, Question]
) -> dict[int, list[Load]]:
    seen: dict[int, list[Load]] = {size: [] for size in servers}
    for round_ in range(ROUNDS + 1):
        for size, server in servers.items():
            load = run(server, asked[size], connections=1, seconds=1)
            if round_:  # the first fills the caches
                seen[size].append(load)
    return seen
