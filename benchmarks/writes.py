"""Durable writes: createIssue from 32 clients, with and without a shared commit."""

import os
import sqlite3
import statistics
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile

from benchmarks import operations, reads
from benchmarks.data import CACHE, Demo, copied
from benchmarks.former import NAME as FORMER
from benchmarks.former import former
from benchmarks.measure import Target, ratio
from benchmarks.operations import graphql
from benchmarks.servers import ServerError, gateway, running

CLIENTS = 32
FSYNCS, PAGE = 200, 4096
GROUP, SINGLE = "gateway, group commit", "gateway, one commit per request"
WORK = f"createIssue, durable, {CLIENTS} clients"


@dataclass(frozen=True, slots=True)
class Written:
    """The measurements; `milliseconds` holds the parts of one createIssue by name.

    `missing` says what could not be compared with, and why.
    """

    lines: list[reads.Line]
    targets: list[Target]
    milliseconds: Mapping[str, float]
    missing: list[str]


def compare(demo: Demo) -> Written:
    """Write to copies of `demo`. Raises ValueError when an acknowledged issue is not there."""
    question = graphql(operations.CREATE, {"input": operations.NEW_ISSUE})
    missing: list[str] = []
    with ExitStack() as kept:
        group, single = (kept.enter_context(copied(demo, name)) for name in ("group", "single"))
        databases = {GROUP: group, SINGLE: single}
        servers = [
            gateway(GROUP, group),
            gateway(SINGLE, single, "benchmarks.one_commit:application"),
        ]
        try:
            server, databases[FORMER] = kept.enter_context(former())
            servers.append(server)
        except ServerError as error:
            missing.append(f"{error}.")
        with ExitStack() as stack:
            started = {one.name: stack.enter_context(running(one)) for one in servers}
            before = {name: server.processor_seconds for name, server in started.items()}
            seen = reads.alternate(started, dict.fromkeys(started, question), CLIENTS)
            spent = {
                name: server.processor_seconds - before[name] for name, server in started.items()
            }
        stored = {name: _made_here(database) for name, database in databases.items()}
    for name, issues in stored.items():
        acknowledged = sum(run.answers for run in seen[name])
        if issues < acknowledged:
            raise ValueError(f"{name}: {acknowledged} acknowledged, {issues} stored")
    rates = {name: [run.per_second for run in loads] for name, loads in seen.items()}
    lines = [reads.line(WORK, name, loads) for name, loads in seen.items()]
    milliseconds = {
        f"processor time of the server, {name}": seconds / stored[name] * 1e3
        for name, seconds in spent.items()
    }
    return Written(
        lines,
        [
            Target(WORK, name, least, ratio(rates[GROUP], rates[name]))
            for name, least in ((SINGLE, 4), (FORMER, 1.8))
            if name in rates
        ],
        {**milliseconds, "a page written and on the disk (fsync)": _fsync_milliseconds()},
        missing,
    )


def _fsync_milliseconds() -> float:
    times = []
    with TemporaryFile(dir=CACHE, buffering=0) as file:
        for _ in range(FSYNCS):
            began = time.perf_counter()
            file.write(bytes(PAGE))
            os.fsync(file.fileno())
            times.append(time.perf_counter() - began)
    return statistics.median(times) * 1e3


def _made_here(demo: Demo) -> int:
    connection = sqlite3.connect(demo.path)
    (count,) = connection.execute(
        "SELECT count(*) FROM issue WHERE title = ?", (operations.NEW_ISSUE["title"],)
    ).fetchone()
    connection.close()
    return int(count)
