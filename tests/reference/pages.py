"""Order and pages, written from the Relay cursor connections specification.

A page is a slice of the whole ordered list, so its page info is plain arithmetic on two positions.
A cursor of the evaluator names the row it stands for and the order it is a place in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.reference.filters import stored
from tests.reference.rows import Row, Rows

CURSOR = "cursor"
ENUM_ORDER = {
    "status": ("OPEN", "IN_PROGRESS", "RESOLVED", "REJECTED"),
    "priority": ("LOW", "MEDIUM", "HIGH"),
}
NEWEST_FIRST = {"Issue"}


@dataclass(frozen=True)
class Key:
    """One sort key; `nulls_first` whichever the direction."""

    field: str
    descending: bool = False
    nulls_first: bool = False

    def value(self, row: Row) -> Any:
        value = stored(row, self.field)
        return ENUM_ORDER[self.field].index(value) if self.field in ENUM_ORDER and value else value


def order_of(typename: str, given: Sequence[Mapping[str, Any]] | None) -> tuple[Key, ...]:
    """The keys that `orderBy` means, without repetitions; ties break on the id."""
    if typename == "Change":
        return (Key("sequence"),)
    keys: dict[str, Key] = {}
    for term in given or ():
        head, *tail = term["field"].lower().split("_")
        name = head + "".join(part.title() for part in tail)
        down = term.get("direction", "ASC") == "DESC"
        keys.setdefault(name, Key(name, down, term.get("nulls") == "FIRST"))
    if not keys:
        keys["createdAt"] = Key("createdAt", typename in NEWEST_FIRST)
    keys.setdefault("id", Key("id", list(keys.values())[-1].descending))
    return tuple(keys.values())


def ordered(rows: Rows, keys: Sequence[Key]) -> Rows:
    """The rows by the last key, then stably by the one before it, and so on."""
    for key in reversed(keys):
        missing = [row for row in rows if key.value(row) is None]
        present = [row for row in rows if key.value(row) is not None]
        present.sort(key=key.value, reverse=key.descending)
        rows = missing + present if key.nulls_first else present + missing
    return rows


def identity(row: Row) -> str:
    return f"{row['__typename']} {row.get('id', row.get('sequence'))}"


def cursor_of(row: Row, keys: Sequence[Key]) -> str:
    order = ",".join(f"{key.field}{'-' * key.descending}{'^' * key.nulls_first}" for key in keys)
    return f"{CURSOR} {identity(row)} {order}"


@dataclass(frozen=True)
class Page:
    """The rows from `start` to `end` of the whole list.

    Where nothing follows the one cursor and precedes the other, `start` lies behind `end`.
    """

    rows: Rows
    keys: tuple[Key, ...]
    start: int
    end: int


def page(
    rows: Rows, keys: tuple[Key, ...], every_row: Rows, arguments: Mapping[str, Any], default: int
) -> Page:
    """The page that the arguments ask for.

    `every_row` are the rows that a cursor may stand for: its own may have left the list.
    """
    rows = ordered(rows, keys)
    low, high = 0, len(rows)
    if (after := arguments.get("after")) is not None:
        low = sum(not _follows(row, after, every_row, keys, same=False) for row in rows)
    if (before := arguments.get("before")) is not None:
        high = sum(not _follows(row, before, every_row, keys, same=True) for row in rows)
    first, last = arguments.get("first"), arguments.get("last")
    if high < low:
        return Page(rows, keys, low, high)
    if last is not None:
        return Page(rows, keys, max(low, high - last), high)
    low = min(low + (arguments.get("offset") or 0), high)
    return Page(rows, keys, low, min(low + (default if first is None else first), high))


def _follows(row: Row, cursor: str, every_row: Rows, keys: Sequence[Key], same: bool) -> bool:
    """Whether `row` comes after the row of the cursor, or (`same`) is that row."""
    (place,) = [found for found in every_row if cursor.startswith(f"{CURSOR} {identity(found)} ")]
    if place is row:
        return same
    return ordered([row, place], keys)[0] is place
