"""Files in a directory, durable when `put` returns.

A file is synced to disk, then renamed to its key, then the directories are synced, so a file with
the name of a key is complete. `obstore` has a store of local files too, but it never calls fsync.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from db.files.store import KEY, ContentMissing, Stored, StoreFull, StoreUnavailable

NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NO_LINKS = (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK)
"""Another file system, or one without hard links."""
COPY_BYTES = 1024 * 1024


@contextmanager
def translated() -> Iterator[None]:
    """Raise StoreFull or StoreUnavailable for an error of the operating system."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_SPACE:
            raise StoreFull from error
        raise StoreUnavailable(f"The store of files fails: {error.strerror}.") from error


def sync_directory(path: Path) -> None:
    """Put the names in a directory on disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, which only their owner may enter.

    Raises OSError.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


class DirectoryStore:
    """The store below the directory `root`: `ab/ab12...` for the key `ab12...`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, key: str, source: Path) -> None:
        """Keep the bytes of `source`, without copying them on the same file system."""
        with translated():
            target = self._path(key)
            make_private(target.parent)
            if self.size(key) != source.stat().st_size:
                self._publish(source, target)
            # Also for an existing file: its writer may have ended before this step.
            sync_directory(target.parent)
            sync_directory(self.root)
            sync_directory(self.root.parent)

    def _publish(self, source: Path, target: Path) -> None:
        partial = target.with_name(f".{uuid4().hex}.partial")
        try:
            try:
                # A second name (hard link): the file stays in the staging folder until its row has
                # committed.
                os.link(source, partial)
            except OSError as error:
                if error.errno not in NO_LINKS:
                    raise
                with source.open("rb") as old, partial.open("xb") as new:
                    shutil.copyfileobj(old, new, COPY_BYTES)
            descriptor = os.open(partial, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            os.rename(partial, target)
        finally:
            partial.unlink(missing_ok=True)

    def size(self, key: str) -> int | None:
        """The size of a file; None when there is none."""
        with translated():
            try:
                return self._path(key).stat().st_size
            except (FileNotFoundError, NotADirectoryError):
                return None

    def read(self, key: str, start: int, length: int) -> bytes:
        """Up to `length` bytes from `start`."""
        with translated():
            try:
                descriptor = os.open(self._path(key), os.O_RDONLY)
            except FileNotFoundError as error:
                raise ContentMissing from error
            try:
                return os.pread(descriptor, length, start)
            finally:
                os.close(descriptor)

    def delete(self, key: str) -> None:
        """Remove a file."""
        with translated():
            self._path(key).unlink(missing_ok=True)

    def stored(self) -> Iterator[Stored]:
        """Every file."""
        with translated():
            for shard in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
                for path in shard.iterdir():
                    if KEY.fullmatch(path.name):
                        found = path.stat()
                        yield Stored(
                            path.name,
                            found.st_size,
                            datetime.fromtimestamp(found.st_mtime, UTC),
                        )

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key):
            raise ContentMissing
        return self.root / key[:2] / key
