"""Notices that a server has gone without a word: a frozen machine, a network that is cut.

A server that is stopped says so, or the operating system does. One that hangs says nothing: what
waits for it would wait for the time limit of its statement, and then everything that waited for a
connection. So whenever something has waited for a while, the server is asked for a sign of life on
a connection of its own, and without one everything that waits ends at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import asyncpg

LOOK = 0.25
"""Seconds between two looks at what waits, and between two questions to a server that is gone."""

SILENCE = 0.5
"""Seconds that something may wait before the server is asked."""

PROBE = 1.0
"""Seconds that the answer may take. With the two above, nothing waits longer than 1.75 seconds."""


class Liveness:
    """Watches the calls of one pool.

    `probe` asks the server for a sign of life and raises when there is none; `forget` lets go of
    the connections that are idle.
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
        """Note that a caller waits for a connection; `deadline` is moved up when none will come."""
        self._waiting[deadline] = asyncio.get_running_loop().time()
        try:
            yield
        finally:
            del self._waiting[deadline]

    @contextmanager
    def running(self, connection: Any) -> Iterator[None]:
        """Note that `connection` is in use; it is cut when the server has gone."""
        self._running[connection] = asyncio.get_running_loop().time()
        try:
            yield
        finally:
            del self._running[connection]

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
        """Seconds that the oldest call has waited since the server was last heard of."""
        began = min((*self._waiting.values(), *self._running.values()), default=now)
        return now - max(began, self._heard)

    async def _ask(self) -> bool:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(PROBE):
                await self._probe()
        except TimeoutError:
            # When the loop itself was held up, the answer may have lain there unread.
            return loop.time() - began > PROBE + LOOK
        except Exception:
            return False
        return True

    async def _give_up(self) -> None:
        now = asyncio.get_running_loop().time()
        for deadline in self._waiting:
            deadline.reschedule(now)
        for connection in self._running:
            with suppress(asyncpg.InterfaceError):  # the pool has just taken it back
                connection.terminate()
        await self._forget()
