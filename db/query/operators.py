"""The comparison operators: one table, one row each.

Case-insensitive operators compare full case foldings (`db.text.folding`), which are stored beside
the text; text order is code point order. Both engines give the same answers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db.query.dialect import Dialect


@dataclass(frozen=True, slots=True)
class Operator:
    """`sql(dialect, x, y)` compares the column `x` with the bound value `y`.

    `negative` operators hold for a missing value; `folded` ones compare case-folded texts; `many`
    ones take a list.
    """

    sql: Callable[[Dialect, str, str], str]
    negative: bool = False
    folded: bool = False
    many: bool = False


def _infix(sign: str) -> Callable[[Dialect, str, str], str]:
    return lambda dialect, x, y: f"{x} {sign} {y}"


OPERATORS: Mapping[str, Operator] = {
    "eq": Operator(_infix("=")),
    "neq": Operator(_infix("<>"), negative=True),
    "in": Operator(lambda dialect, x, y: dialect.in_list(x, y), many=True),
    "nin": Operator(
        lambda dialect, x, y: f"NOT ({dialect.in_list(x, y)})", negative=True, many=True
    ),
    "lt": Operator(_infix("<")),
    "lte": Operator(_infix("<=")),
    "gt": Operator(_infix(">")),
    "gte": Operator(_infix(">=")),
    "contains": Operator(lambda dialect, x, y: dialect.contains(x, y)),
    "contains_ignore_case": Operator(lambda dialect, x, y: dialect.contains(x, y), folded=True),
    "starts_with": Operator(lambda dialect, x, y: dialect.starts_with(x, y)),
    "ends_with": Operator(lambda dialect, x, y: dialect.ends_with(x, y)),
    "eq_ignore_case": Operator(_infix("="), folded=True),
}
"""`null`, `isMe` and `timeZone` compare with no value and are read by `db.query.filters` itself."""


@dataclass(frozen=True, slots=True)
class TimeOperator:
    """A comparison of a time with a moment (`db.query.instants`).

    `sql` is a template over the column `{x}` and the ends `{first}` and `{last}`. A date is a whole
    day: `gt` means after its end, `lte` means until its end.
    """

    sql: str
    negative: bool = False


TIME_OPERATORS: Mapping[str, TimeOperator] = {
    "eq": TimeOperator("{x} BETWEEN {first} AND {last}"),
    "neq": TimeOperator("{x} NOT BETWEEN {first} AND {last}", negative=True),
    "lt": TimeOperator("{x} < {first}"),
    "lte": TimeOperator("{x} <= {last}"),
    "gt": TimeOperator("{x} > {last}"),
    "gte": TimeOperator("{x} >= {first}"),
}
