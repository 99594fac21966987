"""Reads and writes with 1 and 2 workers, and the processor time of each.

`make bench ARGS="--scaling"`. The load and PostgreSQL share the machine with the gateway, so the
number of requests a second does not double where the cores are used up. The processor time of one
request tells what more cores would carry: it is what the model in `docs/scaling.md` uses.
"""

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from benchmarks import load, operations
from benchmarks.data import CACHE, Demo, copied, postgresql_demo, sqlite_demo
from benchmarks.load import Load
from benchmarks.measure import Spread, figure, spread
from benchmarks.operations import Question, graphql
from benchmarks.report import table
from benchmarks.servers import Running, gateway, running

ISSUES = 1_000
ROUNDS, SECONDS = 3, 3.0
WORKERS = (1, 2)
READERS, WRITERS = 16, 32
FIRST = "{ issues(first: 1) { nodes { id title status priority owner } } }"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Scaled:
    """One kind of work on one engine with some workers; processor times in milliseconds."""

    work: str
    engine: str
    workers: int
    per_second: Spread
    gateway: Spread
    database: Spread | None

    @property
    def cores(self) -> float:
        """Cores that gateway and database keep busy together."""
        each = self.gateway.median + (self.database.median if self.database else 0)
        return self.per_second.median * each / 1e3


async def measure() -> list[Scaled]:
    """Measure both engines; the databases are those of the other benchmarks."""
    on_sqlite = await sqlite_demo(ISSUES)
    on_postgresql = await postgresql_demo(ISSUES)
    found = []
    for workers in WORKERS:
        with copied(on_sqlite, "workers") as copy:
            found += _with(copy, "SQLite", workers)
    name = await _copied(on_postgresql)
    try:
        copy = Demo(_on(on_postgresql, name), on_postgresql.token)
        for workers in WORKERS:
            found += _with(copy, "PostgreSQL", workers)
    finally:
        await _run(on_postgresql, f"DROP DATABASE {name} WITH (FORCE)")
    return sorted(found, key=lambda each: (each.work, each.engine, each.workers))


def scaled_table(found: Sequence[Scaled]) -> str:
    """Requests a second, and the processor time of one."""
    first = {(each.work, each.engine): each for each in found if each.workers == 1}
    rows = []
    for each in found:
        one = first[each.work, each.engine]
        gain = each.per_second.median / one.per_second.median
        rows.append(
            (
                each.work,
                each.engine,
                str(each.workers),
                str(each.per_second),
                figure(gain),
                str(each.gateway),
                str(each.database) if each.database else "in it",
                figure(each.cores),
                figure(each.per_second.median / each.cores),
            )
        )
    head = (
        *("Work", "Engine", "Workers", "Requests/s", "Against 1 worker"),
        *("Gateway, ms of a core each", "PostgreSQL, ms of a core each"),
        *("Cores busy", "Requests/s and core"),
    )
    return table(head, rows)


def _with(demo: Demo, engine: str, workers: int) -> list[Scaled]:
    works = {
        "one issue": (graphql(FIRST), READERS),
        "createIssue": (graphql(operations.CREATE, {"input": operations.NEW_ISSUE}), WRITERS),
    }
    # Every answer is computed anew, and no request is refused.
    settings = {
        "ISSUE_GATEWAY_WORKERS": str(workers),
        "ISSUE_GATEWAY_ANSWER_CACHE": "0",
        "ISSUE_GATEWAY_TOKEN_RATE": "0",
        "ISSUE_GATEWAY_LONGEST_LAG": "60",
    }
    found = []
    with running(gateway(f"{workers} workers", demo, **settings)) as server:
        for work, (question, clients) in works.items():
            found.append(_scaled(server, work, engine, workers, question, clients))
    return found


def _scaled(
    server: Running, work: str, engine: str, workers: int, question: Question, clients: int
) -> Scaled:
    load.run(server, question, connections=clients, seconds=1)
    rates, ours, theirs = [], [], []
    for _ in range(ROUNDS):
        before, servers = _seconds(server.process.pid), _postgresql_seconds()
        seen: Load = load.run(server, question, connections=clients, seconds=SECONDS)
        ours.append((_seconds(server.process.pid) - before) / seen.answers * 1e3)
        theirs.append((_postgresql_seconds() - servers) / seen.answers * 1e3)
        rates.append(seen.per_second)
    database = spread(theirs) if engine == "PostgreSQL" else None
    return Scaled(work, engine, workers, spread(rates), spread(ours), database)


def _seconds(process: int) -> float:
    """Processor time of a process and its children until now; NaN where only Linux would tell."""
    try:
        own = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except FileNotFoundError:
        return math.nan if not Path("/proc/self/stat").exists() else 0.0
    # With that of the children that have ended.
    return sum(map(int, own[11:15])) / TICKS + sum(map(_seconds, map(int, children)))


def _postgresql_seconds() -> float:
    """Processor time of the server of the benchmarks with all of its running processes."""
    pid = CACHE / "postgresql" / "postmaster.pid"
    return _seconds(int(pid.read_text().split()[0])) if pid.exists() else 0.0


async def _copied(demo: Demo) -> str:
    name = "workers"
    await _run(demo, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    source = demo.url.rpartition("/")[2] if "?" not in demo.url else demo.url.split("/")[3]
    await _run(demo, f"CREATE DATABASE {name} TEMPLATE {source.partition('?')[0]}")
    return name


def _on(demo: Demo, name: str) -> str:
    source = demo.url.split("/")[3].partition("?")[0]
    return demo.url.replace(f"/{source}?", f"/{name}?")


async def _run(demo: Demo, statement: str) -> None:
    connection = await asyncpg.connect(_on(demo, "postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
