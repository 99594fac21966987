"""A PostgreSQL database with a replica for reads, which lags behind.

Changes are numbered and replayed in the order of their commits, so a replica that has change number
n has everything up to n. A token that has made a change therefore reads from the primary until the
replica has its number.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from db.actor import Actor
from db.engine.base import Database, Pages, Reads, T, Work, Write
from db.engine.postgresql import STATEMENTS
from db.engine.turns import CALLER
from db.errors import Unavailable
from db.query.dialect import POSTGRESQL

PAUSES = (0.0, 0.01, 0.03)
"""Seconds before each check of the replica's position, when a client names a number."""

TOKENS = 10_000
"""Maximum number of tokens whose last change is remembered."""

# It is down, its replay stopped the statement, or it has not replayed a migration yet.
_UNFIT = (
    Unavailable,
    asyncpg.SerializationError,
    asyncpg.UndefinedTableError,
    asyncpg.UndefinedColumnError,
)


class ReplicatedDatabase(Database):
    """A database that writes to `primary` and reads from a replica that is current enough."""

    dialect = POSTGRESQL
    _statements = STATEMENTS

    def __init__(self, primary: Database, replica: Database) -> None:
        self.most_bytes = primary.most_bytes
        self._primary = primary
        self._replica = replica
        self._on_replica = _OnReplica(primary, replica)
        self._replayed = 0
        self._written: OrderedDict[str, int] = OrderedDict()
        # Highest change written by any evicted token.
        self._forgotten = 0

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> Sequence[tuple[Any, ...]]:
        """Run the driver's own `text` on the primary."""
        return await self._primary.fetch_all(text, parameters)

    async def write(self, actor: Actor, work: Work[T]) -> T:
        """Run `work` on the primary; see `Database.write`."""
        last: Write | None = None

        async def noted(write: Write) -> T:
            nonlocal last
            last = write
            return await work(write)

        result = await self._primary.write(actor, noted)
        if last is not None and last.last_change is not None and actor.token_id:
            self._remember(actor.token_id, last.last_change)
        return result

    async def fresh(self, token_id: str | None = None, least: int = 0) -> Reads:
        """Return the replica if it is current enough, else the primary; see `Database.fresh`.

        When `least` exceeds the token's own changes, this waits a moment for the replica.
        """
        written = self._written.get(token_id or "", self._forgotten)
        wanted = max(least, written)
        if wanted <= self._replayed:
            return self._on_replica
        for pause in PAUSES if least > written else PAUSES[:1]:
            await asyncio.sleep(pause)
            if await self._look() >= wanted:
                return self._on_replica
        return self._primary

    @asynccontextmanager
    async def stream(
        self, text: str, parameters: Sequence[object], least: int = 0
    ) -> AsyncIterator[Pages]:
        """Run one statement where `fresh` reads; see `Database.stream`."""
        on_replica = await self.fresh(CALLER.get(), least) is self._on_replica
        place = self._replica if on_replica else self._primary
        async with place.stream(text, parameters) as pages:
            yield pages

    async def close(self) -> None:
        """Close both."""
        await self._replica.close()
        await self._primary.close()

    async def _look(self) -> int:
        """The number of the last change in the replica."""
        try:
            self._replayed = await self._replica.sequence()
        except _UNFIT:
            # It may return in an older state, restored from a backup.
            self._replayed = 0
        return self._replayed

    def _remember(self, token_id: str, sequence: int) -> None:
        self._written[token_id] = max(sequence, self._written.get(token_id, 0))
        self._written.move_to_end(token_id)
        if len(self._written) > TOKENS:
            _, oldest = self._written.popitem(last=False)
            self._forgotten = max(self._forgotten, oldest)


class _OnReplica(Reads):
    """Reads from the replica, or from the primary if the replica cannot answer."""

    dialect = POSTGRESQL
    _statements = STATEMENTS

    def __init__(self, primary: Database, replica: Database) -> None:
        self.most_bytes = primary.most_bytes
        self._primary = primary
        self._replica = replica

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> Sequence[tuple[Any, ...]]:
        """Run the driver's own `text`."""
        try:
            return await self._replica.fetch_all(text, parameters)
        except _UNFIT:
            return await self._primary.fetch_all(text, parameters)

    async def fetch_varied(
        self, text: str, parameters: Sequence[object] = ()
    ) -> tuple[Any, ...] | None:
        """Run one statement, planned for these values; see `Reads.fetch_varied`."""
        try:
            return await self._replica.fetch_varied(text, parameters)
        except _UNFIT:
            return await self._primary.fetch_varied(text, parameters)
