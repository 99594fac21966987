"""A thousand issues in one request, beside a thousand requests by 32 clients.

`python -m benchmarks.bulk` measures this alone and prints the figures.
"""

import asyncio
from dataclasses import dataclass

from benchmarks import operations, reads
from benchmarks.data import Demo, copied, sqlite_demo
from benchmarks.load import Load, run
from benchmarks.measure import Target, ratio, spread
from benchmarks.operations import graphql
from benchmarks.servers import gateway, running

ISSUES = 1000
"""Issues in one request, the most that are allowed."""
CLIENTS = 32
LEAST_RATIO, LEAST_PER_SECOND = 4.0, 5000.0
MANY, SINGLE = "createIssues, 1,000 in a request", f"createIssue, {CLIENTS} clients"
WORK = "new issues, durable"

DOCUMENT = """mutation Many($input: CreateIssuesInput!) {
  createIssues(input: $input) { results { issue { id } } userErrors { message } }
}"""


@dataclass(frozen=True, slots=True)
class Many:
    """The measurements: issues a second of both ways, and how they compare."""

    lines: list[reads.Line]
    targets: list[Target]


def compare(demo: Demo) -> Many:
    """Write to a copy of `demo` in both ways, round after round, with one server."""
    issues = [{**operations.NEW_ISSUE, "title": f"Rail {n} sags"} for n in range(ISSUES)]
    asked = {
        MANY: (graphql(DOCUMENT, {"input": {"issues": issues}}), 1, ISSUES),
        SINGLE: (graphql(operations.CREATE, {"input": operations.NEW_ISSUE}), CLIENTS, 1),
    }
    with copied(demo, "bulk") as database, running(gateway(WORK, database)) as server:
        seen: dict[str, list[Load]] = {name: [] for name in asked}
        for _ in range(reads.ROUNDS + 1):
            for name, (question, connections, _) in asked.items():
                seen[name].append(
                    run(server, question, connections=connections, seconds=reads.SECONDS)
                )
    # The first round warms up.
    rates = {
        name: [measured.per_second * asked[name][2] for measured in loads[1:]]
        for name, loads in seen.items()
    }
    lines = [
        reads.Line(
            WORK,
            name,
            spread(rates[name]),
            spread([measured.median for measured in loads[1:]]),
            spread([measured.worst for measured in loads[1:]]),
        )
        for name, loads in seen.items()
    ]
    return Many(lines, [Target(WORK, SINGLE, LEAST_RATIO, ratio(rates[MANY], rates[SINGLE]))])


def main() -> None:
    """Measure and print."""
    demo = asyncio.run(sqlite_demo())
    many = compare(demo)
    for line in many.lines:
        print(f"{line.server}: {line.per_second} issues/s, {line.median} ms a request")
    for target in many.targets:
        print(f"ratio: {target.measured} times, at least {target.goal:g} wanted")
    (fastest,) = [line.per_second.median for line in many.lines if line.server == MANY]
    print(f"at least {LEAST_PER_SECOND:,.0f} issues/s wanted: {fastest:,.0f}")


if __name__ == "__main__":
    main()
