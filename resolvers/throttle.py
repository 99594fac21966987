"""A limit on the event loop's time that one caller may take with costly documents.

Reading and planning an operation that was never seen before takes up to some ten milliseconds of
the one thread that serves all clients, a hundred times as long as one that is known. Whoever sends
a new one each time waits between them, so that most of the time is left to the others.
"""

import asyncio
import time
from heapq import heappop, heappush

FREE = 0.002
"""Seconds that are not worth counting: an operation that is known needs less."""
MOST = 0.25
"""Seconds that are counted at once: no operation within the limits takes so long. What does was
held up, by others on the machine or by the collection of garbage: not the caller's doing."""
MOST_CALLERS = 10_000


class Throttle:
    """The callers (token ids) that took more time than others, and must wait.

    `share` is the part of the time, up to 1, that callers may have for what is costly, all of them
    together: those that wait now have equal parts of it. With 1 nobody waits.
    """

    def __init__(self, share: float = 1) -> None:
        self._share = share
        self._until: dict[str, float] = {}
        self._ends: list[tuple[float, str]] = []
        """Entries of `_until`, now or once, as a heap."""

    def charge(self, caller: str | None, seconds: float) -> None:
        """Count `seconds` that the loop was busy for `caller` without giving way."""
        if seconds <= FREE or self._share == 1:
            return
        now = time.monotonic()
        self._forget(now)
        caller = caller or ""
        until = self._until.setdefault(caller, now)
        wait = min(seconds, MOST) * (len(self._until) / self._share - 1)
        self._until[caller] = until + wait
        heappush(self._ends, (until + wait, caller))

    def paces(self, caller: str | None) -> bool:
        """Return whether `caller` may have to wait."""
        return caller in self._until

    async def settled(self, caller: str | None) -> None:
        """Wait until `caller` has waited enough. What comes next without waiting is in turn."""
        caller = caller or ""
        while caller in self._until:
            left = self._until[caller] - time.monotonic()
            if left <= 0:
                del self._until[caller]
            else:
                await asyncio.sleep(left)

    def _forget(self, now: float) -> None:
        """Drop those who have waited enough, and the first of too many."""
        while self._ends and (self._ends[0][0] <= now or len(self._until) >= MOST_CALLERS):
            until, caller = heappop(self._ends)
            if self._until.get(caller) == until:
                del self._until[caller]
