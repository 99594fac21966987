"""The embedded engine: one writer thread and a pool of readers on one file."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite

from db.actor import Actor
from db.engine.base import Database, T, Work
from db.engine.sqlite_connection import connect_reader, driver, translated, warn_if_outdated
from db.engine.sqlite_writer import STATEMENTS, Writer
from db.errors import Unavailable
from db.query.dialect import SQLITE

INTERRUPT_AGAIN = 0.05
"""Seconds between interrupts of an abandoned statement: one may come before it has begun."""


class SqliteDatabase(Database):
    """A SQLite file. Reads run on `query_only` connections and never wait for the writer."""

    dialect = SQLITE
    _statements = STATEMENTS

    def __init__(self, path: Path, timeout: float) -> None:
        self._on_the_spot = connect_reader(path, busy_seconds=0)
        try:
            self._writer = Writer(path)
        except BaseException:
            self._on_the_spot.close()
            raise
        self._timeout = timeout
        self._readers: list[aiosqlite.Connection] = []
        # Last in, first out: the busiest connection has its statements and pages at hand.
        self._idle: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        self._draining: set[asyncio.Task[None]] = set()
        self._closed = False

    @classmethod
    async def open(cls, path: Path, *, readers: int, timeout: float) -> Self:
        """Open the file at `path` with `readers` connections; a read may take `timeout` seconds."""
        warn_if_outdated()
        database = cls(path, timeout)
        try:
            for _ in range(readers):
                reader = await aiosqlite.Connection(partial(connect_reader, path), 64)
                database._readers.append(reader)
                database._idle.put_nowait(reader)
        except BaseException:
            await database.close()
            raise
        return database

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> Sequence[tuple[Any, ...]]:
        """Run one statement on a reader: one hop to its thread, one snapshot."""
        if self._closed:
            raise Unavailable("the database is closed")
        reader = await self._idle.get()
        try:
            async with asyncio.timeout(self._timeout):
                rows = await reader.execute_fetchall(text, parameters)
        except (TimeoutError, asyncio.CancelledError):
            # The caller goes at once; the reader comes back when its statement has really stopped.
            task = asyncio.create_task(self._drain(reader))
            self._draining.add(task)
            task.add_done_callback(self._draining.discard)
            raise
        except BaseException as error:
            self._idle.put_nowait(reader)
            if isinstance(error, driver.Error):
                raise translated(error) from error
            raise
        self._idle.put_nowait(reader)
        return rows  # type: ignore[return-value]  # a list of tuples, whatever aiosqlite declares

    async def fetch_brief(
        self, text: str, parameters: Sequence[object] = ()
    ) -> tuple[Any, ...] | None:
        """Run one statement on the event loop's own thread; see `Database.fetch_brief`."""
        try:
            row: tuple[Any, ...] | None = self._on_the_spot.execute(text, parameters).fetchone()
        except driver.Error:
            # Locked, or worse: the event loop must not wait for it.
            return await self.fetch(text, parameters)
        return row

    async def write(self, actor: Actor, work: Work[T]) -> T:
        """Have the writer run `work`, together with what else waits; see `Database.write`."""
        return await self._writer.write(actor, work)

    async def close(self) -> None:
        """Let running reads end, close the readers, then the writer, which checkpoints the log."""
        if not self._closed:
            self._closed = True
            for _ in self._readers:
                await (await self._idle.get()).close()
            self._on_the_spot.close()
        await self._writer.close()

    async def _drain(self, reader: aiosqlite.Connection) -> None:
        last = asyncio.ensure_future(reader.execute_fetchall("SELECT 1"))
        while not last.done():
            await reader.interrupt()
            await asyncio.wait({last}, timeout=INTERRUPT_AGAIN)
        last.exception()  # an interrupt may have hit this statement too, which is as good an end
        self._idle.put_nowait(reader)
