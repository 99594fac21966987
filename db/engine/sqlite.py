"""The embedded engine: one writer thread and a pool of readers on one file."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite

from db.actor import Actor
from db.engine.base import Database, Pages, T, Work
from db.engine.sqlite_connection import (
    connect_reader,
    connect_yielding,
    driver,
    thread_clock,
    translated,
    warn_if_outdated,
)
from db.engine.sqlite_log import WriteAheadLog
from db.engine.sqlite_write import STATEMENTS
from db.engine.sqlite_writer import Writer
from db.engine.streams import sqlite_stream
from db.engine.turns import STARVED, Allowance, Lanes, Turns
from db.errors import Unavailable
from db.query.dialect import SQLITE

INTERRUPT_AGAIN = 0.05
"""Seconds between interrupts of an abandoned statement: the first may come before it runs."""

BRIEF_READERS = 2
"""Connections for brief statements, in addition to those for long ones and the one for trials."""

TRIAL_SECONDS = 0.05
"""Longest time of a trial: several times that of the largest page without a condition."""

LARGE = 1024 * 1024
"""Bytes of an answer that a thread must not hold for longer than needed."""


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """A connection in a thread of its own, and the processor time of that thread."""

    connection: aiosqlite.Connection
    clock: Callable[[], float]


class SqliteDatabase(Database):
    """A SQLite file. Reads run on `query_only` connections and never wait for the writer."""

    dialect = SQLITE
    _statements = STATEMENTS

    def __init__(self, path: Path, most_bytes: int) -> None:
        self._on_the_spot = connect_reader(path, busy_seconds=0, most_bytes=most_bytes)
        try:
            self._writer = Writer(path, most_bytes)
        except BaseException:
            self._on_the_spot.close()
            raise
        self.most_bytes = most_bytes
        self._path = path
        self._readers: list[Reader] = []
        self._lanes: Lanes[Reader] | None = None
        self.log: WriteAheadLog | None = None
        self._draining: set[asyncio.Task[None]] = set()
        self._closed = False

    @classmethod
    async def open(cls, path: Path, readers: int, timeout: float, most_bytes: int) -> Self:
        """Open the file at `path`.

        It has `readers` connections for long reads beside those for others; a read may take
        `timeout` seconds and answer `most_bytes`.
        """
        warn_if_outdated()
        database = cls(path, most_bytes)
        try:
            connect = partial(connect_reader, path, most_bytes=most_bytes)
            yielding = partial(connect_yielding, path, most_bytes=most_bytes)
            brief = [await database._add_reader(connect) for _ in range(BRIEF_READERS)]
            trial = [await database._add_reader(yielding)]
            long = [await database._add_reader(yielding) for _ in range(readers)]
        except BaseException:
            await database.close()
            raise
        database._lanes = Lanes(
            Turns(brief),
            Turns(trial),
            Turns(long),
            trial_seconds=min(TRIAL_SECONDS, timeout),
            seconds=timeout,
            clock=lambda reader: reader.clock(),
        )
        database.log = WriteAheadLog(path, database._lanes, database._writer.fold)
        database._writer.written = database.log.written
        return database

    @property
    def log_bytes(self) -> int:
        """Size of the write-ahead log."""
        return self.log.size if self.log else 0

    async def _add_reader(self, connect: Callable[[], sqlite3.Connection]) -> Reader:
        clocks: list[Callable[[], float]] = []

        def connect_in_thread() -> sqlite3.Connection:
            clocks.append(thread_clock())
            return connect()

        connection = await aiosqlite.Connection(connect_in_thread, 64)
        reader = Reader(connection, *clocks)
        self._readers.append(reader)
        return reader

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> Sequence[tuple[Any, ...]]:
        """Run one statement on a reader: one call of its thread, one snapshot."""
        if self._closed or self._lanes is None:
            raise Unavailable("the database is closed")
        fetch = partial(self._fetch, text, parameters, self._lanes.seconds)
        return await self._lanes.run(text, fetch)

    async def _fetch(
        self,
        text: str,
        parameters: Sequence[object],
        longest: float,
        reader: Reader,
        give: Callable[[Reader], None],
        seconds: float,
    ) -> Sequence[tuple[Any, ...]]:
        try:
            async with asyncio.timeout(None) as deadline:
                most = min(seconds * STARVED, longest)
                with Allowance(deadline, seconds, most, reader.clock):
                    rows = await reader.connection.execute_fetchall(text, parameters)
                    if _is_large(rows):
                        # A thread of aiosqlite holds its last result until it has another.
                        await reader.connection.commit()
        except (TimeoutError, asyncio.CancelledError):
            # The caller continues at once; the reader is returned after its statement has stopped.
            task = asyncio.create_task(self._drain(reader, give))
            self._draining.add(task)
            task.add_done_callback(self._draining.discard)
            raise
        except BaseException as error:
            give(reader)
            if isinstance(error, driver.Error):
                raise translated(error) from error
            raise
        give(reader)
        return rows  # type: ignore[return-value]  # a list of tuples, whatever aiosqlite declares

    async def fetch_brief(
        self, text: str, parameters: Sequence[object] = ()
    ) -> tuple[Any, ...] | None:
        """Run one statement on the event loop's own thread; see `Database.fetch_brief`."""
        try:
            row: tuple[Any, ...] | None = self._on_the_spot.execute(text, parameters).fetchone()
        except driver.Error:
            # The file is locked or failing: the event loop must not wait for it.
            return await self.fetch(text, parameters)
        return row

    async def write(self, actor: Actor, work: Work[T]) -> T:
        """Let the writer run `work`, together with other waiting works; see `Database.write`."""
        return await self._writer.write(actor, work)

    def stream(
        self, text: str, parameters: Sequence[object], least: int = 0
    ) -> AbstractAsyncContextManager[Pages]:
        """Run one statement on a connection of its own; see `Database.stream`."""
        return sqlite_stream(self._path, text, parameters)

    async def close(self) -> None:
        """Wait for running reads, close the readers, then the writer, which checkpoints the log."""
        if not self._closed:
            self._closed = True
            if self.log is not None:
                await self.log.close()
            if self._lanes is not None:
                await self._lanes.close()
            for reader in self._readers:
                await reader.connection.close()
            self._on_the_spot.close()
        await self._writer.close()

    async def _drain(self, reader: Reader, give: Callable[[Reader], None]) -> None:
        last = asyncio.ensure_future(reader.connection.execute_fetchall("SELECT 1"))
        while not last.done():
            await reader.connection.interrupt()
            await asyncio.wait({last}, timeout=INTERRUPT_AGAIN)
        last.exception()  # an interrupt may have stopped this statement too
        give(reader)


def _is_large(rows: Iterable[sqlite3.Row]) -> bool:
    first: Iterable[object] = next(iter(rows), ())
    return sum(len(value) for value in first if isinstance(value, bytes | str)) > LARGE
