"""Staging of incoming files: written below the data directory until they are complete.

A file that is being written is locked (`flock`), so a clean-up in any process knows that its writer
is alive. After a kill or a power cut the file is unlocked.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from db.files.directory import make_private, translated
from db.files.media import SNIFFED, media_type_of

FOLDER = "uploads"
PART = ".part"
HASHED_AT_ONCE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Content:
    """A complete file in the staging folder, with the metadata read from its bytes."""

    path: Path
    size: int
    sha256: str
    media_type: str


@contextmanager
def locked(descriptor: int) -> Iterator[bool]:
    """Lock an open file; return False if it is locked already."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
        return
    try:
        yield True
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class StagedFile:
    """One file that is being received. Blocks; raises StoreFull and StoreUnavailable."""

    def __init__(self, folder: Path) -> None:
        with translated():
            make_private(folder)
            self.path = folder / f"{uuid4().hex}{PART}"
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        self.size = 0
        self._hash = hashlib.sha256()
        self._is_open = True

    def write(self, data: bytes) -> None:
        """Append `data`."""
        with translated():
            _write_all(self._descriptor, data)
        self._hash.update(data)
        self.size += len(data)

    def content(self, name: str) -> Content:
        """Describe the file; its `name` helps to distinguish kinds of text."""
        with translated():
            head = os.pread(self._descriptor, SNIFFED, 0)
        media_type = media_type_of(head, name)
        return Content(self.path, self.size, self._hash.hexdigest(), media_type)

    def discard(self) -> None:
        """Remove the file, unless it was moved to a store."""
        if self._is_open:
            self._is_open = False
            self.path.unlink(missing_ok=True)
            os.close(self._descriptor)


def content_of(path: Path, name: str) -> Content:
    """Describe a file, after reading all of it."""
    hashed = hashlib.sha256()
    with translated(), path.open("rb") as file:
        head = file.read(SNIFFED)
        hashed.update(head)
        while piece := file.read(HASHED_AT_ONCE):
            hashed.update(piece)
        size = file.tell()
    return Content(path, size, hashed.hexdigest(), media_type_of(head, name))


def remove_abandoned(folder: Path) -> int:
    """Remove the files whose writers have ended; return their number."""
    removed = 0
    for path in folder.glob(f"*{PART}"):
        with suppress(FileNotFoundError):
            descriptor = os.open(path, os.O_RDWR)
            try:
                with locked(descriptor) as is_mine:
                    if is_mine:
                        path.unlink(missing_ok=True)
                        removed += 1
            finally:
                os.close(descriptor)
    return removed


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
