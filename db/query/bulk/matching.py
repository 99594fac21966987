"""The issues that a filter finds for a bulk change: their number and ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from db.query.dialect import Dialect
from db.query.entities.registry import ISSUE
from db.query.filters import Filter, FilterCompiler
from db.query.parameters import Parameters, Recipe
from db.query.selection import Request


@dataclass(frozen=True, slots=True)
class Matching:
    """Two statements with the same bound values.

    `count` answers the number of matches; `ids` answers their ids in order, up to its maximum, and
    locks them against other transactions.
    """

    count: str
    ids: str
    recipes: Sequence[Recipe]

    def values(self, request: Request) -> list[object]:
        """The bound values. Raises `BadInput` for an operand that breaks a rule."""
        return [recipe(request) for recipe in self.recipes]


def matching(dialect: Dialect, given: Filter, most: int, *, deleted: bool = False) -> Matching:
    """Make the statements for the filter `given`, which has plain values.

    They find deleted issues if `deleted`, others if not.

    Raises `BadInput` for a filter that is too large.
    """
    parameters, numbers = Parameters(dialect), count(1)
    filters = FilterCompiler(parameters, lambda: f"t{next(numbers)}")
    row = filters.new_row()
    condition = filters.condition(ISSUE, row, given)
    present = row.sql("{t.deleted_at} IS NOT NULL" if deleted else "{t.deleted_at} IS NULL")
    source = f"{ISSUE.source} AS {row.alias} WHERE {present} AND {condition}"
    return Matching(
        f"SELECT count(*) FROM {source}",
        f"SELECT {row.alias}.id FROM {source} ORDER BY {row.alias}.id LIMIT {most}"
        f"{dialect.row_lock.format(row.alias)}",
        parameters.recipes,
    )
