"""Plans of operations, one for each form of the variables, and their memory."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.query.compile import Statement
from db.query.selection import Field, Selection
from resolvers.document.actual_cost import Counting
from resolvers.document.cost import Cost

PLAN, BYTES_PER_VALUE = 2000, 2000
"""Bytes of a plan beside its text, and of each bound value with its place in the variables."""
BRIEF = 20
"""A plan without pages up to these points runs at once: it is tens of microseconds of SQL."""


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """The plan of a query: its root fields, and the statement that answers them.

    `literals` are the root fields that do not come from the database; `introspection` their answers
    where these are the same for everyone; `cost` is what it costs to run; `fields` are the names of
    those that the statement answers.
    """

    keys: tuple[str, ...]
    statement: Statement | None
    literals: Mapping[str, Field]
    introspection: Mapping[str, bytes]
    cost: Cost
    fields: tuple[str, ...]
    counting: Counting
    """Counts the objects of an answer."""
    parts: tuple[tuple[str, Cost], ...] = ()
    """The root fields, and what each of them costs."""

    @property
    def is_brief(self) -> bool:
        """Return whether the plan only reads a few objects by their ids."""
        return not self.cost.pages and self.cost.fixed <= BRIEF


@dataclass(frozen=True, slots=True)
class MutationField:
    """One root field of a mutation: its action, and the selection of its payload.

    `variable` is the variable that is its whole input, None for any other input.
    """

    key: str
    name: str
    payload_type: str
    payload: Selection
    cost: Cost
    counting: Counting
    variable: str | None


def weight_of(statement: Statement | None) -> int:
    """Bytes that a statement takes, with the variables that its values come from."""
    if statement is None:
        return 0
    return PLAN + 2 * len(statement.text) + BYTES_PER_VALUE * len(statement.recipes)
