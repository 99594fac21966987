"""The server engine: PostgreSQL, and what speaks its protocol, through a pool of asyncpg."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

import asyncpg
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

from db.actor import Actor
from db.engine.base import CLOCK, Database, T, Work, Write
from db.engine.statements import Statements
from db.errors import Unavailable
from db.query.dialect import POSTGRESQL

STATEMENTS = Statements(PGDialect_asyncpg())  # type: ignore[no-untyped-call]

CHANGE_LOG_LOCK = 0x6368616E6765
"""Key of the advisory lock under which changes are numbered ("change")."""

ATTEMPTS = 6
BACKOFF = 0.01
"""Seconds: half of the longest wait before the second attempt; doubled for each further one."""

# A broken constraint counts: the work looked before another one, which has since committed, leapt.
_COLLISION = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.UniqueViolationError,
    asyncpg.ForeignKeyViolationError,
)
_UNREACHABLE = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.ReadOnlySQLTransactionError,
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
        return [tuple(record) for record in await self._connection.fetch(text, *parameters)]

    async def probe(self) -> bool:
        """Ask whether this is a standby or set to read only."""
        row = await self.fetch("SELECT current_setting('transaction_read_only') = 'off'")
        return row == (True,)

    async def _execute(self, text: str, parameters: Sequence[object]) -> int:
        status: str = await self._connection.execute(text, *parameters)
        return int(status.rpartition(" ")[2])

    async def _execute_many(self, text: str, rows: Sequence[Sequence[object]]) -> None:
        await self._connection.executemany(text, rows)

    async def _reserve_sequence(self) -> None:
        # A sequence is not commit order: who took the lower number may commit later, and readers
        # would skip it.
        await self._connection.execute(f"SELECT pg_advisory_xact_lock({CHANGE_LOG_LOCK})")


class PostgresqlDatabase(Database):
    """A PostgreSQL database. Writes are repeated when they collide with others."""

    dialect = POSTGRESQL
    _statements = STATEMENTS

    def __init__(self, pool: Any, timeout: float) -> None:
        self._pool = pool
        self._timeout = timeout

    @classmethod
    async def open(cls, url: str, *, size: int, statement_cache_size: int, timeout: float) -> Self:
        """Connect to `url`, at most `size` times; a statement may take `timeout` seconds."""
        milliseconds = round(timeout * 1000)
        try:
            pool = await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=size,
                statement_cache_size=statement_cache_size,
                # The server stops statements itself; a second later, silence means it is gone.
                command_timeout=timeout + 1,
                # Nothing here outlives a transaction, so connections need no cleaning between two.
                reset=_keep,
                server_settings={
                    "application_name": "issue-gateway",
                    "statement_timeout": str(milliseconds),
                    "lock_timeout": str(milliseconds // 2),
                    "idle_in_transaction_session_timeout": str(2 * milliseconds),
                    "timezone": "UTC",
                    # Compiling a nested read to machine code takes longer than running it.
                    "jit": "off",
                },
            )
        except (*_UNREACHABLE, asyncpg.InterfaceError) as error:
            raise Unavailable(f"the database cannot be reached: {error}") from error
        return cls(pool, timeout)

    async def fetch_all(
        self, text: str, parameters: Sequence[object] = ()
    ) -> list[tuple[Any, ...]]:
        """Run one statement, which is one snapshot."""
        async with self._connection() as connection:
            return [tuple(record) for record in await connection.fetch(text, *parameters)]

    async def write(self, actor: Actor, work: Work[T]) -> T:
        """Run `work` in a transaction, again if it collides; see `Database.write`."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self._connection() as connection, connection.transaction():
                    write = PostgresqlWrite(actor, connection)
                    result = await work(write)
                    await write.finish()
            except _COLLISION as error:
                if attempt < ATTEMPTS:
                    await asyncio.sleep(random.random() * BACKOFF * 2**attempt)
                elif isinstance(error, asyncpg.IntegrityConstraintViolationError):
                    raise  # no collision after all
            else:
                return result
        raise Unavailable("too many writes of the same rows at once")

    async def close(self) -> None:
        """Wait for what is under way and close every connection."""
        await self._pool.close()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        """Lend a connection, and translate what goes wrong with it."""
        try:
            async with self._lent() as connection:
                yield connection
        except asyncpg.QueryCanceledError as error:
            raise TimeoutError("the statement took too long") from error
        except TimeoutError:
            raise  # an OSError, but the server may be well
        except _UNREACHABLE as error:
            raise Unavailable(f"the database cannot be used now: {error}") from error

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[Any]:
        try:
            connection = await self._pool.acquire(timeout=self._timeout)
        except TimeoutError as error:
            raise Unavailable("every connection is in use") from error
        except asyncpg.InterfaceError as error:
            raise Unavailable(f"the database is closed: {error}") from error
        try:
            yield connection
        except asyncpg.InterfaceError as error:
            # asyncpg says the same of a lost connection and of a wrong call; only the first passes.
            if _is_lost(connection):
                raise Unavailable(f"the connection was lost: {error}") from error
            raise
        finally:
            await self._pool.release(connection)


def _is_lost(connection: Any) -> bool:
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:
        return True  # the pool has taken it back already


async def _keep(_: Any) -> None:
    """Leave a connection as it is."""
