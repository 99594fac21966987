"""The stored operations, read from `operations/` when they are first used."""

from functools import cache
from pathlib import Path

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    Visitor,
    parse,
    print_ast,
    visit,
)

OPERATIONS = Path(__file__).parent / "operations"


@cache
def fragments() -> dict[str, FragmentDefinitionNode]:
    """Return the fragments that the operations share, by name."""
    parsed = parse((OPERATIONS / "fragments.graphql").read_text("utf-8"))
    return {
        definition.name.value: definition
        for definition in parsed.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }


class _Spreads(Visitor):
    """Collects the names of the fragments that are spread below a node."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.names.append(node.name.value)


@cache
def document(name: str) -> str:
    """Return the text of `operations/<name>.graphql` with the fragments that it needs.

    Raises:
        OSError: there is no such file.
        KeyError: it spreads a fragment that `fragments.graphql` does not define.
    """
    parsed = parse((OPERATIONS / f"{name}.graphql").read_text("utf-8"))
    used: dict[str, FragmentDefinitionNode] = {}
    pending = _spread_in(parsed)
    while pending:
        spread = pending.pop(0)
        if spread not in used:
            used[spread] = fragments()[spread]
            pending += _spread_in(used[spread])
    return print_ast(DocumentNode(definitions=(*parsed.definitions, *used.values())))


def _spread_in(node: Node) -> list[str]:
    spreads = _Spreads()
    visit(node, spreads)
    return spreads.names
