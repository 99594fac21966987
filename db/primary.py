"""Finding the primary among the servers of an address, and never an older one again.

After a failover the former primary may still call itself one: it was frozen and goes on, or its
cluster manager died. It lacks what was written since, such as the revocation of a token. PostgreSQL
numbers its promotions as timelines, so the primary is the server with the highest timeline, and one
with a lower timeline than was seen before is refused. Source: PostgreSQL documentation, 26.3.6
("Timelines"), and 34.1.1.3 ("Specifying Multiple Hosts") for the form of the address.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from db.postgresql_driver import asyncpg

GRACE = 0.1
"""Seconds in which the other servers may answer when one has said that it is the primary."""

_IDENTITY = """
SELECT CASE WHEN NOT pg_is_in_recovery()
            THEN ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END,
       system_identifier
FROM pg_control_system()
"""


class NoPrimary(ConnectionError):
    """No server of the address is the primary now."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A connection to a primary, with the cluster it belongs to and its timeline."""

    connection: Any
    cluster: int
    timeline: int


class Primary:
    """Connects to the primary of one address.

    `replaced` is awaited when another server has become the primary since the last connection.
    """

    def __init__(self, url: str, replaced: Callable[[], Awaitable[None]] | None = None) -> None:
        self._urls = one_each(url)
        self._replaced = replaced
        self._cluster = 0
        self._timeline = 0

    @property
    def has_choice(self) -> bool:
        """Return whether the address names several servers."""
        return len(self._urls) > 1

    async def connect(self, *_: object, **options: Any) -> Any:
        """Ask all servers at once, and return a connection to the primary.

        `options` are those of `asyncpg.connect`, whose errors are raised, and NoPrimary. A server
        that does not answer delays this by `GRACE` if another one is the primary.
        """
        attempts = [asyncio.create_task(_attempt(url, options)) for url in self._urls]
        try:
            found = await _answers(attempts)
            best = max(found, key=lambda each: each.timeline, default=None)
            if best is None:
                raise _reason(attempts)
            await self._accept(best)
        except BaseException:
            _discard(attempts, None)
            raise
        _discard(attempts, best)
        return best.connection

    async def _accept(self, found: _Candidate) -> None:
        """Raises NoPrimary for a former primary. A new cluster counts its timelines from 1."""
        known = found.cluster == self._cluster
        if known and found.timeline < self._timeline:
            raise NoPrimary("the only primary that answers was replaced by another server")
        changed = self._cluster and not (known and found.timeline == self._timeline)
        self._cluster, self._timeline = found.cluster, found.timeline
        if changed and self._replaced is not None:
            await self._replaced()


def one_each(url: str) -> Sequence[str]:
    """Split an address of several servers, `user@a:1,b:2/name`, into one address for each."""
    parts = urlsplit(url)
    user, at, hosts = parts.netloc.rpartition("@")
    return [parts._replace(netloc=f"{user}{at}{host}").geturl() for host in hosts.split(",")]


async def connect_any(url: str, *_: object, **options: Any) -> Any:
    """Connect to a server of the address as asyncpg does. Raises NoPrimary if none fits."""
    try:
        return await asyncpg.connect(url, **options)
    except asyncpg.TargetServerAttributeNotMatched as error:
        raise NoPrimary(str(error)) from error


async def _attempt(url: str, options: dict[str, Any]) -> _Candidate:
    """Raises NoPrimary for a standby, and what asyncpg raises."""
    connection = await connect_any(url, **options)
    try:
        # In a transaction, since PgBouncer may pass the connection on after it.
        async with asyncio.timeout(options.get("timeout")), connection.transaction():
            timeline, cluster = await connection.fetchrow(_IDENTITY)
        if timeline is None:
            raise NoPrimary("the server is a standby")
    except BaseException:
        connection.terminate()
        raise
    return _Candidate(connection, cluster, timeline)


async def _answers(attempts: Sequence["asyncio.Task[_Candidate]"]) -> list[_Candidate]:
    """The primaries among the servers: all that answer, or all within `GRACE` of the first."""
    found: list[_Candidate] = []
    waiting = set(attempts)
    while waiting:
        done, waiting = await asyncio.wait(
            waiting, timeout=GRACE if found else None, return_when=asyncio.FIRST_COMPLETED
        )
        if not done:
            break
        found += [task.result() for task in done if task.exception() is None]
    return found


def _reason(attempts: Sequence["asyncio.Task[_Candidate]"]) -> BaseException:
    """The error to raise when no server is the primary: one that an operator can act on."""
    errors = [error for task in attempts if (error := task.exception()) is not None]
    return next((each for each in errors if not isinstance(each, OSError)), errors[0])


def _discard(attempts: Sequence["asyncio.Task[_Candidate]"], used: _Candidate | None) -> None:
    """Close the connections of all attempts but one, and end the attempts that go on."""
    for task in attempts:
        if not task.done():
            task.cancel()
        elif not task.cancelled() and task.exception() is None and task.result() is not used:
            task.result().connection.terminate()
