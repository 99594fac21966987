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
"""What SQLite keeps beside a file, by the ends of the names."""

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
    """Write all that is committed in `source` to the new file `target`, and have it on disk.

    Only its owner may read it. Readers and writers of `source` go on meanwhile; the copy is one
    instant of it, compacted. (SQLite's `backup` in steps starts again whenever another connection
    writes.)
    """
    target.touch(mode=0o600, exist_ok=False)
    with closing(driver.connect(str(source), timeout=BUSY_SECONDS)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    sync(target)


def sync(path: Path) -> None:
    """Have a file or directory on disk: for a directory, the names in it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(partial: Path, target: Path) -> None:
    """Give a finished file on disk its name, at once and for certain."""
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
    """Keep every other process from opening the database at `path`, folded into its one file.

    Raises InUseError when another process has it open. A file that is no database is not held.
    """
    with closing(driver.connect(str(path), timeout=0, isolation_level=None)) as connection:
        try:
            # Leaving the write-ahead log needs the file alone: every connection in that mode
            # keeps a lock for as long as it is open.
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute("BEGIN EXCLUSIVE")
            if connection.execute("PRAGMA journal_mode").fetchone() != ("delete",):
                raise InUseError(str(path))  # somebody came in between
        except driver.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in _LOCKED:
                raise InUseError(str(path)) from error
            raise
        except driver.DatabaseError:
            pass  # damaged: nobody can use it
        yield
