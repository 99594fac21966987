"""The terms in which an entity is declared: columns, relations, lists, entities.

SQL is given as templates. In a template `{t.column}` is a column of the object's own row,
`{p.column}` of the row it hangs from, `{l.column}` of the link table between them, `{author}` is
the name of the caller, `{admin}` and `{writer}` are the caller's rights as booleans.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from db.query.dialect import Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A scalar: `sql` is its template, `folded` that of its case-folded shadow if it has one."""

    kind: Kind
    sql: str
    nullable: bool = False
    codes: type[Enum] | None = None
    folded: str | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """The member names of a stored JSON object."""

    sql: str


@dataclass(frozen=True, slots=True)
class Values:
    """A list of texts in a table of its own: `column` of `table`, where `on` holds."""

    table: str
    on: str
    column: Column
    order: str


class Cardinality(Enum):
    """The number of objects of a relation, and their form in the answer."""

    ONE = "one"
    LIST = "list"
    CONNECTION = "connection"


@dataclass(frozen=True, slots=True)
class Relation:
    """Objects of another entity.

    `on` joins them; `link` names a table between, reached as `{l...}`; `order` is the fixed order
    of a LIST; `inherits` says that the visibility of the parent row is already checked;
    `deleted_too` says that a filter through it also sees deleted objects.
    """

    target: str
    cardinality: Cardinality
    on: str
    link: str | None = None
    order: str | None = None
    inherits: bool = False
    nullable: bool = False
    deleted_too: bool = False


@dataclass(frozen=True, slots=True)
class AnyNode:
    """The object of any type that has the id `sql`, or null."""

    sql: str


@dataclass(frozen=True, slots=True)
class Position:
    """The object's own cursor in the default order of its type."""


Member = Column | Keys | Values | Relation | AnyNode | Position


@dataclass(frozen=True, slots=True)
class KeptCount:
    """Kept numbers of objects: `number` of `source`, by the columns of `members`."""

    source: str
    number: str
    members: frozenset[str]


EVERYTHING = "TRUE"
"""The `on` of objects without a parent."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A type of object.

    `source` is its table (or a template of a subquery); `visible` the condition under which a row
    may be seen, which `include_deleted` lifts; `visible_parent` that of the object that it belongs
    to; `filters` are members for filters only and `orders` for orders only; `order` is the default
    order: (member, descending); `tally` has the number of visible ones; `always` is the condition
    for rows that every filter at the root includes.
    """

    name: str
    source: str
    members: Mapping[str, Member]
    visible: str | None = None
    visible_parent: str | None = None
    key: str = "id"
    order: tuple[tuple[str, bool], ...] = (("created_at", False),)
    filters: Mapping[str, Member] = field(default_factory=dict)
    orders: Mapping[str, Column] = field(default_factory=dict)
    tally: KeptCount | None = None
    always: str | None = None


def text(name: str, nullable: bool = False) -> Column:
    """A text column with a case-folded shadow."""
    return Column(Kind.TEXT, f"{{t.{name}}}", nullable, folded=f"{{t.{name}_folded}}")


def column(kind: Kind, name: str, nullable: bool = False) -> Column:
    """A column that is stored as it is read."""
    return Column(kind, f"{{t.{name}}}", nullable)


def code(name: str, codes: type[Enum], nullable: bool = False) -> Column:
    """An enum, stored as a small number."""
    return Column(Kind.CODE, f"{{t.{name}}}", nullable, codes)


def one(target: str, on: str, nullable: bool = False, inherits: bool = False) -> Relation:
    """The one object for which `on` holds."""
    return Relation(target, Cardinality.ONE, on, nullable=nullable, inherits=inherits)


def many(
    target: str, on: str, link: str | None = None, order: str = "{t.created_at}, {t.id}"
) -> Relation:
    """All objects for which `on` holds, in a fixed order."""
    return Relation(target, Cardinality.LIST, on, link, order)


def pages(target: str, on: str, link: str | None = None, inherits: bool = False) -> Relation:
    """All objects for which `on` holds, as a connection."""
    return Relation(target, Cardinality.CONNECTION, on, link, inherits=inherits)
