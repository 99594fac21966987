"""Live queries: a new answer after each change of the rows that the answer was read from.

All subscribers of the same statement and values share one `LiveQuery`, which reads once for all of
them. A slow subscriber gets the newest answer when it is ready; nothing is queued.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

import structlog

from db.engine import Database
from db.errors import Unavailable
from db.query.compile import LAST_CHANGE, Statement
from db.query.fetch import run
from db.query.selection import Request
from resolvers.execution.context import Context, Viewer, utc_now
from resolvers.execution.execute import Result
from resolvers.execution.notifier import ChangeNotifier

PAUSE = 0.25
"""Seconds between two reads of the same page: at most four per second."""

GLANCE = 0.02
"""Seconds between two checks for a change that affects the page."""

_SAME_TIME = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for the current time in keys, so that relative durations have the same key for everyone.
"""

log = structlog.get_logger()


class LiveQuery:
    """One statement with its values, kept current for its subscribers.

    `timeout` is in seconds, for one reading.
    """

    def __init__(
        self,
        database: Database,
        notifier: ChangeNotifier,
        statement: Statement,
        leaves: Sequence[object],
        viewer: Viewer,
        timeout: float,
    ) -> None:
        self.subscribers = 0
        self._database = database
        self._notifier = notifier
        self._statement = statement.with_last_change()
        self._glance = statement.last_change_alone()
        self._leaves = leaves
        self._viewer = viewer
        self._timeout = timeout
        self._reading = asyncio.Lock()
        self._news = asyncio.Event()
        self._answer: Result | None = None
        self._number = 0
        self._last_change = b""
        self._read_at = float("-inf")
        self._failure: Exception | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Read the page, unless it was just read, and keep it current from then on.

        Raises BadInput, Unavailable and TimeoutError.
        """
        if self._answer is None or asyncio.get_running_loop().time() - self._read_at > PAUSE:
            await self._refresh(self._notifier.last)
        if self._task is None:
            self._task = asyncio.create_task(self._keep_current())

    def stop(self) -> None:
        """Stop reading: there is no subscriber left."""
        if self._task is not None:
            self._task.cancel()

    async def answers(self) -> AsyncGenerator[Result, None]:
        """Yield the current answer, then newer ones; a slow subscriber skips some."""
        number = 0
        while True:
            while self._number == number:
                await self._news.wait()
                if self._failure is not None:
                    raise self._failure
            number = self._number
            assert self._answer is not None
            yield self._answer

    async def _keep_current(self) -> None:
        loop, seen, looked_at = asyncio.get_running_loop(), 0, float("-inf")
        try:
            while True:
                await self._notifier.grown(seen)
                due = max(self._read_at + PAUSE, looked_at + GLANCE)
                await asyncio.sleep(max(0.0, due - loop.time()))
                growth, looked_at = self._notifier.last, loop.time()
                try:
                    await self._refresh(growth)
                except (Unavailable, TimeoutError):
                    # The database may answer again later.
                    await asyncio.sleep(PAUSE)
                else:
                    seen = growth
        except Exception as error:
            log.exception("live query failed")
            self._failure = error
            self._news.set()

    async def _refresh(self, least: int) -> None:
        """Read the page if a change has touched it, with all changes up to number `least`."""
        async with self._reading, asyncio.timeout(self._timeout):
            reads = await self._database.fresh(None, least)
            viewer = self._viewer
            request = Request(self._leaves, viewer.actor.author, utc_now(), viewer.scope)
            if self._answer is not None:
                found = await run(reads.fetch_brief, self._glance, request)
                if found[LAST_CHANGE] == self._last_change:
                    return
            fetch = partial(reads.fetch_bounded, varied=self._statement.varied)
            self._database.reading += 1
            try:
                found = await run(fetch, self._statement, request)
            finally:
                self._database.reading -= 1
            self._last_change = found.pop(LAST_CHANGE)
            self._read_at = asyncio.get_running_loop().time()
            if self._answer is None or found != self._answer.data:
                self._publish(Result(found))

    def _publish(self, answer: Result) -> None:
        self._answer = answer
        self._number += 1
        self._news.set()
        self._news = asyncio.Event()


class LiveQueries:
    """The live queries of this process, by statement and values."""

    def __init__(self, database: Database, notifier: ChangeNotifier) -> None:
        self.notifier = notifier
        self._database = database
        self._known: dict[tuple[str, str], LiveQuery] = {}

    def __len__(self) -> int:
        return len(self._known)

    @asynccontextmanager
    async def joined(
        self, context: Context, statement: Statement, leaves: Sequence[object]
    ) -> AsyncIterator[LiveQuery]:
        """Subscribe to a statement after reading its first answer. Raises as `LiveQuery.start`
        does.
        """
        viewer = context.viewer
        request = Request(leaves, viewer.actor.author, _SAME_TIME, viewer.scope)
        # The caller is among the values only if the answer depends on the caller.
        key = statement.text, repr(statement.values(request))
        live = self._known.get(key)
        if live is None:
            live = self._known[key] = LiveQuery(
                self._database, self.notifier, statement, leaves, viewer, context.limits.seconds
            )
        live.subscribers += 1
        try:
            await live.start()
            yield live
        finally:
            live.subscribers -= 1
            if not live.subscribers:
                del self._known[key]
                live.stop()
