"""The tally of issues: the additions and removals of a unit of work."""

from collections import Counter
from collections.abc import Mapping
from enum import Enum
from typing import Any

from sqlalchemy import Insert, Integer, bindparam, func, select, type_coerce
from sqlalchemy.dialects import postgresql, sqlite

from db.models import Issue, IssueTally

_TABLE = IssueTally.__table__
_ROW: Mapping[str, Any] = {name: bindparam(name) for name in ("status", "priority", "issues")}


def _added(insert: postgresql.Insert | sqlite.Insert) -> Insert:
    added = _TABLE.c.issues + insert.excluded.issues
    return insert.values(_ROW).on_conflict_do_update(
        index_elements=["status", "priority"], set_={"issues": added}
    )


ADD: Mapping[str, Insert] = {
    "sqlite": _added(sqlite.insert(_TABLE)),
    "postgresql": _added(postgresql.insert(_TABLE)),
}
"""Adds to one number, by the engine's name; the values are those of `Tally.rows`."""


_ISSUE = Issue.__table__
_CODES: list[Any] = [
    func.coalesce(type_coerce(column, Integer), 0).label(column.name)
    for column in (_ISSUE.c.status, _ISSUE.c.priority)
]
KEPT = select(_TABLE.c.status, _TABLE.c.priority, _TABLE.c.issues)
COUNTED = (
    select(*_CODES, func.count().label("issues"))
    .where(_ISSUE.c.deleted_at.is_(None))
    .group_by(*_CODES)
)
"""The expected rows of `KEPT`, without the numbers that have become zero."""


class Tally:
    """The change of each number."""

    def __init__(self) -> None:
        self._steps: Counter[tuple[int, int]] = Counter()

    def count(self, issue: Mapping[str, object], step: int) -> None:
        """Count an issue in (1) or out (-1), by its row; one that is deleted does not count."""
        if issue["deleted_at"] is None:
            self._steps[_code(issue["status"]), _code(issue["priority"])] += step

    def add(self, other: "Tally") -> None:
        """Add the counts of another tally."""
        self._steps.update(other._steps)

    def rows(self) -> list[tuple[int, int, int]]:
        """Return the steps to add: status, priority, step; always in the same order."""
        return [(*key, step) for key, step in sorted(self._steps.items()) if step]


def _code(value: object) -> int:
    # `value` is a property in Python, many times slower.
    return int(value._value_) if isinstance(value, Enum) else 0
