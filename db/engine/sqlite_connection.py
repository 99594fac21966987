"""Connections to the SQLite file: library, settings, transient errors."""

import ctypes
import importlib.util
import logging
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from threading import get_ident, get_native_id, local
from typing import TYPE_CHECKING, Any

from db.errors import AnswerTooLarge, BadInput, Unavailable

if TYPE_CHECKING:
    driver = sqlite3
else:
    try:
        import pysqlite3.dbapi2 as driver
    except ImportError:
        driver = sqlite3

# Without an adapter of None, the driver looks for one in four places each time it binds a None:
# 1.3 us instead of 0.2, and an issue has ten of them.
driver.register_adapter(type(None), lambda value: value)

logger = logging.getLogger(__name__)

BUSY_SECONDS = 5.0
CACHED_STATEMENTS = 256
CACHE_KIB = 4_096
"""Most memory for pages of the file, of each connection. SQLite's own 2 MiB do not hold the inner
pages of the indexes of 20,000 issues: a page of the board takes up to 1.5 times as long with them,
and no less with 16 MiB. There are seven connections, and a read of the whole file fills the cache.
"""
NICENESS = 10
"""Niceness that threads with trials and long reads have in addition to that of the process: a tenth
of the share of the others on a busy processor. With 5, a third of it, a thread that woke waited for
them for some milliseconds.
"""
WAL_RESET_FIXED = (3, 51, 3)

TOO_BIG = 18
"""SQLite's code for a text, blob or row beyond its limit."""

# Transient causes outside of the statement: out of memory, locked, disk error, disk full,
# read-only, no file.
_PASSING = frozenset({5, 6, 7, 8, 10, 13, 14, 15})

LIMIT_LENGTH = 0
"""The number of this limit in SQLite's interface."""

_Entry = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_wanted = local()


def connect(path: Path, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open a connection that any thread may use and that never checkpoints by itself.

    `busy_seconds` is how long it waits for a lock.

    Raises Unavailable when the file cannot be opened.
    """
    try:
        connection = driver.connect(
            str(path),
            timeout=busy_seconds,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=CACHED_STATEMENTS,
        )
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    except driver.Error as error:
        raise translated(error) from error
    return connection


def connect_reader(
    path: Path, busy_seconds: float = BUSY_SECONDS, *, most_bytes: int | None = None
) -> sqlite3.Connection:
    """Open a connection that cannot change anything, and makes no value of over `most_bytes`."""
    opening = partial(connect, path, busy_seconds)
    connection = opening() if most_bytes is None else limited(opening, most_bytes)
    connection.execute("PRAGMA query_only=ON")
    return connection


def connect_yielding(path: Path, *, most_bytes: int | None = None) -> sqlite3.Connection:
    """Open a connection like `connect_reader` in a separate thread of low priority.

    The priority matters where processors are busy.
    """
    if sys.platform == "linux":  # on other systems this is the priority of the whole process
        thread = get_native_id()
        niceness = os.getpriority(os.PRIO_PROCESS, thread) + NICENESS
        os.setpriority(os.PRIO_PROCESS, thread, niceness)
    return connect_reader(path, most_bytes=most_bytes)


def thread_clock() -> Callable[[], float]:
    """Return a clock of this thread's processor time that other threads can read.

    It is a clock of real time on systems without such clocks.
    """
    if sys.platform != "linux":
        return time.monotonic
    return partial(time.clock_gettime, time.pthread_getcpuclockid(get_ident()))


def connect_writer(path: Path, *, most_bytes: int | None = None) -> sqlite3.Connection:
    """Open the connection that writes, the only one of the process that checkpoints.

    WAL lets readers continue during writes. With FULL every commit is on disk before it is
    acknowledged; NORMAL loses acknowledged commits in a power cut. It makes no value larger than
    `most_bytes`.
    """
    opening = partial(connect, path)
    connection = opening() if most_bytes is None else limited(opening, most_bytes)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA wal_autocheckpoint=1000")
    except driver.Error as error:
        connection.close()
        raise translated(error) from error
    return connection


def warn_if_outdated() -> None:
    """Log a warning when the library has the WAL-reset bug, which can corrupt the file."""
    if driver.sqlite_version_info < WAL_RESET_FIXED:
        logger.warning(
            "SQLite %s can corrupt a database that several processes write; install pysqlite3",
            driver.sqlite_version,
        )


def translated(error: Exception) -> Exception:
    """Return Unavailable for a transient error of the driver, any other error unchanged.

    BadInput is for a statement too deep for the parser of an older SQLite, which nests at most a
    hundred levels.
    """
    if str(error) == "parser stack overflow":
        return BadInput("query", f"is nested too deeply for SQLite {driver.sqlite_version}")
    code = getattr(error, "sqlite_errorcode", None)
    if code == TOO_BIG:
        return AnswerTooLarge()
    if isinstance(code, int) and code & 0xFF in _PASSING:
        return Unavailable(f"the database cannot be used now: {error}")
    return error


def limited(connect: Callable[[], sqlite3.Connection], most_bytes: int) -> sqlite3.Connection:
    """Open a connection whose texts, blobs and rows have at most `most_bytes`.

    SQLite fails a statement as soon as a text exceeds that. Python's own module has `setlimit`;
    pysqlite3 has no name for it, so its library is asked when it opens a connection, through the
    entry point that extensions have (https://www.sqlite.org/c3ref/auto_extension.html).
    """
    _wanted.bytes = most_bytes
    try:
        entry = _entry_point()
        connection = connect()
    finally:
        del _wanted.bytes
    if entry is None:
        connection.setlimit(LIMIT_LENGTH, most_bytes)
    return connection


@cache
def _entry_point() -> Any:
    """The function that pysqlite3's library calls for each connection; None without pysqlite3."""
    found = importlib.util.find_spec("pysqlite3") and importlib.util.find_spec("pysqlite3._sqlite3")
    if not found or found.origin is None:
        return None
    library = ctypes.CDLL(found.origin)
    library.sqlite3_limit.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_int)

    def opened(connection: int, _message: int, _interface: int) -> int:
        most = getattr(_wanted, "bytes", None)
        if most is not None:
            library.sqlite3_limit(connection, LIMIT_LENGTH, most)
        return 0

    entry = _Entry(opened)
    library.sqlite3_auto_extension(entry)
    return entry
