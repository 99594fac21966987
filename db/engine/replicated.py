"""A PostgreSQL database with a replica that takes reads off it, and lags behind it.

Changes are numbered in the order of their commits and replayed in that order, so a replica that
shows change number n shows everything up to n. Whoever has made a change therefore reads it again
from the replica once its number is there, and from the primary until then.
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
"""Seconds to wait before each look at how far the replica is, when a client names a number."""

TOKENS = 10_000
"""Tokens whose last change is remembered one by one."""

# It is down; its replay stopped the statement; it has not replayed a migration yet.
_UNFIT = (
    Unavailable,
    asyncpg.SerializationError,
    asyncpg.UndefinedTableError,
    asyncpg.UndefinedColumnError,
)


class ReplicatedDatabase(Database):
    """A database that sends writes to `primary` and other reads to a replica if it is fresh."""

    dialect = POSTGRESQL
    _statements = STATEMENTS

    def __init__(self, primary: Database, replica: Database) -> None:
        self.most_bytes = primary.most_bytes
        self._primary = primary
        self._replica = replica
        self._on_replica = _OnReplica(primary, replica)
        self._replayed = 0
        self._written: OrderedDict[str, int] = OrderedDict()
        # What whoever is no longer remembered may have written.
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
        """The replica when it is far enough, else the primary; see `Database.fresh`.

        When `least` asks for more than the token's own changes, the replica is given a moment.
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
        """The number of the last change that the replica shows."""
        try:
            self._replayed = await self._replica.sequence()
        except _UNFIT:
            # It may come back as another one, restored from an older state.
            self._replayed = 0
        return self._replayed

    def _remember(self, token_id: str, sequence: int) -> None:
        self._written[token_id] = max(sequence, self._written.get(token_id, 0))
        self._written.move_to_end(token_id)
        if len(self._written) > TOKENS:
            _, oldest = self._written.popitem(last=False)
            self._forgotten = max(self._forgotten, oldest)


class _OnReplica(Reads):
    """Reads the replica, and the primary when that cannot answer."""

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
