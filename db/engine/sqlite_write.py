"""A work on SQLite, and what the works of one transaction write together at its end.

The log, the tally and the index of words are written once for all of them (`LastStep`): FTS5 writes
its index to the file at each savepoint.
"""

import sqlite3
import time
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.dialects import sqlite

from db.actor import Actor
from db.changes import APPEND_AS_GIVEN
from db.engine.base import CLOCK, SYSTEM, LastStep, Write
from db.engine.sqlite_connection import driver, translated
from db.engine.statements import Statements
from db.errors import Unavailable
from db.kept_counts import Tally
from db.query.dialect import SQLITE

STATEMENTS = Statements(sqlite.dialect(paramstyle="qmark"))

COSTLY = 1.0
"""Maximum seconds of a statement whose cost a client chooses, since other writers wait for it."""
STEPS = 100_000
"""Steps of SQLite's virtual machine between two checks of the clock, about a millisecond."""
INTERRUPTED = 9  # SQLITE_INTERRUPT

HELD_BYTES = 1024 * 1024
"""Bytes of changes that wait for the end of a transaction; beyond that, the steps are taken."""

T = TypeVar("T")


class SqliteWrite(Write):
    """A work on the writer's connection; its coroutines never suspend."""

    dialect = SQLITE
    _statements = STATEMENTS

    def __init__(
        self, actor: Actor, connection: sqlite3.Connection, end: "SharedEnd | None" = None
    ) -> None:
        super().__init__(actor, CLOCK.now())
        self._connection = connection
        self._end = end

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """Run the driver's own `text`; sees what the work has written."""
        return self._run(text, parameters).fetchall()

    async def fetch_costly(
        self, text: str, parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """Run `text` for at most `COSTLY` seconds; see `Write.fetch_costly`."""
        end = time.monotonic() + COSTLY
        self._connection.set_progress_handler(lambda: time.monotonic() > end, STEPS)
        try:
            return await self.fetch_all(text, parameters)
        except driver.OperationalError as error:
            if error.sqlite_errorcode != INTERRUPTED:
                raise
            raise TimeoutError("the statement took too long for the writer") from error
        finally:
            self._connection.set_progress_handler(None, 0)

    async def finish(self) -> None:
        """Leave the changes and counts to the end of the transaction."""
        if self.changes:
            await self.at_end(LOG, [self])
        if self.tally.rows():
            await self.at_end(TALLY, [self.tally])

    async def at_end(self, step: LastStep, items: Sequence[Any]) -> None:
        """Take `step` at the end, together with the other works of the commit."""
        if self._end is None:
            await super().at_end(step, items)
        else:
            self._end.add(step, self, items)

    async def probe(self) -> bool:
        """Rewrite an unused number in the file's header, which needs a real commit."""
        (version,) = self._run("PRAGMA user_version", ()).fetchone()
        self._run(f"PRAGMA user_version = {int(version)}", ())
        return True

    async def _execute(self, text: str, parameters: Sequence[object]) -> int:
        return self._run(text, parameters).rowcount

    async def _execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        self._begin(text)
        try:
            self._connection.executemany(text, rows)
        except driver.Error as error:
            raise translated(error) from error

    async def _reserve_sequence(self) -> None:
        pass  # BEGIN IMMEDIATE has locked the log already

    def _run(self, text: str, parameters: Sequence[object]) -> sqlite3.Cursor:
        self._begin(text)
        try:
            return self._connection.execute(text, tuple(parameters))
        except driver.Error as error:
            raise translated(error) from error

    def _begin(self, text: str) -> None:
        if not self._connection.in_transaction:
            # A full disk rolls the transaction back; later statements would otherwise commit one by
            # one.
            raise Unavailable("the transaction was lost")
        if self._end is not None:
            self._end.take_before(text)
        self.texts.append(text)


async def _append_all(write: Write, works: Sequence[SqliteWrite]) -> None:
    """Append the changes of all works to the log, which BEGIN IMMEDIATE has locked."""
    last = await write.sequence()
    rows: list[Mapping[str, object]] = []
    for work in works:
        numbered = enumerate(work.changes, last + 1)
        rows += [{**change, "sequence": number} for number, change in numbered]
        work.last_change = last = last + len(work.changes)
    await write.execute_many(APPEND_AS_GIVEN, rows)


async def _count_all(write: Write, tallies: Sequence[Tally]) -> None:
    whole = Tally()
    for tally in tallies:
        whole.add(tally)
    await write.add_to_tally(whole)


LOG = LastStep(("change",), _append_all)
TALLY = LastStep(("issue_tally",), _count_all)


class SharedEnd:
    """The last steps of the works of one transaction.

    `waiting` has those that were not taken yet; it is replaced, not changed, so that a work that
    fails can be undone by putting the former one back.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.begin()

    def begin(self) -> None:
        """Forget the transaction before."""
        self.waiting: tuple[tuple[LastStep, SqliteWrite, Sequence[Any]], ...] = ()
        self._tables: set[str] = set()
        self._bytes = 0
        self._failure: BaseException | None = None

    def add(self, step: LastStep, work: SqliteWrite, items: Sequence[Any]) -> None:
        """Take `step` for these items of `work` later."""
        self.waiting = (*self.waiting, (step, work, items))
        self._tables.update(step.tables)

    def hold(self, changes: Iterable[Mapping[str, Any]]) -> None:
        """Count the bytes of a work that has ended; take the steps now if too many are held."""
        self._bytes += sum(len(change["patch"]) for change in changes)
        if self._bytes > HELD_BYTES:
            self.take()

    def take_before(self, text: str) -> None:
        """Take the steps now if a statement needs their outcome."""
        if self.waiting and any(table in text for table in self._tables):
            self.take()

    def take(self) -> None:
        """Take all steps that wait, each once for the items of all works.

        A failure is raised again at the end: its cause may be another work than the one that meets
        it.
        """
        if self._failure is not None:
            raise self._failure
        if not self.waiting:
            return
        waiting, self.waiting, self._bytes = self.waiting, (), 0
        items: dict[LastStep, list[Any]] = {}
        for step, _, some in waiting:
            items.setdefault(step, []).extend(some)
        write = SqliteWrite(SYSTEM, self._connection)
        try:
            for step, all_items in items.items():
                drive(step.run(write, all_items))
        except BaseException as error:
            self._failure = error
            raise
        for work in {work for _, work, _ in waiting}:
            work.texts += write.texts


def drive(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never suspends."""
    try:
        work.send(None)
    except StopIteration as finished:
        result: T = finished.value
        return result
    work.close()
    raise RuntimeError("a work may await only the methods of its Write")
