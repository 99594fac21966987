"""Migrations of the stored schema to the version of this program.

A migration is one transaction on both engines: if it is killed, the old schema stays. Search
records are rewritten afterwards in many small transactions, which resume after an interruption.
"""

import asyncio
from collections.abc import Callable
from functools import cache
from pathlib import Path
from string import digits
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, NullPool, create_engine, event, inspect, text

from db.engine import sqlite_file
from db.engine.sqlite_connection import driver
from db.lazy import lazily
from db.maintenance import search_records
from db.primary import Primary

if TYPE_CHECKING:
    from sqlalchemy.ext import asyncio as sqlalchemy_asyncio

    from db.maintenance import scripts
else:
    sqlalchemy_asyncio = lazily("sqlalchemy.ext.asyncio")
    scripts = lazily("db.maintenance.scripts")

SCRIPTS = Path(__file__).parent.parent / "migrations"
HEAD = "head"
BASE = "base"
BUSY_SECONDS = 60.0
"""How long to wait for another process that migrates the same SQLite file."""

# An arbitrary number that other programs on the server do not use for advisory locks.
_LOCK_KEY = 0x1550E6A7E
_SQLITE = sqlite_file.SCHEME

# Alembic keeps the running migration in module globals.
_one_at_a_time = Lock()

T = TypeVar("T")


class NewerSchemaError(Exception):
    """A database with a newer schema, which this version must not touch."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database has schema {revision}, which this version does not know:"
            " run the newer version, or restore the backup made before it migrated"
        )
        self.revision = revision


async def upgrade(url: str) -> None:
    """Migrate the database at `url` (`sqlite:///`, `postgresql://`) to the newest schema.

    Does nothing when it is current; processes that start together wait for each other. A SQLite
    file that holds an older schema is first copied to `<file>.<revision>.backup`. Raises
    `NewerSchemaError` for a schema this version does not know.
    """
    if await is_current(url):
        return
    await asyncio.to_thread(_migrate, url, HEAD)
    if not await is_current(url):
        await search_records.finish(url)


async def downgrade(url: str, revision: str = BASE) -> None:
    """Downgrade the database at `url` to `revision`; data that it cannot hold is lost."""
    await asyncio.to_thread(_migrate, url, revision)


async def current(url: str) -> str | None:
    """Find the revision of the database at `url`; None before the first migration."""
    return await asyncio.to_thread(_current, url)


async def is_current(url: str) -> bool:
    """Tell whether the database at `url` has exactly the schema of this version.

    False while its search records are being written anew.
    """
    return await asyncio.to_thread(_is_complete, url, lambda revision: revision == head())


async def is_served(url: str) -> bool:
    """Tell whether a running process of this version can serve the database at `url`.

    True for the schema of this version, and for a newer one of its generation: during a rolling
    upgrade a newer version migrates the database beside it. False while search records are written
    anew.
    """
    return await asyncio.to_thread(_is_complete, url, runs_beside)


def runs_beside(revision: str | None) -> bool:
    """Tell whether `revision` is the schema of this version, or a newer one of its generation.

    Migrations only add within a generation, so that a process of an older version still works. A
    generation is the letter before the number of a revision; the first one has none.
    """
    if revision is None or revision in _revisions():
        return revision == head()
    return _generation(revision) == _generation(head())


@cache
def head() -> str:
    """Name the newest revision this version knows."""
    return max(_revisions())


def require_known(revision: str | None) -> None:
    """Raises `NewerSchemaError` for a revision that only a newer version can have stored."""
    if revision is not None and revision not in _revisions():
        raise NewerSchemaError(revision)


def current_of(connection: Connection) -> str | None:
    """Find the revision of the database behind `connection`; None before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def migrate_connection(connection: Connection, revision: str = HEAD) -> None:
    """Migrate to `revision`, up or down, inside the transaction of `connection`.

    The caller commits, and lets no other thread migrate meanwhile. Raises `NewerSchemaError`.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    require_known(current_of(connection))
    scripts.run(connection, SCRIPTS, revision, upwards=revision == HEAD)
    if connection.dialect.name == "sqlite":
        _check_references(connection)


def _migrate(url: str, revision: str) -> None:
    target = head() if revision == HEAD else revision
    with _one_at_a_time:
        if url.startswith(_SQLITE):
            present = _current(url)
            if present in _revisions() and present != target:
                _back_up(sqlite_file.path_of(url), present)
        _run(url, lambda connection: migrate_connection(connection, revision), "BEGIN IMMEDIATE")


def _current(url: str) -> str | None:
    if url.startswith(_SQLITE) and not sqlite_file.path_of(url).exists():
        return None
    return _run(url, current_of, "BEGIN")


def _is_complete(url: str, accepts: Callable[[str | None], bool]) -> bool:
    """Tell whether `accepts` the revision of the database, and all search records are written."""
    if url.startswith(_SQLITE) and not sqlite_file.path_of(url).exists():
        return False
    backlog = text("SELECT 1 FROM issue_search_backlog")
    return _run(
        url,
        lambda connection: (
            accepts(current_of(connection)) and connection.execute(backlog).first() is None
        ),
        "BEGIN",
    )


def _generation(revision: str) -> str:
    return revision.rstrip(digits)


def _run(url: str, work: Callable[[Connection], T], begin: str) -> T:
    """Do `work` in one transaction, which `begin` opens on SQLite.

    PostgreSQL needs its own event loop, so this must not be called inside one.
    """
    if url.startswith(_SQLITE):
        return _run_on_sqlite(sqlite_file.path_of(url), work, begin)
    return asyncio.run(_run_on_postgresql(url, work))


def _run_on_sqlite(path: Path, work: Callable[[Connection], T], begin: str) -> T:
    # Foreign keys stay off, SQLite's default: rebuilding a table drops the old one, which would
    # otherwise empty the tables that refer to it (sqlite.org/lang_altertable.html, section 7).
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: driver.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None),
        poolclass=NullPool,
    )
    # The driver would not open a transaction for DDL.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    with engine.begin() as connection:
        return work(connection)


async def _run_on_postgresql(url: str, work: Callable[[Connection], T]) -> T:
    # Unnamed statements, each prepared again: PgBouncer in transaction mode passes connections on
    # unchanged, and named statements would clash with those of the next process.
    def connect() -> Any:
        driver_module: Any = engine.dialect.dbapi
        return driver_module.connect(
            async_creator_fn=lambda: Primary(url).connect(statement_cache_size=0),
            prepared_statement_cache_size=0,
            prepared_statement_name_func=lambda: "",
        )

    engine = sqlalchemy_asyncio.create_async_engine(
        "postgresql+asyncpg://", creator=connect, poolclass=NullPool
    )
    async with engine.begin() as connection:
        return await connection.run_sync(work)


def _back_up(path: Path, revision: str | None) -> None:
    copy = path.with_name(f"{path.name}.{revision}.backup")
    partial = copy.with_suffix(".partial")
    sqlite_file.remove(partial)
    sqlite_file.copy(path, partial)
    sqlite_file.publish(partial, copy)


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise ValueError(f"the migration left {broken[0]} with a reference to nothing")


@cache
def _revisions() -> frozenset[str]:
    """Return the revisions of this version: the names of its scripts begin with them."""
    return frozenset(
        path.name.partition("_")[0] for path in (SCRIPTS / "versions").glob("[!_]*.py")
    )
