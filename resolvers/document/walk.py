"""A walk over a syntax tree with visitors of graphql-core, in a fifth of its own time.

graphql-core's `visit` enters every node, the names too, and calls each of thirty visitors through
several layers. Here a node meets only the visitors that have a method for its kind, and the caller
picks the selections to visit.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from graphql import SKIP, Node, SelectionNode, TypeInfo, Visitor, VisitorAction
from graphql.language.ast import QUERY_DOCUMENT_KEYS

Visit = Callable[..., VisitorAction]
Methods = tuple[tuple[int, str], ...]
"""Names of methods, each with the number of its visitor."""
Selections = Sequence[SelectionNode]

NAMES = ("alias", "name", "variable")
KEYS = {
    kind: tuple(key for key in keys if key not in NAMES and key != "description")
    for kind, keys in QUERY_DOCUMENT_KEYS.items()
}
"""The attributes that are walked, by kind of node."""


class _Hooks(NamedTuple):
    """The methods to call for a node of one kind, and the attributes that hold its children."""

    begin: Visit | None
    enter: tuple[tuple[int, Visit], ...]
    keys: tuple[str, ...]
    leave: tuple[tuple[int, Visit], ...]
    end: Visit | None


class Walk:
    """A walk with several visitors, each of which may skip what is below a node.

    `types` follows the walk; `worth` picks the selections to visit. Visitors do not change the
    tree and do not stop the walk.
    """

    def __init__(
        self,
        types: TypeInfo,
        visitors: Sequence[Visitor],
        worth: Callable[[Selections], Iterable[SelectionNode]],
    ) -> None:
        self._types = types
        self._visitors = visitors
        self._worth = worth
        self._skips: list[bool] = [False] * len(visitors)
        self._hooks: dict[str, _Hooks] = {}
        self._ancestors: list[object] = []

    def visit(self, node: Node, parent: object = None) -> None:
        """Call the visitors for a node and for what is below it."""
        begin, enter, keys, leave, end = self._hooks.get(node.kind) or self._bind(node.kind)
        skips, ancestors = self._skips, self._ancestors
        skipping = None
        if begin:
            begin(node)
        for number, method in enter:
            if not skips[number] and method(node, None, parent, (), ancestors) is SKIP:
                skips[number] = True
                skipping = [*(skipping or ()), number]
        if keys:
            self._descend(node, parent, keys)
        for number, method in leave:
            if not skips[number]:
                method(node, None, parent, (), ancestors)
        for number in skipping or ():
            skips[number] = False
        if end:
            end()

    def _descend(self, node: Node, parent: object, keys: tuple[str, ...]) -> None:
        ancestors = self._ancestors
        above = len(ancestors)
        if parent is not None:
            ancestors.append(parent)
        for key in keys:
            child = getattr(node, key)
            if isinstance(child, tuple):
                ancestors.append(node)
                for each in self._worth(child) if key == "selections" else child:
                    self.visit(each, child)
                ancestors.pop()
            elif child is not None:
                self.visit(child, node)
        del ancestors[above:]

    def _bind(self, kind: str) -> _Hooks:
        enter, leave = _methods(tuple(map(type, self._visitors)), kind)
        self._hooks[kind] = hooks = _Hooks(
            getattr(self._types, f"enter_{kind}", None),
            tuple((number, getattr(self._visitors[number], name)) for number, name in enter),
            KEYS.get(kind, ()),
            tuple((number, getattr(self._visitors[number], name)) for number, name in leave),
            getattr(self._types, f"leave_{kind}", None),
        )
        return hooks


@lru_cache(maxsize=1000)
def _methods(visitors: tuple[type[Visitor], ...], kind: str) -> tuple[Methods, Methods]:
    """Return the methods to call on entering and on leaving a node of this kind."""

    def named(action: str) -> Methods:
        own = f"{action}_{kind}"
        return tuple(
            (number, own if hasattr(visitor, own) else action)
            for number, visitor in enumerate(visitors)
            if hasattr(visitor, own) or hasattr(visitor, action)
        )

    return named("enter"), named("leave")
