"""Rows and bytes together: an attachment is visible only when its bytes are durable.

An upload holds its content, then stores the bytes, then adds the attachment in one transaction with
the end of the hold. An upload that fails before that leaves unreferenced bytes. They are removed at
once, or by `issue-gateway files prune` if the process was killed.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import structlog
from sqlalchemy import bindparam, select

from db import models
from db.actions.records import content as contents
from db.engine import SYSTEM, Database
from db.engine.base import Reads
from db.errors import Unavailable
from db.files.media import BINARY
from db.files.staging import Content
from db.files.store import FileStore
from db.files.threads import in_thread

HOLD = models.ContentHold.__table__
ATTACHMENT = models.Attachment.__table__

_FOUND = select(
    ATTACHMENT.c.id,
    ATTACHMENT.c.name,
    ATTACHMENT.c.media_type,
    ATTACHMENT.c.size,
    ATTACHMENT.c.storage_name,
    ATTACHMENT.c.created_by,
).where(ATTACHMENT.c.id == bindparam("target"))

log = structlog.get_logger()


class Hold(NamedTuple):
    """Stored bytes of an upload whose attachment does not exist yet."""

    id: str
    sha256: str


class StoredAttachment(NamedTuple):
    """An attachment; `sha256` is empty if its content is not kept here."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    created_by: str


class Library:
    """The store of files of one database; `staging` is the folder for files on their way in."""

    def __init__(self, database: Database, store: FileStore, staging: Path) -> None:
        self.database = database
        self.store = store
        self.staging = staging

    async def find(self, reads: Reads, attachment_id: str) -> StoredAttachment | None:
        """The attachment with this id, read from `reads`."""
        for row in await reads.rows(_FOUND, {"target": attachment_id}):
            return StoredAttachment(
                row["id"],
                row["name"],
                row["media_type"] or BINARY,
                row["size"] or 0,
                row["storage_name"] or "",
                row["created_by"],
            )
        return None

    async def keep(self, content: Content) -> Hold:
        """Store the bytes of `content` and hold them.

        Raises StoreFull, StoreUnavailable and Unavailable, having stored nothing.
        """
        hold_id = await self.database.write(
            SYSTEM, lambda write: contents.hold(write, content.sha256)
        )
        hold = Hold(hold_id, content.sha256)
        try:
            await in_thread(self.store.put, content.sha256, content.path)
        except BaseException:
            await self.let_go([hold])
            raise
        return hold

    async def let_go(self, holds: Sequence[Hold]) -> None:
        """Remove stored bytes of `holds` that no attachment uses.

        A failure is logged and not raised; `files prune` removes what is left.
        """
        task = asyncio.ensure_future(self._let_go(holds))
        # Also when the request is cancelled, by a disconnect or a time limit.
        await asyncio.shield(task)

    async def _let_go(self, holds: Sequence[Hold]) -> None:
        try:
            wanted = [hold.id for hold in holds]
            rows = await self.database.rows(select(HOLD.c.id).where(HOLD.c.id.in_(wanted)))
            left = {row["id"] for row in rows}
            for hold in holds:
                if hold.id in left:
                    await self._release(hold)
        except (Unavailable, TimeoutError):
            log.warning("stored content was left behind", holds=len(holds))

    async def _release(self, hold: Hold) -> None:
        await self.database.write(SYSTEM, lambda write: contents.release(write, hold.id))
        await self.remove(hold.sha256)

    async def remove(self, sha256: str) -> bool:
        """Remove unused stored bytes; return False if they are in use."""
        mark = await self.database.write(
            SYSTEM, lambda write: contents.begin_removal(write, sha256)
        )
        if mark is None:
            return False
        await in_thread(self.store.delete, sha256)
        await self.database.write(SYSTEM, lambda write: contents.end_removal(write, mark))
        return True
