"""Copy of a whole database to another one, on any engine, or nothing.

One transaction of the target holds the whole copy, is compared with the source row by row through
checksums, and commits only then: an interrupted copy leaves the target empty.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import Column, Table, Text, func, insert, literal, select, type_coerce

from db import models
from db.actions.records import search
from db.engine.base import Reads, Write
from db.engine.snapshot import Snapshot, open_snapshot
from db.engine.statements import ResultRow
from db.maintenance import migrate
from db.maintenance.copy_target import open_bulk
from db.models.types import JsonText

_SEARCH = models.IssueSearch.__table__
_PART = models.IssueSearchPart.__table__
TABLES: Sequence[Table] = [table for table in models.metadata.sorted_tables if table is not _PART]
"""In the order of their references; the parts of a search record go with it."""

_WRAP = 2**128

CopyProgress = Callable[[str, int, int], None]
"""Receives the current step, the total of rows to copy and compare, and the number done."""


class CopyRefused(Exception):
    """A refused copy; nothing was copied. `advice` says what to do."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


@dataclass(slots=True)
class Digest:
    """The number of rows of a table, and the sum of their hashes, which has no order."""

    rows: int = 0
    checksum: int = 0

    def add(self, rows: Sequence[ResultRow]) -> None:
        """Add rows. Values are Python's, so both engines give the same sum."""
        self.rows += len(rows)
        for row in rows:
            text = orjson.dumps(list(row.values()))
            self.checksum += int.from_bytes(blake2b(text, digest_size=16).digest())
        self.checksum %= _WRAP


async def copy(source: str, target: str, progress: CopyProgress) -> Mapping[str, int]:
    """Copy the database at the address `source` to `target`; the rows of each table.

    An empty `target` without a schema is migrated first. Raises CopyRefused when the schemas are
    not this version's, the target holds anything, or the copy is not equal to the source.
    """
    await _require_current("from", source, "Run: issue-gateway db upgrade")
    if await migrate.current(target) is None:
        await migrate.upgrade(target)
    await _require_current("to", target, "Copy into an empty database.")
    async with open_snapshot(source) as old, open_bulk(target) as (write, new):
        await _require_empty(new)
        total = 2 * sum((await counts(old)).values())
        done = 0
        wanted: dict[str, Digest] = {}
        for table in TABLES:
            digest = wanted.setdefault(table.name, Digest())
            async for rows in _stream(old, table):
                digest.add(rows)
                await _store(write, table, rows)
                done += len(rows)
                progress(f"copying {table.name}", done, total)
        for table in TABLES:
            found = Digest()
            async for rows in _stream(new, table):
                found.add(rows)
                done += len(rows)
                progress(f"comparing {table.name}", done, total)
            if found != wanted[table.name]:
                raise CopyRefused(f"The copy of the table {table.name} is not equal to it.")
    return {name: digest.rows for name, digest in wanted.items()}


async def counts(database: Reads, tables: Sequence[Table] = TABLES) -> dict[str, int]:
    """Count the rows of each table."""
    found = {}
    for table in tables:
        (row,) = await database.rows(select(func.count().label("rows")).select_from(table))
        found[table.name] = int(row["rows"])
    return found


async def _require_current(role: str, url: str, advice: str) -> None:
    if not await migrate.is_current(url):
        present = await migrate.current(url)
        raise CopyRefused(
            f"The database to copy {role} has schema {present or 'none'},"
            f" this version needs {migrate.head()}.",
            advice,
        )


async def _require_empty(database: Reads) -> None:
    for table in TABLES:
        if await database.rows(select(literal(1).label("found")).select_from(table).limit(1)):
            raise CopyRefused(
                f"The target is not empty: it has rows in {table.name}.",
                "Copy into a new database.",
            )


async def _stream(database: Snapshot, table: Table) -> AsyncIterator[list[ResultRow]]:
    if table is not _SEARCH:
        async for rows in database.stream(_everything(table)):
            yield rows
        return
    # The engines store words differently and number the records themselves.
    async for rows in search.records(database.stream(search.RECORDS)):
        yield [
            {
                "issue_id": row["issue_id"],
                "created_at": row["created_at"],
                "counts": dict(sorted(row["counts"].items())),
            }
            for row in rows
        ]


def _everything(table: Table) -> Any:
    return select(*map(_verbatim, table.columns)).order_by(*table.primary_key.columns)


def _verbatim(column: Column[object]) -> Column[object]:
    """A stored document as its text: parsing and writing it again might change it."""
    if isinstance(column.type, JsonText):
        return type_coerce(column, Text).label(column.name)  # type: ignore[return-value]
    return column


async def _store(write: Write, table: Table, rows: Sequence[ResultRow]) -> None:
    if table is _SEARCH:
        await search.start_many(
            write, [(row["issue_id"], row["created_at"], row["counts"]) for row in rows]
        )
    else:
        await write.execute_many(insert(table), rows)
