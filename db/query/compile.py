"""The compiler: a selection becomes one SQL statement that returns finished JSON."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import cast

from db.query.aggregates.groups import groups_sql
from db.query.aggregates.metrics import metrics_parts
from db.query.connection import ConnectionField, connection_sql
from db.query.cursor import cursor_sql, order_keys
from db.query.dependencies import EVERYTHING as EVERY_NOUN
from db.query.dependencies import last_change_of, nouns_of
from db.query.dialect import Dialect, Kind
from db.query.entities.declaration import (
    EVERYTHING,
    AnyNode,
    Cardinality,
    Column,
    Entity,
    Keys,
    Position,
    Relation,
    Values,
)
from db.query.entities.registry import ENTITIES, ISSUE, LOOKUPS, NODES, ROOT_CONNECTIONS
from db.query.filters import KEY, FilterCompiler, conversion, lookup_id
from db.query.json_text import Literal, Parts, concatenate, leaf_parts, object_parts
from db.query.parameters import MOST_IDS, Parameters, Recipe
from db.query.selection import Field, Options, Request, Selection, Slot
from db.query.table_alias import TableAlias
from db.query.visibility import visible

LAST_CHANGE = "last change"
"""A key that no response has, since it is no valid GraphQL name."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled selection.

    `text` answers one row with one column for each of `keys`, the finished JSON as bytes;
    `recipes` compute the bound values from a `Request`, in order, and `checks` look at others;
    `varied` says that the best way to run it depends on the values; `last_change` is an expression
    for the last change of anything that it reads (`db.query.dependencies`); `may_repeat` says that
    not every change of the log changes its answer.
    """

    text: str
    keys: tuple[str, ...]
    recipes: tuple[Recipe, ...]
    last_change: str
    varied: bool = False
    checks: tuple[Recipe, ...] = ()
    may_repeat: bool = False

    def values(self, request: Request) -> list[object]:
        """The bound values. Raises `BadInput` for an argument that breaks a rule."""
        for check in self.checks:
            check(request)
        return [recipe(request) for recipe in self.recipes]

    def with_last_change(self) -> "Statement":
        """The same statement, which also answers the last change under `LAST_CHANGE`."""
        text = f"{self.text}, {self.last_change}"
        return replace(self, text=text, keys=(*self.keys, LAST_CHANGE))

    def last_change_alone(self) -> "Statement":
        """A statement that answers only the last change: a few steps in an index."""
        return Statement(f"SELECT {self.last_change}", (LAST_CHANGE,), (), self.last_change)


def compile_selection(dialect: Dialect, selection: Selection, options: Options) -> Statement:
    """The statement for the root fields of one operation.

    Raises `BadInput` when an argument that is already known breaks a rule.
    """
    compiler = Compiler(dialect, options)
    columns = []
    for field in selection:
        with compiler.parameters.at(field.key):
            columns.append(dialect.document(compiler.root(field)))
    text = f"SELECT {', '.join(columns)}"
    return Statement(
        text,
        tuple(field.key for field in selection),
        tuple(compiler.parameters.recipes),
        last_change_of(dialect, text),
        compiler.parameters.varied,
        tuple(compiler.parameters.checks),
        nouns_of(text) not in (EVERY_NOUN, frozenset()),
    )


def compile_each(
    dialect: Dialect, name: str, selections: Sequence[Field], ids: Slot, most: int, options: Options
) -> Statement:
    """The statement for objects by their ids, one row for each id, in the order of the ids.

    `name` is their root member (`issue`), `ids` the place of at most `most` of them; a row has a
    column for each of `selections`: what to read of the object, which may be deleted.
    """
    compiler = Compiler(dialect, options)
    each = compiler.parameters.bind_many(Kind.ID, ids, "ids", most=most)
    source, value, position = dialect.each(each)
    columns = [
        dialect.document(
            compiler.one(LOOKUPS[name], "{t.id} = n.value", field.fields, include_deleted=True)
        )
        for field in selections
    ]
    rows = f"(SELECT {value} AS value, {position} AS position FROM {source}) AS n"
    text = f"SELECT {', '.join(columns)} FROM {rows} ORDER BY n.position"
    keys = tuple(field.key for field in selections)
    return Statement(text, keys, tuple(compiler.parameters.recipes), "")


class Compiler:
    """The state of one compilation: the bound values and the aliases in use."""

    def __init__(self, dialect: Dialect, options: Options) -> None:
        self.dialect = dialect
        self.options = options
        self.parameters = Parameters(dialect)
        numbers = count(1)
        self.filters = FilterCompiler(self.parameters, lambda: f"t{next(numbers)}")

    def root(self, field: Field) -> str:
        """The expression for one root field."""
        special: Mapping[str, Callable[[Field], str]] = {
            "node": self._node,
            "nodes": self._nodes,
            "issue_by": self._issue_by,
            "issue_metrics": lambda field: concatenate(metrics_parts(self.filters, field)),
            "issue_groups": partial(groups_sql, self.filters, self.options.leaf_format),
        }
        if field.name in special:
            return special[field.name](field)
        if field.name in LOOKUPS:
            key = self.parameters.bind(Kind.ID, field.arguments["id"], lookup_id)
            tombstone = field.arguments.get("include_deleted") is True
            return self.one(
                LOOKUPS[field.name], f"{{t.id}} = {key}", field.fields, include_deleted=tombstone
            )
        return connection_sql(self.root_connection(field))

    def root_connection(self, field: Field) -> ConnectionField:
        """The connection of all objects of a type."""
        entity = ROOT_CONNECTIONS[field.name]
        everything = Relation(entity.name, Cardinality.CONNECTION, on=EVERYTHING)
        return self.connection(entity, field, TableAlias("", self.parameters), everything)

    def object(self, entity: Entity, row: TableAlias, fields: Sequence[Field]) -> Parts:
        """The JSON of the object in `row`."""
        return object_parts(
            self.parameters, entity.name, partial(self._member, entity, row), fields
        )

    def one(
        self,
        entity: Entity,
        on: str,
        fields: Sequence[Field],
        parent: TableAlias | None = None,
        parent_is_visible: bool = False,
        include_deleted: bool = False,
    ) -> str:
        """The JSON of the one visible row for which `on` holds, or `null`."""
        row = self.filters.new_row(parent)
        text = concatenate(self.object(entity, row, fields))
        conditions = [on, *visible(entity, include_deleted, parent_is_visible)]
        where = " AND ".join(map(row.sql, conditions))
        return (
            f"coalesce((SELECT {text} FROM {entity.source} AS {row.alias} WHERE {where}), 'null')"
        )

    def connection(
        self, entity: Entity, field: Field, parent: TableAlias, relation: Relation
    ) -> ConnectionField:
        """The connection that `field` asks for, to be written by `connection_sql`."""
        return ConnectionField(
            filters=self.filters,
            options=self.options,
            write_node=self.object,
            entity=entity,
            field=field,
            parent=parent,
            relation=relation,
        )

    def _member(self, entity: Entity, row: TableAlias, field: Field) -> Parts:
        member = entity.members[field.name]
        match member:
            case Column():
                return leaf_parts(
                    self.dialect, self.options.leaf_format, member, row.sql(member.sql)
                )
            case Position():
                keys = order_keys(entity, None)
                return [Literal('"'), cursor_sql(self.dialect, entity, keys, row), Literal('"')]
            case Keys():
                return self._keys(member, row)
            case Values():
                return self._values(member, row)
            case AnyNode():
                return [self._any_node(row.sql(member.sql), field)]
            case Relation(cardinality=Cardinality.ONE):
                target = ENTITIES[member.target]
                return [
                    self.one(
                        target, member.on, field.fields, row, member.inherits, member.deleted_too
                    )
                ]
            case Relation(cardinality=Cardinality.LIST):
                return self._list(member, row, field)
            case _:
                target = ENTITIES[member.target]
                return [connection_sql(self.connection(target, field, row, member))]

    def _keys(self, keys: Keys, row: TableAlias) -> Parts:
        item = self.filters.new_row(row)
        names = self.dialect.join(self.dialect.json_text(item.sql(KEY.sql)))
        source = self.dialect.keys_source(row.sql(keys.sql), item.alias)
        return [Literal("["), f"(SELECT {names} FROM {source})", Literal("]")]

    def _values(self, values: Values, row: TableAlias) -> Parts:
        item = self.filters.new_row(row)
        x = item.sql(values.column.sql)
        rows = (
            f"SELECT {x} AS value FROM {values.table} AS {item.alias}"
            f" WHERE {item.sql(values.on)} ORDER BY {item.sql(values.order)}"
        )
        text = self.dialect.join(self.dialect.json_text("v.value"))
        return [Literal("["), f"(SELECT {text} FROM ({rows}) AS v)", Literal("]")]

    def _list(self, relation: Relation, parent: TableAlias, field: Field) -> Parts:
        entity = ENTITIES[relation.target]
        inner, source = self.filters.joined(relation, parent)
        outer = TableAlias(inner.alias, self.parameters, parent)
        with self.parameters.at(0):
            text = self.dialect.join(concatenate(self.object(entity, outer, field.fields)))
        columns = ", ".join(f"{outer.alias}.{name}" for name in outer.used) or "1 AS one"
        given = field.arguments.get("filter")
        if given:
            source += f" AND {self.filters.condition(entity, inner, given)}"
        order = inner.sql(relation.order or "{t.id}")
        rows = f"(SELECT {columns} FROM {source} ORDER BY {order}) AS {outer.alias}"
        return [Literal("["), f"(SELECT {text} FROM {rows})", Literal("]")]

    def _any_node(self, key: str, field: Field) -> str:
        """The object with the id `key`, an SQL expression, whatever its type; or `null`."""
        found = [
            f"nullif({self.one(entity, f'{{t.id}} = {key}', field.variants[entity.name])}, 'null')"
            for entity in NODES
        ]
        return f"coalesce({', '.join(found)}, 'null')"

    def _node(self, field: Field) -> str:
        return self._any_node(
            self.parameters.bind(Kind.ID, field.arguments["id"], lookup_id), field
        )

    def _issue_by(self, field: Field) -> str:
        """The issue that the one member of `by` names."""
        ((name, value),) = cast(Mapping[str, object], field.arguments["by"]).items()
        member = cast(Column, ISSUE.members[name])
        convert = lookup_id if member.kind is Kind.ID else conversion(member.kind, f"by.{name}")
        key = self.parameters.bind(member.kind, value, convert)
        return self.one(ISSUE, f"{member.sql} = {key}", field.fields)

    def _nodes(self, field: Field) -> str:
        """One object or `null` for each id, in the order of the ids."""
        given = field.arguments["ids"]
        ids = self.parameters.bind_many(Kind.ID, given, "ids", lookup_id, MOST_IDS)
        source, value, position = self.dialect.each(ids)
        with self.parameters.at(0):
            text = self.dialect.join(self._any_node("n.value", field))
        rows = f"(SELECT {value} AS value FROM {source} ORDER BY {position}) AS n"
        return f"(SELECT '[' || {text} || ']' FROM {rows})"
