"""Bound values: collected while the text of a statement is written, computed when it runs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Protocol

from db.enums import TokenScope
from db.errors import BadInput
from db.query.dialect import Dialect, Kind
from db.query.selection import Request, Slot

Recipe = Callable[[Request], object]
LONGEST_LIST = 100
"""Maximum items of a list in the input."""
MOST_IDS = 1_000
"""Maximum ids of a list in the input: as many objects as a front end keeps."""


class Convert(Protocol):
    """Converts a client's value to the bound value; raises `BadInput`."""

    def __call__(self, value: object, request: Request, /) -> object: ...


def resolve(source: object, leaves: Sequence[object]) -> object:
    """`source` with every `Slot` in it replaced by its value."""
    if isinstance(source, Slot):
        return leaves[source.index]
    if isinstance(source, list):
        return [resolve(item, leaves) for item in source]
    return source


def require_short(items: Sequence[object], path: str, most: int = LONGEST_LIST) -> None:
    """Raises `BadInput` for a list that is longer than any client needs."""
    if len(items) > most:
        raise BadInput(path, f"must have at most {most} items")


def plain(value: object) -> object:
    """Return the stored form of a value: an enum's code, the value itself otherwise."""
    return value.value if isinstance(value, Enum) else value


class Parameters:
    """The bound values of one statement, in the order of their placeholders.

    `checks` validate arguments that the statement does not read. `varied` says that the best plan
    depends on the values: a filter reads other tables, where one value may be frequent and another
    absent.
    """

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.recipes: list[Recipe] = []
        self.checks: list[Recipe] = []
        self.varied = False
        self._numbers: dict[object, int] = {}
        self._path: list[str | int] = []

    @contextmanager
    def at(self, step: str | int) -> Iterator[None]:
        """Add `step` of the answer to the path of a `BadInput` raised inside the block."""
        self._path.append(step)
        try:
            yield
        except BadInput as error:
            error.path = error.path or tuple(self._path)
            raise
        finally:
            self._path.pop()

    def bind(self, kind: Kind, source: object, convert: Convert | None = None) -> str:
        """A placeholder for `source`: a plain value, a `Slot`, or a list that may hold slots."""
        encode = self.dialect.encode

        def recipe(request: Request) -> object:
            value = resolve(source, request.leaves)
            return encode(kind, plain(convert(value, request) if convert else value))

        return self._add(self._located(recipe) if convert else recipe, kind, many=False)

    def bind_many(
        self,
        kind: Kind,
        source: object,
        path: str,
        convert: Convert | None = None,
        most: int = LONGEST_LIST,
    ) -> str:
        """A placeholder for a list of values of `kind`; `path` names it in errors."""
        encode = self.dialect.encode_many

        def recipe(request: Request) -> object:
            values = resolve(source, request.leaves)
            items = values if isinstance(values, list) else [values]
            require_short(items, path, most)
            return encode(
                kind, [plain(convert(item, request) if convert else item) for item in items]
            )

        return self._add(self._located(recipe), kind, many=True)

    def check(self, source: object, convert: Convert) -> None:
        """Add a check of a value that the statement does not read."""
        self.checks.append(
            self._located(lambda request: convert(resolve(source, request.leaves), request))
        )

    def author(self) -> str:
        """A placeholder for the caller."""
        return self._shared("author", Kind.TEXT, lambda request: request.author)

    @property
    def facts(self) -> Mapping[str, Callable[[], str]]:
        """Placeholders for the facts about the caller, by their names in templates."""
        return {
            "author": self.author,
            "admin": partial(self._may, TokenScope.ADMIN),
            "writer": partial(self._may, TokenScope.WRITE),
        }

    def _may(self, scope: TokenScope) -> str:
        encode = self.dialect.encode
        return self._shared(
            scope.name,
            Kind.BOOLEAN,
            lambda request: encode(Kind.BOOLEAN, request.scope >= scope),
        )

    def now(self, shift: Callable[[datetime], object], kind: Kind, name: str) -> str:
        """A placeholder for a value computed from the time of the request; one for each `name`."""
        encode = self.dialect.encode
        return self._shared(name, kind, lambda request: encode(kind, shift(request.now)))

    def _shared(self, name: str, kind: Kind, recipe: Recipe) -> str:
        if name not in self._numbers:
            self._add(recipe, kind, many=False)
            self._numbers[name] = len(self.recipes)
        return self.dialect.placeholder(self._numbers[name], kind, many=False)

    def _located(self, recipe: Recipe) -> Recipe:
        """The same recipe, whose `BadInput` has the path in the answer."""
        path = tuple(self._path)

        def located(request: Request) -> object:
            try:
                return recipe(request)
            except BadInput as error:
                error.path = error.path or path
                raise

        return located

    def _add(self, recipe: Recipe, kind: Kind, many: bool) -> str:
        self.recipes.append(recipe)
        return self.dialect.placeholder(len(self.recipes), kind, many)
