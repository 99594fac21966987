"""The part of an ordered list that a page asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from db.errors import BadInput
from db.query.cursor import Key, beyond, beyond_number, order_keys, taking
from db.query.dialect import Kind
from db.query.entities.declaration import Entity
from db.query.filters import FilterCompiler
from db.query.parameters import Convert
from db.query.selection import Options, Request
from db.query.table_alias import TableAlias

LARGEST_OFFSET = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the ordered rows that a page asks for, as bound values and conditions.

    `size` is the placeholder of the page's size; `after` and `before` the conditions of its
    cursors; `not_after` and `not_before` write the conditions for the rows on the other side. They
    are functions, since every bound value must occur in the statement.
    """

    backwards: bool
    size: str
    offset: str | None
    after: str | None
    before: str | None
    not_after: Callable[[], str | None]
    not_before: Callable[[], str | None]

    def conditions(self) -> str:
        return "".join(f" AND {bound}" for bound in (self.after, self.before) if bound)


def window_of(
    filters: FilterCompiler,
    options: Options,
    *,
    entity: Entity,
    keys: Sequence[Key],
    row: TableAlias,
    arguments: Mapping[str, object],
    number: str | None,
) -> Window:
    """Return the window of a list; `number` stands for all sort keys, if there is one."""
    first, last, offset = _extent(arguments)

    def bound(argument: str, backwards: bool, inclusive: bool = False) -> str | None:
        cursor = (argument, arguments.get(argument))
        if cursor[1] is None:
            return None
        parameters = filters.parameters
        exact = beyond(
            parameters, entity, keys, row, cursor, backwards=backwards, inclusive=inclusive
        )
        if number is None:
            return exact
        near = beyond_number(parameters, entity, keys, number, cursor, backwards=backwards)
        return f"{near} AND {exact}"

    bind, maximum = filters.parameters.bind, options.page_maximum
    size = first if first is not None else options.page_default
    return Window(
        backwards=last is not None,
        size=bind(Kind.INTEGER, size, _between("first", maximum))
        if last is None
        else bind(Kind.INTEGER, last, _between("last", maximum)),
        offset=None
        if offset is None
        else bind(Kind.INTEGER, offset, _between("offset", LARGEST_OFFSET)),
        after=bound("after", backwards=False),
        before=bound("before", backwards=True),
        not_after=partial(bound, "after", backwards=True, inclusive=True),
        not_before=partial(bound, "before", backwards=False, inclusive=True),
    )


def check_window(
    filters: FilterCompiler,
    options: Options,
    *,
    entity: Entity,
    arguments: Mapping[str, object],
) -> None:
    """Check the arguments of a connection without a page."""
    _extent(arguments)
    largest = {
        "first": options.page_maximum,
        "last": options.page_maximum,
        "offset": LARGEST_OFFSET,
    }
    for name, most in largest.items():
        size = arguments.get(name)
        if size is not None:
            filters.parameters.check(size, _between(name, most))
    keys = order_keys(entity, arguments.get("order_by"))
    for name in ("after", "before"):
        cursor = arguments.get(name)
        if cursor is not None:
            filters.parameters.check(cursor, taking(entity, keys, name)(0))


def _extent(arguments: Mapping[str, object]) -> tuple[object, object, object]:
    """`first`, `last` and `offset`, those that are given."""
    first, last, offset = (arguments.get(name) for name in ("first", "last", "offset"))
    if last is not None and first is not None:
        raise BadInput("last", "cannot be combined with `first`")
    if last is not None and offset is not None:
        raise BadInput("offset", "cannot be combined with `last`")
    return first, last, offset


def _between(name: str, maximum: int) -> Convert:
    def convert(value: object, request: Request, /) -> object:
        if not isinstance(value, int) or not 0 <= value <= maximum:
            raise BadInput(name, f"must be between 0 and {maximum}")
        return value

    return convert
