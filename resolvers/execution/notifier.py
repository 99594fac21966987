"""Notification of all followers that the change log has grown."""

import asyncio
from contextlib import suppress

from db.engine import Database
from db.errors import Unavailable


class ChangeNotifier:
    """Notifies followers when the change log has grown.

    The first follower that waits polls the log every `interval` seconds for all: a thousand
    followers cost no more than one. `last` is the number of the last change it has seen.
    """

    def __init__(self, database: Database, interval: float) -> None:
        self.interval = interval
        self.last = 0
        self._database = database
        self._looking = asyncio.Lock()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Poll at once: this process has committed a change."""
        self._woken.set()

    async def grown(self, seen: int) -> None:
        """Wait until the log has gone beyond the change with the number `seen`."""
        while self.last <= seen:
            async with self._looking:
                if self.last <= seen:
                    await self._look()

    async def _look(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self.interval):
                await self._woken.wait()
        self._woken.clear()
        # The database may answer the next time.
        with suppress(Unavailable, TimeoutError):
            self.last = await self._database.sequence()
