"""The server engine: PostgreSQL and compatible servers, through a pool of asyncpg."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from typing import Any, Self

import asyncpg
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from db.actor import Actor
from db.announcements import ANNOUNCED
from db.changes import APPEND_AS_GIVEN
from db.engine.base import CLOCK, Database, Pages, T, Work, Write
from db.engine.postgresql_pool import ConnectionLost, Pool
from db.engine.statements import Statements
from db.engine.streams import postgresql_stream
from db.engine.turns import STARVED, Allowance, Lanes, Turns
from db.errors import Unavailable
from db.query.dialect import POSTGRESQL
from db.text.time_slices import Slices, sliced

STATEMENTS = Statements(PGDialect_asyncpg())  # type: ignore[no-untyped-call]

CHANGE_LOG_LOCK = 0x6368616E6765
"""Key of the advisory lock under which changes are numbered ("change")."""

LARGE = 32 * 1024
"""Characters of changes from which they are sent before the lock: other writers wait for it."""

_NUMBER = """
WITH numbered AS (
  UPDATE change SET sequence = sequence - $1::bigint + (
    SELECT coalesce(max(sequence), 0) + 1 FROM change WHERE sequence > 0
  ) WHERE sequence BETWEEN $1::bigint AND $2::bigint RETURNING sequence
) SELECT max(sequence) FROM numbered
"""
"""Moves rows to the end of the log. Their texts are stored apart and are not written again."""

_MARK = "SELECT pg_logical_emit_message(true, 'issue-gateway', '')"
"""Writes a record to the write-ahead log that changes nothing."""

TRIAL_SECONDS = 0.1
"""Longest time of a trial: several times that of the largest page without a condition, with
planning.
"""

ATTEMPTS = 6
BACKOFF = 0.01
"""Seconds: half of the maximum wait before the second attempt; doubled for each further one."""

# A broken constraint counts as a collision: another work committed after this one had checked.
_COLLISION = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.UniqueViolationError,
    asyncpg.ForeignKeyViolationError,
    # A migration has changed a table since the statement was prepared; asyncpg prepares it again.
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
        """Run `text` in the driver's syntax; it sees the writes of the work."""
        self.texts.append(text)
        return [tuple(record) for record in await self._connection.fetch(text, *parameters)]

    async def compute(self, slices: Slices[T]) -> T:
        """Run a computation in slices: it runs on the event loop; see `Write.compute`."""
        return await sliced(slices)

    async def append(self, changes: Sequence[Mapping[str, object]]) -> None:
        """Append finished rows to the log; large ones are sent before it is locked."""
        texts = (row[name] for row in changes for name in ("patch", "before"))
        if sum(len(text) for text in texts if isinstance(text, str)) < LARGE:
            await super().append(changes)
            return
        # Below zero, where no committed row is, and where no other work puts its rows.
        first = -random.getrandbits(62) - len(changes)
        numbered = [{**row, "sequence": first + place} for place, row in enumerate(changes)]
        await self.execute_many(APPEND_AS_GIVEN, numbered)
        await self._reserve_sequence()
        row = await self.fetch(_NUMBER, (first, first + len(changes) - 1))
        self.last_change = row[0] if row else None

    async def probe(self) -> bool:
        """Ask whether this server is a standby or read-only."""
        row = await self.fetch("SELECT current_setting('transaction_read_only') = 'off'")
        return row == (True,)

    async def finish(self) -> None:
        """Append the recorded changes, and let the commit of a work without any wait for the disk.

        Such a work may have found the change of a write whose commit was interrupted: PostgreSQL
        shows it after a restart, although the standby may lack it yet. A commit that writes nothing
        waits for no standby, and a client would be told of a change that a failover loses.
        """
        await super().finish()
        if self.last_change is None:
            await self._connection.execute(_MARK)

    async def _execute(self, text: str, parameters: Sequence[object]) -> int:
        self.texts.append(text)
        status: str = await self._connection.execute(text, *parameters)
        return int(status.rpartition(" ")[2])

    async def _execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        self.texts.append(text)
        await self._connection.executemany(text, rows)

    async def _reserve_sequence(self) -> None:
        # A sequence is not in commit order: a lower number may commit later, and readers would skip
        # it.
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
        # Others never hold all connections, so that some are left for brief reads.
        long = min(long_reads, max(1, size // 3))
        trials = min(long_reads, max(1, size // 4))
        self._lanes = Lanes(
            Turns([None] * max(1, size - long - trials)),
            Turns([None] * trials),
            Turns([None] * long),
            trial_seconds=min(TRIAL_SECONDS, timeout),
            seconds=timeout,
            patience=STARVED,
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
        primary: bool = True,
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
            primary=primary,
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
        # A statement without a name is prepared for this run alone, which costs a round trip.
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
        place: None,
        give: Callable[[None], None],
        seconds: float,
    ) -> list[tuple[Any, ...]]:
        # The server stops slow statements itself, and the liveness probe detects a lost server.
        most = seconds if seconds < self._lanes.seconds else None
        try:
            try:
                return await self._fetch_once(text, parameters, name, most)
            except ConnectionLost:
                # For example, the connection was idle while the server was restarted.
                return await self._fetch_once(text, parameters, name, most)
        finally:
            give(place)

    async def _fetch_once(
        self, text: str, parameters: Sequence[object], name: str | None, seconds: float | None
    ) -> list[tuple[Any, ...]]:
        async with (
            self._pool.connection() as connection,
            asyncio.timeout(None) as deadline,
        ):
            with nullcontext() if seconds is None else Allowance(deadline, seconds, seconds):
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
        return postgresql_stream(self._pool.connect, text, parameters)

    async def close(self) -> None:
        """Wait for current statements and close every connection."""
        await self._pool.close()
