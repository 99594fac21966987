"""Running a compiled statement."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from db.query.compile import Statement
from db.query.selection import Request

Fetch = Callable[[str, Sequence[object]], Awaitable[tuple[Any, ...] | None]]
"""Runs a text with its values and answers the first row: `fetch` of a database or a transaction."""


async def run(fetch: Fetch, statement: Statement, request: Request) -> dict[str, bytes]:
    """The finished JSON of each root field, by its key.

    Raises `BadInput` for an argument that breaks a rule, and what `fetch` raises.
    """
    row = await fetch(statement.text, statement.values(request))
    assert row is not None  # a SELECT of expressions always answers one row
    return dict(zip(statement.keys, row, strict=True))
