"""Helpers to read, write and log rows."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Insert, Select, Table, bindparam, delete, insert, select, update
from uuid_utils import uuid7

from db.engine import Write
from db.models.types import JsonText
from db.text.folding import SUFFIX

Row = Mapping[str, Any]


def new_id() -> str:
    """A UUIDv7: ids made later sort later, so new rows land at the end of every index."""
    return str(uuid7())


async def add(write: Write, table: Table, values: Mapping[str, object]) -> None:
    """Insert one row."""
    await write.execute(insertion(table), values)


async def add_all(write: Write, table: Table, values: Sequence[Mapping[str, object]]) -> None:
    """Insert several rows with one statement."""
    await write.execute_many(insertion(table), values)


async def change(write: Write, table: Table, row_id: str, values: Mapping[str, object]) -> None:
    """Set columns of the row with this id."""
    await write.execute(_by_id(table), {"target": row_id, **values})


async def remove(write: Write, table: Table, row_id: str) -> bool:
    """Delete the row with this id; False if it was gone already."""
    return await write.execute(_removal(table), {"target": row_id}) > 0


async def locked(write: Write, table: Table, row_id: str) -> Row | None:
    """Lock and return the row with this id until this transaction ends.

    JSON documents are left out, since they may be large.
    """
    return await first(write, _for_update(table), {"target": row_id})


async def first(write: Write, statement: Select[Any], parameters: Row) -> Row | None:
    """The first row a statement finds."""
    found = await write.rows(statement, parameters)
    return found[0] if found else None


async def column(write: Write, statement: Select[Any], parameters: Row) -> list[Any]:
    """The values of a statement with a single column."""
    return [value for row in await write.rows(statement, parameters) for value in row.values()]


def stated(table: Table) -> Sequence[Column[Any]]:
    """The columns of a table except the folded copies."""
    return [each for each in table.columns if not each.name.endswith(SUFFIX)]


def differing(row: Row, values: Mapping[str, object]) -> dict[str, object]:
    """The `values` that differ from those of the row."""
    return {name: value for name, value in values.items() if row[name] != value}


def patch(values: Mapping[str, object]) -> dict[str, object]:
    """`values` as the change log keeps them: the id has a column of its own."""
    kept = dict(values)
    kept.pop("id", None)
    return kept


@cache
def insertion(table: Table) -> Insert:
    """The INSERT statement of `table`: built once, so that it is compiled once."""
    return insert(table)


@cache
def _by_id(table: Table) -> Any:
    return update(table).where(table.c.id == bindparam("target"))


@cache
def _removal(table: Table) -> Any:
    return delete(table).where(table.c.id == bindparam("target"))


@cache
def _for_update(table: Table) -> Select[Any]:
    brief = [column for column in stated(table) if not isinstance(column.type, JsonText)]
    chosen = select(*brief).where(table.c.id == bindparam("target"))
    return chosen.with_for_update()
