"""Generated arguments: values of any input type, written as literals, as variables, or as both."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)

from tests.generated.choices import Choices
from tests.generated.texts import ZONES, moment, text_or_empty
from tests.reference.rows import Data, Row

TABLES = {
    name.title(): name for name in ("issue", "comment", "file", "attachment", "session", "change")
}
COLUMNS = {"issue_session": (), "issue_attachment": (), "comment_attachment": ()}
"""Tables without texts."""

UNKNOWN_ID = "00000000-0000-4000-8000-00000000000f"


@dataclass
class Variables:
    """The variables of one operation: their definitions and their JSON values."""

    definitions: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, kind: str, value: Any, default: str | None = None) -> str:
        """Define a variable; with a `default`, `value` is left out."""
        name = f"v{len(self.definitions)}"
        self.definitions[name] = kind if default is None else f"{kind} = {default}"
        if default is None:
            self.values[name] = value
        return f"${name}"

    def missing(self, kind: str) -> str:
        """Define a variable that gets no value."""
        name = f"v{len(self.definitions)}"
        self.definitions[name] = kind
        return f"${name}"


class Values:
    """Values of input types that have something to do with the data."""

    def __init__(self, choices: Choices, data: Data) -> None:
        self.choices = choices
        tables: Sequence[list[Row]] = [rows for rows in vars(data).values() if rows]
        self.ids = [row["id"] for rows in tables for row in rows if "id" in row]
        self.columns: dict[str, list[str]] = {}
        for table, rows in vars(data).items():
            for name in COLUMNS.get(table, rows[0] if rows else ()):
                texts = sorted({row[name] for row in rows if isinstance(row[name], str)})
                self.columns[f"{table}.{name}"] = texts
        self.texts = sorted({text for texts in self.columns.values() for text in texts})
        self.near = self.texts

    def of(self, kind: GraphQLInputType, depth: int) -> Any:
        """A JSON value of the type; `depth` bounds how deep filters nest."""
        if isinstance(kind, GraphQLNonNull):
            return self.of(kind.of_type, depth)
        if isinstance(kind, GraphQLList):
            return [self.of(kind.of_type, depth) for _ in range(self.choices.up_to(2))]
        if isinstance(kind, GraphQLEnumType):
            return self.choices.pick(tuple(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, depth)
        return {
            "ID": self.id,
            "Int": lambda: self.choices.up_to(4, least=-1),
            "SafeInt": lambda: self.choices.pick((0, 1, 2, 2**31, 2**53 - 1, -1)),
            "Boolean": lambda: self.choices.pick((True, False)),
            "DateTimeOrDuration": lambda: moment(self.choices),
            "String": self.text,
        }[get_named_type(kind).name]()

    def id(self) -> str:
        found = str(self.choices.pick([*self.ids, UNKNOWN_ID]))
        return found.upper() if self.choices.rarely(8) else found

    def text(self) -> str:
        """A text of the column in question or a part of one, in any case; or any text."""
        near = self.near or self.texts
        if not near or self.choices.rarely(8):
            return text_or_empty(self.choices)
        text = self.choices.pick(near)
        if self.choices.rarely(2):
            start = self.choices.up_to(len(text))
            text = text[start : self.choices.up_to(len(text), least=start)]
        return self.choices.pick((text, text, text.swapcase(), unicodedata.normalize("NFD", text)))

    def _object(self, kind: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        if kind.name.endswith("By"):  # exactly one member
            name = self.choices.pick(tuple(kind.fields))
            self.near = self._column(TABLES[kind.name.removesuffix("By")], name)
            return {name: self.of(kind.fields[name].type, depth)}
        required = [name for name, item in kind.fields.items() if _required(item.type)]
        possible = [
            name
            for name, item in kind.fields.items()
            if name not in required and (depth > 0 or not _nests(item.type))
        ]
        if "search" in kind.fields and self.choices.rarely(4):
            self.near = self.texts
            return {"search": self.text()}
        chosen = [*required, *self.choices.some(possible, 0 if required else depth > 0, 2)]
        value: dict[str, Any] = {}
        for name in chosen:
            item = kind.fields[name].type
            nested = depth - 1 if _nests(item) else depth
            is_filter = isinstance(get_named_type(item), GraphQLInputObjectType)
            if name not in required and is_filter and self.choices.rarely(20):
                value[name] = None  # as good as left out
            else:
                if kind.name.removesuffix("Filter") in TABLES:
                    self.near = self._column(TABLES[kind.name.removesuffix("Filter")], name)
                is_zone = name == "timeZone"
                value[name] = self.choices.pick(ZONES) if is_zone else self.of(item, nested)
        return value

    def _column(self, table: str, name: str) -> list[str]:
        """The texts that a filter's field is about."""
        if name in ("tags", "reactions"):
            return self.columns.get({"tags": "issue_tag.name"}.get(name, "reaction.emoji"), [])
        snake = "".join(f"_{char.lower()}" if char.isupper() else char for char in name)
        return self.columns.get(f"{table}.{snake}", self.texts)


class Writer:
    """Writes values into the text of an operation, now and then by way of a variable."""

    def __init__(self, choices: Choices, variables: Variables) -> None:
        self.choices = choices
        self.variables = variables

    def write(self, kind: GraphQLInputType, value: Any) -> str:
        if self.choices.rarely(6):
            default = literal(kind, value) if self.choices.rarely(4) else None
            return self.variables.add(str(kind), value, default)
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        if isinstance(kind, GraphQLInputObjectType) and isinstance(value, Mapping):
            return self._object(kind, value)
        if isinstance(kind, GraphQLList) and isinstance(value, list):
            if len(value) == 1 and self.choices.rarely(4):
                return literal(kind.of_type, value[0])  # a list of one may be written without []
            return f"[{', '.join(self.write(kind.of_type, item) for item in value)}]"
        return literal(kind, value)

    def _object(self, kind: GraphQLInputObjectType, value: Mapping[str, Any]) -> str:
        members = [f"{name}: {self.write(kind.fields[name].type, v)}" for name, v in value.items()]
        optional = [
            name
            for name, item in kind.fields.items()
            if name not in value and not isinstance(item.type, GraphQLNonNull)
        ]
        if optional and not kind.name.endswith("By") and self.choices.rarely(15):
            name = self.choices.pick(optional)
            members.append(f"{name}: {self.variables.missing(str(kind.fields[name].type))}")
        return f"{{{', '.join(members)}}}"


def literal(kind: GraphQLInputType, value: Any) -> str:
    """A value in the syntax of GraphQL."""
    if isinstance(kind, GraphQLNonNull):
        return literal(kind.of_type, value)
    if value is None:
        return "null"
    if isinstance(kind, GraphQLList):
        return f"[{', '.join(literal(kind.of_type, item) for item in value)}]"
    if isinstance(kind, GraphQLInputObjectType):
        members = (f"{name}: {literal(kind.fields[name].type, v)}" for name, v in value.items())
        return f"{{{', '.join(members)}}}"
    return str(value) if isinstance(kind, GraphQLEnumType) else json.dumps(value)


def _required(kind: GraphQLInputType) -> bool:
    return isinstance(kind, GraphQLNonNull)


def _nests(kind: GraphQLInputType) -> bool:
    """Whether values of the type hold filters of objects."""
    named = get_named_type(kind)
    return isinstance(named, GraphQLInputObjectType) and (
        {"and", "some"} & named.fields.keys() != set()
    )
