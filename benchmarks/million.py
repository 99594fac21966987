"""The same pages of 10,000 and of 1,000,000 issues: latency must not grow with the data."""

from collections.abc import Mapping
from contextlib import ExitStack

import orjson

from benchmarks import reads
from benchmarks.data import sqlite_demo
from benchmarks.load import Load, run
from benchmarks.measure import Target, ratio, spread
from benchmarks.operations import Question, graphql
from benchmarks.servers import Running, ask, gateway, running

FEW, MANY, COMMENTS = 10_000, 1_000_000, 3
ROUNDS = 5
GOAL = 2.0

PAGE = "{ nodes { id title status priority owner createdAt } pageInfo { endCursor } }"
NEWEST = "orderBy: [{field: CREATED_AT, direction: DESC}]"
URGENT = "orderBy: [{field: PRIORITY, direction: DESC}, {field: CREATED_AT, direction: ASC}]"


async def compare() -> tuple[list[reads.Line], list[Target]]:
    """Measure one client's latency of each page; makes the databases when they are not there."""
    demos = {size: await sqlite_demo(size, COMMENTS) for size in (FEW, MANY)}
    lines: list[reads.Line] = []
    targets: list[Target] = []
    with ExitStack() as stack:
        servers = {
            size: stack.enter_context(running(gateway(f"{size:,} issues", demo)))
            for size, demo in demos.items()
        }
        asked = {size: _pages(server, size) for size, server in servers.items()}
        for work in asked[FEW]:
            seen = _alternate(servers, {size: pages[work] for size, pages in asked.items()})
            lines += [_line(work, servers[size], loads) for size, loads in seen.items()]
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
    half = graphql(f"{{ issues(first: 1, offset: {size // 2}, {NEWEST}) {PAGE} }}")
    found = orjson.loads(ask(server, *half.first))["data"]["issues"]
    deep = found["pageInfo"]["endCursor"]
    return {
        "first page": graphql(f"{{ issues(first: 50, {NEWEST}) {PAGE} }}"),
        "filtered and ordered page": graphql(
            f"{{ issues(first: 50, filter: {{status: {{eq: OPEN}}}}, {URGENT}) {PAGE} }}"
        ),
        "deep keyset page": graphql(f'{{ issues(first: 50, after: "{deep}", {NEWEST}) {PAGE} }}'),
        "search": graphql(
            f'{{ issues(first: 50, filter: {{search: "watchdog reset"}}, {NEWEST}) {PAGE} }}'
        ),
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


def _line(work: str, server: Running, loads: list[Load]) -> reads.Line:
    return reads.Line(
        work,
        server.name,
        spread([load.per_second for load in loads]),
        spread([load.median for load in loads]),
        spread([load.worst for load in loads]),
    )
