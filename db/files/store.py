"""The protocol of a store of files: five methods, for a directory and for a bucket.

A key is the SHA-256 of the content in lower-case hexadecimal, so the same bytes are kept once.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from db.errors import Unavailable

KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)
"""The form of a key; nothing else becomes part of a path."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of a store: its key, its size in bytes, when it was written."""

    key: str
    size: int
    modified: datetime


class StoreUnavailable(Unavailable):
    """The store of files cannot be reached or fails; try again after `retry_after` seconds."""


class StoreFull(Exception):
    """The disk or quota of the store or of the staging folder is full."""


class ContentMissing(Exception):
    """The store has no file with this key, although the row of an attachment names it."""


class FileStore(Protocol):
    """A store of files. Every method blocks; each may raise StoreUnavailable."""

    def put(self, key: str, source: Path) -> None:
        """Store the bytes of the file `source` durably.

        `source` stays. An existing file with this key and size is not written again. Raises
        StoreFull.
        """

    def size(self, key: str) -> int | None:
        """The size of a file in bytes; None when there is none with this key."""

    def read(self, key: str, start: int, length: int) -> bytes:
        """Up to `length` bytes from the offset `start`; fewer only at the end of the file.

        Raises ContentMissing.
        """

    def delete(self, key: str) -> None:
        """Remove a file; a missing file is no error."""

    def stored(self) -> Iterator[Stored]:
        """Every file, in no particular order."""
