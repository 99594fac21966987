"""The server engine: PostgreSQL, and what speaks its protocol, through a pool of asyncpg."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any, Self

import asyncpg
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from db.actor import Actor
from db.announcements import ANNOUNCED
from db.engine.base import CLOCK, Database, Pages, T, Work, Write
from db.engine.postgresql_pool import ConnectionLost, Pool
from db.engine.statements import Statements
from db.engine.streams import postgresql_stream
from db.engine.turns import Lanes, Turns
from db.errors import Unavailable
from db.query.dialect import POSTGRESQL

STATEMENTS = Statements(PGDialect_asyncpg())  # type: ignore[no-untyped-call]

CHANGE_LOG_LOCK = 0x6368616E6765
"""Key of the advisory lock under which changes are numbered ("change")."""

QUICK_SECONDS = 0.1
"""Several times what the largest page without a condition takes, with its planning."""

ATTEMPTS = 6
BACKOFF = 0.01
"""Seconds: half of the longest wait before the second attempt; doubled for each further one."""

# A broken constraint counts: the work looked before another one, which has since committed, leapt.
_COLLISION = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.UniqueViolationError,
    asyncpg.ForeignKeyViolationError,
    # A migration has changed a table since the statement was prepared; asyncpg prepares it anew.
    asyncpg.InvalidCachedStatementError,
)


class PostgresqlWrite(Write):
    """A work in a transaction of its own."""

    dialect = POSTGRESQL
    _statements = STATEMENTS

    def __init__(self, actor: Actor, connection: Any) -> None:
        super().__init__(actor, CLOCK.now())
        self._connection = connection

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """Run the driver's own `text`; sees what the work has written."""
        self.texts.append(text)
        return [tuple(record) for record in await self._connection.fetch(text, *parameters)]

    async def probe(self) -> bool:
        """Ask whether this is a standby or set to read only."""
        row = await self.fetch("SELECT current_setting('transaction_read_only') = 'off'")
        return row == (True,)

    async def _execute(self, text: str, parameters: Sequence[object]) -> int:
        self.texts.append(text)
        status: str = await self._connection.execute(text, *parameters)
        return int(status.rpartition(" ")[2])

    async def _execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        self.texts.append(text)
        await self._connection.executemany(text, rows)

    async def _reserve_sequence(self) -> None:
        # A sequence is not commit order: who took the lower number may commit later, and readers
        # would skip it.
        await self._connection.execute(
            f"SELECT pg_advisory_xact_lock({CHANGE_LOG_LOCK}), {ANNOUNCED}"
        )


class PostgresqlDatabase(Database):
    """A PostgreSQL database. Writes are repeated when they collide with others."""

    dialect = POSTGRESQL
    _statements = STATEMENTS

    def __init__(
        self, pool: Pool, size: int, long_reads: int, timeout: float, most_bytes: int
    ) -> None:
        self._pool = pool
        self.most_bytes = most_bytes
        # What may take long never holds so many connections that none is left for the rest.
        long = min(long_reads, max(1, size // 3))
        self._lanes = Lanes(
            Turns([None] * max(1, size - long)),
            Turns([None] * long),
            quick_seconds=min(QUICK_SECONDS, timeout),
            seconds=timeout,
        )
        self._writers = Turns([None] * max(1, size - long - size // 4))

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        size: int,
        long_reads: int,
        statement_cache_size: int,
        timeout: float,
        most_bytes: int,
        at_once: bool = True,
    ) -> Self:
        """Connect to `url`, for at most `long_reads` long reads and answers of `most_bytes`.

        For the rest see `Pool.open`. Raises Unavailable.
        """
        pool = await Pool.open(
            url,
            size=size,
            statement_cache_size=statement_cache_size,
            timeout=timeout,
            at_once=at_once,
        )
        return cls(pool, size, long_reads, timeout, most_bytes)

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """Run one statement, which is one snapshot; once more if its connection is lost."""
        return await self._fetch(text, parameters, name=None)

    async def fetch_varied(
        self, text: str, parameters: Sequence[object] = ()
    ) -> tuple[Any, ...] | None:
        """Run one statement, planned for these values; see `Reads.fetch_varied`."""
        # Without a name a statement is prepared for this run alone, which costs a round trip.
        rows = await self._fetch(text, parameters, name="")
        return rows[0] if rows else None

    async def _fetch(
        self, text: str, parameters: Sequence[object], name: str | None
    ) -> list[tuple[Any, ...]]:
        return await self._lanes.run(text, partial(self._fetch_in_turn, text, parameters, name))

    async def _fetch_in_turn(
        self,
        text: str,
        parameters: Sequence[object],
        name: str | None,
        turns: Turns[None],
        caller: str,
        seconds: float,
    ) -> list[tuple[Any, ...]]:
        await turns.take(caller)
        # The server ends what takes too long by itself, and what is silent is noticed otherwise.
        most = seconds if turns is self._lanes.quick else None
        try:
            try:
                return await self._fetch_once(text, parameters, name, most)
            except ConnectionLost:
                # One that was idle while the server was restarted, say.
                return await self._fetch_once(text, parameters, name, most)
        finally:
            turns.give(caller, None)

    async def _fetch_once(
        self, text: str, parameters: Sequence[object], name: str | None, seconds: float | None
    ) -> list[tuple[Any, ...]]:
        async with self._pool.connection() as connection, asyncio.timeout(seconds):
            if name is None:
                records = await connection.fetch(text, *parameters)
            else:
                statement = await connection.prepare(text, name=name)
                records = await statement.fetch(*parameters)
            return [tuple(record) for record in records]

    async def write(self, actor: Actor, work: Work[T]) -> T:
        """Run `work` in a transaction, again if it collides; see `Database.write`."""
        caller = actor.token_id or ""
        await self._writers.take(caller)
        try:
            return await self._write(actor, work)
        finally:
            self._writers.give(caller, None)

    async def _write(self, actor: Actor, work: Work[T]) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            begun = False
            try:
                async with self._pool.transaction() as connection:
                    begun = True
                    write = PostgresqlWrite(actor, connection)
                    write.most_bytes = self.most_bytes
                    result = await work(write)
                    await write.finish()
            except ConnectionLost:
                if begun or attempt == ATTEMPTS:
                    raise
            except _COLLISION as error:
                if attempt < ATTEMPTS:
                    await asyncio.sleep(random.random() * BACKOFF * 2**attempt)
                elif isinstance(error, asyncpg.IntegrityConstraintViolationError):
                    raise  # no collision after all
            else:
                return result
        raise Unavailable("too many writes of the same rows at once")

    def stream(
        self, text: str, parameters: Sequence[object], least: int = 0
    ) -> AbstractAsyncContextManager[Pages]:
        """Run one statement on a connection of its own; see `Database.stream`."""
        return postgresql_stream(self._pool.url, text, parameters)

    async def close(self) -> None:
        """Wait for what is under way and close every connection."""
        await self._pool.close()
