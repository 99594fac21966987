"""Running a compiled statement."""

from collections.abc import Sequence
from typing import Any, Protocol

from db.query.compile import Statement
from db.query.selection import Request


class Reader(Protocol):
    """What a statement runs on: a database, or the transaction of a write."""

    async def fetch(self, text: str, parameters: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row."""


async def fetch(reader: Reader, statement: Statement, request: Request) -> dict[str, bytes]:
    """The finished JSON of each root field, by its key.

    Raises `BadInput` for an argument that breaks a rule, and what the reader raises.
    """
    row = await reader.fetch(statement.text, [recipe(request) for recipe in statement.recipes])
    assert row is not None  # a SELECT of expressions always answers one row
    return dict(zip(statement.keys, row, strict=True))
