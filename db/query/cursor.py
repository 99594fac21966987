"""Order and keyset cursors.

A cursor is the order's signature and the sort values of one object, as a JSON array in hexadecimal
letters. It says where the next page starts, so a page does not depend on rows inserted before it.
"""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import orjson

from db.enums import NullsOrder, OrderDirection
from db.errors import BadInput
from db.models.search import NUMBERS, first_number
from db.query.dialect import Dialect, Kind
from db.query.entities.declaration import Column, Entity
from db.query.entities.registry import CHANGE
from db.query.parameters import Convert, Parameters, require_short
from db.query.selection import Request
from db.query.table_alias import TableAlias

LONGEST_CURSOR = 300_000
"""Maximum letters of a cursor: all texts of an object, each character a control character."""

_TIME = "%Y-%m-%dT%H:%M:%S.%f"


@dataclass(frozen=True, slots=True)
class Key:
    """One sort key: a column, its direction, and where missing values go."""

    name: str
    column: Column
    descending: bool
    nulls_first: bool = False

    def reversed(self) -> "Key":
        return Key(self.name, self.column, not self.descending, not self.nulls_first)


def order_keys(entity: Entity, order_by: object) -> tuple[Key, ...]:
    """The sort keys of a list, ending in the one that makes the order total.

    `order_by` is the client's list of `{field, direction, nulls}`; empty means the default order.
    Missing values come last unless the client says otherwise, whichever the direction. Raises
    `BadInput` for a list that is too long.
    """
    terms = order_by if isinstance(order_by, list) else []
    require_short(terms, "order_by")
    keys: dict[str, Key] = {}
    for term in terms:
        name = str(term["field"].value)
        member = entity.orders.get(name) or entity.members[name]
        if isinstance(member, Column) and name not in keys:
            keys[name] = Key(
                name,
                member,
                term["direction"] is OrderDirection.DESC,
                term.get("nulls") is NullsOrder.FIRST,
            )
    if not keys:
        for name, descending in entity.order:
            member = entity.members[name]
            if isinstance(member, Column):
                keys[name] = Key(name, member, descending)
    total = entity.members[entity.key]
    if entity.key not in keys and isinstance(total, Column):
        last = list(keys.values())[-1]
        keys[entity.key] = Key(entity.key, total, last.descending)
    return tuple(keys.values())


def order_sql(keys: Sequence[Key], row: TableAlias, number: str | None = None) -> str:
    """The `ORDER BY` list; `number` is an expression that stands for all keys."""
    if number:
        return f"{number} {'DESC' if keys[0].descending else 'ASC'}"
    terms = []
    for key in keys:
        direction = "DESC" if key.descending else "ASC"
        nulls = f" NULLS {'FIRST' if key.nulls_first else 'LAST'}" if key.column.nullable else ""
        terms.append(f"{row.sql(key.column.sql)} {direction}{nulls}")
    return ", ".join(terms)


def signature(entity: Entity, keys: Sequence[Key]) -> str:
    """The signature that distinguishes the cursors of different orders."""
    order = [(key.name, key.descending, key.nulls_first) for key in keys]
    return f"{zlib.crc32(repr((entity.name, order)).encode()):08x}"


def cursor_sql(dialect: Dialect, entity: Entity, keys: Sequence[Key], row: TableAlias) -> str:
    """The cursor of `row`."""
    values = " || ',' || ".join(_value_sql(dialect, key.column, row) for key in keys)
    return dialect.opaque(f"""('["{signature(entity, keys)}",' || {values} || ']')""")


def _value_sql(dialect: Dialect, column: Column, row: TableAlias) -> str:
    x = row.sql(column.sql)
    match column.kind:
        case Kind.TIME:
            text = f"""'"' || {dialect.time_text(x)} || '"'"""
        case Kind.BOOLEAN:
            text = f"CASE WHEN {x} THEN '1' ELSE '0' END"
        case Kind.INTEGER | Kind.CODE:
            text = f"CAST({x} AS TEXT)"
        case _:
            return dialect.json_text(x)
    return f"coalesce({text}, 'null')" if column.nullable else text


