"""`make bench`: the short benchmarks; `--million` and `--scaling` run those parts alone.

Starts servers on 127.0.0.1 only, ends them, and writes `docs/performance.md`.
"""

import argparse
import asyncio
import sqlite3
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack

import uvloop

from benchmarks import (
    bulk,
    footprint,
    in_process,
    log_lock,
    million,
    reads,
    report,
    servers,
    workers,
    writes,
)
from benchmarks.data import Demo, postgresql_demo, sqlite_demo

IDS = 1000
"""Issues that are asked for by id, in turn."""


async def compare() -> Sequence[str]:
    """Run all short benchmarks; the tables of the report."""
    demo, on_postgresql = await sqlite_demo(), await postgresql_demo()
    contenders, missing = _contenders(demo, on_postgresql)
    _tell("in process")
    inside = await in_process.compare(demo)
    with ExitStack() as stack:
        _tell("starting the servers")
        started = {
            server.name: stack.enter_context(servers.running(server)) for server in contenders
        }
        _tell("reads")
        lines, targets = await asyncio.to_thread(reads.compare, started, _ids(demo))
        _tell("start-up and memory")
        cost, ready = await asyncio.to_thread(footprint.measure, demo, started)
    _tell("writes")
    written = await asyncio.to_thread(writes.compare, demo)
    many = await asyncio.to_thread(bulk.compare, demo)
    return (
        *missing,
        *written.missing,
        report.targets_table([*inside.targets, *targets, *written.targets, *many.targets, ready]),
        report.in_process_table(inside),
        report.lines_table([*lines, *written.lines, *many.lines]),
        report.writes_table(written),
        report.footprint_table(cost),
    )


def _contenders(demo: Demo, on_postgresql: Demo) -> tuple[list[servers.Server], list[str]]:
    """The servers, and why one is missing: npm may be unable to download PostGraphile."""
    by_hand = "hand_written"
    here = [
        servers.gateway(reads.GATEWAY, demo, **reads.COMPUTED),
        servers.gateway(reads.GATEWAY_KNOWN, demo),
        servers.gateway(reads.GATEWAY_PG, on_postgresql, **reads.COMPUTED),
        servers.canned(reads.CANNED),
        servers.python_peer(reads.STOCK, "strawberry_stock", demo),
        servers.python_peer(reads.BY_HAND, by_hand, demo),
        servers.python_peer(reads.BY_HAND_WITH_TOKENS, by_hand, demo, BENCHMARK_AUTHENTICATE="1"),
        servers.python_peer(reads.FASTAPI, "fastapi_rest", demo),
    ]
    try:
        return [*here, servers.postgraphile(reads.POSTGRAPHILE, on_postgresql)], []
    except servers.ServerError as error:
        _tell(str(error))
        return here, [f"{reads.POSTGRAPHILE} is missing here: npm could not install it."]


async def compare_million() -> Sequence[str]:
    """Run the long benchmark; the tables of the report."""
    lines, targets = await million.compare()
    return report.targets_table(targets), report.lines_table(lines)


async def compare_workers() -> Sequence[str]:
    """Run the benchmark beyond one process; the tables of the report."""
    _tell("1 and 2 workers")
    scaled = await workers.measure()
    _tell("1 to 64 writers of a log")
    rates = await log_lock.measure()
    return workers.scaled_table(scaled), log_lock.lock_table(rates)


PARTS: dict[str, tuple[str, Callable[[], Awaitable[Sequence[str]]]]] = {
    "peers": ("make bench", compare),
    "million": ('make bench ARGS="--million"', compare_million),
    "scaling": ('make bench ARGS="--scaling"', compare_workers),
}


def _ids(demo: Demo) -> list[str]:
    connection = sqlite3.connect(demo.path)
    rows = connection.execute("SELECT id FROM issue ORDER BY id").fetchall()
    connection.close()
    return [row[0] for row in rows[:: len(rows) // IDS][:IDS]]


def _tell(what: str) -> None:
    print(f"... {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Measure, print the tables and write them into the document."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parts = parser.add_mutually_exclusive_group()
    parts.set_defaults(part="peers")
    for name, text in (
        ("million", "10,000 against 1,000,000 issues, and nothing else"),
        ("scaling", "1 and 2 workers, 1 to 64 writers of a log, and nothing else"),
    ):
        parts.add_argument(f"--{name}", dest="part", action="store_const", const=name, help=text)
    part = parser.parse_args().part
    command, measure = PARTS[part]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        tables = runner.run(_run(measure))
    print("\n\n".join(tables))
    report.write(part, command, tables)


async def _run(measure: Callable[[], Awaitable[Sequence[str]]]) -> Sequence[str]:
    return await measure()


if __name__ == "__main__":
    main()
