"""Queries answered as tables: the nodes of one root connection, streamed."""

import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLScalarType,
    GraphQLUnionType,
    OperationType,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from db.errors import BadInput
from db.query.bulk.rows import compile_rows
from db.query.entities.registry import ROOT_CONNECTIONS
from db.query.parameters import resolve
from db.query.selection import Field, Request, Selection
from resolvers.document.cost import cost_of
from resolvers.document.operation import Operation, Operations
from resolvers.document.selection import SelectionReader, snake
from resolvers.document.variables import Split
from resolvers.errors import ErrorCode, OperationError
from resolvers.execution.context import Context
from resolvers.execution.execute import admitted
from resolvers.execution.permissions import require_scope

NOT_A_TABLE = "A table is the answer to a query with one root connection and its `nodes`."


class Type(Enum):
    """Type of a column's values; JSON stands for lists and for objects of several types."""

    TEXT = "text"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    INSTANT = "instant"
    DATE = "date"
    ENUM = "enum"
    JSON = "json"


SCALARS: Mapping[str, Type] = {
    "Int": Type.INTEGER,
    "SafeInt": Type.INTEGER,
    "Float": Type.FLOAT,
    "Boolean": Type.BOOLEAN,
    "DateTime": Type.INSTANT,
    "Date": Type.DATE,
    "JSON": Type.JSON,
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A leaf of each node: `path` leads to it through the node's objects."""

    path: tuple[str, ...]
    type: Type

    @property
    def name(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Table:
    """An open table: its columns, and pages of rows, each a node as JSON."""

    columns: tuple[TableColumn, ...]
    pages: AsyncIterator[list[bytes]]


@asynccontextmanager
async def open_table(
    operations: Operations,
    context: Context,
    text: str,
    variables: Mapping[str, object],
    operation_name: str | None,
    most: int,
) -> AsyncIterator[Table]:
    """Run a query whose answer is a table of at most `most` rows; it ends with the block.

    Raises `OperationError` and `BadInput` before anything is read. The pages raise what `Database`
    does, and TableTooLongError.
    """
    caller = context.viewer.actor.token_id
    async with operations.throttle.turn(caller, context.request.penalty) as turn:
        context.trace.began = time.perf_counter()
        operation = operations.get(text, operation_name)
        await turn.give_way()
        context.trace.known(*operation.title)
        require_scope(context.viewer, operation.kind)
        if operation.kind is not OperationType.QUERY:
            raise OperationError.of(ErrorCode.BAD_USER_INPUT, NOT_A_TABLE)
        shaped = operation.split(operation.coerce(variables))
        field = _root_field(operation, shaped)
        nodes = _nodes(field)
        _require_few(field, shaped.leaves, most)
        # The cost of a page limits the cost of a row; the number of rows has its own limit.
        admitted(context, cost_of([_page(field)], context.options).points(shaped.leaves))
        dialect = context.database.dialect
        statement = compile_rows(dialect, field, nodes, context.options, most)
        values = statement.values(Request(shaped.leaves, context.viewer.actor.author, context.now))
        columns = tuple(_columns(_node_type(operation, field), nodes))
    async with context.database.stream(
        statement.text, values, context.request.least_change
    ) as pages:
        yield Table(columns, _bounded(pages, most))


class TableTooLongError(Exception):
    """A table has more rows than the server returns in one answer."""


async def _bounded(
    pages: AsyncIterator[Sequence[tuple[Any, ...]]], most: int
) -> AsyncIterator[list[bytes]]:
    read = 0
    async for page in pages:
        read += len(page)
        if read > most:
            raise TableTooLongError(f"more than {most} rows")
        yield [row[0] for row in page]


def _require_few(field: Field, leaves: Sequence[object], most: int) -> None:
    for name in ("first", "last"):
        size = resolve(field.arguments.get(name), leaves)
        if isinstance(size, int) and size > most:
            raise BadInput(name, f"must be between 0 and {most}")


def _nodes(field: Field) -> Selection:
    """Return the selection of each node. Raises `OperationError` if it is not one list."""
    if field.name in ROOT_CONNECTIONS:
        lists = [child for child in field.fields if child.name == "nodes"]
        edges = [child for child in field.fields if child.name == "edges"]
        lists += [node for edge in edges for node in edge.fields if node.name == "node"]
        if len(lists) == 1:
            return lists[0].fields
    raise OperationError.of(ErrorCode.BAD_USER_INPUT, NOT_A_TABLE)


def _page(field: Field) -> Field:
    """Return the connection with a page of the default size, to compute the cost of one page."""
    sizes = ("first", "last")
    arguments = {name: value for name, value in field.arguments.items() if name not in sizes}
    return Field(field.key, field.name, arguments, field.fields)


def _node_type(operation: Operation, field: Field) -> GraphQLObjectType:
    connection = get_named_type(_member(operation.root, field.name))
    assert isinstance(connection, GraphQLObjectType)
    node = get_named_type(connection.fields["nodes"].type)
    assert isinstance(node, GraphQLObjectType)
    return node


def _member(parent: GraphQLObjectType, name: str) -> GraphQLOutputType:
    found: GraphQLOutputType = next(
        field.type for key, field in parent.fields.items() if snake(key) == name
    )
    return found


def _columns(
    parent: GraphQLObjectType, fields: Selection, path: tuple[str, ...] = ()
) -> Iterator[TableColumn]:
    for field in fields:
        here = (*path, field.key)
        if field.name == "__typename":
            yield TableColumn(here, Type.TEXT)
            continue
        kind = _member(parent, field.name)
        named = get_named_type(kind)
        if is_list_type(get_nullable_type(kind)):
            yield TableColumn(here, Type.JSON)
        elif isinstance(named, GraphQLObjectType):
            yield from _columns(named, field.fields, here)
        elif isinstance(named, GraphQLInterfaceType | GraphQLUnionType):
            yield TableColumn(here, Type.JSON)
        elif isinstance(named, GraphQLEnumType):
            yield TableColumn(here, Type.ENUM)
        elif isinstance(named, GraphQLScalarType):
            yield TableColumn(here, SCALARS.get(named.name, Type.TEXT))


def _root_field(operation: Operation, split: Split) -> Field:
    """Return the one root field. Raises `OperationError` where there are more, or none."""
    reader = SelectionReader(operation.schema, operation.fragments, split.tree)
    nodes = reader.fields(operation.root, [operation.node.selection_set])
    if len(nodes) == 1:
        ((key, found),) = nodes.items()
        if not found[0].name.value.startswith("__"):
            return reader.field(operation.root, key, found)
    raise OperationError.of(ErrorCode.BAD_USER_INPUT, NOT_A_TABLE)
