"""A limit on the event loop's time that one caller may take with costly documents.

Parsing and planning a new operation takes up to about ten milliseconds of the one thread that
serves all clients, a hundred times as long as a known operation. A caller that sends a new
operation each time waits between them, so that most of the time is left to others.
"""

import asyncio
import time
from heapq import heappop, heappush
from typing import Self

FREE = 0.002
"""Shorter times are not counted, in seconds, unless they prepare something new: a known operation
needs less.
"""
NEW = 6
"""How many times the seconds count that prepare something new. A new operation keeps the loop busy
for as long as a whole known request takes, so few requests of others may meet one.
"""
BURST = 0.5
"""Seconds of a penalty for which a caller does not wait: a front end that starts sends some ten
operations that may all be new.
"""
PIECE = 0.0005
"""Seconds of short pieces of work after whose sum a caller waits: this long others wait for it."""
MOST = 0.25
"""Maximum seconds counted for one operation: none within the limits takes so long. A longer time
was caused by other programs or by garbage collection, not by the caller.
"""
REFUSED = 0.005
"""Seconds counted for an operation that is refused: a client that repeats it as fast as it is
answered would otherwise fill the loop with work that serves nobody.
"""
LARGE = 5
"""How many times a byte counts beyond those that the loop handles in a short piece."""
MOST_CALLERS = 10_000
"""Maximum callers that are remembered."""


def counted(size: float, short: int) -> float:
    """Return the bytes that count for a body or a change of `size` bytes.

    The loop handles up to `short` bytes in a piece that is short enough for others.
    """
    return size + (LARGE - 1) * max(0, size - short)


class Throttle:
    """The callers (token ids) that used more time than others and must wait.

    `share` is the part of the time, up to 1, that all callers together may use for costly
    operations; the waiting callers have equal parts of it. With 1 no caller waits. `burst` is how
    many seconds of its penalty a caller need not wait for.
    """

    def __init__(self, share: float = 1, burst: float = BURST) -> None:
        self._share = share
        self._burst = burst
        self._until: dict[str, float] = {}
        self._owed: dict[str, float] = {}
        self._ends: list[tuple[float, str]] = []
        """Entries of `_until`, now or once, as a heap."""
        self.is_new = False
        """Whether the present turn has prepared something that was not known."""

    def charge(self, caller: str | None, seconds: float, free: float = FREE) -> float:
        """Count `seconds` for which the event loop was busy for `caller` without an `await`.

        No more than `free` seconds are not counted. Returns the instant at which the penalty
        expires, 0 when nothing is counted.
        """
        if seconds <= free or self._share == 1:
            return 0
        now = time.monotonic()
        self._forget(now)
        caller = caller or ""
        until = self._until.setdefault(caller, now)
        wait = min(seconds, MOST) * (len(self._until) / self._share - 1)
        self._until[caller] = until + wait
        heappush(self._ends, (until + wait, caller))
        return until + wait

    async def pay(self, caller: str | None, seconds: float) -> None:
        """Count `seconds` of short pieces of work, and wait as soon as their sum is a `PIECE`."""
        if self._share == 1:
            return
        caller = caller or ""
        owed = self._owed.pop(caller, 0.0) + seconds
        if owed > PIECE:
            self.charge(caller, owed, free=0)
        elif len(self._owed) < MOST_CALLERS:
            self._owed[caller] = owed
        await self._wait(caller, 0, 0)

    def refused(self, caller: str | None) -> None:
        """Count an operation of `caller` that was refused or failed."""
        self.charge(caller, REFUSED)

    def turn(self, caller: str | None, own: float = 0) -> "Turn":
        """Return the block in which the loop works for `caller` without giving way; `own` as in
        `settled`.
        """
        return Turn(self, caller, own)

    async def settled(self, caller: str | None, own: float = 0) -> None:
        """Sleep until no more than a burst is left of the penalty of `caller`. Code up to the next
        `await` runs at once.

        `own` is what `charge` has returned for the waiting request itself: that penalty is for the
        requests after it.
        """
        caller = caller or ""
        if caller in self._until:
            await self._wait(caller, own, self._burst)

    async def _wait(self, caller: str, own: float, burst: float) -> None:
        while (until := self._until.get(caller, own)) != own:
            left = until - time.monotonic() - burst
            if left <= 0:
                return
            await asyncio.sleep(left)

    def _forget(self, now: float) -> None:
        """Drop expired penalties, and the oldest ones beyond the maximum."""
        while self._ends and (self._ends[0][0] <= now or len(self._until) >= MOST_CALLERS):
            until, caller = heappop(self._ends)
            if self._until.get(caller) == until:
                del self._until[caller]


class Turn:
    """A block that begins when its caller has waited enough, and counts what it takes.

    It counts processor time: what other programs of the machine take is not the caller's doing.
    Nothing but `give_way` waits in the block. A short time counts too when the block has prepared
    something new (`Throttle.is_new`): the fastest processors do that within the time that is free,
    and a caller that sends something new each time would fill the loop.
    """

    __slots__ = ("_began", "_caller", "_own", "_throttle")

    def __init__(self, throttle: Throttle, caller: str | None, own: float) -> None:
        self._throttle = throttle
        self._caller = caller
        self._own = own

    async def __aenter__(self) -> Self:
        await self._throttle.settled(self._caller, self._own)
        self._begin()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._charge()

    async def give_way(self) -> None:
        """Let requests of other callers run if the block has prepared something new so far."""
        if self._throttle.is_new:
            self._charge()
            await asyncio.sleep(0)
            self._begin()

    def _begin(self) -> None:
        self._throttle.is_new = False
        self._began = time.thread_time()

    def _charge(self) -> None:
        seconds = time.thread_time() - self._began
        if self._throttle.is_new:
            self._throttle.charge(self._caller, NEW * seconds, free=0)
        else:
            self._throttle.charge(self._caller, seconds)
