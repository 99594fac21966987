"""Column types that hold the same values on SQLite (STRICT tables) and PostgreSQL.

Each kind of value has one type: the values in Python do not depend on the engine.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache, partial
from typing import Any, TypeVar

import orjson
from sqlalchemy import BigInteger as SqlBigInteger
from sqlalchemy import Boolean as SqlBoolean
from sqlalchemy import Dialect, Integer, SmallInteger
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

from db import json_numbers

T = TypeVar("T")

# Text order is code point order on both: SQLite compares UTF-8 bytes, and so does collation "C".
Text = SqlText().with_variant(postgresql.TEXT(collation="C"), "postgresql")

# SQLite aliases the row number only to a column declared INTEGER, which holds 64 bits anyway.
BigInteger = SqlBigInteger().with_variant(Integer(), "sqlite")


class _Json(UserDefinedType[str]):
    """PostgreSQL's `json`, which keeps the text as given; SQLAlchemy's would encode it again."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "JSON"


class _Direct(TypeDecorator[T]):
    """A type whose values are converted by one call; SQLAlchemy's wrapper makes it two."""

    def bind_processor(self, dialect: Dialect) -> Callable[[T | None], Any]:
        """Give `process_bind_param`, which is all there is to do."""
        return partial(self.process_bind_param, dialect=dialect)


class Uuid(_Direct[str]):
    """A uuid as its 36 lower-case characters: TEXT on SQLite, native `uuid` on PostgreSQL."""

    impl = SqlText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=False))
        return dialect.type_descriptor(SqlText())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value).lower()

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(value)


class UtcDateTime(_Direct[datetime]):
    """An instant with microseconds, always aware and in UTC.

    Text of 26 characters on SQLite, `timestamptz` on PostgreSQL. A naive datetime is refused with
    ValueError: it does not say which instant it means.
    """

    impl = SqlText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(SqlText())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return _utc(value)
        return stored_datetime(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        return _utc(value)


class Boolean(_Direct[bool]):
    """True or false; the integers 0 and 1 on SQLite, whose STRICT tables know no BOOLEAN."""

    impl = SqlBoolean
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        native: TypeEngine[Any] = Integer() if dialect.name == "sqlite" else SqlBoolean()
        return dialect.type_descriptor(native)

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if dialect.name == "sqlite" and value is not None else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Code(_Direct[Any]):
    """A member of an enum, stored as its small number.

    `enum_class` is an enum of `db.enums` whose values are codes; a code that is not one of them
    raises ValueError when it is read.
    """

    impl = SmallInteger
    cache_ok = True

    def __init__(self, enum_class: type[Enum]) -> None:
        super().__init__()
        self.enum_class = enum_class

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        native = Integer() if dialect.name == "sqlite" else SmallInteger()
        return dialect.type_descriptor(native)

    def process_bind_param(self, value: Enum | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        member = value if type(value) is self.enum_class else self.enum_class(value)
        # `value` is a property in Python, many times slower.
        code: int = member._value_
        return code

    def process_result_value(self, value: int | None, dialect: Dialect) -> Enum | None:
        return None if value is None else self.enum_class(value)


class JsonText(_Direct[Any]):
    """A JSON array or object, kept as minified text: TEXT on SQLite, `json` on PostgreSQL.

    The stored text goes into answers as it is, so it must be valid. A `str` is taken to be
    finished, minified JSON; anything else is encoded here. Reading gives the parsed value.
    """

    impl = SqlText
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(_Json())
        return dialect.type_descriptor(SqlText())

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return json_numbers.dumps(value).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json_numbers.loads(value) if isinstance(value, str | bytes) else value


@lru_cache(maxsize=256)
def stored_datetime(value: datetime) -> str:
    """Write an aware `value` the way SQLite and the change log hold instants.

    Naive UTC, always 26 characters, so that text order is time order. A naive `value` raises
    ValueError. Few instants are written often: the one of a work is in each row that it writes.
    """
    # This takes a third of the time of `isoformat`, which also omits a zero fraction.
    text = orjson.dumps(_utc(value))[1:27].decode()
    return text if value.microsecond else f"{text[:19]}.000000"


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a stored instant needs a time zone")
    return value if value.tzinfo is UTC else value.astimezone(UTC)
