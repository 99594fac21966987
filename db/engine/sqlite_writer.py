"""The one thread that writes to SQLite.

Works that wait at the same time share one commit and one fsync. Each after the first runs in its
own savepoint, and none is answered before the commit is on disk.
"""

import asyncio
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy.dialects import sqlite

from db.actor import Actor
from db.engine.base import CLOCK, Work, Write
from db.engine.sqlite_connection import BUSY_SECONDS, connect_writer, driver, translated
from db.engine.statements import Statements
from db.errors import Unavailable
from db.query.dialect import SQLITE

STATEMENTS = Statements(sqlite.dialect(paramstyle="qmark"))

BATCH = 64
"""Maximum works per commit: enough to make the fsync cheap, few enough to keep waits short."""

COSTLY = 1.0
"""Maximum seconds of a statement whose cost a client chooses, since other writers wait for it."""
STEPS = 100_000
"""Steps of SQLite's virtual machine between two checks of the clock, about a millisecond."""
INTERRUPTED = 9  # SQLITE_INTERRUPT

LOG_PAGES = 1000
"""Pages of the write-ahead log from which on it is folded into the file, as SQLite does itself."""
MEASURES_LOG = driver.sqlite_version_info >= (3, 51)
"""Whether the library knows `wal_checkpoint(NOOP)`; an older one folds the log, before answers."""

T = TypeVar("T")


class SqliteWrite(Write):
    """A work on the writer's connection; its coroutines never suspend."""

    dialect = SQLITE
    _statements = STATEMENTS

    def __init__(self, actor: Actor, connection: sqlite3.Connection) -> None:
        super().__init__(actor, CLOCK.now())
        self._connection = connection

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

    async def probe(self) -> bool:
        """Rewrite an unused number in the file's header, which needs a real commit."""
        (version,) = self._run("PRAGMA user_version", ()).fetchone()
        self._run(f"PRAGMA user_version = {int(version)}", ())
        return True

    async def _execute(self, text: str, parameters: Sequence[object]) -> int:
        return self._run(text, parameters).rowcount

    async def _execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        self._require_transaction()
        self.texts.append(text)
        try:
            self._connection.executemany(text, rows)
        except driver.Error as error:
            raise translated(error) from error

    async def _reserve_sequence(self) -> None:
        pass  # BEGIN IMMEDIATE has locked the log already

    def _run(self, text: str, parameters: Sequence[object]) -> sqlite3.Cursor:
        self._require_transaction()
        self.texts.append(text)
        try:
            return self._connection.execute(text, tuple(parameters))
        except driver.Error as error:
            raise translated(error) from error

    def _require_transaction(self) -> None:
        if not self._connection.in_transaction:
            # A full disk rolls the transaction back; later statements would otherwise commit one by
            # one.
            raise Unavailable("the transaction was lost")


@dataclass(slots=True, eq=False)
class WriteRequest:
    """A waiting work, and the future of its caller."""

    actor: Actor
    work: Work[Any]
    future: asyncio.Future[Any]


@dataclass(slots=True, eq=False)
class Folding:
    """A request to fold the log into the file, and to truncate it."""

    cut: bool
    future: asyncio.Future[bool]


@dataclass(slots=True)
class WorkResult:
    """The result or error for a waiting future."""

    future: asyncio.Future[Any]
    value: object = None
    error: BaseException | None = None


