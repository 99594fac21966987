"""Limits on documents, checked before anything that costs more than reading the text once.

Each fragment is measured once, so a short document that expands to billions of selections is
refused in the time that it takes to read it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    SelectionSetNode,
)

from resolvers.errors import ErrorCode, OperationError


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The largest document that is accepted.

    Parameters
    ----------
    length: characters of the text; long values belong in variables.
    tokens: lexical tokens of the text.
    depth: levels of fields below the operation; introspection has `introspection_depth`.
    aliases, root_fields, selections: in one operation, with its fragments expanded.
    directives: written in the whole document.
    """

    length: int = 100_000
    tokens: int = 2_000
    depth: int = 12
    introspection_depth: int = 16
    aliases: int = 30
    root_fields: int = 20
    selections: int = 10_000
    directives: int = 10


@dataclass(frozen=True, slots=True)
class _Size:
    depth: int = 0
    introspection_depth: int = 0
    aliases: int = 0
    root_fields: int = 0
    selections: int = 0


NOTHING = _Size()
CHECKED = ("depth", "introspection_depth", "aliases", "root_fields", "selections")


def require_length(text: str, limits: DocumentLimits) -> None:
    """Raises OperationError (LIMIT_EXCEEDED) for a text that is too long to parse."""
    if len(text) > limits.length:
        raise OperationError(
            ErrorCode.LIMIT_EXCEEDED, [_too_much("length", len(text), limits.length)]
        )


def exceeded(document: DocumentNode, limits: DocumentLimits) -> list[GraphQLError]:
    """One error for each limit that an operation of the document exceeds."""
    return [_too_much(*measured) for measured in _over(document, limits)]


def _too_much(name: str, number: int, allowed: int) -> GraphQLError:
    return GraphQLError(
        f"The operation's {name.replace('_', ' ')}: {number:,}; allowed are {allowed:,}.",
        extensions={"code": "LIMIT_EXCEEDED", "limit": name},
    )


def _over(document: DocumentNode, limits: DocumentLimits) -> Iterator[tuple[str, int, int]]:
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    sizes: dict[str, _Size] = {}
    operations = [
        _size(node.selection_set, fragments, sizes)
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
    ]
    for name in CHECKED:
        largest = max((getattr(size, name) for size in operations), default=0)
        if largest > getattr(limits, name):
            yield name, largest, getattr(limits, name)
    directives = sum(map(_directives, document.definitions))
    if directives > limits.directives:
        yield "directives", directives, limits.directives


def _size(
    selection_set: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    sizes: dict[str, _Size],
) -> _Size:
    depth = introspection_depth = aliases = root_fields = selections = 0
    for node in selection_set.selections:
        if isinstance(node, FragmentSpreadNode):
            inner = _fragment_size(node.name.value, fragments, sizes)
        else:
            below = node.selection_set  # type: ignore[attr-defined]  # a field or inline fragment
            inner = _size(below, fragments, sizes) if below else NOTHING
        deep, introspecting = inner.depth, inner.introspection_depth
        if isinstance(node, FieldNode):
            deep += 1
            if node.name.value in ("__schema", "__type"):
                deep, introspecting = 1, deep
            aliases += node.alias is not None
            selections += 1
            root_fields += 1
        else:
            root_fields += inner.root_fields
        depth = max(depth, deep)
        introspection_depth = max(introspection_depth, introspecting)
        aliases += inner.aliases
        selections += inner.selections
    return _Size(depth, introspection_depth, aliases, root_fields, selections)


def _fragment_size(
    name: str, fragments: Mapping[str, FragmentDefinitionNode], sizes: dict[str, _Size]
) -> _Size:
    if name not in sizes and name in fragments:
        # A fragment that spreads itself counts as nothing here; validation refuses it.
        sizes[name] = NOTHING
        sizes[name] = _size(fragments[name].selection_set, fragments, sizes)
    return sizes.get(name, NOTHING)


def _directives(node: object) -> int:
    """Count the directives at and below a definition or selection."""
    own = len(getattr(node, "directives", None) or ())
    inner = getattr(node, "selection_set", None)
    return own + sum(map(_directives, inner.selections if inner else ()))
