"""One unchanging view of a whole database, read row by row in bounded memory.

For copies and checks, which need one snapshot over many statements, without a pool or a time limit.
"""

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from db.engine import postgresql, sqlite_write
from db.engine.base import Reads
from db.engine.sqlite_connection import connect_reader
from db.engine.sqlite_file import SCHEME, path_of
from db.engine.statements import Executable, ResultRow, StatementParameters
from db.query.dialect import POSTGRESQL, SQLITE

PAGE = 1000
"""Rows held at a time."""


class Snapshot(Reads):
    """Reads on one connection, inside one transaction."""

    async def stream(
        self, statement: Executable, parameters: StatementParameters | None = None
    ) -> AsyncIterator[list[ResultRow]]:
        """Run a statement and yield its rows in pages; several streams may run at once."""
        compiled, complete = self._statements.compile(statement, parameters)
        async for page in self._pages(*compiled.bind(statement, complete)):
            yield compiled.read(page)

    @abstractmethod
    def _pages(
        self, text: str, parameters: Sequence[object]
    ) -> AsyncIterator[list[tuple[Any, ...]]]: ...


class SqliteSnapshot(Snapshot):
    """A connection to a SQLite file on which a transaction has begun."""

    dialect = SQLITE
    _statements = sqlite_write.STATEMENTS

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """Run the driver's own `text`."""
        found: list[tuple[Any, ...]] = self._connection.execute(text, tuple(parameters)).fetchall()
        return found

    async def _pages(
        self, text: str, parameters: Sequence[object]
    ) -> AsyncIterator[list[tuple[Any, ...]]]:
        cursor = self._connection.execute(text, tuple(parameters))
        while page := cursor.fetchmany(PAGE):
            yield page


class PostgresqlSnapshot(Snapshot):
    """A connection to PostgreSQL inside a transaction that sees one snapshot."""

    dialect = POSTGRESQL
    _statements = postgresql.STATEMENTS

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """Run the driver's own `text`."""
        return [tuple(record) for record in await self._connection.fetch(text, *parameters)]

    async def _pages(
        self, text: str, parameters: Sequence[object]
    ) -> AsyncIterator[list[tuple[Any, ...]]]:
        cursor = await self._connection.cursor(text, *parameters)
        while page := await cursor.fetch(PAGE):
            yield [tuple(record) for record in page]


@asynccontextmanager
async def open_snapshot(url: str) -> AsyncIterator[Snapshot]:
    """Open a snapshot of the database at `url`; other writers continue.

    Raises the driver's error when it cannot be opened.
    """
    if url.startswith(SCHEME):
        connection = connect_reader(path_of(url))
        try:
            connection.execute("BEGIN")
            yield SqliteSnapshot(connection)
        finally:
            connection.close()
        return
    server = await connect_server(url)
    try:
        async with server.transaction(isolation="repeatable_read", readonly=True):
            yield PostgresqlSnapshot(server)
    finally:
        await server.close()


async def connect_server(url: str) -> Any:
    """Connect to PostgreSQL without a time limit."""
    settings = {"application_name": "issue-gateway", "timezone": "UTC"}
    return await asyncpg.connect(url, server_settings=settings)
