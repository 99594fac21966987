"""Pages of a connection, as the Relay cursor connections specification defines them.

One page is three layers: the rows in order up to the limit, their numbers where the page info needs
them, and the aggregate that writes the JSON. Only the page's own rows are ever written as JSON.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from db.errors import BadInput
from db.query.aggregates.kept_counts import bounded, tallied
from db.query.cursor import (
    Key,
    beyond,
    beyond_number,
    cursor_sql,
    order_keys,
    order_sql,
    taking,
)
from db.query.dialect import Hits, Kind
from db.query.entities import EVERYTHING, Entity, Relation
from db.query.filters import Filter, FilterCompiler
from db.query.json_text import Literal, Parts, concatenate, object_parts
from db.query.parameters import Convert
from db.query.row import Row
from db.query.selection import Field, Options, Request

WriteNode = Callable[[Entity, Row, Sequence[Field]], Parts]
FALSE = Literal("false")
LARGEST_OFFSET = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the ordered rows that a page asks for, as bound values and conditions.

    `size` is the placeholder of the page's size; `after` and `before` the conditions of its
    cursors; `not_after` and `not_before` write those for the rows on their other side, when they
    are asked for: every bound value must occur in the statement.
    """

    backwards: bool
    size: str
    offset: str | None
    after: str | None
    before: str | None
    not_after: Callable[[], str | None]
    not_before: Callable[[], str | None]

    def conditions(self) -> str:
        return "".join(f" AND {bound}" for bound in (self.after, self.before) if bound)


def connection_sql(
    filters: FilterCompiler,
    options: Options,
    write_node: WriteNode,
    entity: Entity,
    field: Field,
    parent: Row,
    relation: Relation,
) -> str:
    """The JSON of one page.

    Raises `BadInput` for contradicting arguments.
    """
    arguments, names = field.arguments, {child.name for child in field.fields}
    if names <= {"total_count", "count", "__typename"}:
        return _number_sql(filters, options, entity, field, parent, relation)
    keys = order_keys(entity, arguments.get("order_by"))
    by_creation = _is_by_creation(keys)
    row, matches, hits = _matches(filters, entity, field, parent, relation, by_creation)
    outer = Row(row.alias, filters.parameters, parent)
    number = hits.number if hits and by_creation else None
    window = _window(filters, options, entity, keys, row, field, number)
    numbered = "page_info" in names
    page = _Page(filters, entity, keys, outer, window, matches, numbered, write_node)
    members: dict[str, Callable[[Field], Parts]] = {
        "nodes": page.nodes,
        "edges": page.edges,
        "page_info": page.info,
        "count": partial(bounded, filters, matches),
    }
    if "total_count" in names:
        kept = tallied(filters, entity, relation, arguments)
        members["total_count"] = _total(kept or f"(SELECT count(*) FROM {matches})")
    selected = _text(filters, entity, field, members)
    rows = page.rows(order_sql(page.scan_order, row, number))
    if not page.aggregated:
        rows = f"(SELECT count(*) FROM {rows}) AS {row.alias}"
    return f"(SELECT {selected} FROM {rows})"


def _number_sql(
    filters: FilterCompiler,
    options: Options,
    entity: Entity,
    field: Field,
    parent: Row,
    relation: Relation,
) -> str:
    """Return the JSON of a connection without a page.

    The arguments of the page are only checked: a statement must read every value that it binds.
    """
    _check_window(filters, options, entity, field)
    names = {child.name for child in field.fields}
    members: dict[str, Callable[[Field], Parts]] = {}
    total = None
    if "total_count" in names:
        total = tallied(filters, entity, relation, field.arguments)
    if "count" in names or ("total_count" in names and total is None):
        _, matches, _ = _matches(filters, entity, field, parent, relation)
        total = total or f"(SELECT count(*) FROM {matches})"
        members["count"] = partial(bounded, filters, matches)
    if total is not None:
        members["total_count"] = _total(total)
    return f"(SELECT {_text(filters, entity, field, members)})"


def _text(
    filters: FilterCompiler,
    entity: Entity,
    field: Field,
    members: Mapping[str, Callable[[Field], Parts]],
) -> str:
    def member(child: Field) -> Parts:
        return members[child.name](child)

    name = entity.name + "Connection"
    return concatenate(object_parts(filters.parameters, name, member, field.fields))


def _total(x: str) -> Callable[[Field], Parts]:
    return lambda field: [f"CAST({x} AS TEXT)"]


