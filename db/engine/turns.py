"""Fair scheduling: callers take turns, and brief reads do not wait for others.

A caller is a token. Callers that hold places leave the last one to those that hold none, however
many requests they have. Waiting callers get the next free places in turn, one each.
"""

import asyncio
import time
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from functools import partial
from typing import Generic, Protocol, TypeVar

from sqlalchemy.util import LRUCache

CALLER: ContextVar[str] = ContextVar("caller", default="")
"""The id of the token for which the present task reads; empty for the server itself."""

MOST_SLOW = 10_000
"""Maximum statements of callers that are remembered as slow."""

MOST_BRIEF = 2_000
"""Maximum statements that are remembered as brief: twice as many as operations are cached."""

BRIEF_SECONDS = 0.005
"""Longest time of a brief statement: the largest page of the board takes 3 ms."""

NOT_BRIEF_SECONDS = 4 * BRIEF_SECONDS
"""From this time on a statement is not brief any more: data, values and plans change."""

STARVED = 4
"""How many times as long as its allowance a statement may take that gets little of a processor, or
waits for the disk.
"""

LATE = 0.01
"""Seconds by which the event loop is late when more than this block's statement keeps it busy."""

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Turns(Generic[T]):
    """Places that callers hold for a while, such as connections.

    The last free one of `places` is for a caller that holds none: whoever holds some waits. The
    place that was returned last is taken first: its statements and pages are cached.
    """

    def __init__(self, places: Iterable[T]) -> None:
        self._idle = list(places)
        self._count = len(self._idle)
        self._held: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[T]]] = OrderedDict()
        self._is_open = asyncio.Event()
        self._is_open.set()

    async def take(self, caller: str) -> T:
        """Wait for a place; the caller returns it with `give`."""
        if caller not in self._waiting and self._has_place(caller):
            self._held[caller] += 1
            return self._idle.pop()
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(caller, deque()).append(future)
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self.give(caller, future.result())
            raise

    def give(self, caller: str, place: T) -> None:
        """Return a place, for the next caller."""
        self._held[caller] -= 1
        if not self._held[caller]:
            del self._held[caller]
        self._idle.append(place)
        self._hand_out()

    @asynccontextmanager
    async def held_back(self) -> AsyncIterator[None]:
        """Lend no place inside the block, which begins when all have been returned."""
        self._is_open.clear()
        try:
            while len(self._idle) < self._count:
                await asyncio.sleep(0.001)
            yield
        finally:
            self._is_open.set()
            self._hand_out()

    async def close(self) -> list[T]:
        """Wait until no caller holds or waits for a place; return all of them."""
        while self._waiting or len(self._idle) < self._count:
            await asyncio.sleep(0.001)
        return self._idle

    def _has_place(self, caller: str) -> bool:
        return self._is_open.is_set() and len(self._idle) > (caller in self._held)

    def _hand_out(self) -> None:
        """Lend idle places to waiting callers in turn, as long as the rules allow."""
        given = True
        while given:
            given = False
            for caller in list(self._waiting):
                queue = self._waiting[caller]
                while queue and queue[0].done():
                    queue.popleft()  # the waiting caller has left
                if queue and self._has_place(caller):
                    self._held[caller] += 1
                    queue.popleft().set_result(self._idle.pop())
                    self._waiting.move_to_end(caller)
                    given = True
                if not queue:
                    del self._waiting[caller]


