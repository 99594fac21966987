"""Databases with the demo in them, the same rows on both engines."""

from datetime import UTC, datetime
from pathlib import Path

from db import demo
from db.engine import Database, open_database

SEED = 3
UNTIL = datetime(2026, 4, 13, tzinfo=UTC)


async def filled(url: str, issues: int, comments: int) -> Database:
    """The migrated database at `url`, opened and filled; the caller closes it."""
    database = await open_database(url, Path(), timeout=60)
    await demo.load(
        database,
        seed=SEED,
        issues=issues,
        comments_per_issue=comments,
        now=UNTIL,
        progress=lambda _: None,
    )
    return database
