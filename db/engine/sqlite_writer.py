"""The one thread that writes to SQLite.

Works that wait at the same time share one commit and one fsync. Each after the first runs in its
own savepoint, and none is answered before the commit is on disk.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from db.actor import Actor
from db.engine.base import Work
from db.engine.sqlite_connection import BUSY_SECONDS, connect_writer, driver
from db.engine.sqlite_write import SharedEnd, SqliteWrite, drive
from db.errors import Unavailable

BATCH = 64
"""Maximum works per commit: enough to make the fsync cheap, few enough to keep waits short."""

LOG_PAGES = 1000
"""Pages of the write-ahead log from which on it is folded into the file, as SQLite does itself."""
MEASURES_LOG = driver.sqlite_version_info >= (3, 51)
"""Whether the library knows `wal_checkpoint(NOOP)`; an older one folds the log, before answers."""

T = TypeVar("T")


class _EndFailed(Exception):
    """A last step has failed; the cause says why."""


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
        self._end = SharedEnd(self._connection)
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
        return self._together(first, self._waiting(first))

    def _together(self, first: WriteRequest, waiting: Iterable[WriteRequest]) -> list[WorkResult]:
        outcomes: list[WorkResult] = []
        requests: list[WriteRequest] = []
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._end.begin()
            for request in waiting:
                requests.append(request)
                outcome = self._perform(request, in_savepoint=len(requests) > 1)
                outcomes.append(outcome)
                if outcome.error and not self._connection.in_transaction:
                    return outcomes  # the first has failed: there is nothing to commit
            self._take_last_steps()
            self._connection.execute("COMMIT")
        except BaseException as error:  # after any error, the thread continues with the next
            if self._connection.in_transaction:
                with suppress(driver.Error):
                    self._connection.execute("ROLLBACK")
            if not isinstance(error, _EndFailed):
                return [
                    WorkResult(request.future, error=_failure(error))
                    for request in requests or [first]
                ]
            if len(requests) == 1:
                return [WorkResult(first.future, error=error.__cause__)]
            # A value of one work was refused, which must not be the end of the others.
            return [each for request in requests for each in self._together(request, [request])]
        return outcomes

    def _take_last_steps(self) -> None:
        try:
            self._end.take()
        except BaseException as error:
            raise _EndFailed from error

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
        write = SqliteWrite(request.actor, self._connection, self._end)
        steps = self._end.waiting
        try:
            value = drive(request.work(write))
            drive(write.finish())
            self._end.hold(write.changes)
        except BaseException as error:
            self._end.waiting = steps
            if not self._connection.in_transaction:
                raise
            self._connection.execute("ROLLBACK TO work" if in_savepoint else "ROLLBACK")
            if in_savepoint:
                self._connection.execute("RELEASE work")
            return WorkResult(request.future, error=error)
        if in_savepoint:
            self._connection.execute("RELEASE work")
        return WorkResult(request.future, value)


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