def _matches(
    filters: FilterCompiler,
    entity: Entity,
    field: Field,
    parent: Row,
    relation: Relation,
    by_creation: bool = True,
) -> tuple[Row, str, Hits | None]:
    """The row of a match, `source WHERE condition` for all, and the hits they are read from.

    `by_creation` says that their order is the one of creation, or makes no difference.
    """
    include_deleted = field.arguments.get("include_deleted") is True
    row, source = filters.joined(relation, parent, include_deleted)
    given = cast(Filter, field.arguments.get("filter") or {})
    hits = filters.hits(row, given, by_creation) if relation.on == EVERYTHING else None
    if hits:
        source = f"{hits.source}{source} AND {hits.on}"
        given = {name: value for name, value in given.items() if name != "search"}
    condition = filters.condition(entity, row, given)
    if entity.always and relation.on == EVERYTHING and condition != "TRUE":
        # Two sources in the same order, each by its own index; an OR would read one of them whole.
        always, every = row.sql(entity.always), f"SELECT {row.alias}.* FROM {source}"
        both = f"{every} AND NOT {always} AND {condition} UNION ALL {every} AND {always}"
        source, condition = f"({both}) AS {row.alias} WHERE TRUE", "TRUE"
    return row, f"{source} AND {condition}", hits


def _is_by_creation(keys: Sequence[Key]) -> bool:
    """Return whether the order is that of the numbers of search records."""
    return [key.name for key in keys] == ["created_at", "id"] and (
        keys[0].descending == keys[1].descending
    )


def _window(
    filters: FilterCompiler,
    options: Options,
    entity: Entity,
    keys: Sequence[Key],
    row: Row,
    field: Field,
    number: str | None,
) -> Window:
    arguments = field.arguments
    first, last, offset = _extent(arguments)

    def bound(argument: str, backwards: bool, inclusive: bool = False) -> str | None:
        cursor = (argument, arguments.get(argument))
        if cursor[1] is None:
            return None
        parameters = filters.parameters
        exact = beyond(
            parameters, entity, keys, row, cursor, backwards=backwards, inclusive=inclusive
        )
        if number is None:
            return exact
        near = beyond_number(parameters, entity, keys, number, cursor, backwards=backwards)
        return f"{near} AND {exact}"

    bind, maximum = filters.parameters.bind, options.page_maximum
    size = first if first is not None else options.page_default
    return Window(
        backwards=last is not None,
        size=bind(Kind.INTEGER, size, _between("first", maximum))
        if last is None
        else bind(Kind.INTEGER, last, _between("last", maximum)),
        offset=None
        if offset is None
        else bind(Kind.INTEGER, offset, _between("offset", LARGEST_OFFSET)),
        after=bound("after", backwards=False),
        before=bound("before", backwards=True),
        not_after=partial(bound, "after", backwards=True, inclusive=True),
        not_before=partial(bound, "before", backwards=False, inclusive=True),
    )


def _check_window(filters: FilterCompiler, options: Options, entity: Entity, field: Field) -> None:
    """Have the arguments checked where no page is asked for."""
    _extent(field.arguments)
    largest = {
        "first": options.page_maximum,
        "last": options.page_maximum,
        "offset": LARGEST_OFFSET,
    }
    for name, most in largest.items():
        size = field.arguments.get(name)
        if size is not None:
            filters.parameters.check(size, _between(name, most))
    keys = order_keys(entity, field.arguments.get("order_by"))
    for name in ("after", "before"):
        cursor = field.arguments.get(name)
        if cursor is not None:
            filters.parameters.check(cursor, taking(entity, keys, name)(0))


def _extent(arguments: Mapping[str, object]) -> tuple[object, object, object]:
    """`first`, `last` and `offset`, those that are given."""
    first, last, offset = (arguments.get(name) for name in ("first", "last", "offset"))
    if last is not None and first is not None:
        raise BadInput("last", "cannot be combined with `first`")
    if last is not None and offset is not None:
        raise BadInput("offset", "cannot be combined with `last`")
    return first, last, offset


def _between(name: str, maximum: int) -> Convert:
    def convert(value: object, request: Request, /) -> object:
        if not isinstance(value, int) or not 0 <= value <= maximum:
            raise BadInput(name, f"must be between 0 and {maximum}")
        return value

    return convert


