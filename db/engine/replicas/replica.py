"""One replica: what is known of it, and reads on it that end when it is gone."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import asyncpg

from db.engine.base import Database, ReplicaStatus
from db.errors import Unavailable

# It is down, its replay stopped the statement, or it has not replayed a migration yet.
UNFIT = (
    Unavailable,
    asyncpg.SerializationError,
    asyncpg.UndefinedTableError,
    asyncpg.UndefinedColumnError,
)

T = TypeVar("T")


class Replica:
    """A replica as its watch (`db.engine.replicas.watch`) and its reads see it.

    `database` is its pool, `position` the number of the last change that it was seen to show,
    `reading` the number of reads that it runs.
    """

    def __init__(self, url: str, database: Database) -> None:
        self.database = database
        self.address = address(url)
        self.position = 0
        self.reading = 0
        self.is_copy = False
        self.shown_until: float | None = None
        self.is_behind = False
        self._answers = False
        self._deadlines: set[asyncio.Timeout] = set()

    @property
    def is_usable(self) -> bool:
        """Return whether reads go to it: it answers, and has no changes of its own."""
        return self._answers and self.is_copy

    @property
    def status(self) -> ReplicaStatus:
        """The facts that an operator should know."""
        lag = None
        if self.shown_until is not None:
            silent = self.is_behind or not self._answers
            lag = time.monotonic() - self.shown_until if silent else 0.0
        return ReplicaStatus(self.address, self.is_usable, lag)

    def here(self, position: int) -> None:
        """Note that it answers, and shows every change up to `position`."""
        self._answers = True
        # A read may have seen more meanwhile.
        self.position = max(self.position, position)

    def doubt(self) -> None:
        """Send it no more reads until it answers its watch again."""
        self._answers = False
        # It may return in an older state, restored from a backup.
        self.position = 0

    def gone(self) -> None:
        """End the reads on it, which are then repeated elsewhere."""
        self.doubt()
        now = asyncio.get_running_loop().time()
        for deadline in self._deadlines:
            deadline.reschedule(now)

    async def read(self, read: Callable[[Database], Awaitable[T]]) -> T:
        """Run `read` on its pool. Raises one of `UNFIT` when another server must answer."""
        self.reading += 1
        deadline = asyncio.timeout(None)
        try:
            async with deadline:
                self._deadlines.add(deadline)
                return await read(self.database)
        except TimeoutError as error:
            if deadline.expired():
                raise Unavailable("the replica does not answer") from error
            raise
        except Unavailable:
            self.doubt()
            raise
        finally:
            self._deadlines.discard(deadline)
            self.reading -= 1

    async def look(self, seconds: float) -> int:
        """Ask for the number of its last change, for at most `seconds`; -1 if it does not tell."""
        try:
            async with asyncio.timeout(seconds):
                self.position = await self.read(_sequence)
        except (TimeoutError, *UNFIT):
            return -1
        return self.position


def address(url: str) -> str:
    """The host and port in the address of a server, without user and password."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return host or parse_qs(parts.query).get("host", ["localhost"])[0]


async def _sequence(database: Database) -> Any:
    return await database.sequence()
