"""Liveness probe: detects a server that stopped answering without closing connections.

A stopped server closes its connections. A frozen machine or a cut network does not: each statement
would wait for its time limit, and then everything that waits for a connection. Therefore, when a
call has waited for a while, a probe is sent on a separate connection. If the probe fails, all
waiting calls end at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import asyncpg

LOOK = 0.25
"""Seconds between two checks of waiting calls, and between two probes of a lost server."""

SILENCE = 0.5
"""Seconds that a call may wait before the server is probed."""

PROBE = 1.0
"""Seconds that a probe may take. With the two above, no call waits longer than 1.75 seconds."""


class Liveness:
    """Watches the calls of one pool.

    `probe` sends a request to the server and raises when it fails; `forget` drops the idle
    connections.
    """

    def __init__(
        self, probe: Callable[[], Awaitable[None]], forget: Callable[[], Awaitable[None]]
    ) -> None:
        self.gone = False
        self._probe = probe
        self._forget = forget
        self._waiting: dict[asyncio.Timeout, float] = {}
        self._running: dict[Any, float] = {}
        self._heard = 0.0
        self._task = asyncio.create_task(self._watch())

    @contextmanager
    def waiting(self, deadline: asyncio.Timeout) -> Iterator[None]:
        """Register a caller that waits for a connection; `deadline` is moved up if the server is
        lost.
        """
        self._waiting[deadline] = asyncio.get_running_loop().time()
        try:
            yield
        finally:
            del self._waiting[deadline]

    @contextmanager
    def running(self, connection: Any) -> Iterator[None]:
        """Register `connection` as in use; it is closed if the server is lost."""
        self._running[connection] = asyncio.get_running_loop().time()
        try:
            yield
        finally:
            del self._running[connection]

    def end_all(self) -> None:
        """Close the connections in use: the server is lost, or another one took its place."""
        for connection in self._running:
            with suppress(asyncpg.InterfaceError):  # the pool has just taken it back
                connection.terminate()

    async def close(self) -> None:
        """Stop watching."""
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _watch(self) -> None:
        time = asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(LOOK)
            if self.gone or self._quiet_for(time()) > SILENCE:
                self.gone = not await self._ask()
                self._heard = time()
                if self.gone:
                    await self._give_up()

    def _quiet_for(self, now: float) -> float:
        """Seconds that the oldest call has waited since the last answer of the server."""
        began = min((*self._waiting.values(), *self._running.values()), default=now)
        return now - max(began, self._heard)

    async def _ask(self) -> bool:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(PROBE):
                await self._probe_twice()
        except TimeoutError:
            # If the loop itself was blocked, an answer may have arrived and not been read.
            return loop.time() - began > PROBE + LOOK
        except Exception:
            return False
        return True

    async def _probe_twice(self) -> None:
        """Send a probe, and another if the first failed: its connection may have been cut."""
        try:
            await self._probe()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await self._probe()

    async def _give_up(self) -> None:
        now = asyncio.get_running_loop().time()
        for deadline in self._waiting:
            deadline.reschedule(now)
        self.end_all()
        await self._forget()