class Allowance:
    """A block that ends with `deadline` when it has used up `seconds` of `clock`.

    `clock` counts the processor time of the statement, so that a quick one on an overloaded machine
    does not count as long. The block also ends `most` seconds after it began, but not while the
    event loop is late: an answer may have come that the loop has not seen.
    """

    __slots__ = ("_clock", "_deadline", "_due", "_end", "_is_last", "_latest", "_loop", "_timer")

    def __init__(
        self,
        deadline: asyncio.Timeout,
        seconds: float,
        most: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._deadline = deadline
        self._clock = clock
        self._end = clock() + seconds
        self._loop = asyncio.get_running_loop()
        self._latest = self._loop.time() + most
        self._is_last = False
        self._look_after(min(seconds, most))

    def __enter__(self) -> None:
        """Begin; the time has counted since the instance was made."""

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _look(self) -> None:
        now = self._loop.time()
        left = min(self._end - self._clock(), self._latest - now)
        if left > 0:
            self._look_after(left)
        elif now - self._due > LATE and not self._is_last:
            self._is_last = True
            self._look_after(LATE)
        else:
            self._deadline.reschedule(now)

    def _look_after(self, seconds: float) -> None:
        self._due = self._loop.time() + seconds
        self._timer = self._loop.call_at(self._due, self._look)


class TimedFetch(Protocol[T, R_co]):
    """Runs one statement on `place`, in at most `seconds`, and then returns the place."""

    def __call__(self, place: T, give: Callable[[T], None], seconds: float) -> Awaitable[R_co]:
        """Raises TimeoutError when the statement takes longer; it has been stopped then."""


class Lanes(Generic[T]):
    """Three sets of places: for brief statements, for trials, and for long statements.

    A text is brief from when it was done in `BRIEF_SECONDS`. Each run of another text is a trial:
    after `trial_seconds` it is stopped and started again on a long place, for `seconds` at most,
    and its caller's next run of the same text starts there. Therefore the duration need not be
    known in advance, and a brief statement waits for no other. With few places for trials, many
    callers with statements that are not brief do not fill the processors of the database.

    A brief text has `patience` times as long as a trial, where a busy machine slows it too.
    `clock` tells the seconds that a place has worked.
    """

    def __init__(
        self,
        brief: Turns[T],
        trial: Turns[T],
        long: Turns[T],
        *,
        trial_seconds: float,
        seconds: float,
        patience: float = 1,
        clock: Callable[[T], float] = lambda _: time.monotonic(),
    ) -> None:
        self.brief = brief
        self.trial = trial
        self.long = long
        self._trial_seconds = trial_seconds
        self.seconds = seconds
        self._patient_seconds = trial_seconds * patience
        self._clock = clock
        self._slow: LRUCache[tuple[str, int], bool] = LRUCache(MOST_SLOW)
        self._brief: LRUCache[int, bool] = LRUCache(MOST_BRIEF)

    async def run(self, text: str, fetch: TimedFetch[T, R]) -> R:
        """Let `fetch` run the statement `text` for the present caller."""
        caller, number = CALLER.get(), hash(text)
        key = caller, number
        if key not in self._slow:
            try:
                if number in self._brief:
                    return await self._run_on(self.brief, key, fetch, self._patient_seconds)
                return await self._run_on(self.trial, key, fetch, self._trial_seconds)
            except TimeoutError:
                self._slow[key] = True
                self._brief.pop(number, None)
        place = await self.long.take(caller)
        # The wait for a place says nothing about the statement.
        began = self._clock(place)
        found = await fetch(place, partial(self.long.give, caller), self.seconds)
        # Half: one that takes about as long as the limit would be stopped every other time.
        if self._clock(place) - began < self._trial_seconds / 2:
            self._slow.pop(key, None)
        return found

    async def close(self) -> None:
        """Wait until nothing runs or waits."""
        for places in (self.trial, self.brief, self.long):
            await places.close()

    async def _run_on(
        self, places: Turns[T], key: tuple[str, int], fetch: TimedFetch[T, R], seconds: float
    ) -> R:
        """Raises TimeoutError when the statement is a long one."""
        caller, number = key
        place = await places.take(caller)
        give = partial(places.give, caller)
        if key in self._slow:  # another run has shown it while this one waited
            give(place)
            raise TimeoutError
        began = self._clock(place)
        found = await fetch(place, give, seconds)
        took = self._clock(place) - began
        if took < BRIEF_SECONDS:
            self._brief[number] = True
        elif took > NOT_BRIEF_SECONDS:
            self._brief.pop(number, None)
        return found
