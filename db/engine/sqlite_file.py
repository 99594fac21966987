"""Whole SQLite files: copy them while in use, put them in place, sync them to disk."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, unquote

from db.engine.sqlite_connection import driver

SCHEME = "sqlite:///"
BUSY_SECONDS = 60.0
COMPANIONS = ("-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite keeps beside a database."""

_LOCKED = frozenset({5, 6})


class InUseError(Exception):
    """Another process has the file open."""


def path_of(url: str) -> Path:
    """Find the file that a `sqlite:///` address means."""
    return Path(unquote(url.removeprefix(SCHEME)))


def url_of(path: Path) -> str:
    """Write the address of a file."""
    return SCHEME + quote(str(path.absolute()))


def copy(source: Path, target: Path) -> None:
    """Write all committed data of `source` to the new file `target`, durably.

    Only its owner may read it. Readers and writers of `source` continue; the copy is one snapshot,
    compacted. SQLite's `backup` in steps would start again after each write of another connection.
    """
    target.touch(mode=0o600, exist_ok=False)
    with closing(driver.connect(str(source), timeout=BUSY_SECONDS)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    sync(target)


def sync(path: Path) -> None:
    """Sync a file or directory to disk; for a directory, the names in it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(partial: Path, target: Path) -> None:
    """Rename a finished file atomically and durably."""
    partial.replace(target)
    sync(target.parent)


def counterparts(path: Path) -> list[Path]:
    """List the files that SQLite keeps beside `path` and that exist."""
    beside = (path.with_name(path.name + end) for end in COMPANIONS)
    return [each for each in beside if each.exists()]


def remove(path: Path) -> None:
    """Delete a file, if it is there, with what SQLite keeps beside it."""
    for each in (path, *counterparts(path)):
        each.unlink(missing_ok=True)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Lock the database at `path` against other processes, with its log folded into the file.

    Raises InUseError when another process has it open. A file that is no database is not locked.
    """
    with closing(driver.connect(str(path), timeout=0, isolation_level=None)) as connection:
        try:
            # Leaving WAL mode needs exclusive access: every open connection in that mode holds a
            # lock.
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            if connection.execute("PRAGMA journal_mode").fetchone() != ("delete",):
                raise InUseError(str(path))  # another process opened it in between
        except driver.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in _LOCKED:
                raise InUseError(str(path)) from error
            raise
        except driver.DatabaseError:
            pass  # damaged: no process can use it
        yield
