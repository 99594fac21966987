"""Variables split into a shape and leaves; one compiled statement serves each shape.

The shape is everything that may change the text of a statement: which members are given, which are
null, booleans, enums, texts without a word. The leaves are the values that are only bound.
"""

from collections.abc import Hashable, Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    Node,
    OperationDefinitionNode,
    VariableNode,
)

from db.query.selection import Slot
from db.text.words import has_words


class Split(NamedTuple):
    """Variables in two parts.

    `shape` can be compared and hashed; `tree` are the variables with a `Slot` for each leaf;
    `leaves` are the values of the slots.
    """

    shape: Hashable
    tree: dict[str, object]
    leaves: list[object]


def split(variables: Mapping[str, object]) -> Split:
    """Split the coerced variables of a request."""
    leaves: list[object] = []
    tree: dict[str, object] = {}
    shape = []
    for name, value in variables.items():
        part, tree[name] = _split(value, leaves)
        shape.append((name, part))
    return Split(tuple(shape), tree, leaves)


def _split(value: object, leaves: list[object]) -> tuple[Hashable, object]:
    if isinstance(value, dict):
        shapes, tree = [], {}
        for name, item in value.items():
            shape, tree[name] = _split(item, leaves)
            shapes.append((name, shape))
        return tuple(shapes), tree
    if isinstance(value, list) and (not value or not all(map(_is_leaf, value))):
        pairs = [_split(item, leaves) for item in value]
        return ("list", *(shape for shape, _ in pairs)), [item for _, item in pairs]
    if isinstance(value, list) or _is_leaf(value):
        leaves.append(value)
        return type(value).__name__, Slot(len(leaves) - 1)
    return (type(value).__name__, value), value


def _is_leaf(value: object) -> bool:
    if isinstance(value, str):
        # A search without words has a different statement.
        return has_words(value)
    return not isinstance(value, dict | list | bool | Enum | None)


def below_inputs(
    node: OperationDefinitionNode, fragments: Iterable[FragmentDefinitionNode]
) -> frozenset[str]:
    """Find the variables of a mutation outside the arguments of its root fields."""
    pending: list[object] = [*fragments]
    for root in node.selection_set.selections:
        if isinstance(root, FieldNode):
            pending += [root.selection_set, *(root.directives or ())]
        else:
            pending.append(root)
    names: set[str] = set()
    while pending:
        here = pending.pop()
        if isinstance(here, VariableNode):
            names.add(here.name.value)
        elif isinstance(here, Node):
            pending += [getattr(here, key, None) for key in here.keys]
        elif isinstance(here, list | tuple):
            pending += here
    return frozenset(names)


def only_variable(field: FieldNode) -> str | None:
    """Return the variable that is the one argument of a field, None for any other arguments."""
    match field.arguments:
        case [argument] if isinstance(argument.value, VariableNode):
            return argument.value.name.value
    return None
