"""Made-up data of a hardware lab, for trials and benchmarks.

`generate` makes rows in bounded memory, the same ones for the same arguments; `load` stores them
with the change log and search records that the actions would have written.
"""

import asyncio
import gc
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from db import models
from db.actions.records import search
from db.demo.batch import RowBatch
from db.demo.evidence import keep
from db.demo.worker import generate_apart
from db.demo.year import generate
from db.engine import SYSTEM, Database, Write, cores
from db.files.store import FileStore
from db.files.threads import in_thread

LARGE = 50_000
"""From this many comments, a second process saves more than the second it takes to start."""

COMMENTS = 5
"""Approximate comments of an issue whose story decides the number."""

__all__ = ["RowBatch", "generate", "load"]


async def load(
    database: Database,
    *,
    seed: int,
    issues: int,
    comments_per_issue: int | None,
    now: datetime,
    progress: Callable[[int], None],
    store: FileStore | None = None,
) -> None:
    """Store what `generate` makes, batch by batch, and report the number of issues so far.

    The bytes of attachments go to `store` before their rows; without it, attachments are records.
    Raises StoreFull and StoreUnavailable.

    Most of the data is made in another process if a core is free. When cancelled, it first stores
    the rest of the log of the stored rows, which takes a few batches at most.
    """
    comments = COMMENTS if comments_per_issue is None else comments_per_issue
    make = generate_apart if issues * comments >= LARGE and cores() > 1 else generate
    stored, cancelled = 0, False
    kept: set[object] = set()
    batches = make(
        seed, issues, comments_per_issue, now, lambda: cancelled, with_content=store is not None
    )
    with _collector_paused(), closing(batches):
        for batch in batches:
            if store is not None:
                named = {row["sha256"] for row in batch.rows[models.Attachment]} - kept
                await in_thread(keep, store, named)
                kept |= named
            cancelled |= await _finished(database.write(SYSTEM, _storing(batch)))
            stored += batch.issues
            progress(stored)
    if cancelled:
        raise asyncio.CancelledError


async def _finished(work: Coroutine[Any, Any, None]) -> bool:
    """Wait for the end of `work`, even when cancelled; return whether it was cancelled."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        return True
    return False


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the collector: rows have no cycles, and scanning them takes a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _storing(batch: RowBatch) -> Callable[[Write], Coroutine[Any, Any, None]]:
    async def work(write: Write) -> None:
        for model, rows in batch.rows.items():
            await write.execute_many(insert(model.__table__), rows)
        for issue in batch.rows[models.Issue]:
            write.tally.count(issue, 1)
        await search.start_many(write, batch.search)
        await write.append(batch.changes)

    return work
