"""A bounded pool of connections to a PostgreSQL server, with time limits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

import asyncpg

from db.engine.liveness import PROBE, Liveness
from db.errors import AnswerTooLarge, Unavailable

APPLICATION = "issue-gateway"
CONNECT_SECONDS = 1.5
"""Maximum seconds for a new connection: callers get an error for a lost server within two."""

_SILENT = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
)
_UNREACHABLE = (
    *_SILENT,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.ReadOnlySQLTransactionError,
)


_LOST = (
    asyncpg.ConnectionDoesNotExistError,
    asyncpg.AdminShutdownError,
    asyncpg.InterfaceError,
    # The server has announced the end of an idle connection, which is still open.
    asyncpg.InternalClientError,
)


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # the driver has no types
    """A connection that may be closed after the server has gone.

    The pool closes expired connections in tasks that nobody awaits, so an error there would only be
    logged, as one that was never handled.
    """

    async def close(self, *, timeout: float | None = None) -> None:
        with suppress(OSError):
            await super().close(timeout=timeout)


class ConnectionLost(Unavailable):
    """A connection ended while it was in use; another one may work."""


def limits(timeout: float) -> dict[str, str]:
    """The session settings of our connections; a statement may take `timeout` seconds."""
    milliseconds = round(timeout * 1000)
    return {
        "statement_timeout": str(milliseconds),
        "lock_timeout": str(milliseconds // 2),
        "idle_in_transaction_session_timeout": str(2 * milliseconds),
        "timezone": "UTC",
        # Compiling a nested read to machine code takes longer than running it.
        "jit": "off",
        # A long read must not use the processors of several workers.
        "max_parallel_workers_per_gather": "0",
    }


class Pool:
    """A pool of at most `size` connections of this process to one server."""

    def __init__(self, pool: Any, url: str, timeout: float, local: str) -> None:
        self._pool = pool
        self.url = url
        self._timeout = timeout
        self._local = local
        self._silence = Liveness(self._probe, pool.expire_connections)

    @classmethod
    async def open(
        cls, url: str, *, size: int, statement_cache_size: int, timeout: float, at_once: bool = True
    ) -> Self:
        """Connect to `url`, at most `size` times; a statement may take `timeout` seconds.

        With a `statement_cache_size` of 0, no state outlives a transaction on the server, as
        PgBouncer in transaction mode requires: no prepared statements, and the limits are set again
        in each transaction. Without `at_once` the server need not be reachable yet. Raises
        Unavailable when it is not.
        """
        settings = limits(timeout)
        lasting = statement_cache_size > 0
        try:
            pool = await asyncpg.create_pool(
                url,
                connection_class=_Connection,
                min_size=1 if at_once else 0,
                max_size=size,
                statement_cache_size=statement_cache_size,
                # Any length: nested reads are long texts, and preparing them each time would be
                # slow.
                max_cacheable_statement_size=0,
                timeout=CONNECT_SECONDS,
                # The server stops statements itself; without an answer a second later, it is lost.
                command_timeout=timeout + 1,
                # No state outlives a transaction, so connections need no reset.
                reset=_keep,
                server_settings={
                    "application_name": APPLICATION,
                    # PgBouncer refuses settings that it does not know.
                    **(settings if lasting else {}),
                },
            )
        except (*_UNREACHABLE, asyncpg.InterfaceError) as error:
            raise Unavailable(f"the database cannot be reached: {error}") from error
        local = "".join(f"SET LOCAL {name} = '{value}';" for name, value in settings.items())
        return cls(pool, url, timeout, "" if lasting else local)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Any]:
        """Lend a connection for one statement.

        Raises Unavailable for a failing server, ConnectionLost if only the connection failed,
        TimeoutError for a statement that took too long.
        """
        if self._local:
            async with self.transaction() as connection:
                yield connection
            return
        async with self._translated() as connection:
            yield connection

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Any]:
        """Lend a connection in a transaction, which commits if the block ends well.

        Raises as `connection` does.
        """
        async with self._translated() as connection, connection.transaction():
            if self._local:
                await connection.execute(self._local)
            yield connection

    async def close(self) -> None:
        """Wait for what is under way and close every connection."""
        await self._pool.close()
        await self._silence.close()

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[Any]:
        try:
            async with self._lent() as connection:
                yield connection
        except asyncpg.QueryCanceledError as error:
            raise TimeoutError("the statement took too long") from error
        except TimeoutError:
            raise  # an OSError, although the server may be available
        except asyncpg.ProgramLimitExceededError as error:
            raise AnswerTooLarge from error
        except _UNREACHABLE as error:
            raise Unavailable(f"the database cannot be used now: {error}") from error

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[Any]:
        connection = await self._acquire()
        # Watched until it is returned, since a stopped statement is awaited.
        with self._silence.running(connection):
            try:
                yield connection
            except _LOST as error:
                # asyncpg raises the same for a lost connection and a wrong call; only the first
                # passes.
                lost = _is_lost(connection)
                if isinstance(error, asyncpg.InterfaceError) and not lost:
                    raise
                if not lost:
                    connection.terminate()
                # The same cause has probably ended the other idle connections too.
                await self._pool.expire_connections()
                raise ConnectionLost(f"the connection was lost: {error}") from error
            finally:
                await self._pool.release(connection)

    async def _acquire(self) -> Any:
        if self._silence.gone:
            raise Unavailable("the database does not answer")
        try:
            async with asyncio.timeout(self._timeout) as deadline:
                with self._silence.waiting(deadline):
                    return await self._pool.acquire()
        except TimeoutError as error:
            raise Unavailable("every connection is in use, or none can be had") from error
        except asyncpg.InterfaceError as error:
            raise Unavailable(f"the database is closed: {error}") from error

    async def _probe(self) -> None:
        try:
            connection = await asyncpg.connect(
                self.url,
                timeout=PROBE,
                statement_cache_size=0,
                server_settings={"application_name": APPLICATION},
            )
        except _SILENT:
            raise
        except asyncpg.PostgresError:
            return  # for example, too many connections: the server is alive
        try:
            await connection.execute("SELECT 1")
        finally:
            connection.terminate()


def _is_lost(connection: Any) -> bool:
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:
        return True  # the pool already has it back


async def _keep(_: Any) -> None:
    """Leave a connection as it is."""
