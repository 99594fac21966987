"""Migrates databases in child processes that may be killed; told which by lines on its input.

Imports take a second and a migration a fraction of one, so one process forks for each. A line is
JSON: `url` and `statement`, the number of the SQL statement at which to die (0: never). The answer
is the child's exit status. MIGRATIONS is a directory to take the migrations from.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

import orjson
from sqlalchemy import Engine, event

from db import migrate


def die_at(number: int) -> None:
    """Let this process kill itself at a statement."""
    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)


def serve() -> None:
    """Answer each line."""
    for line in sys.stdin.buffer:
        order = orjson.loads(line)
        child = os.fork()
        if child == 0:
            if order["statement"]:
                die_at(order["statement"])
            asyncio.run(migrate.upgrade(order["url"]))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    migrate.SCRIPTS = Path(os.environ["MIGRATIONS"])
    serve()
