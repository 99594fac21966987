"""The cost of an operation in points, counted before it runs.

One point is one object that may have to be read: a connection costs its page size times what one of
its objects costs. Scalars are free.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil, prod

from db.query.entities.declaration import Entity
from db.query.entities.registry import ENTITIES, ROOT_CONNECTIONS
from db.query.selection import Field, Options, Slot
from resolvers.document.filter_cost import (
    WORD,
    Measured,
    points_of_finding,
    search_words,
    searches,
    skipping,
)

MUTATION = 10
"""Points of a mutation, whatever its payload selects: a commit costs more than a read."""

AGGREGATE = 50
"""Points of a count over all issues."""

TOTAL_BELOW = 5
"""Points of a count of the objects below one object."""

COUNT = 5
"""Points of a count that ends at a limit."""

COUNTED = frozenset({"COMMENTS_COUNT"})
"""Orders that count rows below each object: as costly as a count over all. The order of deleted and
other issues together has no index and costs the same.
"""

GROUPS: Mapping[str, int] = {"status": 5, "priority": 4}
OTHER_GROUPS = 20
"""Points for each key that issues are grouped by, multiplied: about the number of groups."""

EXPECTED = 50
"""Objects that a page below another object is charged for at most: there are rarely more, and the
bytes of an answer are bounded.
"""

CONNECTIONS: Mapping[str, Entity] = {
    **ROOT_CONNECTIONS,
    "session_attachments": ENTITIES["Attachment"],
}
AGGREGATES = frozenset({"issue_metrics", "issue_groups"})
CONNECTION_MEMBERS = frozenset({"nodes", "edges"})


@dataclass(frozen=True, slots=True)
class Cost:
    """Points that do not depend on values, and pages that do: (size, what one object costs).

    `work` is the part of `fixed` that stands for no object: finding, sorting and counting.
    """

    fixed: int
    pages: tuple[tuple[object, "Cost"], ...] = ()
    work: int = 0

    def points(self, leaves: Sequence[object]) -> int:
        """The points for the values of one request."""
        total = self.fixed
        for size, each in self.pages:
            total += _count(size, leaves) * each.points(leaves)
        return total

    def finding(self, leaves: Sequence[object]) -> int:
        """The points at the root that stand for no object, which are the same in any database."""
        values = (_count(size, leaves) * each.work for size, each in self.pages if each.is_work)
        return self.work + sum(values)

    @property
    def is_work(self) -> bool:
        """Return whether these points stand for no object."""
        return self.work == self.fixed

    def fitting(self, leaves: Sequence[object], too_many: int) -> int | None:
        """The largest page size that saves `too_many` points, or None."""
        sizes = [(_count(size, leaves), each.points(leaves)) for size, each in self.pages]
        count, each = max(sizes, key=prod, default=(0, 0))
        size = count - ceil(too_many / each) if each else 0
        return size if size > 0 else None


ONE_STEP = Cost(1, work=1)
"""A point that stands for no object."""


def _count(size: object, leaves: Sequence[object]) -> int:
    measured = size if isinstance(size, Measured) else None
    value = measured.value if measured else size
    if isinstance(value, Slot):
        value = leaves[value.index]
    if measured:
        return measured.size(value)
    count = len(value) if isinstance(value, list) else value
    return max(count, 0) if isinstance(count, int) else 0


def cost_of(fields: Iterable[Field], options: Options, total: int = AGGREGATE) -> Cost:
    """The cost of reading `fields`, with `total` points for the total count of a connection."""
    fixed = work = 0
    pages: list[tuple[object, Cost]] = []
    for field in fields:
        own = _cost_of_field(field, options, total)
        fixed += own.fixed
        work += own.work
        pages += own.pages
    return Cost(fixed, tuple(pages), work)


def _cost_of_field(field: Field, options: Options, total: int) -> Cost:
    if field.name in AGGREGATES:
        finding = points_of_finding(ENTITIES["Issue"], field, below=False)
        work = AGGREGATE + finding
        return Cost(work + _groups(field), _searched(field), work)
    if field.name == "nodes" and "ids" in field.arguments:
        return Cost(0, ((field.arguments["ids"], _one_of_any(field, options)),))
    if field.variants:
        return _one_of_any(field, options)
    if not field.fields:
        return Cost(0)
    members = [child for child in field.fields if child.name in CONNECTION_MEMBERS]
    if not members:
        below = cost_of(field.fields, options, TOTAL_BELOW)
        listed = tuple(_listed_ids(field.arguments.get("filter")))
        finding = points_of_finding(CONNECTIONS.get(field.name), field, below=total == TOTAL_BELOW)
        own = _totals(field, total) + finding
        pages = (*below.pages, *listed, *_searched(field))
        return Cost(1 + below.fixed + own, pages, below.work + own)
    each = [cost_of(_node_fields(child), options, TOTAL_BELOW) for child in members]
    one = _together(each)
    is_below = total == TOTAL_BELOW
    pages = (
        (_page_size(field, options, is_below), one),
        *_listed_ids(field.arguments.get("filter")),
        *_searched(field),
    )
    finding = points_of_finding(CONNECTIONS.get(field.name), field, below=is_below)
    work = _totals(field, total) + finding
    return Cost(work, pages, work)


def _totals(field: Field, total: int) -> int:
    numbers = sum(child.name == "total_count" for child in field.fields) * total
    numbers += sum(child.name == "count" for child in field.fields) * COUNT
    order = field.arguments.get("order_by")
    terms = order if isinstance(order, list) else []
    sorts = any(isinstance(term, dict) and term["field"].name in COUNTED for term in terms)
    sorts |= field.name == "issues" and field.arguments.get("include_deleted") is True
    return numbers + AGGREGATE * sorts


def _listed_ids(given: object) -> Iterator[tuple[object, Cost]]:
    """Yield the lists of ids in a filter: a point for each id."""
    if isinstance(given, list):
        for item in given:
            yield from _listed_ids(item)
    elif isinstance(given, Mapping):
        for name, value in given.items():
            if name == "id" or name.endswith("_id"):
                lists = value if isinstance(value, Mapping) else {}
                yield from ((lists[each], ONE_STEP) for each in ("in", "nin") if lists.get(each))
            else:
                yield from _listed_ids(value)


def _groups(field: Field) -> int:
    by = field.arguments.get("by")
    names = {str(key.value) for key in by if isinstance(key, Enum)} if isinstance(by, list) else ()
    return prod(GROUPS.get(name, OTHER_GROUPS) for name in names) if names else 0


def _node_fields(member: Field) -> Iterable[Field]:
    """Return the fields of each object: those below `nodes`, or below the `node` of `edges`."""
    if member.name == "nodes":
        return member.fields
    return (field for child in member.fields if child.name == "node" for field in child.fields)


def _page_size(field: Field, options: Options, below: bool) -> object:
    size: object = options.page_default
    for name in ("first", "last"):
        if field.arguments.get(name) is not None:
            size = field.arguments[name]
    return Measured(size, _expected) if below else size


def _expected(size: object) -> int:
    return min(max(size, 0), EXPECTED) if isinstance(size, int) else 0


def _searched(field: Field) -> tuple[tuple[object, Cost], ...]:
    """Return the words and the offset that a connection is asked for, a size and a cost each."""
    found: list[tuple[object, Cost]] = [
        (Measured(text, search_words), Cost(WORD, work=WORD))
        for text in searches(field.arguments.get("filter"))
    ]
    if field.arguments.get("offset") is not None:
        found.append((Measured(field.arguments["offset"], skipping(field)), ONE_STEP))
    return tuple(found)


def _one_of_any(field: Field, options: Options) -> Cost:
    """The cost of an object of any type: all types together, since each is tried."""
    return _together([cost_of(fields, options) for fields in field.variants.values()])


def _together(below: Sequence[Cost]) -> Cost:
    """The cost of an object, and of everything below it."""
    pages = tuple(page for cost in below for page in cost.pages)
    fixed, work = sum(cost.fixed for cost in below), sum(cost.work for cost in below)
    return Cost(1 + fixed, pages, work)
