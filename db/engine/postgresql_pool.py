"""A bounded pool of connections to a PostgreSQL server, with time limits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, Self

import asyncpg

from db.engine.liveness import PROBE, Liveness
from db.errors import AnswerTooLarge, CommitUnknown, Unavailable
from db.primary import Primary, connect_any

APPLICATION = "issue-gateway"
CONNECT_SECONDS = 1.5
"""Maximum seconds for a new connection: callers get an error for a lost server within two."""

CHECK_SECONDS = 2.0
TRUST_SECONDS = 5.0
"""Seconds after which the servers of an address are asked again which one is the primary, and after
which statements wait for the answer. A cluster manager needs longer to replace a primary, so one
that was frozen meanwhile gets no statement when it goes on."""

_NO_LIMIT = 3600.0
"""Seconds: more than any limit of ours. asyncpg would cancel the statement at its own limit."""

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
    # asyncpg goes on with a statement of a connection that has just been closed.
    AttributeError,
)


class _Connection(asyncpg.Connection):  # type: ignore[misc]  # the driver has no types
    """A connection that may be closed after the server has gone.

    The pool closes expired connections in tasks that nobody awaits, so an error there would only be
    logged, as one that was never handled.
    """

    def __init__(self, protocol: Any, *args: Any) -> None:
        super().__init__(protocol, *args)
        # asyncpg waits until it may send more, on a lost connection too, where it never may.
        self.add_termination_listener(lambda _: protocol.resume_writing())

    async def close(self, *, timeout: float | None = None) -> None:
        with suppress(OSError):
            await super().close(timeout=timeout)


class ConnectionLost(Unavailable):
    """A connection ended while it was in use; another one may work."""


class CommitLost(ConnectionLost, CommitUnknown):
    """The connection ended during the commit."""


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

    def __init__(self, url: str, timeout: float, *, lasting: bool, primary: bool) -> None:
        self._timeout = timeout
        settings = () if lasting else limits(timeout).items()
        self._local = "".join(f"SET LOCAL {name} = '{value}';" for name, value in settings)
        self._primary = Primary(url, self._leave) if primary else None
        self.connect = self._primary.connect if self._primary else partial(connect_any, url)
        self._pool: Any = None
        self._silence: Liveness
        self._checked = 0.0
        self._checking: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        size: int,
        statement_cache_size: int,
        timeout: float,
        at_once: bool = True,
        primary: bool = True,
    ) -> Self:
        """Connect to `url`, at most `size` times; a statement may take `timeout` seconds.

        With a `statement_cache_size` of 0, no state outlives a transaction on the server, as
        PgBouncer in transaction mode requires: no prepared statements, and the limits are set again
        in each transaction. Without `at_once` the server need not be reachable yet. `primary`
        refuses standbys, and former primaries. Raises Unavailable when no server fits.
        """
        lasting = statement_cache_size > 0
        made = cls(url, timeout, lasting=lasting, primary=primary)
        try:
            made._pool = await asyncpg.create_pool(
                connect=made.connect,
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
                    **(limits(timeout) if lasting else {}),
                },
            )
        except (*_UNREACHABLE, asyncpg.InterfaceError) as error:
            raise Unavailable(f"the database cannot be reached: {error}") from error
        made._silence = Liveness(made._probe, made._pool.expire_connections)
        return made

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
        async with self._translated() as connection:
            await connection.execute(f"BEGIN;{self._local}")
            try:
                yield connection
            except BaseException:
                if not _is_lost(connection):
                    await connection.execute("ROLLBACK")
                raise
            await self._commit(connection)

    async def close(self) -> None:
        """Wait for what is under way and close every connection."""
        if self._checking is not None:
            self._checking.cancel()
            await asyncio.gather(self._checking, return_exceptions=True)
        await self._pool.close()
        await self._silence.close()

    async def _commit(self, connection: Any) -> None:
        """Commit. Raises CommitLost when it is unknown whether that happened.

        A commit that waits for a standby must never be cancelled: PostgreSQL would then end it as
        if the standby had it. So the connection is closed instead, and the server goes on waiting.
        """
        commit = asyncio.ensure_future(connection.execute("COMMIT", timeout=_NO_LIMIT))
        try:
            async with asyncio.timeout(self._timeout + 1):
                await asyncio.shield(commit)
        except (*_SILENT, *_LOST, TimeoutError, asyncio.CancelledError) as error:
            if not _is_lost(connection):
                connection.terminate()
            await asyncio.gather(commit, return_exceptions=True)
            if isinstance(error, asyncio.CancelledError):
                raise
            await self._pool.expire_connections()
            raise CommitLost(f"the connection was lost at the commit: {error}") from error

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
                if isinstance(error, asyncpg.InterfaceError | AttributeError) and not lost:
                    raise
                if not lost:
                    connection.terminate()
                # The same cause has probably ended the other idle connections too.
                await self._pool.expire_connections()
                raise ConnectionLost(f"the connection was lost: {error}") from error
            finally:
                await self._give_back(connection)

    async def _give_back(self, connection: Any) -> None:
        try:
            await self._pool.release(connection)
        except asyncpg.InternalClientError:
            # It was lost while asyncpg waited for the end of its statement: the pool has it back.
            if not _is_lost(connection):
                raise

    async def _acquire(self) -> Any:
        if self._silence.gone:
            raise Unavailable("the database does not answer")
        try:
            async with asyncio.timeout(self._timeout) as deadline:
                with self._silence.waiting(deadline):
                    await self._check()
                    return await self._pool.acquire()
        except TimeoutError as error:
            raise Unavailable("every connection is in use, or none can be had") from error
        except asyncpg.InterfaceError as error:
            raise Unavailable(f"the database is closed: {error}") from error

    async def _check(self) -> None:
        """Find out from time to time whether another server of the address is the primary now."""
        if self._primary is None or not self._primary.has_choice:
            return
        age = asyncio.get_running_loop().time() - self._checked
        if age > CHECK_SECONDS and self._checking is None:
            self._checking = asyncio.create_task(self._probe())
            self._checking.add_done_callback(self._end_check)
        if age > TRUST_SECONDS and self._checking is not None:
            await asyncio.shield(self._checking)

    def _end_check(self, check: "asyncio.Task[None]") -> None:
        self._checking = None
        if not check.cancelled() and check.exception() is None:
            self._checked = asyncio.get_running_loop().time()

    async def _leave(self) -> None:
        """End all connections to a server that was replaced, those in use too."""
        if self._pool is not None:
            await self._pool.expire_connections()
            self._silence.end_all()

    async def _probe(self) -> None:
        try:
            connection = await self.connect(
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