class _Page:
    """Writes one page: `rows` is where it reads from, the others are its members.

    `aggregated` tells whether the members written so far make one row of all that are read.
    """

    def __init__(
        self,
        filters: FilterCompiler,
        entity: Entity,
        keys: Sequence[Key],
        row: Row,
        window: Window,
        matches: str,
        numbered: bool,
        write_node: WriteNode,
    ) -> None:
        self.parameters = filters.parameters
        self.dialect = filters.dialect
        self.entity = entity
        self.keys = keys
        self.row = row
        self.window = window
        self.matches = matches
        self.numbered = numbered
        self.write_node = write_node
        self.aggregated = False
        self.scan_order = [key.reversed() for key in keys] if window.backwards else keys

    def rows(self, order: str) -> str:
        """The page's rows in the order of the answer."""
        alias, window = self.row.alias, self.window
        columns = ", ".join(f"{alias}.{name}" for name in self.row.used) or "1 AS one"
        more = " + 1" if self.numbered else ""
        offset = f" OFFSET {window.offset}" if window.offset else ""
        rows = (
            f"(SELECT {columns} FROM {self.matches}{window.conditions()}"
            f" ORDER BY {order} LIMIT {window.size}{more}{offset}) AS {alias}"
        )
        if self.numbered or window.backwards:
            rows = (
                f"(SELECT {alias}.*, row_number() OVER () AS page_position,"
                f" count(*) OVER () AS page_size FROM {rows}) AS {alias}"
            )
        if window.backwards:
            rows = f"(SELECT {alias}.* FROM {rows} ORDER BY {alias}.page_position DESC) AS {alias}"
        return rows

    def nodes(self, field: Field) -> Parts:
        with self.parameters.at(0):
            return self._joined(self.write_node(self.entity, self.row, field.fields))

    def edges(self, field: Field) -> Parts:
        def member(child: Field) -> Parts:
            if child.name == "cursor":
                return [Literal('"'), self._cursor(), Literal('"')]
            return self.write_node(self.entity, self.row, child.fields)

        name = self.entity.name + "Edge"
        with self.parameters.at(0):
            return self._joined(object_parts(self.parameters, name, member, field.fields))

    def info(self, field: Field) -> Parts:
        position, size = f"{self.row.alias}.page_position", f"{self.row.alias}.page_size"
        limit = self.window.size
        nearest = f"{position} = 1 AND {limit} > 0"
        furthest = f"{position} = CASE WHEN {size} > {limit} THEN {limit} ELSE {size} END"
        start, end = (furthest, nearest) if self.window.backwards else (nearest, furthest)
        members: Mapping[str, Callable[[], Parts]] = {
            "has_next_page": self._has_next,
            "has_previous_page": self._has_previous,
            "start_cursor": lambda: self._cursor_at(start),
            "end_cursor": lambda: self._cursor_at(end),
        }
        return object_parts(
            self.parameters, "PageInfo", lambda child: members[child.name](), field.fields
        )

    def _has_next(self) -> Parts:
        beyond = self._exists(self.window.not_before())
        return beyond if self.window.backwards else self._either(self._more(), beyond)

    def _has_previous(self) -> Parts:
        earlier = self._exists(self.window.not_after())
        if self.window.backwards:
            return self._either(self._more(), earlier)
        if self.window.offset:
            return self._either(earlier, self._skipped_by_offset(self.window.offset))
        return earlier

    def _more(self) -> Parts:
        """Return whether the window has more rows than the page, in the direction of its scan."""
        self.aggregated = True
        return self._boolean(f"max({self.row.alias}.page_size) > {self.window.size}")

    def _joined(self, parts: Parts) -> Parts:
        self.aggregated = True
        text = concatenate(parts)
        if self.numbered:
            # The one row more than the page shows only tells that there are more.
            position = f"{self.row.alias}.page_position"
            text = f"CASE WHEN {position} <= {self.window.size} THEN {text} END"
        return [Literal("["), self.dialect.join(text), Literal("]")]

    def _cursor(self) -> str:
        return cursor_sql(self.dialect, self.entity, self.keys, self.row)

    def _cursor_at(self, condition: str) -> Parts:
        self.aggregated = True
        found = f"min(CASE WHEN {condition} THEN {self._cursor()} END)"
        return [f"coalesce('\"' || {found} || '\"', 'null')"]

    def _exists(self, condition: str | None) -> Parts:
        if condition is None:
            return [FALSE]
        return self._boolean(f"EXISTS (SELECT 1 FROM {self.matches} AND {condition})")

    def _skipped_by_offset(self, offset: str) -> Parts:
        rows = f"SELECT 1 FROM {self.matches}{self.window.conditions()}"
        return self._boolean(f"{offset} > 0 AND EXISTS ({rows})")

    @staticmethod
    def _boolean(condition: str) -> Parts:
        return [f"CASE WHEN {condition} THEN 'true' ELSE 'false' END"]

    @staticmethod
    def _either(left: Parts, right: Parts) -> Parts:
        """The disjunction of two JSON booleans."""
        if right == [FALSE]:
            return left
        if left == [FALSE]:
            return right
        return [f"CASE WHEN ({left[0]}) = 'true' THEN 'true' ELSE {right[0]} END"]
