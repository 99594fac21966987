"""The step from the GraphQL syntax tree to a `Selection`.

Follows "CollectFields" and "Field Selection Merging" of the GraphQL specification (section 6.3).
The operation must be valid. A rule that only variables can break is checked here and raises
`OperationError` (BAD_USER_INPUT).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLError,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    GraphQLUnionType,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    value_from_ast,
)

from db.query.selection import Field, Selection
from resolvers.errors import ErrorCode, OperationError

Variables = dict[str, object]


@cache
def snake(name: str) -> str:
    """The Python name of a GraphQL name: `createdAt` -> `created_at`; `__typename` stays."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def snake_keys(value: object) -> object:
    """An input object with Python names, through all its levels."""
    if isinstance(value, dict):
        return {snake(key): snake_keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [snake_keys(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class SelectionReader:
    """Reads the selections of one operation with the values of its variables.

    A `Slot` stands for a value that is bound later; booleans are always known.
    """

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Variables

    def fields(
        self, parent: GraphQLObjectType, selection_sets: Sequence[SelectionSetNode]
    ) -> dict[str, list[FieldNode]]:
        """The fields selected on an object of the type `parent`, by response key, in order."""
        found: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for selection_set in selection_sets:
            for node in self._flat(parent, selection_set, visited):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
        return found

    def read(
        self, parent: GraphQLObjectType, selection_sets: Sequence[SelectionSetNode]
    ) -> Selection:
        """The merged selection on an object of the type `parent`."""
        return tuple(
            self.field(parent, key, nodes)
            for key, nodes in self.fields(parent, selection_sets).items()
        )

    def field(self, parent: GraphQLObjectType, key: str, nodes: Sequence[FieldNode]) -> Field:
        """One field of `parent`, merged from all places that select it under `key`."""
        name = nodes[0].name.value
        if name == "__typename":
            return Field(key, name)
        definition = parent.fields[name]
        arguments = {
            snake(argument): snake_keys(value)
            for argument, value in self.arguments(definition, nodes[0]).items()
        }
        selection_sets = [node.selection_set for node in nodes if node.selection_set]
        target = get_named_type(definition.type)
        if isinstance(target, GraphQLObjectType):
            return Field(key, snake(name), arguments, self.read(target, selection_sets))
        if isinstance(target, GraphQLInterfaceType | GraphQLUnionType):
            variants = {
                possible.name: self.read(possible, selection_sets)
                for possible in self.schema.get_possible_types(target)
            }
            return Field(key, snake(name), arguments, variants=variants)
        return Field(key, snake(name), arguments)

    def arguments(self, definition: GraphQLField, node: FieldNode) -> Variables:
        """The arguments given to a field, by their GraphQL names; those left out are missing."""
        given: Variables = {}
        for argument in node.arguments or ():
            name, value = argument.name.value, argument.value
            if isinstance(value, VariableNode) and value.name.value not in self.variables:
                continue
            given[name] = self._value(value, definition.args[name].type)
        return given

    def _value(self, node: ValueNode, kind: GraphQLInputType) -> object:
        """The value of an argument that uses a variable where null is not allowed.

        Validation accepts a nullable variable with a default value there (specification, 5.8.5),
        but a request can still set it to null (6.4.1).
        """
        value = value_from_ast(node, kind, self.variables)
        if value is Undefined:
            raise OperationError(
                ErrorCode.BAD_USER_INPUT,
                [GraphQLError(f"A variable must not be null in this {kind}.", node)],
            )
        return value

    def _flat(
        self, parent: GraphQLObjectType, selection_set: SelectionSetNode, visited: set[str]
    ) -> Iterator[FieldNode]:
        for node in selection_set.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition.name.value if node.type_condition else None
                if condition is None or self._applies(condition, parent):
                    yield from self._flat(parent, node.selection_set, visited)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in visited:
                visited.add(node.name.value)
                fragment = self.fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, parent):
                    yield from self._flat(parent, fragment.selection_set, visited)

    def _applies(self, condition: str, parent: GraphQLObjectType) -> bool:
        if condition == parent.name:
            return True
        wanted = self.schema.type_map[condition]
        return isinstance(wanted, GraphQLAbstractType) and self.schema.is_sub_type(wanted, parent)

    def _included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            for definition, wanted in (
                (GraphQLSkipDirective, False),
                (GraphQLIncludeDirective, True),
            ):
                if directive.name.value == definition.name:
                    (condition,) = directive.arguments or ()
                    kind = definition.args["if"].type
                    if self._value(condition.value, kind) is not wanted:
                        return False
        return True
