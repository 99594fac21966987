"""`issue-gateway` with a fault built in, for the controls: tests that cannot fail prove nothing.

FAULT_BUILD names the fault: `early` acknowledges writes before they are committed, `normal` does
not wait for the disk (`synchronous=NORMAL`).
"""

import os
import sqlite3
import time
from pathlib import Path

from db.engine import sqlite, sqlite_writer
from db.engine.sqlite_connection import connect_writer
from db.engine.sqlite_writer import Outcome, Request, Writer
from gateway.cli.main import main

LATER = 0.05
"""Seconds between an early acknowledgement and its commit."""


class EarlyWriter(Writer):
    """Says that it is done when the rows are changed, and commits later."""

    def _perform(self, request: Request, in_savepoint: bool) -> Outcome:
        outcome = super()._perform(request, in_savepoint)
        sqlite_writer._settle_from_thread([outcome])
        return outcome

    def _commit(self, first: Request) -> list[Outcome]:
        self._connection.set_trace_callback(_wait_before_commit)
        return super()._commit(first)


def _wait_before_commit(statement: str) -> None:
    if statement == "COMMIT":
        time.sleep(LATER)


def _connect_without_waiting(path: Path, *, most_bytes: int | None = None) -> sqlite3.Connection:
    connection = connect_writer(path, most_bytes=most_bytes)
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection


def build(fault: str) -> None:
    """Change the program in this process."""
    if fault == "early":
        sqlite.Writer = EarlyWriter  # type: ignore[attr-defined]
    elif fault == "normal":
        sqlite_writer.connect_writer = _connect_without_waiting  # type: ignore[attr-defined]


if __name__ == "__main__":
    build(os.environ.get("FAULT_BUILD", ""))
    main()
