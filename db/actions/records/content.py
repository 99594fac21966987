"""State changes of stored content: uploads hold it, removals mark it.

The bytes are not in the database, so no transaction covers bytes and rows. Holds connect them:
bytes are stored only while there is a hold, and removed only while there is none
(`db.models.ContentHold`).
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import bindparam, delete, func, select

from db import models
from db.actions.records import rows
from db.engine import Write
from db.errors import Unavailable

HOLD = models.ContentHold.__table__
ATTACHMENT = models.Attachment.__table__

STALE = timedelta(days=1)
"""A hold of this age belongs to a killed upload: none takes so long after its bytes are stored."""
ABANDONED = timedelta(hours=1)
"""A removal of this age was killed: removing one file takes seconds."""

_LOCK = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("lock"), 0)))
_HOLDS = select(HOLD.c.id, HOLD.c.is_removing, HOLD.c.held_at).where(
    HOLD.c.sha256 == bindparam("content")
)
_MINE = delete(HOLD).where(HOLD.c.id == bindparam("hold"))
_USED = select(ATTACHMENT.c.id).where(ATTACHMENT.c.sha256 == bindparam("content")).limit(1)


async def hold(write: Write, sha256: str) -> str:
    """Hold the content `sha256`, which is about to be stored; return the id of the hold.

    Raises Unavailable while the same bytes are being removed.
    """
    for found in await _locked(write, sha256):
        if found["is_removing"]:
            if found["held_at"] > write.now - ABANDONED:
                raise Unavailable("The same content is being removed.", retry_after=1)
            await write.execute(_MINE, {"hold": found["id"]})
    return await _add(write, sha256, is_removing=False)


async def settle(write: Write, hold_id: str, sha256: str) -> None:
    """End a hold in the transaction that adds the attachment.

    Raises Unavailable if the hold is gone.
    """
    await _locked(write, sha256)
    if not await write.execute(_MINE, {"hold": hold_id}):
        raise Unavailable("The content was removed before the upload was done.", retry_after=1)


async def release(write: Write, hold_id: str) -> None:
    """End a hold without having used the content."""
    await write.execute(_MINE, {"hold": hold_id})


async def begin_removal(write: Write, sha256: str) -> str | None:
    """Mark content as being removed; return the id of the mark, or None if it is needed.

    After the commit, remove the bytes and then the mark (`end_removal`).
    """
    held = await _locked(write, sha256)
    if await rows.first(write, _USED, {"content": sha256}):
        return None
    for found in held:
        age = ABANDONED if found["is_removing"] else STALE
        if found["held_at"] > write.now - age:
            return None
        await write.execute(_MINE, {"hold": found["id"]})
    return await _add(write, sha256, is_removing=True)


async def end_removal(write: Write, mark: str) -> None:
    """Remove the mark: the bytes are gone."""
    await write.execute(_MINE, {"hold": mark})


async def _locked(write: Write, sha256: str) -> Sequence[rows.Row]:
    """Lock and return the holds on some content until this transaction ends."""
    if write.dialect.name == "postgresql":
        await write.rows(_LOCK, {"lock": f"content {sha256}"})
    return await write.rows(_HOLDS, {"content": sha256})


async def _add(write: Write, sha256: str, *, is_removing: bool) -> str:
    hold_id = rows.new_id()
    values = {
        "id": hold_id,
        "sha256": sha256,
        "is_removing": is_removing,
        "held_at": write.now,
    }
    await rows.add(write, HOLD, values)
    return hold_id
