"""Choosing the engine by the address of the database."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from db.engine.base import Database
from db.engine.sqlite import SqliteDatabase
from db.lazy import lazily

if TYPE_CHECKING:
    from db.engine import postgresql, replicas
else:
    postgresql = lazily("db.engine.postgresql")
    replicas = lazily("db.engine.replicas")

FILE_NAME = "issues.db"


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def long_reads(scheme: str) -> int:
    """Return how many long reads run at once if nobody says it.

    Two on SQLite, where they have a low priority. PostgreSQL often runs on the same machine, and
    each of its long reads can take a core: one core is left for everything else.
    """
    return 2 if scheme == "sqlite" else max(1, min(2, cores() - 1))


def database_url(url: str | None, data_dir: Path) -> str:
    """Return the full address; the default is a SQLite file in `data_dir`."""
    return url or f"sqlite:///{(data_dir / FILE_NAME).absolute()}"


async def open_database(
    url: str | None,
    data_dir: Path,
    *,
    read_urls: Sequence[str] = (),
    readers: int | None = None,
    pool_size: int = 10,
    statement_cache_size: int = 512,
    timeout: float = 5.0,
    most_bytes: int = 16 * 1024 * 1024,
) -> Database:
    """Open the migrated database at `url`; the caller closes it.

    `read_urls` are replicas of a PostgreSQL database, which may be down. `readers` is the number of
    concurrent long reads, `long_reads` if None; `pool_size` the maximum connections to each
    PostgreSQL server, `timeout` the seconds that a statement may take, `most_bytes` the maximum
    size of its answer. A `statement_cache_size` of 0 suits a PgBouncer that pools transactions.
    Raises ValueError for another scheme, Unavailable when the database cannot be opened.
    """
    address = database_url(url, data_dir)
    scheme = urlsplit(address).scheme
    readers = readers or long_reads(scheme)
    if scheme == "sqlite":
        path = Path(unquote(address.removeprefix("sqlite:///")))
        return await SqliteDatabase.open(path, readers, timeout, most_bytes)
    if scheme not in ("postgresql", "postgres"):
        raise ValueError(f"no engine for {scheme or 'no scheme'}: use sqlite or postgresql")

    async def connect(server: str, primary: bool) -> postgresql.PostgresqlDatabase:
        return await postgresql.PostgresqlDatabase.open(
            server,
            size=pool_size,
            long_reads=readers,
            statement_cache_size=statement_cache_size,
            timeout=timeout,
            most_bytes=most_bytes,
            at_once=primary,
            primary=primary,
        )

    primary = await connect(address, primary=True)
    if not read_urls:
        return primary
    followers = {server: await connect(server, primary=False) for server in read_urls}
    return await replicas.ReplicatedDatabase.open(primary, followers, pool_size)
