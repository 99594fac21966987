"""The two SQL dialects: expressions of the compiler that the engines write differently.

All SQL runs on SQLite 3.40 and PostgreSQL 15. Arguments named `x` and `y` are SQL expressions;
every method answers an SQL expression.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import orjson

from db.models.types import stored_datetime


class Kind(Enum):
    """The kind of a value: it decides how to bind, compare and write it as JSON."""

    TEXT = "text"
    ID = "uuid"
    INTEGER = "bigint"
    BOOLEAN = "boolean"
    TIME = "timestamptz"
    DATE = "date"
    CODE = "smallint"
    JSON = "json"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Hits:
    """The index to read found issues from, on an engine whose index has them in order.

    `source` goes before the table of the issues, `on` joins them; `number` grows with their
    creation (`db.models.search`) and is the order in which they come, forwards or backwards.
    """

    source: str
    on: str
    number: str


def quote(text: str) -> str:
    """A string constant, for texts of the registry and response names only."""
    return "'" + text.replace("'", "''") + "'"


class Dialect(ABC):
    """The SQL of one engine for the expressions that the compiler needs."""

    name: str
    row_lock = ""
    """The end of a statement that locks the rows of an alias until its transaction ends."""

    @abstractmethod
    def placeholder(self, number: int, kind: Kind, many: bool) -> str:
        """The bound value `number`, counted from 1; `many` marks a list of `kind`."""

    @abstractmethod
    def encode(self, kind: Kind, value: object) -> object:
        """A Python value as the driver takes it; enums are already codes, times aware UTC."""

    @abstractmethod
    def encode_many(self, kind: Kind, values: Sequence[object]) -> object: ...

    @abstractmethod
    def document(self, x: str) -> str:
        """Text as bytes, so that the driver hands it over without decoding."""

    @abstractmethod
    def json_text(self, x: str) -> str:
        """A text as a JSON string, or `null`."""

    @abstractmethod
    def json_verbatim(self, x: str) -> str:
        """Stored JSON as text."""

    @abstractmethod
    def keys_source(self, x: str, alias: str) -> str:
        """The member names of a stored JSON object as rows of `alias`, in the column `key`."""

    @abstractmethod
    def time_text(self, x: str) -> str:
        """A timestamp as `2026-04-13T10:30:00.000000` in UTC."""

    @abstractmethod
    def join(self, x: str) -> str:
        """Aggregate: all `x` in the order of the rows, separated by commas."""

    @abstractmethod
    def opaque(self, x: str) -> str:
        """A text encoded in letters that are safe in URLs, for cursors."""

    @abstractmethod
    def in_list(self, x: str, values: str) -> str: ...

    @abstractmethod
    def each(self, values: str) -> tuple[str, str, str]:
        """A bound list of ids as rows: (source, the value's expression, the position's)."""

    @abstractmethod
    def contains(self, x: str, y: str) -> str: ...

    @abstractmethod
    def starts_with(self, x: str, y: str) -> str: ...

    @abstractmethod
    def ends_with(self, x: str, y: str) -> str: ...

    @abstractmethod
    def same(self, x: str, y: str) -> str:
        """Equality in which NULL equals NULL."""

    @abstractmethod
    def search(self, issue_id: str, words: str) -> str:
        """Return the test that every word begins a word of the issue's search record."""

    @abstractmethod
    def hits(self, alias: str, issue_id: str, words: Callable[[], str], whole: bool) -> Hits | None:
        """The same as a source of rows, whose own aliases begin with `alias`; None, and `words`
        not asked for, where the planner chooses how to read.

        `whole` asks for issues that have just these words, not longer ones.
        """

    @abstractmethod
    def search_words(self, words: Iterable[str]) -> str:
        """The bound value for `search`, from normalised words (no quotes, no blanks)."""

    @abstractmethod
    def bucket(self, unit: str, x: str) -> str:
        """The first day of the `day`, `week` (Monday) or `month` of a time: `YYYY-MM-DD`."""


MOST_ENDINGS = 500
"""Maximum words with one prefix that a search reads one by one, at a cost that follows the rows
read. For a prefix query, SQLite merges all matches before it returns the first row.
"""

_BEGINNING = (
    "(SELECT group_concat((SELECT"
    f" CASE WHEN count(*) BETWEEN 1 AND {MOST_ENDINGS}"
    " THEN '(' || group_concat('\"' || e.word || '\"', ' OR ') || ')'"
    " ELSE '\"' || w.value || '\" *' END"
    " FROM (SELECT word FROM issue_search_word WHERE word >= w.value"
    f" AND word < w.value || char(1114111) LIMIT {MOST_ENDINGS} + 1) AS e"
    "), ' AND ') FROM json_each({}) AS w)"
)
_HOLDING = "(SELECT group_concat('\"' || w.value || '\"', ' AND ') FROM json_each({}) AS w)"
"""Queries of the full-text index for a list of words: issues that have words beginning with them,
and issues that have them. What is quoted is letters, digits and marks."""


