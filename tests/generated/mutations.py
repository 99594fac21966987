"""Mutations made from the schema: any of them, with inputs that are mostly good, on given rows."""

import json
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from tests.generated.choices import Choices
from tests.generated.texts import text
from tests.reference.rows import Data

UNKNOWN = "00000000-0000-4000-8000-000000000000"
SOURCES = {
    **{name: name for name in ("issue", "comment", "file", "attachment", "session", "webhook")},
    "deliver": "webhook_delivery",
}
"""Tables by a word in the name of a mutation or of a field."""

SECRET = "whsec_" + "Zm9v" * 8
EMOJI = ("👍", "❤️", "❤", ":+1:", "LGTM")
DEPTH = 2
"""Levels of objects in a payload that are read."""


class Mutations:
    """Makes mutations for `data`: ids are those of its rows, of the right kind by the name."""

    def __init__(self, schema: GraphQLSchema, choices: Choices, data: Data) -> None:
        assert schema.mutation_type is not None
        self.schema = schema
        self.root = schema.mutation_type
        self.choices = choices
        self.data = data

    def variables(self, name: str) -> dict[str, Any]:
        """An input for the mutation `name`, as variables of `document`."""
        kind = self.root.fields[name].args["input"].type
        named = get_named_type(kind)
        assert isinstance(named, GraphQLInputObjectType)
        given = self._object(named, name)
        if {"ids", "filter"} <= named.fields.keys() and not self.choices.rarely(4):
            given = {
                **given,
                "ids": None,
                "filter": None,
                "expectedCount": None,
                **self._targets(name),
            }
        return {"input": {key: value for key, value in given.items() if key != "dryRun"}}

    def document(self, name: str) -> str:
        """The mutation `name` with all leaves of its payload."""
        field = self.root.fields[name]
        payload = get_named_type(field.type)
        assert isinstance(payload, GraphQLObjectType)
        kind = field.args["input"].type
        return f"mutation ($input: {kind}) {{ {name}(input: $input) {selected(payload, DEPTH)} }}"

    def _object(self, kind: GraphQLInputObjectType, mutation: str) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, field in kind.fields.items():
            required = isinstance(field.type, GraphQLNonNull)
            if name == "clientMutationId" or (not required and self.choices.rarely(2)):
                continue
            value = self._value(field.type, name, mutation)
            if value is not None or not required:
                given[name] = value
        return given

    def _targets(self, mutation: str) -> dict[str, Any]:
        """Issues of a bulk mutation, by their ids or by a filter with its true count."""
        restores = mutation.startswith("restore")
        ids = [row["id"] for row in self.data.issue if (row["deleted_at"] is not None) == restores]
        if not ids or self.choices.pick((True, False)):
            return {"filter": {}, "expectedCount": len(ids)}
        return {"ids": self.choices.some(ids, least=1, most=3)}

    def _value(self, kind: GraphQLInputType, name: str, mutation: str) -> Any:
        if isinstance(kind, GraphQLNonNull):
            return self._value(kind.of_type, name, mutation)
        if isinstance(kind, GraphQLList):
            sizes = range(self.choices.up_to(3))
            return [self._value(kind.of_type, name, mutation) for _ in sizes]
        if isinstance(kind, GraphQLInputObjectType):
            return {} if kind.name.endswith("Filter") else self._object(kind, mutation)
        if isinstance(kind, GraphQLEnumType):
            return self.choices.pick(list(kind.values))
        match kind.name:
            case "ID":
                return self._id(name, mutation)
            case "Int":
                return self.choices.up_to(3, least=1)
            case "Boolean":
                return self.choices.pick((True, False))
            case "JSON":
                return {"text": text(self.choices)}
            case "String" if name == "emoji":
                return self.choices.pick(EMOJI)
            case "String" if "tags" in name.lower() and self.data.issue_tag:
                return self.choices.pick(self.data.issue_tag)["name"]
            case "String" if name == "url":
                return "https://example.com/hook"
            case "String" if name == "secret":
                return SECRET
            case "String":
                return text(self.choices)
            case _:
                return None

    def _id(self, name: str, mutation: str) -> str:
        wanted = mutation.lower() if name in ("id", "ids") else name.lower()
        tables = [table for word, table in SOURCES.items() if word in wanted] or ["issue"]
        rows = [row for table in tables[:1] for row in getattr(self.data, table)]
        return UNKNOWN if not rows or self.choices.rarely(8) else self.choices.pick(rows)["id"]


def needs_files(root: GraphQLObjectType, name: str) -> bool:
    """Whether a mutation has bytes in its input, which cannot be made up here."""
    kind = get_named_type(root.fields[name].args["input"].type)
    assert isinstance(kind, GraphQLInputObjectType)
    return any(
        isinstance(field.type, GraphQLNonNull) and str(get_named_type(field.type)) == "Upload"
        for field in kind.fields.values()
    )


def selected(kind: GraphQLObjectType, depth: int) -> str:
    """All leaves of an object, and of the objects and lists below it."""
    parts = []
    for name, field in kind.fields.items():
        if any(isinstance(argument.type, GraphQLNonNull) for argument in field.args.values()):
            continue
        target = get_named_type(field.type)
        if is_leaf_type(target):
            parts.append(name)
        elif isinstance(target, GraphQLObjectType) and depth:
            page = f"({json.dumps('first')[1:-1]}: 2)" if "first" in field.args else ""
            parts.append(f"{name}{page} {selected(target, depth - 1)}")
    return "{ __typename " + " ".join(parts) + " }"
