"""Pages of a connection, as the Relay cursor connections specification defines them.

One page has three layers: the rows in order up to the limit, their numbers if the page info needs
them, and the aggregate that writes the JSON. Only the rows of the page are written as JSON.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import cast

from db.query.aggregates.kept_counts import bounded, tallied
from db.query.cursor import (
    Key,
    cursor_sql,
    order_keys,
    order_sql,
)
from db.query.dialect import Hits
from db.query.entities.declaration import EVERYTHING, Entity, Relation
from db.query.filters import Filter, FilterCompiler
from db.query.json_text import Literal, Parts, concatenate, object_parts
from db.query.selection import Field, Options
from db.query.table_alias import TableAlias
from db.query.window import Window, check_window, window_of

WriteNode = Callable[[Entity, TableAlias, Sequence[Field]], Parts]
FALSE = Literal("false")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionField:
    """A connection to write: `field` asks for it, `relation` leads to it from `parent`.

    `write_node` writes the JSON of a node. Every function here raises `BadInput` for contradicting
    arguments.
    """

    filters: FilterCompiler
    options: Options
    write_node: WriteNode
    entity: Entity
    field: Field
    parent: TableAlias
    relation: Relation

    @property
    def arguments(self) -> Mapping[str, object]:
        """The arguments of the connection."""
        return self.field.arguments

    @property
    def is_of_root(self) -> bool:
        """Return whether it has all objects, not those of a parent."""
        return self.relation.on == EVERYTHING


def connection_sql(connection: ConnectionField) -> str:
    """The JSON of one page."""
    field, filters = connection.field, connection.filters
    names = {child.name for child in field.fields}
    if names <= {"total_count", "count", "__typename"}:
        return _number_sql(connection, names)
    page, order = _page(connection, numbered="page_info" in names)
    members: dict[str, Callable[[Field], Parts]] = {
        "nodes": page.nodes,
        "edges": page.edges,
        "page_info": page.info,
        "count": partial(bounded, filters, page.matches),
    }
    if "total_count" in names:
        total = _kept_count(connection) or f"(SELECT count(*) FROM {page.matches})"
        members["total_count"] = _total(total)
    selected = _text(connection, members)
    rows = page.rows(order)
    if not page.aggregated:
        rows = f"(SELECT count(*) FROM {rows}) AS {page.row.alias}"
    return f"(SELECT {selected} FROM {rows})"


def rows_sql(connection: ConnectionField) -> tuple[str, str]:
    """Return the source of a page's rows, in order, and the JSON of the node of each.

    The fields of the connection's field are those of a node.
    """
    page, order = _page(connection, numbered=False)
    text = concatenate(connection.write_node(connection.entity, page.row, connection.field.fields))
    return page.rows(order), text


def _page(connection: ConnectionField, *, numbered: bool) -> tuple["_Page", str]:
    """Return the page that the connection asks for, and the order in which its rows are read."""
    filters, entity = connection.filters, connection.entity
    keys = order_keys(entity, connection.arguments.get("order_by"))
    by_creation = _is_by_creation(keys)
    row, matches, hits = _matches(connection, by_creation=by_creation)
    outer = TableAlias(row.alias, filters.parameters, connection.parent)
    number = hits.number if hits and by_creation else None
    window = window_of(
        filters,
        connection.options,
        entity=entity,
        keys=keys,
        row=row,
        arguments=connection.arguments,
        number=number,
    )
    page = _Page(
        connection, keys=keys, row=outer, window=window, matches=matches, numbered=numbered
    )
    return page, order_sql(page.scan_order, row, number)


def _number_sql(connection: ConnectionField, names: Set[str]) -> str:
    """Return the JSON of a connection without a page, of which only `names` are selected.

    The arguments of the page are only checked: a statement must read every value that it binds.
    """
    filters = connection.filters
    check_window(
        filters, connection.options, entity=connection.entity, arguments=connection.arguments
    )
    members: dict[str, Callable[[Field], Parts]] = {}
    total = _kept_count(connection) if "total_count" in names else None
    if "count" in names or ("total_count" in names and total is None):
        _, matches, _ = _matches(connection)
        total = total or f"(SELECT count(*) FROM {matches})"
        members["count"] = partial(bounded, filters, matches)
    if total is not None:
        members["total_count"] = _total(total)
    return f"(SELECT {_text(connection, members)})"


def _kept_count(connection: ConnectionField) -> str | None:
    return tallied(connection.filters, connection.entity, connection.relation, connection.arguments)


def _text(connection: ConnectionField, members: Mapping[str, Callable[[Field], Parts]]) -> str:
    def member(child: Field) -> Parts:
        return members[child.name](child)

    name = connection.entity.name + "Connection"
    fields = connection.field.fields
    return concatenate(object_parts(connection.filters.parameters, name, member, fields))


def _total(x: str) -> Callable[[Field], Parts]:
    return lambda field: [f"CAST({x} AS TEXT)"]


def _matches(
    connection: ConnectionField, *, by_creation: bool = True
) -> tuple[TableAlias, str, Hits | None]:
    """The row of a match, `source WHERE condition` for all, and the hits they are read from.

    `by_creation` says that the order is by creation or does not matter.
    """
    filters, entity = connection.filters, connection.entity
    include_deleted = connection.arguments.get("include_deleted") is True
    row, source = filters.joined(connection.relation, connection.parent, include_deleted)
    given = cast(Filter, connection.arguments.get("filter") or {})
    hits = filters.hits(row, given, by_creation) if connection.is_of_root else None
    if hits:
        source = f"{hits.source}{source} AND {hits.on}"
        given = {name: value for name, value in given.items() if name != "search"}
    condition = filters.condition(entity, row, given)
    if entity.always and connection.is_of_root and condition != "TRUE":
        # Two sources in the same order, each by its own index; with OR, one would be read
        # completely.
        always, every = row.sql(entity.always), f"SELECT {row.alias}.* FROM {source}"
        both = f"{every} AND NOT {always} AND {condition} UNION ALL {every} AND {always}"
        source, condition = f"({both}) AS {row.alias} WHERE TRUE", "TRUE"
    return row, f"{source} AND {condition}", hits


def _is_by_creation(keys: Sequence[Key]) -> bool:
    """Return whether the order is that of the numbers of search records."""
    return [key.name for key in keys] == ["created_at", "id"] and (
        keys[0].descending == keys[1].descending
    )


class _Page:
    """Writes one page: it reads from `rows`, the others are its members.

    `aggregated` says whether a member written so far is an aggregate over all rows.
    """

    def __init__(
        self,
        connection: ConnectionField,
        *,
        keys: Sequence[Key],
        row: TableAlias,
        window: Window,
        matches: str,
        numbered: bool,
    ) -> None:
        self.parameters = connection.filters.parameters
        self.dialect = connection.filters.dialect
        self.entity = connection.entity
        self.write_node = connection.write_node
        self.keys = keys
        self.row = row
        self.window = window
        self.matches = matches
        self.numbered = numbered
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
            # The extra row after the page only shows that there are more.
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
