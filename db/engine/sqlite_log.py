"""The write-ahead log of a SQLite file, kept from growing without end.

SQLite restarts the log only at an instant without readers. When long reads overlap, there is no
such instant, so this module makes one: it admits no long reads until the running ones are done,
then no others for a moment, and the log is folded into the file and truncated.

Source: https://www.sqlite.org/wal.html, section 6 ("Avoiding Excessively Large WAL Files").
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from db.engine.turns import Lanes

MOST_BYTES = 48 * 1024 * 1024
"""The log is truncated from this size; writes during the longest read come on top."""
AGAIN = 1.0
"""Seconds until the next attempt, where another process reads the log."""


class WriteAheadLog:
    """Watches the log of the file at `path` and truncates it.

    `fold` lets the writer fold the log into the file, and with True truncate it if there is no
    reader; it returns whether that was done. `lanes` are the places of all readers of this process.
    The log is truncated from `most_bytes` on.
    """

    def __init__(
        self,
        path: Path,
        lanes: Lanes[Any],
        fold: Callable[[bool], Awaitable[bool]],
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._path = path.with_name(path.name + "-wal")
        self._lanes = lanes
        self._fold = fold
        self.most_bytes = most_bytes
        self._cutting: asyncio.Task[None] | None = None
        self._not_before = 0.0

    @property
    def size(self) -> int:
        """Bytes of the log."""
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0

    def written(self) -> None:
        """Check the log after a write; truncate it if it has grown too large."""
        if (
            self._cutting is None
            and time.monotonic() >= self._not_before
            and self.size > self.most_bytes
        ):
            self._cutting = asyncio.create_task(self._cut())

    async def close(self) -> None:
        """Wait until the log is not being truncated."""
        if self._cutting is not None:
            await self._cutting

    async def _cut(self) -> None:
        try:
            async with self._lanes.long.held_back():
                await self._fold(False)
                async with self._lanes.trial.held_back(), self._lanes.brief.held_back():
                    done = await self._fold(True)
        finally:
            self._cutting = None
        if not done:
            self._not_before = time.monotonic() + AGAIN
            asyncio.get_running_loop().call_later(AGAIN, self.written)
