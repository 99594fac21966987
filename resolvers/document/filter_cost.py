"""The cost of finding rows: conditions, relations, text comparisons, orders and offsets.

Points are counted as if nothing could be found by an index, in a database of 20,000 issues with 10
comments each: there a point is about a tenth of a millisecond of SQLite. `docs/security.md` has
what was measured.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from db.query.entities.declaration import Cardinality, Column, Entity, Keys, Relation, Values
from db.query.entities.registry import ENTITIES
from db.query.filters import EQUALITIES
from db.query.selection import Field
from db.text.words import words

THOUSANDS: Mapping[str, int] = {"Comment": 200, "Change": 800}
"""Rows of each type, in thousands: a comparison with each of a thousand rows costs a point."""
OTHER_THOUSANDS = 20

SCAN = 3
"""The cost of reading a row, in comparisons."""

HANGING = 30
"""The cost of a lookup in many child rows, in rows: ten, each found through an index."""
MANY = frozenset({"Issue", "Comment", "Change"})
"""Types with many rows per parent; the others have one or two."""
LISTED = 5
"""The cost of a lookup in tags or in a few child rows, in rows."""
KEYS = 5
"""The cost of a lookup in the keys of a JSON object, in rows: the object is parsed."""
RENAMED = 12
"""The cost of an operator that compares the schema's names of keys and not the stored ones."""
FEW = 0.01
"""Rows below one object, in thousands."""

TEXT_OPERATORS = ("contains", "starts_with", "ends_with")
TEXT_COMPARISON = 2
"""The cost of a search for a part of a text, in comparisons."""

WORD = 150
"""Points of one word of a search: the index reads all words that begin with it."""
MOST_WORDS = 16

SORT = 10
"""The cost of a sort without an index, in comparisons per row."""
INDEXED = frozenset({"CREATED_AT", "UPDATED_AT", "PRIORITY", "STATUS", "SEQUENCE", "ID"})

SKIPPED_ROWS = 300
SORTED_ROWS = 20
"""Rows that an offset skips per point: along an index, and after a sort."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value, and the function that counts its points."""

    value: object
    size: Callable[[object], int]


def search_words(value: object) -> int:
    """Count the words of a search that are looked up in the index."""
    return min(len(words(str(value))), MOST_WORDS)


def skipping(field: Field) -> Callable[[object], int]:
    """Return the function that counts the points of the offset of a connection."""
    rows = SORTED_ROWS if _is_sorted(field) else SKIPPED_ROWS
    return lambda value: max(value, 0) // rows if isinstance(value, int) else 0


def points_of_finding(entity: Entity | None, field: Field, *, below: bool) -> int:
    """The points of a connection's filter and order that do not depend on values.

    With `below`, the filter examines only the rows below one object.
    """
    if entity is None:
        return 0
    conditions = _comparisons(entity, field.arguments.get("filter"))
    comparisons = conditions + SCAN * bool(conditions)
    comparisons += SORT * _is_sorted(field)
    thousands = FEW if below else THOUSANDS.get(entity.name, OTHER_THOUSANDS)
    return ceil(comparisons * thousands)


def _is_sorted(field: Field) -> bool:
    """Tell whether the rows must be sorted, since no index has their order."""
    order = field.arguments.get("order_by")
    terms = order if isinstance(order, list) else [order] if order else []
    names = {getattr(term.get("field"), "name", "") for term in terms if isinstance(term, Mapping)}
    return bool(names - INDEXED)


def searches(given: object) -> Iterator[object]:
    """Yield the texts that a filter searches for, at any depth."""
    if isinstance(given, list):
        for item in given:
            yield from searches(item)
    elif isinstance(given, Mapping):
        for name, value in given.items():
            if name == "search" and value is not None:
                yield value
            else:
                yield from searches(value)


def _comparisons(entity: Entity, given: object) -> int:
    """The number of comparisons that a filter makes with one row."""
    if isinstance(given, list):
        return sum(_comparisons(entity, item) for item in given)
    if not isinstance(given, Mapping):
        return 0
    return sum(_of_member(entity, name, value) for name, value in given.items())


def _of_member(entity: Entity, name: str, value: object) -> int:
    if name in ("and", "or", "not"):
        return _comparisons(entity, value)
    if name == "id" or name.endswith("_id"):
        return 0  # found by an index
    member = entity.filters.get(name) or entity.members.get(name)
    match member:
        case Column():
            return _of_operators(value)
        case Values():
            return LISTED * sum(1 + _of_operators(each) for each in _values(value))
        case Keys():
            given = value.items() if isinstance(value, Mapping) else ()
            return sum(KEYS - 1 + _of_names(name, each) for name, each in given)
        case Relation(cardinality=Cardinality.ONE):
            return SCAN + _comparisons(ENTITIES[member.target], value)
        case Relation():
            below = [_comparisons(ENTITIES[member.target], each) for each in _values(value)]
            if member.target in MANY:
                return HANGING * sum(SCAN + each for each in below)
            return sum(LISTED + each for each in below)
        case _:
            return 0


def _of_operators(value: object) -> int:
    names = value if isinstance(value, Mapping) else ()
    return sum(TEXT_COMPARISON if name.startswith(TEXT_OPERATORS) else 1 for name in names)


def _of_names(quantifier: str, value: object) -> int:
    names = value if isinstance(value, Mapping) else ()
    cheap = len(names) if quantifier == "length" else len(EQUALITIES.intersection(names))
    return cheap + RENAMED * (len(names) - cheap)


def _values(value: object) -> Iterator[object]:
    yield from value.values() if isinstance(value, Mapping) else ()
