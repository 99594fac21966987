"""Facts about a database that its operator should know."""

from dataclasses import dataclass
from datetime import datetime

import asyncpg
from sqlalchemy import select

from db.engine.base import Reads
from db.engine.postgresql_pool import APPLICATION
from db.models import Change

CONNECT_SECONDS = 5.0

_CHANGES = Change.__table__.c
_NEWEST = select(_CHANGES.at).order_by(_CHANGES.sequence.desc()).limit(1)
_FACTS = """
SELECT current_setting('server_version') AS version,
       current_setting('server_version_num')::int AS version_number,
       pg_is_in_recovery() AS is_replica,
       clock_timestamp() AS clock,
       current_setting('max_connections')::int
       - current_setting('superuser_reserved_connections')::int
       - coalesce(current_setting('reserved_connections', true)::int, 0) AS connections,
       (SELECT count(*)::int FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
          AND application_name <> $1) AS used_by_others,
       CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
            ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
       END::float AS lag
"""


@dataclass(frozen=True, slots=True)
class Server:
    """One PostgreSQL server.

    `connections` is how many a role without special rights may open; `used_by_others` of these
    belong to other programs. `lag` is how many seconds a replica is behind its primary,
    None when it has replayed nothing yet.
    """

    version: str
    version_number: int
    is_replica: bool
    clock: datetime
    connections: int
    used_by_others: int
    lag: float | None


async def inspect(url: str) -> Server:
    """Ask the server at `url`. Raises OSError, TimeoutError and asyncpg's exceptions."""
    # No prepared statement outlives this, as PgBouncer in transaction mode requires.
    connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS, statement_cache_size=0)
    try:
        row = await connection.fetchrow(_FACTS, APPLICATION, timeout=CONNECT_SECONDS)
    finally:
        connection.terminate()
    return Server(**row)


async def newest_change(database: Reads) -> datetime | None:
    """Find when the last change was made, by the clock of the gateway that made it."""
    rows = await database.rows(_NEWEST)
    return rows[0]["at"] if rows else None
