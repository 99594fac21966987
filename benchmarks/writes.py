"""Durable writes: createIssue from 32 clients, with and without a shared commit."""

import sqlite3
from contextlib import ExitStack

from benchmarks import operations, reads
from benchmarks.data import Demo, copied
from benchmarks.measure import Target, ratio, spread
from benchmarks.operations import graphql
from benchmarks.servers import gateway, running

CLIENTS = 32
GROUP, SINGLE = "gateway, group commit", "gateway, one commit per request"
WORK = f"createIssue, durable, {CLIENTS} clients"


def compare(demo: Demo) -> tuple[list[reads.Line], Target]:
    """Write to copies of `demo`. Raises ValueError when an acknowledged issue is not there."""
    question = graphql(operations.CREATE, {"input": operations.NEW_ISSUE})
    with copied(demo, "group") as group, copied(demo, "single") as single:
        servers = (
            gateway(GROUP, group),
            gateway(SINGLE, single, "benchmarks.one_commit:application"),
        )
        with ExitStack() as stack:
            started = {one.name: stack.enter_context(running(one)) for one in servers}
            seen = reads.alternate(started, dict.fromkeys(started, question), CLIENTS)
        for name, copy in ((GROUP, group), (SINGLE, single)):
            acknowledged, stored = sum(run.answers for run in seen[name]), _made_here(copy)
            if stored < acknowledged:
                raise ValueError(f"{name}: {acknowledged} acknowledged, {stored} stored")
    rates = {name: [run.per_second for run in loads] for name, loads in seen.items()}
    lines = [
        reads.Line(
            WORK,
            name,
            spread(rates[name]),
            spread([run.median for run in loads]),
            spread([run.worst for run in loads]),
        )
        for name, loads in seen.items()
    ]
    return lines, Target(WORK, SINGLE, 4, ratio(rates[GROUP], rates[SINGLE]))


def _made_here(demo: Demo) -> int:
    connection = sqlite3.connect(demo.path)
    (count,) = connection.execute(
        "SELECT count(*) FROM issue WHERE title = ?", (operations.NEW_ISSUE["title"],)
    ).fetchone()
    connection.close()
    return int(count)
