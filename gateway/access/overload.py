"""Load shedding: an overloaded server answers 503 instead of queueing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.http.failures import refusal
from gateway.http.paths import route_path
from rest_compat.problem import Problem

HEARTBEAT = 0.1  # seconds between two measurements of the event loop
RECOVERY = 0.005
"""Seconds until the loop is measured again after it was too late. A process that stood still for a
moment, on a busy machine, refuses nothing once its loop has caught up.
"""


class Load:
    """The load of this process: requests in flight, and the loop's lag in seconds.

    `most_in_flight` bounds the requests that run or wait; `longest_lag` is in seconds.
    """

    def __init__(self, most_in_flight: int, longest_lag: float) -> None:
        self.in_flight = 0
        self._most_in_flight = most_in_flight
        self._longest_lag = longest_lag
        self._late = 0.0
        self._due = float("inf")

    def lag(self, now: float) -> float:
        """Seconds by which the loop was late at the last beat, or is now; `now` is its time."""
        return max(self._late, now - self._due)

    @property
    def is_too_much(self) -> bool:
        """Return whether the process is overloaded and should refuse new requests."""
        return (
            self.in_flight >= self._most_in_flight
            or self.lag(asyncio.get_running_loop().time()) > self._longest_lag
        )

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Do not count the current request while it stays open and is almost idle."""
        self.in_flight -= 1
        try:
            yield
        finally:
            self.in_flight += 1

    @asynccontextmanager
    async def watched(self, beat: Callable[[float], None]) -> AsyncIterator[None]:
        """Watch the running loop, and tell `beat` its lag, ten times a second."""
        task = asyncio.create_task(self._watch(beat))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _watch(self, beat: Callable[[float], None]) -> None:
        loop = asyncio.get_running_loop()
        while True:
            pause = RECOVERY if self._late > self._longest_lag else HEARTBEAT
            self._due = loop.time() + pause
            await asyncio.sleep(pause)
            self._late = loop.time() - self._due
            beat(self._late)


class Overload:
    """Middleware: refuses requests while the process is overloaded.

    Paths in `exempt` are always answered, so that a health check does not report a busy process as
    dead.
    """

    def __init__(self, app: ASGIApp, *, load: Load, exempt: Collection[str]) -> None:
        self.app = app
        self.load = load
        self.exempt = frozenset(exempt)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or route_path(scope) in self.exempt:
            await self.app(scope, receive, send)
            return
        load = self.load
        if load.is_too_much:
            busy = Problem(503, "The server is busy.", retry_after=1)
            await refusal(busy, scope)(scope, receive, send)
            return
        load.in_flight += 1
        try:
            await self.app(scope, receive, send)
        finally:
            load.in_flight -= 1
