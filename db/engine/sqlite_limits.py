"""The largest value that a SQLite connection makes.

SQLite gives up a text while it grows beyond the limit, so an answer that is too large never is in
memory as a whole. Python's own module has `setlimit`; pysqlite3 has no name for it, so its library
is asked when it opens a connection, through the entry point that extensions have.

Source: https://www.sqlite.org/c3ref/auto_extension.html, https://www.sqlite.org/c3ref/limit.html
"""

import ctypes
import importlib.util
import sqlite3
from collections.abc import Callable
from functools import cache
from threading import local
from typing import Any

LIMIT_LENGTH = 0
"""The number of this limit in SQLite's interface."""

_Entry = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_wanted = local()


def limited(connect: Callable[[], sqlite3.Connection], most_bytes: int) -> sqlite3.Connection:
    """Open a connection whose texts, blobs and rows have at most `most_bytes`."""
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
