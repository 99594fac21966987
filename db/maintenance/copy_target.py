"""One transaction of any size on a database that is not served: copies are written in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from db.engine.base import SYSTEM, Write
from db.engine.postgresql import PostgresqlWrite
from db.engine.snapshot import PostgresqlSnapshot, Snapshot, SqliteSnapshot, connect_server
from db.engine.sqlite_connection import connect_writer
from db.engine.sqlite_file import SCHEME, path_of
from db.engine.sqlite_write import SqliteWrite


@asynccontextmanager
async def open_bulk(url: str) -> AsyncIterator[tuple[Write, Snapshot]]:
    """Begin a transaction on the database at `url`; it commits if the block succeeds.

    Yields an object that writes rows and streams written rows before the commit.
    """
    if url.startswith(SCHEME):
        connection = connect_writer(path_of(url))
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield SqliteWrite(SYSTEM, connection), SqliteSnapshot(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()  # rolls back what is not committed
        return
    server = await connect_server(url)
    try:
        async with server.transaction():
            yield PostgresqlWrite(SYSTEM, server), PostgresqlSnapshot(server)
        # Statistics: without them the first plans are bad ones.
        await server.execute("ANALYZE")
    finally:
        await server.close()
