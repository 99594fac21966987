"""Made-up data of a hardware lab, to try the gateway with and to measure it by.

`generate` makes rows in bounded memory, the same ones for the same arguments; `load` stores them
with the change log and search records that the actions would have written.
"""

import gc
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime
from math import inf
from typing import Any

from sqlalchemy import insert

from db import models
from db.actions import search
from db.demo.batch import Batch
from db.demo.story import Story
from db.demo.teller import Teller
from db.engine import SYSTEM, Database, Write

GROWTH = 0.85
"""Below 1, later parts of the year hold more issues than earlier ones."""

__all__ = ["Batch", "generate", "load"]


def generate(
    seed: int, issues: int, comments_per_issue: int | None, now: datetime
) -> Iterator[Batch]:
    """Make `issues` found over the 12 months before `now`, oldest first, each with one file.

    `comments_per_issue` is exact; None gives each issue as many comments as its story needs.
    """
    teller = Teller(seed, comments_per_issue, now)
    for number in range(issues):
        position = ((number + teller.rng.random()) / issues) ** GROWTH
        if teller.batch.is_full:
            teller.batch.changes = teller.journal.before(teller.settled(position))
            yield teller.batch
            teller.batch = Batch()
        Story(teller, position).tell()
    teller.batch.changes = teller.journal.before(inf)
    yield teller.batch


async def load(
    database: Database,
    *,
    seed: int,
    issues: int,
    comments_per_issue: int | None,
    now: datetime,
    progress: Callable[[int], None],
) -> None:
    """Store what `generate` makes, batch by batch, and report the number of issues so far."""
    stored = 0
    with _collector_paused():
        for batch in generate(seed, issues, comments_per_issue, now):
            await database.write(SYSTEM, _storing(batch))
            stored += batch.issues
            progress(stored)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Rows hold no cycles: to look for some in millions of them is a tenth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _storing(batch: Batch) -> Callable[[Write], Coroutine[Any, Any, None]]:
    async def work(write: Write) -> None:
        for model, rows in batch.rows.items():
            await write.execute_many(insert(model.__table__), rows)
        for issue in batch.rows[models.Issue]:
            write.tally.count(issue, 1)
        await search.start_many(write, batch.search)
        await write.append(batch.changes)

    return work
