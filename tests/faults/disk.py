"""Power cuts, failing and full disks: the other half of `disk.c`."""

import ctypes
import mmap
import os
import random
import shutil
import struct
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("disk.c")
SECTOR = 512
HEAD = struct.Struct("=qqqq")
GONE_WITH_THE_MACHINE = ("-shm",)
"""Files that are memory shared between processes, by the ends of their names."""


class Kind(IntEnum):
    OPEN = 1
    WRITE = 2
    TRUNCATE = 3
    SYNC = 4
    FAILED_SYNC = 5
    RENAME = 6
    LINK = 7
    UNLINK = 8


class Record(NamedTuple):
    """One operation; `offset` is a length for TRUNCATE and holds flags for OPEN."""

    kind: Kind
    handle: int
    offset: int
    data: bytes


class Control(ctypes.Structure):
    _fields_ = (
        ("sync_fails", ctypes.c_int32),
        ("full", ctypes.c_int32),
        ("die_after", ctypes.c_int32),
        ("operations", ctypes.c_int32),
    )


def compiled(folder: Path) -> Path:
    """The library to preload."""
    library = folder / "disk.so"
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl", "-lpthread"], check=True
    )
    return library


class Disk:
    """A directory whose changes are written down, and that fails when told to."""

    def __init__(self, library: Path, root: Path, records: Path) -> None:
        self.library = library
        self.root = root.resolve()
        self.log = records.with_suffix(".log")
        self._file = records.with_suffix(".control")
        self._file.write_bytes(bytes(ctypes.sizeof(Control)))
        self.log.write_bytes(b"")
        with self._file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), 0)
        self.control = Control.from_buffer(self._memory)

    def environment(self) -> Mapping[str, str]:
        """What a process must be started with to run on this disk."""
        return {
            "LD_PRELOAD": str(self.library),
            "FAULT_DISK_ROOT": str(self.root),
            "FAULT_DISK_LOG": str(self.log),
            "FAULT_DISK_CONTROL": str(self._file),
        }

    def clear(self) -> None:
        """Begin anew: no operation yet, no fault."""
        os.truncate(self.log, 0)
        for name, _ in Control._fields_:
            setattr(self.control, name, 0)

    def records(self) -> Iterator[Record]:
        """All operations in order; the last may have been cut off by the kill."""
        with self.log.open("rb") as log:
            while len(head := log.read(HEAD.size)) == HEAD.size:
                kind, handle, offset, length = HEAD.unpack(head)
                data = log.read(length)
                if len(data) < length:
                    return
                yield Record(Kind(kind), handle, offset, data)


@dataclass
class Content:
    """A file: what of it is on disk, and what was done since."""

    path: Path
    pending: list[Record] = field(default_factory=list)


class PowerCut:
    """Rebuilds a directory from its state `before` and the operations that were made durable since.

    Contents survive that were synced; names survive whose directory was synced. With `lot`, of
    everything else any part may survive too, down to sectors, as it may in life. After a failed
    sync the file's earlier writes are never written: the kernel takes their pages for clean.
    """

    def __init__(self, disk: Disk, before: Path, after: Path) -> None:
        self._disk = disk
        self._after = after
        self._objects = after / "objects"
        self._objects.mkdir(parents=True)
        self._live: dict[Path, Content] = {}
        for path in before.rglob("*"):
            if path.is_file() and not path.name.endswith(GONE_WITH_THE_MACHINE):
                name = path.relative_to(before)
                content = self._content()
                shutil.copyfile(path, content.path)
                self._live[name] = content
        self._durable = dict(self._live)
        self._open: dict[int, Content | Path] = {}

    def leave(self, lot: random.Random | None = None) -> Path:
        """The directory as it is found when the power is back."""
        for record in self._disk.records():
            self._replay(record)
        left = self._after / "left"
        left.mkdir()
        for folder in {name.parent for name in (*self._live, *self._durable)}:
            names = self._live if lot and lot.random() < 0.5 else self._durable
            for name, content in names.items():
                if name.parent == folder and not name.name.endswith(GONE_WITH_THE_MACHINE):
                    target = left / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    self._settle(content, lot)
                    # A file may have two names.
                    shutil.copyfile(content.path, target)
        shutil.rmtree(self._objects)
        return left

    def _replay(self, record: Record) -> None:
        match record.kind:
            case Kind.OPEN:
                self._opened(record)
            case Kind.WRITE | Kind.TRUNCATE:
                content = self._open[record.handle]
                assert isinstance(content, Content)
                content.pending.append(record)
            case Kind.SYNC:
                synced = self._open[record.handle]
                if isinstance(synced, Content):
                    apply(synced, synced.pending)
                    synced.pending = []
                else:
                    self._sync_names(synced)
            case Kind.FAILED_SYNC:
                failed = self._open[record.handle]
                if isinstance(failed, Content):
                    failed.pending = []
            case Kind.RENAME | Kind.LINK:
                old, new = map(self._name, record.data.split(b"\0"))
                self._live[new] = self._live[old]
                if record.kind is Kind.RENAME:
                    del self._live[old]
            case Kind.UNLINK:
                self._live.pop(self._name(record.data.rstrip(b"\0")), None)

    def _opened(self, record: Record) -> None:
        is_folder, is_emptied = record.offset & 1, record.offset & 2
        path = self._name(record.data)
        if is_folder:
            self._open[record.handle] = path
            return
        if path not in self._live:
            self._live[path] = self._content()
        content = self._open[record.handle] = self._live[path]
        assert isinstance(content, Content)
        if is_emptied:
            content.pending.append(Record(Kind.TRUNCATE, record.handle, 0, b""))

    def _sync_names(self, folder: Path) -> None:
        for names in (self._durable, self._live):
            for name in [name for name in names if name.parent == folder]:
                if name in self._live:
                    self._durable[name] = self._live[name]
                else:
                    del self._durable[name]

    def _settle(self, content: Content, lot: random.Random | None) -> None:
        """Let some of what was not synced survive."""
        if lot:
            apply(content, [part for each in content.pending for part in survivors(each, lot)])
        content.pending = []

    def _content(self) -> Content:
        path = self._objects / str(len(list(self._objects.iterdir())))
        path.touch()
        return Content(path)

    def _name(self, path: bytes) -> Path:
        return Path(os.fsdecode(path)).relative_to(self._disk.root)


def survivors(record: Record, lot: random.Random) -> Iterator[Record]:
    """Nothing of an operation, all of it, or some of its sectors."""
    fate = lot.random()
    if fate < 1 / 3:
        return
    if fate < 2 / 3 or record.kind is Kind.TRUNCATE:
        yield record
        return
    for start in range(0, len(record.data), SECTOR):
        if lot.random() < 0.5:
            part = record.data[start : start + SECTOR]
            yield Record(Kind.WRITE, record.handle, record.offset + start, part)


def apply(content: Content, records: list[Record]) -> None:
    """Carry out writes and truncations on the stored file."""
    if not records:
        return
    file = os.open(content.path, os.O_WRONLY)
    try:
        for record in records:
            if record.kind is Kind.TRUNCATE:
                os.ftruncate(file, record.offset)
            else:
                os.pwrite(file, record.data, record.offset)
    finally:
        os.close(file)