# A statement decodes its cursor once for each key, so a small cache is enough.
@lru_cache(maxsize=32)
def decode(cursor: str, expected: str, kinds: tuple[tuple[Kind, bool], ...]) -> tuple[object, ...]:
    """The sort values in a cursor.

    Parameters
    ----------
    expected: the signature of the list's order.
    kinds: for each value its kind and whether it may be missing.

    Raises `ValueError` for anything that this list did not hand out.
    """
    if len(cursor) > LONGEST_CURSOR:
        raise ValueError("too long")
    values = orjson.loads(bytes.fromhex(cursor))
    if not isinstance(values, list) or len(values) != len(kinds) + 1 or values[0] != expected:
        raise ValueError("of another list")
    return tuple(
        _decode_value(value, kind, nullable)
        for value, (kind, nullable) in zip(values[1:], kinds, strict=True)
    )


def _decode_value(value: object, kind: Kind, nullable: bool) -> object:
    if value is None and nullable:
        return None
    match kind, value:
        case (Kind.TIME, str()):
            return datetime.strptime(value + "+0000", _TIME + "%z")
        case (Kind.ID, str()):
            return str(UUID(value))
        case (Kind.TEXT, str()) if "\0" not in value:
            return value
        case (Kind.BOOLEAN, 0 | 1):
            return value == 1
        case (Kind.CODE, int()) if 0 <= value < 2**15:
            return value
        case (Kind.INTEGER, int()) if 0 <= value < 2**63:
            return value
    raise ValueError("of another kind")


def beyond(
    parameters: Parameters,
    entity: Entity,
    keys: Sequence[Key],
    row: TableAlias,
    bound: tuple[str, object],
    *,
    backwards: bool,
    inclusive: bool = False,
) -> str:
    """The condition for the rows that come after (or, `backwards`, before) a cursor.

    `bound` is the argument's name and value; `inclusive` takes the cursor's own row in.
    """
    argument, cursor = bound
    take = taking(entity, keys, argument)
    condition = "TRUE" if inclusive else "FALSE"
    for index in range(len(keys) - 1, -1, -1):
        key = keys[index].reversed() if backwards else keys[index]
        value = parameters.bind(key.column.kind, cursor, take(index))
        condition = _beyond_key(parameters.dialect, key, row.sql(key.column.sql), value, condition)
    return condition


def beyond_number(
    parameters: Parameters,
    entity: Entity,
    keys: Sequence[Key],
    number: str,
    bound: tuple[str, object],
    *,
    backwards: bool,
) -> str:
    """A condition for rows near the cursor and `beyond` it, which lets a search index seek.

    `number` is the expression for the number of the search record (`db.models.search`), in an
    order by creation.
    """
    argument, cursor = bound
    take = taking(entity, keys, argument)(0)
    descending = keys[0].descending is not backwards

    def convert(value: object, request: Request, /) -> object:
        created_at = take(value, request)
        assert isinstance(created_at, datetime)
        return first_number(created_at) + (NUMBERS - 1 if descending else 0)

    value = parameters.bind(Kind.INTEGER, cursor, convert)
    return f"{number} {'<=' if descending else '>='} {value}"


def taking(entity: Entity, keys: Sequence[Key], argument: str) -> Callable[[int], Convert]:
    """Return a reader of the sort value at a position of the cursor in `argument`."""
    expected = signature(entity, keys)
    kinds = tuple((key.column.kind, key.column.nullable) for key in keys)

    def take(index: int) -> Convert:
        def convert(value: object, request: Request, /) -> object:
            try:
                return decode(str(value), expected, kinds)[index]
            except ValueError as error:
                raise BadInput(argument, "is not a cursor of this list in this order") from error

        return convert

    return take


def _beyond_key(dialect: Dialect, key: Key, x: str, value: str, rest: str) -> str:
    sign = "<" if key.descending else ">"
    if not key.column.nullable:
        # The first comparison lets an index seek to the place; the rest is exact.
        return f"({x} {sign}= {value} AND ({x} {sign} {value} OR {rest}))"
    same = f"({dialect.same(x, value)} AND {rest})"
    if key.nulls_first:
        return f"({x} {sign} {value} OR ({value} IS NULL AND {x} IS NOT NULL) OR {same})"
    return f"({value} IS NOT NULL AND ({x} {sign} {value} OR {x} IS NULL) OR {same})"


def change_cursor(number: int) -> str:
    """Return the cursor of the change with this number."""
    return f'["{signature(CHANGE, order_keys(CHANGE, None))}",{number}]'.encode().hex()


def change_number(cursor: str) -> int:
    """Return the number of the change with this cursor, which `change_cursor` or a page gave."""
    values = orjson.loads(bytes.fromhex(cursor))
    return int(values[1])
