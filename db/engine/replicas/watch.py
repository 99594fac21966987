"""The watch of a replica: four times a second it asks what the replica shows.

It uses a connection of its own, so that a busy pool does not look like a lost server. Reads are
therefore not what finds out that a replica is gone, and none of them has to wait for that.
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

import asyncpg

from db.engine.base import Database
from db.engine.postgresql_pool import APPLICATION, CONNECT_SECONDS
from db.engine.replicas.replica import Replica
from db.errors import Unavailable

INTERVAL = 0.25
"""Seconds between two looks."""

DOUBT = 0.1
"""Seconds without an answer after which a replica gets no new reads."""

SILENCE = 0.5
"""Seconds without an answer after which the reads on a replica are repeated elsewhere."""

MOST_KNOWN = 1200
"""Positions of the primary that are remembered, five minutes of them. A replica that is further
behind has been so for at least that long, and its lag is still counted right.
"""

_LAST = "SELECT sequence, at, object_id FROM change ORDER BY sequence DESC LIMIT 1"
_COMPARED = """
SELECT (SELECT coalesce(max(sequence), 0) FROM change),
       EXISTS (SELECT FROM change WHERE sequence = $1 AND at = $2 AND object_id = $3)
"""
_ONLY_LAST = "SELECT coalesce(max(sequence), 0), true FROM change"
_LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


@dataclass(frozen=True, slots=True)
class _Last:
    """The last change in a log: its number, and what tells it from others with that number."""

    sequence: int = 0
    rest: tuple[Any, ...] = ()


class Watch:
    """Keeps `replica`, a server at `url`, up to date with what it shows.

    A replica whose last change is not in the log of `primary` under the same number is no copy: it
    is another database, or a former primary with changes that were never replicated. `looked` is
    set after the first look.
    """

    def __init__(self, url: str, replica: Replica, primary: Database) -> None:
        self.looked = asyncio.Event()
        self._url = url
        self._replica = replica
        self._primary = primary
        self._connection: Any = None
        # When the primary was asked, and the number of its last change then.
        self._known: deque[tuple[float, int]] = deque(maxlen=MOST_KNOWN)
        self._newest = 0

    async def run(self) -> None:
        """Watch until this is cancelled."""
        try:
            while True:
                last = await self._look()
                if last is not None:
                    self._measure(last.sequence)
                    await self._compare(last)
                    self._replica.here(last.sequence)
                self.looked.set()
                await asyncio.sleep(INTERVAL)
        finally:
            self._disconnect()

    async def _look(self) -> _Last | None:
        """Ask the replica for its last change; None if it does not answer."""
        longest = SILENCE if self._connection else CONNECT_SECONDS
        asking = asyncio.ensure_future(self._ask())
        try:
            await asyncio.wait({asking}, timeout=DOUBT)
            if not asking.done():
                self._replica.doubt()
                await asyncio.wait({asking}, timeout=longest - DOUBT)
            if asking.done():
                return asking.result()
        except _LOST:
            pass
        finally:
            asking.cancel()
        self._disconnect()
        self._replica.gone()
        return None

    async def _ask(self) -> _Last:
        if self._connection is None:
            self._connection = await asyncpg.connect(
                self._url,
                timeout=CONNECT_SECONDS,
                # No state outlives a transaction, as PgBouncer requires.
                statement_cache_size=0,
                server_settings={"application_name": APPLICATION},
            )
        row = await self._connection.fetchrow(_LAST)
        return _Last() if row is None else _Last(row[0], tuple(row)[1:])

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None

    def _measure(self, position: int) -> None:
        """Find the last moment at which the replica showed all that the primary had."""
        while self._known and self._known[0][1] <= position:
            self._replica.shown_until = self._known.popleft()[0]
        self._replica.is_behind = position < self._newest

    async def _compare(self, last: _Last) -> None:
        """Find out whether the primary has the same change, and how far it is itself.

        While the primary does not answer, what was found before holds.
        """
        asked = time.monotonic()
        text, values = (_COMPARED, (last.sequence, *last.rest)) if last.rest else (_ONLY_LAST, ())
        try:
            async with asyncio.timeout(SILENCE):
                row = await self._primary.fetch_brief(text, values)
        except (Unavailable, TimeoutError, asyncpg.PostgresError):
            return
        assert row is not None  # the statement has no condition
        self._newest, self._replica.is_copy = row
        self._known.append((asked, self._newest))
        if self._replica.shown_until is None or last.sequence >= self._newest:
            # At the first look, a lag counts from now on: since when it exists is not known.
            self._replica.shown_until = asked
