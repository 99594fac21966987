"""Schema coordinates of validation errors and of deprecated uses.

Source: GraphQL specification, September 2025, appendix "Schema Coordinates": `Issue.title`,
`Query.issues(first:)`, `IssueFilter.owner`, `IssueStatus.OPEN`, `@include(if:)`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import cast

from graphql import (
    SKIP,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLSchema,
    ListValueNode,
    Location,
    NamedTypeNode,
    Node,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    TypeInfo,
    ValueNode,
    Visitor,
    VisitorAction,
    get_named_type,
    parse,
    type_from_ast,
    validate,
)
from graphql.utilities.validate_input_value import validate_input_literal
from graphql.validation import NoDeprecatedCustomRule, ValuesOfCorrectTypeRule

from resolvers.document.walk import NAMES, Selections, Walk

DEPRECATED = (NoDeprecatedCustomRule,)
LONGEST = 500
"""Maximum characters of a coordinate in an error: unknown names may have any length."""


def located(
    schema: GraphQLSchema, document: DocumentNode, errors: Sequence[GraphQLError]
) -> list[GraphQLError]:
    """Add to errors the coordinate of the schema element that they concern.

    The coordinate goes into the extensions, and into the message unless the message names the
    element already. A very long coordinate is left out of both: the message has the name, and
    repeating it would make the answer three times the size of the document.
    """
    nodes = [node for error in errors for node in error.nodes or ()]
    finder = CoordinateFinder(TypeInfo(schema), (node.loc.start for node in nodes if node.loc))
    Walk(finder.type_info, [finder], finder.around).visit(document)
    return [_located(error, finder) for error in errors]


def _located(error: GraphQLError, finder: "CoordinateFinder") -> GraphQLError:
    named = (finder.coordinate(node, error.message) for node in error.nodes or ())
    found = next((coordinate for coordinate in named if coordinate), None)
    if found is None or len(found) > LONGEST:
        return error
    message = error.message if found in error.message else f"{error.message} ({found})"
    extensions = {**(error.extensions or {}), "coordinate": found}
    return GraphQLError(message, error.nodes, extensions=extensions)


class LocatedValuesRule(ValuesOfCorrectTypeRule):
    """`ValuesOfCorrectTypeRule`, with a location also for what a scalar of ours refuses."""

    def is_valid_value_node(
        self, node: ValueNode, input_type: GraphQLInputType | None
    ) -> VisitorAction:
        """Report the errors of a literal, each at the value within it that is wrong."""

        def report(error: GraphQLError, path: list[str | int]) -> None:
            self.report_error(
                error if error.nodes else GraphQLError(error.message, _at(node, path))
            )

        if input_type:
            hide = self.context.hide_suggestions
            validate_input_literal(node, input_type, report, None, None, hide)
        return SKIP


def _at(node: ValueNode, path: Sequence[str | int]) -> ValueNode:
    """Return the value at a path of members and indexes; a single value may stand for a list."""
    for step in path:
        if isinstance(node, ObjectValueNode):
            node = next(field.value for field in node.fields if field.name.value == step)
        elif isinstance(node, ListValueNode):
            node = node.values[int(step)]
    return node


@lru_cache(maxsize=1000)
def deprecated_in(schema: GraphQLSchema, text: str) -> frozenset[str]:
    """Return the coordinates of what is deprecated and used in a valid document."""
    document = parse(text)
    errors = located(schema, document, validate(schema, document, DEPRECATED))
    return frozenset(str((error.extensions or {}).get("coordinate")) for error in errors)


def deprecated_among(
    schema: GraphQLSchema, operation: OperationDefinitionNode, given: Mapping[str, object]
) -> frozenset[str]:
    """Return the coordinates of what is deprecated and used in the variables of an operation."""
    found: set[str] = set()
    for definition in operation.variable_definitions or ():
        kind = type_from_ast(schema, definition.type)
        _look(cast(GraphQLInputType, kind), given.get(definition.variable.name.value), found)
    return frozenset(found)


def _look(kind: GraphQLInputType, value: object, found: set[str]) -> None:
    named = get_named_type(kind)
    if isinstance(value, list):
        for item in value:
            _look(kind, item, found)
    elif isinstance(named, GraphQLEnumType):
        member = named.values.get(str(value))
        if member is not None and member.deprecation_reason is not None:
            found.add(f"{named.name}.{value}")
    elif isinstance(named, GraphQLInputObjectType) and isinstance(value, dict):
        for name in value.keys() & named.fields.keys():
            if named.fields[name].deprecation_reason is not None:
                found.add(f"{named.name}.{name}")
            _look(named.fields[name].type, value[name], found)


class CoordinateFinder(Visitor):
    """Records the coordinate of each node of a document, or of its nearest ancestor.

    Selections that do not hold one of `places`, which are offsets in the text, are left out.
    """

    def __init__(self, type_info: TypeInfo, places: Iterable[int]) -> None:
        super().__init__()
        self.type_info = type_info
        self._places = sorted(places)
        self._found: dict[int, str] = {}
        self._unknown: dict[int, dict[str, str]] = {}
        self._around: list[str | None] = [None]

    def coordinate(self, node: Node, message: str) -> str | None:
        """Return the coordinate of a node; for an input object, of the member in the message."""
        for name, found in self._unknown.get(id(node), {}).items():
            if f"'{name}'" in message:
                return found
        return self._found.get(id(node))

    def enter(self, node: Node, *_: object) -> None:
        """Note it."""
        found = self._of(node) or self._around[-1]
        self._around.append(found)
        if found is not None:
            self._found[id(node)] = found
            for name in NAMES:
                self._found[id(getattr(node, name, None))] = found

    def around(self, selections: Selections) -> Iterable[SelectionNode]:
        """The selections that hold one of the places."""
        return (node for node in selections if node.loc is None or self._hold(node.loc))

    def _hold(self, loc: Location) -> bool:
        index = bisect_left(self._places, loc.start)
        return index < len(self._places) and self._places[index] < loc.end

    def leave(self, *_: object) -> None:
        """Go back to what it is part of."""
        self._around.pop()

    def _of(self, node: Node) -> str | None:
        info = self.type_info
        match node:
            case FieldNode():
                parent = info.get_parent_type()
                return f"{parent.name}.{node.name.value}" if parent else None
            case ArgumentNode():
                return self._of_argument(node)
            case ObjectFieldNode():
                within = info.get_parent_input_type()
                return f"{get_named_type(within).name}.{node.name.value}" if within else None
            case EnumValueNode():
                kind = info.get_input_type()
                return f"{get_named_type(kind).name}.{node.value}" if kind else None
            case ObjectValueNode():
                self._look_for_unknown(node)
            case NamedTypeNode():
                return node.name.value
            case DirectiveNode():
                return f"@{node.name.value}"
        return None

    def _of_argument(self, node: ArgumentNode) -> str | None:
        info = self.type_info
        directive = info.get_directive()
        if directive:
            return f"@{directive.name}({node.name.value}:)"
        parent, field = info.get_parent_type(), info.get_field_def()
        for name, each in getattr(parent, "fields", {}).items():
            if each is field and parent:
                return f"{parent.name}.{name}({node.name.value}:)"
        return None

    def _look_for_unknown(self, node: ObjectValueNode) -> None:
        kind = get_named_type(self.type_info.get_input_type())
        if isinstance(kind, GraphQLInputObjectType):
            names = [field.name.value for field in node.fields]
            unknown = {name: f"{kind.name}.{name}" for name in names if name not in kind.fields}
            self._unknown[id(node)] = unknown