class Sqlite(Dialect):
    """SQLite 3.40 and later."""

    name = "sqlite"

    def placeholder(self, number: int, kind: Kind, many: bool) -> str:
        return f"?{number}"

    def encode(self, kind: Kind, value: object) -> object:
        if isinstance(value, datetime):
            return stored_datetime(value)
        return int(value) if isinstance(value, bool) else value

    def encode_many(self, kind: Kind, values: Sequence[object]) -> object:
        return orjson.dumps([self.encode(kind, value) for value in values]).decode()

    def document(self, x: str) -> str:
        return f"CAST({x} AS BLOB)"

    def json_text(self, x: str) -> str:
        return f"json_quote({x})"

    def json_verbatim(self, x: str) -> str:
        return x

    def keys_source(self, x: str, alias: str) -> str:
        return f"json_each({x}) AS {alias}"

    def time_text(self, x: str) -> str:
        return x

    def join(self, x: str) -> str:
        return f"coalesce(group_concat({x}, ','), '')"

    def opaque(self, x: str) -> str:
        return f"lower(hex({x}))"

    def in_list(self, x: str, values: str) -> str:
        return f"{x} IN (SELECT value FROM json_each({values}))"

    def each(self, values: str) -> tuple[str, str, str]:
        return f"json_each({values}) AS item", "item.value", "item.key"

    def contains(self, x: str, y: str) -> str:
        return f"instr({x}, {y}) > 0"

    def starts_with(self, x: str, y: str) -> str:
        return f"substr({x}, 1, length({y})) = {y}"

    def ends_with(self, x: str, y: str) -> str:
        return f"substr({x}, length({x}) - length({y}) + 1) = {y}"

    def same(self, x: str, y: str) -> str:
        return f"{x} IS {y}"

    def search(self, issue_id: str, words: str) -> str:
        return (
            f"{issue_id} IN (SELECT s.issue_id FROM issue_search_index AS f"
            " JOIN issue_search AS s ON s.number = f.rowid"
            f" WHERE f.issue_search_index MATCH {_BEGINNING.format(words)})"
        )

    def hits(self, alias: str, issue_id: str, words: Callable[[], str], whole: bool) -> Hits | None:
        index, record = f"{alias}_f", f"{alias}_s"
        wanted = (_HOLDING if whole else _BEGINNING).format(words())
        # CROSS JOIN keeps SQLite from reordering: only the index knows the order.
        return Hits(
            source=f"issue_search_index AS {index} CROSS JOIN issue_search AS {record} CROSS JOIN ",
            on=f"{index}.issue_search_index MATCH {wanted}"
            f" AND {record}.number = {index}.rowid AND {issue_id} = {record}.issue_id",
            number=f"{index}.rowid",
        )

    def search_words(self, words: Iterable[str]) -> str:
        return orjson.dumps(list(words)).decode()

    def bucket(self, unit: str, x: str) -> str:
        return {
            "day": f"substr({x}, 1, 10)",
            "week": f"date(substr({x}, 1, 10), '-6 days', 'weekday 1')",
            "month": f"substr({x}, 1, 7) || '-01'",
        }[unit]


_LARGE = (
    "SELECT p.number FROM unnest(string_to_array({0}, ' & ')) AS w"
    " JOIN issue_search_part AS p ON p.words @@ w::tsquery GROUP BY p.number"
    " HAVING count(DISTINCT w) = cardinality(string_to_array({0}, ' & '))"
)
"""The large issues that have all words: each part of such an issue has some of its words only."""


class Postgresql(Dialect):
    """PostgreSQL 15 and later."""

    name = "postgresql"
    row_lock = " FOR UPDATE OF {}"

    def placeholder(self, number: int, kind: Kind, many: bool) -> str:
        if kind is Kind.WORDS:
            return f"${number}::text"
        return f"${number}::{kind.value}{'[]' if many else ''}"

    def encode(self, kind: Kind, value: object) -> object:
        return value

    def encode_many(self, kind: Kind, values: Sequence[object]) -> object:
        return list(values)

    def document(self, x: str) -> str:
        return f"convert_to({x}, 'UTF8')"

    def json_text(self, x: str) -> str:
        return f"coalesce(to_json({x})::text, 'null')"

    def json_verbatim(self, x: str) -> str:
        return f"{x}::text"

    def keys_source(self, x: str, alias: str) -> str:
        return f"json_object_keys({x}) AS {alias}(key)"

    def time_text(self, x: str) -> str:
        return f"""to_char({x} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""

    def join(self, x: str) -> str:
        return f"coalesce(string_agg({x}, ','), '')"

    def opaque(self, x: str) -> str:
        return f"encode(convert_to({x}, 'UTF8'), 'hex')"

    def in_list(self, x: str, values: str) -> str:
        return f"{x} = ANY({values})"

    def each(self, values: str) -> tuple[str, str, str]:
        return f"unnest({values}) WITH ORDINALITY AS item(value, key)", "item.value", "item.key"

    def contains(self, x: str, y: str) -> str:
        return f"strpos({x}, {y}) > 0"

    def starts_with(self, x: str, y: str) -> str:
        return f"starts_with({x}, {y})"

    def ends_with(self, x: str, y: str) -> str:
        return f"right({x}, length({y})) = {y}"

    def same(self, x: str, y: str) -> str:
        return f"{x} IS NOT DISTINCT FROM {y}"

    def search(self, issue_id: str, words: str) -> str:
        return (
            f"{issue_id} IN (SELECT s.issue_id FROM issue_search AS s"
            f" WHERE s.words @@ {words}::tsquery"
            f" OR (s.words IS NULL AND s.number = ANY(ARRAY({_LARGE.format(words)}))))"
        )

    def hits(self, alias: str, issue_id: str, words: Callable[[], str], whole: bool) -> Hits | None:
        return None

    def search_words(self, words: Iterable[str]) -> str:
        return " & ".join(f"'{word}':*" for word in words)

    def bucket(self, unit: str, x: str) -> str:
        return f"to_char(date_trunc('{unit}', {x} AT TIME ZONE 'UTC'), 'YYYY-MM-DD')"


SQLITE = Sqlite()
POSTGRESQL = Postgresql()
