"""Resumable uploads: their bytes so far, and their descriptions, in the staging folder.

An upload has three files: `ID.json` is its description, `ID.data` has its bytes, and `ID.offset`
the number of bytes that are on disk. The offset is written after `fsync`, so after a power cut it
is never too large. Bytes beyond it count as not received.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from db.actions.records.rows import new_id
from db.files.directory import make_private, sync_directory, translated
from db.identifier import identifier

SYNCED_EVERY = 16 * 1024 * 1024
"""Bytes between two updates of the offset: a kill loses at most these."""


class UploadLocked(Exception):
    """Another request is writing to the upload."""


@dataclass(frozen=True, slots=True)
class ResumableUpload:
    """An upload; `length` in bytes, `expires` in seconds since the epoch, `owner` an email."""

    id: str
    owner: str
    length: int
    expires: float
    metadata: dict[str, str]


class Resumable:
    """The uploads in `folder`. Every method blocks; raises StoreFull and StoreUnavailable."""

    def __init__(self, folder: Path, lifetime: float) -> None:
        self.folder = folder
        self.lifetime = lifetime

    def create(self, owner: str, length: int, metadata: dict[str, str]) -> ResumableUpload:
        """Create an upload."""
        upload = ResumableUpload(new_id(), owner, length, time.time() + self.lifetime, metadata)
        with translated():
            make_private(self.folder)
            for name, text in (
                ("data", b""),
                ("offset", b"%020d" % 0),
                ("json", orjson.dumps(asdict(upload))),
            ):
                with open(self.path(upload.id, name), "xb", opener=_private) as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
            sync_directory(self.folder)
        return upload

    def find(self, upload_id: str) -> ResumableUpload | None:
        """The upload with this id; one that has expired is found too."""
        if identifier(upload_id) != upload_id:
            return None
        try:
            return ResumableUpload(**orjson.loads(self.path(upload_id, "json").read_bytes()))
        except FileNotFoundError:
            return None

    def of(self, owner: str) -> int:
        """Count the uploads of one owner that have not expired."""
        now = time.time()
        return sum(each.owner == owner and each.expires > now for each in self.all())

    def all(self) -> Iterator[ResumableUpload]:
        """Every upload there is."""
        for path in self.folder.glob("*.json"):
            if found := self.find(path.stem):
                yield found

    def offset(self, upload_id: str) -> int:
        """The number of received bytes that are on disk."""
        with translated():
            return int(self.path(upload_id, "offset").read_bytes())

    @contextmanager
    def writing(self, upload_id: str) -> Iterator["UploadWriter"]:
        """Lock an upload to write it. Raises UploadLocked and FileNotFoundError."""
        descriptor = os.open(self.path(upload_id, "data"), os.O_RDWR)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UploadLocked from None
            if os.fstat(descriptor).st_nlink == 0:
                raise FileNotFoundError  # removed while this waited for the lock
            yield UploadWriter(self, upload_id, descriptor)
        finally:
            os.close(descriptor)

    def remove(self, upload_id: str) -> None:
        """Remove an upload and its bytes."""
        with translated():
            for name in ("json", "data", "offset"):
                self.path(upload_id, name).unlink(missing_ok=True)

    def remove_expired(self) -> int:
        """Remove expired uploads that are not being written; return their number."""
        now, removed = time.time(), 0
        for each in list(self.all()):
            if each.expires < now:
                with suppress(UploadLocked, FileNotFoundError), self.writing(each.id):
                    self.remove(each.id)
                    removed += 1
        return removed + self._remove_unannounced(now)

    def _remove_unannounced(self, now: float) -> int:
        """Remove the bytes of uploads that were killed before their description was written."""
        removed = 0
        for path in self.folder.glob("*.data"):
            if not self.path(path.stem, "json").exists():
                with suppress(FileNotFoundError):
                    if path.stat().st_mtime < now - self.lifetime:
                        self.remove(path.stem)
                        removed += 1
        return removed

    def path(self, upload_id: str, name: str) -> Path:
        """One of the files of an upload."""
        return self.folder / f"{upload_id}.{name}"


class UploadWriter:
    """The only writer of an upload, as long as it is locked."""

    def __init__(self, uploads: Resumable, upload_id: str, descriptor: int) -> None:
        self._offset_path = uploads.path(upload_id, "offset")
        self._descriptor = descriptor
        self.offset = self.synced = uploads.offset(upload_id)
        with translated():
            os.ftruncate(descriptor, self.offset)

    def write(self, data: bytes) -> None:
        """Append `data`, which is not on disk before `sync`."""
        view = memoryview(data)
        with translated():
            while view:
                written = os.pwrite(self._descriptor, view, self.offset)
                self.offset += written
                view = view[written:]

    def sync(self) -> None:
        """Sync the written bytes to disk, then update the offset."""
        if self.offset == self.synced:
            return
        with translated():
            os.fsync(self._descriptor)
            with open(self._offset_path, "r+b") as file:
                file.write(b"%020d" % self.offset)
                file.flush()
                os.fsync(file.fileno())
        self.synced = self.offset


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
