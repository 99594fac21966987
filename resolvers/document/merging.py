"""The rule that fields with one response key can be merged, checked in linear time.

graphql-core's own rule compares every two fields of a name with each other, and is busy for a
second with a document of 6 KB. Here they are compared with the first of them, level by level.
Sources: GraphQL specification, section 5.3.2; Simon Adameit's algorithm, as in graphql-java.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    print_ast,
)

ADVICE = "Use different aliases on the fields to fetch both if this was intentional."


class _Found(NamedTuple):
    """A field where it is written: in a selection of `parent`, as a value of `type`."""

    node: FieldNode
    parent: GraphQLNamedType
    type: GraphQLOutputType


def conflicts(schema: GraphQLSchema, document: DocumentNode) -> Iterator[GraphQLError]:
    """One error for each response key that stands for different fields.

    The document must be valid otherwise: without fragments in circles and unknown fields.
    """
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    merging = _Merging(schema, fragments)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            root = schema.get_root_type(node.operation)
            assert root is not None
            yield from merging.check(merging.below([(root, node.selection_set)]), whole=True)


class _Merging:
    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode]
    ) -> None:
        self._schema = schema
        self._fragments = fragments

    def check(
        self, fields: Mapping[str, Sequence[_Found]], *, whole: bool
    ) -> Iterator[GraphQLError]:
        """Compare the fields of each response key; without `whole`, only their shapes."""
        for key, group in fields.items():
            if not _same_shape(group):
                yield _conflict(key, "they return conflicting types", group)
                continue
            parts = list(_meeting(group)) if whole else [group]
            if len(parts) > 1:
                # The fields never belong to one object: only their shapes must agree.
                yield from self.check(self._members(group), whole=False)
            for part in parts:
                reason = _difference(part) if whole else None
                if reason is not None:
                    yield _conflict(key, reason, part)
                else:
                    yield from self.check(self._members(part), whole=whole)

    def _members(self, group: Iterable[_Found]) -> Mapping[str, list[_Found]]:
        return self.below(
            (get_named_type(found.type), found.node.selection_set)
            for found in group
            if found.node.selection_set is not None
        )

    def below(
        self, sets: Iterable[tuple[GraphQLNamedType, SelectionSetNode]]
    ) -> Mapping[str, list[_Found]]:
        """The fields of all of `sets` by response key, with fragments expanded."""
        fields: dict[str, list[_Found]] = {}
        spread: set[str] = set()
        pending = list(sets)
        for parent, selection_set in pending:
            for node in selection_set.selections:
                if isinstance(node, FieldNode):
                    key = (node.alias or node.name).value
                    fields.setdefault(key, []).append(
                        _Found(node, parent, self._type(node, parent))
                    )
                    continue
                if isinstance(node, FragmentSpreadNode):
                    if node.name.value in spread:
                        continue
                    spread.add(node.name.value)
                    inner = self._fragments[node.name.value]
                else:
                    inner = node  # type: ignore[assignment]  # an inline fragment has the same attributes
                named = inner.type_condition
                condition = self._schema.get_type(named.name.value) if named else parent
                assert condition is not None
                pending.append((condition, inner.selection_set))
        return fields

    def _type(self, node: FieldNode, parent: GraphQLNamedType) -> GraphQLOutputType:
        assert is_composite_type(parent)
        field = self._schema.get_field(parent, node.name.value)
        assert field is not None
        return field.type


def _same_shape(group: Sequence[_Found]) -> bool:
    first = group[0].type
    return all(found.type is first or _alike(first, found.type) for found in group[1:])


def _alike(one: GraphQLOutputType, other: GraphQLOutputType) -> bool:
    """Return whether a client can hold values of both types in one place."""
    while True:
        for wraps in (is_non_null_type, is_list_type):
            if wraps(one) or wraps(other):
                if not (wraps(one) and wraps(other)):
                    return False
                one, other = one.of_type, other.of_type  # type: ignore[union-attr]
                break
        else:
            return one is other or not (is_leaf_type(one) or is_leaf_type(other))


def _meeting(group: Sequence[_Found]) -> Iterator[Sequence[_Found]]:
    """Group the fields that may be of one object: by object type, with the abstract ones."""
    anyones = [found for found in group if not isinstance(found.parent, GraphQLObjectType)]
    own: dict[str, list[_Found]] = {}
    for found in group:
        if isinstance(found.parent, GraphQLObjectType):
            own.setdefault(found.parent.name, []).append(found)
    if len(own) < 2:
        yield group
    else:
        yield from ([*anyones, *those] for those in own.values())


def _difference(part: Sequence[_Found]) -> str | None:
    """Return the reason why these cannot be one field."""
    first, *others = part
    name = first.node.name.value
    wanted = None
    for found in others:
        if found.node.name.value != name:
            return f"'{name}' and '{found.node.name.value}' are different fields"
        if first.node.arguments or found.node.arguments:
            wanted = wanted or _arguments(first.node)
            if _arguments(found.node) != wanted:
                return "they have differing arguments"
    return None


def _arguments(node: FieldNode) -> frozenset[tuple[str, str]]:
    return frozenset((given.name.value, print_ast(given.value)) for given in node.arguments or ())


def _conflict(key: str, reason: str, group: Sequence[_Found]) -> GraphQLError:
    return GraphQLError(
        f"Fields '{key}' conflict because {reason}. {ADVICE}",
        [found.node for found in group[:2]],
    )
