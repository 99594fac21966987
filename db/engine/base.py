"""The interface of the engines: the one way to read and the one way to write."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, ClassVar, TypeAlias, TypeVar

from sqlalchemy import func, select

from db.actor import Actor
from db.changes import APPEND, APPEND_LAST, change_row
from db.engine.statements import Compiled, Executable, ResultRow, StatementParameters, Statements
from db.enums import ChangeAction, ObjectType
from db.errors import AnswerTooLarge, Unavailable
from db.kept_counts import ADD, Tally
from db.models import Change
from db.query.dialect import Dialect
from db.text.time_slices import Slices, at_once

SYSTEM = Actor(author="system", email="system", is_admin=True, token_id=None)
"""The actor of writes without a token."""

T = TypeVar("T")

_LAST_SEQUENCE = select(func.coalesce(func.max(Change.sequence), 0).label("sequence"))


class Reads(ABC):
    """An object that runs reading statements."""

    dialect: ClassVar[Dialect]
    _statements: ClassVar[Statements]
    most_bytes = 16 * 1024 * 1024
    """Maximum bytes of one answer."""

    @abstractmethod
    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> Sequence[tuple[Any, ...]]:
        """Run `text` in the driver's syntax; return every row as the driver gives it.

        Raises TimeoutError when the statement takes too long, Unavailable when the database
        cannot be reached.
        """

    async def fetch(self, text: str, parameters: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """Like `fetch_all`, for the first row."""
        rows = await self.fetch_all(text, parameters)
        return rows[0] if rows else None

    async def fetch_brief(
        self, text: str, parameters: Sequence[object] = ()
    ) -> tuple[Any, ...] | None:
        """Like `fetch`, for a statement that reads a few rows by their keys: microseconds of work.

        SQLite runs it on the event loop's thread, which is many times cheaper than a call of
        another thread.
        """
        return await self.fetch(text, parameters)

    async def fetch_bounded(
        self, text: str, parameters: Sequence[object] = (), *, varied: bool = False
    ) -> tuple[Any, ...]:
        """Run a statement that answers one row, of any size; `varied` as in `fetch_varied`.

        Raises AnswerTooLarge when the row has more than `most_bytes`.
        """
        fetch = self.fetch_varied if varied else self.fetch
        row = await fetch(self._bounded(text), parameters)
        if row is None or sum(len(value or b"") for value in row) > self.most_bytes:
            raise AnswerTooLarge(self.most_bytes)
        return row

    def _bounded(self, text: str) -> str:
        """Wrap a statement of one row so that it answers no row if that has too many bytes.

        SQLite needs no wrapper: its connections refuse values that are too large.
        """
        if self.dialect.name != "postgresql":
            return text
        return (
            f"WITH answer AS MATERIALIZED ({text})"
            f" SELECT * FROM answer WHERE pg_column_size(answer) <= {self.most_bytes}"
        )

    async def fetch_varied(
        self, text: str, parameters: Sequence[object] = ()
    ) -> tuple[Any, ...] | None:
        """Like `fetch`, for a statement whose best plan depends on its values.

        PostgreSQL plans it for these values; otherwise it settles on one plan for all of them.
        """
        return await self.fetch(text, parameters)

    def constant(self, statement: Executable) -> Compiled:
        """The compiled form of a statement kept at module level; see `Statements.constant`."""
        return self._statements.constant(statement)

    async def rows(
        self, statement: Executable, parameters: StatementParameters | None = None
    ) -> list[ResultRow]:
        """Run a statement that returns rows; values are converted by the types of its columns."""
        compiled, text, values = self._statements.bound(statement, parameters)
        return compiled.read(await self.fetch_all(text, values))

    async def sequence(self) -> int:
        """Number of the last change."""
        (row,) = await self.rows(_LAST_SEQUENCE)
        return int(row["sequence"])


@dataclass(frozen=True, slots=True, eq=False)
class LastStep:
    """A step before a commit that may be taken once for all works that share the commit.

    `run` gets the items of all of them, in the order of the works. A statement that names one of
    `tables` sees its outcome.
    """

    tables: tuple[str, ...]
    run: Callable[["Write", Sequence[Any]], Coroutine[Any, Any, None]]


class Write(Reads):
    """One unit of work: all of its changes become visible at once, or none.

    `now` is the instant of the work in UTC, unique and increasing within a process. `texts` are the
    statements that it has run, without values; `changes` its rows of the log, `tally` its counts.
    """

    def __init__(self, actor: Actor, now: datetime) -> None:
        self.actor = actor
        self.now = now
        self.texts: list[str] = []
        self.last_change: int | None = None
        self.tally = Tally()
        self.changes: list[Mapping[str, object]] = []

    async def fetch_costly(
        self, text: str, parameters: Sequence[object] = ()
    ) -> Sequence[tuple[Any, ...]]:
        """Like `fetch_all`, for a statement whose cost a client chooses.

        Raises TimeoutError when it would delay other writers too long.
        """
        return await self.fetch_all(text, parameters)

    async def compute(self, slices: Slices[T]) -> T:
        """Run a computation whose length a client chooses; other requests go on meanwhile."""
        return at_once(slices)

    async def execute(
        self, statement: Executable, parameters: StatementParameters | None = None
    ) -> int:
        """Run `statement` with values for columns and `bindparam()`s; return its number of rows."""
        return await self._execute(*self._statements.bind(statement, parameters))

    async def execute_many(
        self, statement: Executable, rows: Sequence[StatementParameters]
    ) -> None:
        """Run `statement` once for each of `rows`, which all name the same parameters."""
        if len(rows) == 1:
            await self.execute(statement, rows[0])  # half the time to bind
        elif rows:
            await self._execute_many(*self._statements.bind_many(statement, rows))

    def record(
        self,
        action: ChangeAction,
        object_type: ObjectType,
        object_id: str,
        *,
        issue_id: str | None,
        version: int | None,
        patch: Mapping[str, object],
        before: Mapping[str, object] | None = None,
    ) -> None:
        """Record a change for the log, which is written at the end of the work.

        `issue_id` is the issue the object belongs to (itself, for an issue), `version` the
        object's new one, `patch` the changed columns with their new values, `before` the old values
        of these columns, and maybe others; None for a new object.
        """
        self.changes.append(
            change_row(
                self.actor,
                self.now,
                action,
                object_type,
                object_id,
                issue_id,
                version,
                patch,
                before,
            )
        )

    async def finish(self) -> None:
        """Append the recorded changes to the log; the engine calls this last before the commit.

        The tally comes after the log: writers already wait for each other at the log, so they never
        wait for the few rows of the tally.
        """
        await self.append(self.changes)
        await self.add_to_tally(self.tally)

    async def at_end(self, step: LastStep, items: Sequence[Any]) -> None:
        """Take `step` for `items`: at once, or later with those of other works."""
        await step.run(self, items)

    async def add_to_tally(self, tally: Tally) -> None:
        """Add the counts of works to the stored ones."""
        if counted := tally.rows():
            await self._execute_many(self.constant(ADD[self.dialect.name]).text, counted)

    async def append(self, changes: Sequence[Mapping[str, object]]) -> None:
        """Append finished rows (`db.changes.change_row`) to the log, in their order."""
        if not changes:
            return
        await self._reserve_sequence()
        await self.execute_many(APPEND, changes[:-1])
        (row,) = await self.rows(APPEND_LAST, changes[-1])
        self.last_change = int(row["sequence"])

    @abstractmethod
    async def probe(self) -> bool:
        """Find out whether the transaction can write."""

    @abstractmethod
    async def _execute(self, text: str, parameters: Sequence[object]) -> int: ...

    @abstractmethod
    async def _execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None: ...

    @abstractmethod
    async def _reserve_sequence(self) -> None:
        """Lock the change log against other transactions until this one commits."""


Pages: TypeAlias = AsyncIterator[Sequence[tuple[Any, ...]]]
Work: TypeAlias = Callable[[Write], Coroutine[Any, Any, T]]


@dataclass(frozen=True, slots=True)
class ReplicaStatus:
    """A replica that reads may go to.

    `address` is its host and port, `usable` whether reads go to it now, `lag` for how many seconds
    it has not shown all changes of the primary; None before it has ever answered.
    """

    address: str
    usable: bool
    lag: float | None


class Database(Reads):
    """One open database. Every read is one statement, every change one `write`.

    `reading` and `writing` are the numbers of operations that wait now, counted by their callers;
    reads on the event loop's thread are not counted.
    """

    reading = 0
    writing = 0

    @property
    def log_bytes(self) -> int:
        """Bytes of SQLite's write-ahead log; 0 for other engines."""
        return 0

    @property
    def replicas(self) -> Sequence[ReplicaStatus]:
        """The replicas that reads may go to."""
        return ()

    @abstractmethod
    async def write(self, actor: Actor, work: Work[T]) -> T:
        """Run `work` in a transaction on behalf of `actor`; return its result once it is on disk.

        `work` may await only the methods of its `Write`. It may run more than once, so it must have
        no effect outside the transaction. An exception of `work` rolls it back and is raised here.
        Raises Unavailable when the database cannot be written, or when it is unknown whether the
        commit happened.
        """

    async def fresh(self, token_id: str | None = None, least: int = 0) -> Reads:
        """Choose a database that has all changes up to number `least` and all changes that the
        token has made through this process.
        """
        return self

    @abstractmethod
    def stream(
        self, text: str, parameters: Sequence[object], least: int = 0
    ) -> AbstractAsyncContextManager[Pages]:
        """Run the driver's own `text` on a connection of its own, and give its rows in pages.

        All pages are of one snapshot, which shows at least all changes up to number `least`. The
        statement ends with the block. The pages raise Unavailable and TimeoutError.
        """

    @abstractmethod
    async def close(self) -> None:
        """Finish current operations and release all connections and threads."""

    async def writable(self) -> bool:
        """Tell whether a write succeeds, by making one."""
        try:
            return await self.write(SYSTEM, lambda write: write.probe())
        except (Unavailable, TimeoutError):
            return False


class Clock:
    """Wall time that always increases, so that instants order the works of a process."""

    def __init__(self) -> None:
        self._last = datetime.min.replace(tzinfo=UTC)
        self._lock = Lock()

    def now(self) -> datetime:
        """The present instant in UTC, at least one microsecond after the previous one."""
        with self._lock:
            self._last = max(datetime.now(UTC), self._last + timedelta(microseconds=1))
            return self._last


CLOCK = Clock()
