"""Whether a database holds what was acknowledged: all of it, whole, and once."""

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Text as SqlText
from sqlalchemy import select, type_coerce

from db import models
from db.engine import sqlite_file
from db.engine.open import FILE_NAME
from db.engine.snapshot import open_snapshot
from db.maintenance.check import check
from tests.faults.load import MARK, Journal

CHANGE = models.Change.__table__
PATCHES = select(type_coerce(CHANGE.c.patch, SqlText).label("patch")).order_by(CHANGE.c.sequence)


@dataclass(frozen=True)
class Verdict:
    """The marks of acknowledged changes that are not there, of those that are there more than
    once, and what the check of the database finds."""

    lost: list[str]
    doubled: list[str]
    torn: list[str]

    @property
    def sound(self) -> bool:
        return not (self.lost or self.doubled or self.torn)


def copied(data_dir: Path, target: Path) -> str:
    """The address of a copy of a SQLite database as it lies there, log and all."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for end in ("", "-wal", "-journal"):
        file = data_dir / (FILE_NAME + end)
        if file.exists():
            shutil.copyfile(file, target / file.name)
    return sqlite_file.url_of(target / FILE_NAME)


async def verify(url: str, journal: Journal, acknowledged: frozenset[str] | None = None) -> Verdict:
    """Compare the database at `url` with the journal, or with a part of what it acknowledged."""
    found: Counter[str] = Counter()
    async with open_snapshot(url) as snapshot:
        async for rows in snapshot.stream(PATCHES):
            for row in rows:
                found.update(set(MARK.findall(row["patch"])))
    wanted = journal.acknowledged.keys() if acknowledged is None else acknowledged
    return Verdict(
        lost=sorted(wanted - found.keys()),
        doubled=sorted(mark for mark, times in found.items() if times > 1),
        torn=[finding async for part in check(url) for finding in part.findings],
    )
