"""Valid operations, made from the schema alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLAbstractType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from tests.generated.choices import Choices
from tests.generated.values import Values, Variables, Writer, literal
from tests.reference.relations import World
from tests.reference.rows import Data, Row, Rows

DEPTH = 3
NOT_EVALUATED = frozenset(
    {"webhook", "webhooks", "attachmentText", "attachmentTail", "attachmentGrep", "downloadKey"}
)
"""The fields that the reference evaluator does not answer."""

TYPENAME = "__typename"


@dataclass(frozen=True)
class Cursor:
    """A cursor that an operation needs: the place of `row` in the order written as `order`."""

    row: Row
    order: str


@dataclass(frozen=True)
class Operation:
    """A document with one operation; `@0@`, `@1@` ... stand for its cursors."""

    text: str
    variables: Mapping[str, Any]
    cursors: tuple[Cursor, ...]

    def with_cursors(self, tokens: list[str]) -> tuple[str, Mapping[str, Any]]:
        """The document and its variables with real cursors."""
        text, variables = self.text, json.dumps(self.variables)
        for number, token in enumerate(tokens):
            text = text.replace(f"@{number}@", token)
            variables = variables.replace(f"@{number}@", token)
        return text, json.loads(variables)

    def __repr__(self) -> str:
        return f"\n{self.text}\nvariables: {json.dumps(self.variables)}\ncursors: {self.cursors}\n"


def operation(choices: Choices, schema: GraphQLSchema, world: World) -> Operation:
    """A valid query on the rows of `world`."""
    return _Maker(choices, schema, world).operation()


@dataclass
class _Part:
    """One selection: a field or a fragment."""

    head: str
    body: list["_Part"] = field(default_factory=list)
    type: GraphQLNamedType | None = None

    def write(self, indent: str = "  ") -> str:
        inner = "".join(part.write(indent + "  ") for part in self.body)
        return f"{indent}{self.head}" + (f" {{\n{inner}{indent}}}\n" if self.body else "\n")


class _Maker:
    def __init__(self, choices: Choices, schema: GraphQLSchema, world: World) -> None:
        self.schema = schema
        self.choices = choices
        self.variables = Variables()
        self.values = Values(self.choices, world.data)
        self.writer = Writer(self.choices, self.variables)
        self.fragments: dict[str, tuple[str, str, str]] = {}
        self.cursors: list[Cursor] = []
        self.aliases = 0
        self.rows: Mapping[str, Rows] = _rows_by_type(world)

    def operation(self) -> Operation:
        root = self.schema.query_type
        assert root is not None
        body = "".join(part.write() for part in self.selections(root, DEPTH))
        definitions = ", ".join(f"${k}: {v}" for k, v in self.variables.definitions.items())
        head = f"query Generated({definitions})" if definitions else "query"
        fragments = "".join(text for _, _, text in self.fragments.values())
        return Operation(
            f"{head} {{\n{body}}}\n{fragments}", self.variables.values, tuple(self.cursors)
        )

    def selections(self, kind: GraphQLNamedType, depth: int, suffix: str = "") -> list[_Part]:
        """Selections on a value of `kind`.

        `suffix` makes response names differ where objects of several types share a place.
        """
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            return self._variants(kind, depth)
        assert isinstance(kind, GraphQLObjectType)
        possible = [
            name
            for name, item in kind.fields.items()
            if (depth > 0 or _is_shallow(item)) and name not in NOT_EVALUATED
        ]
        names = self.choices.some(possible, 1, 4 if depth > 1 else 3)
        parts = [self.field(kind, name, depth, suffix) for name in names]
        if self.choices.rarely(6):
            parts.append(_Part(f"{self._alias()}: {TYPENAME}"))
        if self.choices.rarely(4):
            parts = self._scattered(kind, parts, depth, suffix)
        return parts

    def field(self, kind: GraphQLObjectType, name: str, depth: int, suffix: str) -> _Part:
        definition = kind.fields[name]
        arguments = self._arguments(definition, name)
        target = get_named_type(definition.type)
        # The same name may only be used twice where type and arguments are the same.
        if arguments or self.choices.rarely(8):
            head = f"{self._alias()}: {name}{arguments}"
        else:
            head = f"{name}{suffix}: {name}" if suffix else name
        head += self._directives()
        body: list[_Part] = []
        if not is_leaf_type(target):
            structural = target.name.endswith(("Connection", "Edge")) or name == "node"
            body = self.selections(target, depth if structural else depth - 1)
        return _Part(head, body, target)

    def _scattered(
        self, kind: GraphQLObjectType, parts: list[_Part], depth: int, suffix: str
    ) -> list[_Part]:
        """The same selections and more of their kind, in fragments that must be merged again."""
        repeated = [
            _Part(part.head, self.selections(part.type, depth - 1), part.type)
            for part in parts
            if part.type and part.body and self.choices.rarely(2) and depth > 0
        ]
        moved = [part for part in parts if self.choices.rarely(2)] + repeated
        rest = [part for part in parts if not any(part is other for other in moved)]
        if not moved:
            return parts
        style = self.choices.pick(("inline", "plain", "named", "node"))
        if style == "named":
            spread = self._named(kind, moved, suffix)
        elif style == "plain":
            spread = _Part(f"...{self._directives()}", moved)
        else:
            spread = _Part(f"... on {kind.name}{self._directives()}", moved)
        extra = []
        if style == "node" and kind.interfaces:
            extra = [_Part("... on Node", [_Part(f"id{suffix}: id"), _Part(f"kind: {TYPENAME}")])]
        return [*extra, spread, *rest] if self.choices.rarely(2) else [*rest, spread, *extra]

    def _named(self, kind: GraphQLObjectType, parts: list[_Part], suffix: str) -> _Part:
        same = [
            name
            for name, (on, where, _) in self.fragments.items()
            if on == kind.name and where == suffix
        ]
        if same and self.choices.rarely(2):
            return _Part("...", [*parts, _Part(f"...{self.choices.pick(same)}")])
        name = f"F{len(self.fragments)}"
        body = "".join(part.write() for part in parts)
        self.fragments[name] = (kind.name, suffix, f"fragment {name} on {kind.name} {{\n{body}}}\n")
        return _Part(f"...{name}{self._directives()}")

    def _variants(self, kind: GraphQLAbstractType, depth: int) -> list[_Part]:
        parts = [_Part(TYPENAME)]
        if isinstance(kind, GraphQLInterfaceType):
            parts.append(_Part("id"))
        possible = self.schema.get_possible_types(kind)
        for target in self.choices.some([item.name for item in possible], 1, 3):
            chosen = self.schema.type_map[target]
            inner = self.selections(chosen, depth, suffix=target)
            parts.append(_Part(f"... on {target}{self._directives()}", inner))
        return parts

    def _directives(self) -> str:
        if not self.choices.rarely(10):
            return ""
        name = self.choices.pick(("include", "skip"))
        value = self.choices.pick((True, False))
        condition = json.dumps(value)
        if self.choices.rarely(2):
            condition = self.variables.add("Boolean!", value)
        return f" @{name}(if: {condition})"

    def _arguments(self, definition: GraphQLField, name: str) -> str:
        given: dict[str, str] = {}
        if "first" in definition.args:
            target = get_named_type(definition.type).name.removesuffix("Connection")
            given = self._page(definition, target)
        for argument, item in definition.args.items():
            wanted = argument in ("id", "ids", "by") or (
                argument in ("filter", "includeDeleted", "limit") and self.choices.rarely(2)
            )
            if wanted:
                value = self.values.of(item.type, depth=2)
                if argument == "by":
                    value = value or ["STATUS"]
                elif argument == "includeDeleted":
                    value = value or self.choices.rarely(2)
                elif argument == "limit":
                    value = max(value, 0)
                given[argument] = self.writer.write(item.type, value)
            elif argument == "filter" and self.choices.rarely(15):
                given[argument] = self.variables.missing(str(item.type))
        if not given:
            return ""
        written = ", ".join(f"{key}: {text}" for key, text in given.items())
        return f"({written})"

    def _page(self, definition: GraphQLField, target: str) -> dict[str, str]:
        """The arguments that choose a page; those that contradict each other never meet."""
        given: dict[str, str] = {}
        order = ""
        if "orderBy" in definition.args and self.choices.rarely(2):
            kind = definition.args["orderBy"].type
            value = self.values.of(kind, depth=0)
            order = literal(kind, value)
            given["orderBy"] = self.writer.write(kind, value)
        size = self.choices.pick((None, "first", "first", "last"))
        if size in definition.args:
            value = None if self.choices.rarely(12) else self.choices.up_to(4)
            given[size] = self.writer.write(definition.args[size].type, value)
        if size != "last" and "offset" in definition.args and self.choices.rarely(4):
            value = self.choices.up_to(3)
            given["offset"] = self.writer.write(definition.args["offset"].type, value)
        for bound in ("after", "before"):
            if bound in definition.args and self.rows[target] and self.choices.rarely(4):
                token = f"@{len(self.cursors)}@"
                self.cursors.append(Cursor(self.choices.pick(self.rows[target]), order))
                given[bound] = self.writer.write(definition.args[bound].type, token)
        return given

    def _alias(self) -> str:
        self.aliases += 1
        return f"a{self.aliases}"


def _is_shallow(item: GraphQLField) -> bool:
    target = get_named_type(item.type)
    return is_leaf_type(target) or target.name == "PageInfo"


def _rows_by_type(world: World) -> Mapping[str, Rows]:
    """The rows that cursors may stand for."""
    data: Data = world.data
    return {
        "Issue": world.issues(include_deleted=True),
        "Comment": world.comments(include_deleted=True),
        "File": world.files(),
        "Attachment": world.attachments(),
        "Session": world.sessions(),
        "Change": data.change,
    }