class Writer:
    """Owns the connection that writes, and its thread."""

    def __init__(self, path: Path, most_bytes: int) -> None:
        self.written: Callable[[], None] = _nobody_minds
        """Called in the event loop of a work after its commit."""
        self._connection = connect_writer(path, most_bytes=most_bytes)
        if MEASURES_LOG:
            self._connection.execute("PRAGMA wal_autocheckpoint=0")
        self._queue: SimpleQueue[WriteRequest | Folding | None] = SimpleQueue()
        self._put_off: list[WriteRequest | Folding | None] = []
        self._closed: asyncio.Future[Any] | None = None
        # A daemon thread: a process that ends without closing must not hang, and the file stands a
        # killed writer.
        self._thread = Thread(target=self._serve, name="sqlite-writer", daemon=True)
        self._thread.start()

    async def write(self, actor: Actor, work: Work[T]) -> T:
        """Queue `work`; see `Database.write`."""
        if self._closed:
            raise Unavailable("the database is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.put(WriteRequest(actor, work, future))
        return await future

    async def fold(self, cut: bool) -> bool:
        """Fold the write-ahead log into the file between two works, as far as readers allow.

        With `cut` also truncate it; return whether that was possible.
        """
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._queue.put(Folding(cut, future))
        return await future

    async def close(self) -> None:
        """Finish every work that waits, then end the thread and close the connection."""
        if self._closed is None:
            self._closed = asyncio.get_running_loop().create_future()
            self._queue.put(None)
        await self._closed
        self._thread.join()

    def _serve(self) -> None:
        while request := self._next():
            if isinstance(request, Folding):
                _settle_from_thread([self._folded(request)])
            else:
                _settle_from_thread(self._commit(request), self.written)
                self._fold_long_log()
        self._connection.close()
        if self._closed:
            _settle_from_thread([WorkResult(self._closed)])

    def _next(self) -> "WriteRequest | Folding | None":
        if self._put_off:
            return self._put_off.pop()
        return self._queue.get()

    def _commit(self, first: WriteRequest) -> list[WorkResult]:
        """Run `first` and all waiting works in one transaction; return the outcome of each."""
        outcomes: list[WorkResult] = []
        requests: list[WriteRequest] = []
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for request in self._waiting(first):
                requests.append(request)
                outcome = self._perform(request, in_savepoint=len(requests) > 1)
                outcomes.append(outcome)
                if outcome.error and not self._connection.in_transaction:
                    return outcomes  # the first has failed: there is nothing to commit
            self._connection.execute("COMMIT")
        except BaseException as error:  # after any error, the thread continues with the next
            if self._connection.in_transaction:
                with suppress(driver.Error):
                    self._connection.execute("ROLLBACK")
            return [
                WorkResult(request.future, error=_failure(error)) for request in requests or [first]
            ]
        return outcomes

    def _waiting(self, first: WriteRequest) -> Iterator[WriteRequest]:
        """Yield `first`, then waiting and arriving works; cancelled ones are left out."""
        if not first.future.cancelled():
            yield first
        for _ in range(BATCH - 1):
            try:
                request = self._queue.get_nowait()
            except Empty:
                return
            if request is None or isinstance(request, Folding):
                self._put_off.append(request)  # the end, or no work: `_serve` handles it next
                return
            if not request.future.cancelled():
                yield request

    def _fold_long_log(self) -> None:
        """Fold the log into the file after the answers, which need not wait for it.

        That takes 10 ms; a commit of a thousand issues writes about 700 pages.
        """
        if not MEASURES_LOG:
            return
        with suppress(driver.Error):  # for example, the disk is full: the next commit reports it
            _, pages, _ = self._connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()
            if pages >= LOG_PAGES:
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _folded(self, folding: "Folding") -> WorkResult:
        how = "TRUNCATE" if folding.cut else "PASSIVE"
        try:
            self._connection.execute("PRAGMA busy_timeout=0")
            busy, _, _ = self._connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
        except driver.Error:
            busy = 1  # for example, the disk is full: the next commit reports it
        finally:
            self._connection.execute(f"PRAGMA busy_timeout={round(BUSY_SECONDS * 1000)}")
        return WorkResult(folding.future, not busy)

    def _perform(self, request: WriteRequest, in_savepoint: bool) -> WorkResult:
        """Run one work, undone when it fails; raises only when the whole transaction is lost.

        The first needs no savepoint, which is a fifth of the time of a large work: SQLite keeps the
        former content of all its pages, and walks through them at the end of each statement.
        """
        if in_savepoint:
            self._connection.execute("SAVEPOINT work")
        write = SqliteWrite(request.actor, self._connection)
        try:
            value = _drive(request.work(write))
            _drive(write.finish())
        except BaseException as error:
            if not self._connection.in_transaction:
                raise
            self._connection.execute("ROLLBACK TO work" if in_savepoint else "ROLLBACK")
            if in_savepoint:
                self._connection.execute("RELEASE work")
            return WorkResult(request.future, error=error)
        if in_savepoint:
            self._connection.execute("RELEASE work")
        return WorkResult(request.future, value)


def _drive(work: Coroutine[Any, Any, T]) -> T:
    try:
        work.send(None)
    except StopIteration as finished:
        result: T = finished.value
        return result
    work.close()
    raise RuntimeError("a work may await only the methods of its Write")


def _failure(error: BaseException) -> Unavailable:
    """Give each request its own exception, since raising adds to the traceback."""
    failure = Unavailable(f"the commit failed: {error}")
    failure.__cause__ = error
    return failure


def _nobody_minds() -> None:
    """Do nothing after a commit."""


def _settle_from_thread(
    outcomes: list[WorkResult], then: Callable[[], None] = _nobody_minds
) -> None:
    """Wake each event loop once for all of its works; it calls `then` at the end."""
    shares: defaultdict[asyncio.AbstractEventLoop, list[WorkResult]] = defaultdict(list)
    for outcome in outcomes:
        shares[outcome.future.get_loop()].append(outcome)
    for loop, share in shares.items():
        with suppress(RuntimeError):  # the loop is closed: it has no waiting caller
            loop.call_soon_threadsafe(_settle, share, then)


def _settle(outcomes: list[WorkResult], then: Callable[[], None]) -> None:
    for outcome in outcomes:
        if outcome.future.done():
            continue
        if outcome.error is None:
            outcome.future.set_result(outcome.value)
        else:
            outcome.future.set_exception(outcome.error)
    then()
