"""Maintenance of stored content: check it, remove unused files, copy stores.

Each may run while a server runs, in bounded memory.
"""

import hashlib
import tempfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import bindparam, select

from db import models
from db.actions.records.content import STALE
from db.engine import Database
from db.engine.statements import ResultRow
from db.files.library import Library
from db.files.resumable import Resumable
from db.files.staging import remove_abandoned
from db.files.store import ContentMissing, FileStore
from db.files.threads import in_thread

ATTACHMENT = models.Attachment.__table__
PAGE = 500
READ_AT_ONCE = 1024 * 1024
MOST = 20
"""Maximum findings of a kind that are listed; the others are only counted."""

_PAGE = (
    select(ATTACHMENT.c.id, ATTACHMENT.c.name, ATTACHMENT.c.storage_name, ATTACHMENT.c.size)
    .where(ATTACHMENT.c.storage_name.is_not(None), ATTACHMENT.c.id > bindparam("after"))
    .order_by(ATTACHMENT.c.id)
    .limit(PAGE)
)
_USED = select(ATTACHMENT.c.id).where(ATTACHMENT.c.sha256 == bindparam("content")).limit(1)
_FIRST = "00000000-0000-0000-0000-000000000000"


@dataclass(slots=True)
class Report:
    """Attachments with content, files of the store, and the faults.

    `orphans` are the unused files and their bytes. They are no fault: an upload may be about to use
    them, and `prune` removes the others.
    """

    attachments: int = 0
    files: int = 0
    orphans: int = 0
    orphaned_bytes: int = 0
    faults: int = 0
    findings: list[str] = field(default_factory=list)

    def find(self, finding: str) -> None:
        """Add a fault."""
        self.faults += 1
        if len(self.findings) < MOST:
            self.findings.append(finding)


class CopyFault(Exception):
    """A file whose bytes do not match its key; the message names it."""


async def check(database: Database, store: FileStore, *, hashes: bool) -> Report:
    """Compare attachments with stored files; with `hashes` read every file and hash it."""
    report = Report()
    async for row in _attachments(database):
        report.attachments += 1
        key, where = row["storage_name"], f"attachment {row['id']} ({row['name']!r:.60})"
        size = await in_thread(store.size, key)
        if size is None:
            report.find(f"{where}: its content is missing")
        elif size != row["size"]:
            report.find(f"{where}: its content has {size} bytes, not {row['size']}")
        elif hashes and await in_thread(digest, store, key) != key:
            report.find(f"{where}: its content is damaged")
    for stored in await in_thread(lambda: list(store.stored())):
        report.files += 1
        if not await database.rows(_USED, {"content": stored.key}):
            report.orphans += 1
            report.orphaned_bytes += stored.size
    return report


async def prune(library: Library, uploads: Resumable) -> tuple[int, int]:
    """Remove unused files and unfinished uploads; return the number of each.

    Files of the last day stay, since an upload may be about to use them.
    """
    removed = 0
    newest = datetime.now(UTC) - STALE
    for stored in await in_thread(lambda: list(library.store.stored())):
        if stored.modified < newest and not await library.database.rows(
            _USED, {"content": stored.key}
        ):
            removed += await library.remove(stored.key)
    parts = await in_thread(remove_abandoned, library.staging)
    return removed, parts + await in_thread(uploads.remove_expired)


def copy(source: FileStore, target: FileStore, progress: Callable[[int, int], None]) -> int:
    """Copy every file that `target` lacks, and verify each; return the number of files.

    `progress` is called with the number of files done and the total. Raises CopyFault.
    """
    everything = list(source.stored())
    for done, stored in enumerate(everything):
        progress(done, len(everything))
        if target.size(stored.key) != stored.size:
            with tempfile.NamedTemporaryFile() as staged:
                if _spool(source, stored.key, staged.write) != stored.key:
                    raise CopyFault(f"{stored.key} is damaged in the store to copy from.")
                staged.flush()
                target.put(stored.key, Path(staged.name))
        if digest(target, stored.key) != stored.key:
            raise CopyFault(f"{stored.key} is damaged in the store to copy to.")
    progress(len(everything), len(everything))
    return len(everything)


def digest(store: FileStore, key: str) -> str:
    """The SHA-256 of the bytes that a store has for a key; empty when it has none."""
    try:
        return _spool(store, key, len)
    except ContentMissing:
        return ""


def _spool(store: FileStore, key: str, write: Callable[[bytes], int]) -> str:
    hashed = hashlib.sha256()
    position = 0
    while piece := store.read(key, position, READ_AT_ONCE):
        hashed.update(piece)
        write(piece)
        position += len(piece)
    return hashed.hexdigest()


async def _attachments(database: Database) -> AsyncIterator[ResultRow]:
    after = _FIRST
    while rows := await database.rows(_PAGE, {"after": after}):
        for row in rows:
            yield row
        after = str(rows[-1]["id"])
