"""Migrations and restores in processes that are killed at a point of the test's choice.

Imports take a second and a migration a fraction of one, so one process forks for each. It is told
what to do by lines of JSON on its input: `url`, the `statement` of SQL at which to die (0: never)
and the `backup` to restore by force, null to migrate. The answer is the child's exit status.
MIGRATIONS is a directory to take the migrations from.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson
from sqlalchemy import Engine, event

from db.maintenance import backup, migrate
from db.maintenance.scripts import configuration  # noqa: F401 (Alembic comes before the forks)
from tests.faults.server import ROOT, environment

KILLED = -signal.SIGKILL
"""What a killed process has for its exit status."""


class Doomed:
    """The process that forks. `more` is its environment: the disk, MIGRATIONS."""

    def __init__(self, more: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.doomed"],
            cwd=ROOT,
            env=environment(**more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def upgrade(self, url: str, statement: int = 0) -> int:
        """Migrate a database; the exit status."""
        return self._order({"url": url, "statement": statement, "backup": None})

    def restore(self, backup: Path, url: str) -> int:
        """Put a backup in the place of a database; the exit status."""
        return self._order({"url": url, "statement": 0, "backup": str(backup)})

    def _order(self, order: Mapping[str, object]) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(orjson.dumps(order) + b"\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


def spread(last: int, most: int) -> Sequence[int]:
    """Up to `most` of the numbers from 1 to `last`, both included."""
    if last <= most:
        return range(1, last + 1)
    return sorted({1 + round(step * (last - 1) / (most - 1)) for step in range(most)})


def die_at(number: int) -> None:
    """Let this process kill itself at a statement."""
    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)


async def perform(url: str, given: str | None) -> None:
    """Do what a command line would do."""
    if given is None:
        await migrate.upgrade(url)
    else:
        await backup.restore(Path(given), url, force=True, progress=lambda *_: None)


def serve() -> None:
    """Answer each line."""
    for line in sys.stdin.buffer:
        order = orjson.loads(line)
        child = os.fork()
        if child == 0:
            if order["statement"]:
                die_at(order["statement"])
            asyncio.run(perform(order["url"], order["backup"]))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    migrate.SCRIPTS = Path(os.environ.get("MIGRATIONS", migrate.SCRIPTS))
    serve()
