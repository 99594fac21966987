"""Rows of one statement, yielded in pages while it runs, in one snapshot.

Each stream has its own connection, since it may take minutes and the readers serve other requests.
A page is read after the previous one was taken, so a slow consumer uses no memory.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from db.engine.base import Pages
from db.engine.sqlite_connection import connect_reader, driver, translated
from db.errors import Unavailable
from db.postgresql_driver import asyncpg

PAGE = 1000
PAGE_BYTES = 1024 * 1024
"""Maximum rows of a page, and bytes that end a page early."""

CONNECT_SECONDS = 5.0
PAGE_SECONDS = 300
"""Maximum seconds for a connection and for a page on PostgreSQL; the consumer has its own limit."""

CACHE_KIB = 4096
"""Maximum memory for pages of the file, and for sorted rows before SQLite spills them to disk."""

INTERRUPT_AGAIN = 0.05
"""Seconds between interrupts of an abandoned statement."""

T = TypeVar("T")


@asynccontextmanager
async def sqlite_stream(
    path: Path, text: str, parameters: Sequence[object]
) -> AsyncIterator[Pages]:
    """Run `text` on the file at `path`; the statement ends with the block, wherever it is.

    The pages raise Unavailable when the database cannot be read.
    """
    thread = _Thread(path)
    try:
        yield _sqlite_pages(thread, text, parameters)
    finally:
        # A task, so that a leaving caller does not wait until the statement has stopped.
        await asyncio.shield(asyncio.ensure_future(thread.close()))


async def _sqlite_pages(thread: "_Thread", text: str, parameters: Sequence[object]) -> Pages:
    try:
        await thread.open()
        cursor = await thread.run(lambda: thread.connection.execute(text, tuple(parameters)))
        while page := await thread.run(lambda: _page(cursor)):
            yield page
    except driver.Error as error:
        raise translated(error) from error


def _page(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    page, size = [], 0
    for row in rows:
        page.append(row)
        size += sum(map(len, row))
        if len(page) == PAGE or size > PAGE_BYTES:
            break
    return page


class _Thread:
    """A connection and the thread in which it is used."""

    connection: Any = None

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pool = ThreadPoolExecutor(1, "table")
        self._running: asyncio.Future[Any] | None = None

    async def open(self) -> None:
        self.connection = await self.run(lambda: connect_reader(self._path))
        await self.run(lambda: self.connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}"))

    async def run(self, work: Callable[[], T]) -> T:
        self._running = asyncio.get_running_loop().run_in_executor(self._pool, work)
        return await asyncio.shield(self._running)

    async def close(self) -> None:
        while self._running and not self._running.done():
            if self.connection is not None:
                self.connection.interrupt()
            await asyncio.wait({self._running}, timeout=INTERRUPT_AGAIN)
        if self._running and not self._running.cancelled():
            self._running.exception()  # an interrupt is expected here
        if self.connection is not None:
            self.connection.close()
        self._pool.shutdown(wait=False)


@asynccontextmanager
async def postgresql_stream(
    connect: Callable[..., Awaitable[Any]], text: str, parameters: Sequence[object]
) -> AsyncIterator[Pages]:
    """Run `text` on the server that `connect` connects to; it ends with the block.

    The pages raise Unavailable when the server cannot be reached, TimeoutError when a page takes
    too long.
    """
    settings = {
        "application_name": "issue-gateway",
        "timezone": "UTC",
        "jit": "off",
        "statement_timeout": str(PAGE_SECONDS * 1000),
    }
    connection: Any = None
    try:
        try:
            connection = await connect(statement_cache_size=0, timeout=CONNECT_SECONDS)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise Unavailable(f"the database cannot be reached: {error}") from error
        yield _postgresql_pages(connection, settings, text, parameters)
    finally:
        if connection is not None:
            connection.terminate()


async def _postgresql_pages(
    connection: Any, settings: dict[str, str], text: str, parameters: Sequence[object]
) -> Pages:
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            # Inside the transaction, since PgBouncer may pass the connection on after it.
            for name, value in settings.items():
                await connection.execute("SELECT set_config($1, $2, true)", name, value)
            cursor = await connection.cursor(text, *parameters)
            most = PAGE // 10
            while page := await cursor.fetch(most):
                yield [tuple(record) for record in page]
                size = sum(sum(map(len, record)) for record in page) // len(page)
                most = max(1, min(PAGE, PAGE_BYTES // (size + 1)))
    except asyncpg.QueryCanceledError as error:
        raise TimeoutError("the statement took too long") from error
    except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError) as error:
        raise Unavailable(f"the connection was lost: {error}") from error
