"""What happens before anything is served: the database is found, migrated, filled and opened."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from db import demo, migrate, tokens
from db.engine import Database, open_database
from db.engine.sqlite_connection import driver
from db.enums import TokenScope
from db.errors import Unavailable
from gateway.settings import Settings

DEMO_SEED = 1
DEMO_ISSUES = 36
ADMIN_EMAIL = "admin@localhost"
ADMIN_NAME = "first admin"

_DRIVER_ERRORS = (
    driver.Error,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    SQLAlchemyError,
    OSError,
    TimeoutError,
    Unavailable,
)
_ALREADY_THERE = (driver.IntegrityError, asyncpg.IntegrityConstraintViolationError)


class StartupError(Exception):
    """The database cannot be used; `advice` says what to do about it."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


class AlreadyLoadedError(Exception):
    """The same made-up data is in the database already."""


def shown(settings: Settings) -> str:
    """Where the database is, without a password."""
    if settings.on_sqlite:
        return settings.database_url.removeprefix("sqlite:///")
    parts = urlsplit(settings.database_url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


async def open_from(settings: Settings) -> Database:
    """The migrated database that `settings` name, open. Raises Unavailable."""
    return await open_database(
        settings.database,
        settings.data_dir,
        read_url=settings.read_database,
        readers=settings.readers,
        pool_size=settings.pool_size,
        statement_cache_size=settings.statement_cache,
        timeout=settings.statement_timeout,
    )


@asynccontextmanager
async def opened(settings: Settings, *, upgrade: bool = False) -> AsyncIterator[Database]:
    """The database, open; an empty one is migrated first, an older one only with `upgrade`.

    Raises StartupError when it cannot be reached or has not the schema of this version.
    """
    with driver_errors(settings):
        await _prepare(settings, upgrade)
        database = await open_from(settings)
        try:
            yield database
        finally:
            await database.close()


@contextmanager
def driver_errors(settings: Settings) -> Iterator[None]:
    """Raise StartupError for what the driver of the database says."""
    try:
        yield
    except migrate.NewerSchemaError as error:
        raise StartupError(f"Cannot use {shown(settings)}.", f"{error}.") from error
    except _DRIVER_ERRORS as error:
        raise unusable(settings, error) from error


async def _prepare(settings: Settings, upgrade: bool) -> None:
    if settings.on_sqlite:
        # Only the owner may read what is in here.
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    present = await migrate.current(settings.database_url)
    if upgrade or present is None:
        await migrate.upgrade(settings.database_url)
    elif present != migrate.head():
        raise StartupError(
            f"{shown(settings)} has schema {present}, this version needs {migrate.head()}.",
            "Run: issue-gateway db upgrade",
        )


def unusable(settings: Settings, error: Exception) -> StartupError:
    """What to tell a person whose database does not answer."""
    advice = (
        "Is the directory writable, and the file a database of issue-gateway? "
        "Choose another with --data-dir."
        if settings.on_sqlite
        else "Is the server running, and are user, password and database name right?"
    )
    return StartupError(f"Cannot use {shown(settings)}: {error}", advice)


async def revision(settings: Settings) -> str | None:
    """The schema of the database; None before the first migration. Raises StartupError."""
    try:
        return await migrate.current(settings.database_url)
    except _DRIVER_ERRORS as error:
        raise unusable(settings, error) from error


async def first_start(database: Database, settings: Settings) -> str | None:
    """Make a database usable that nobody has a token for; the new admin token, or None.

    An empty one also gets the demo, unless the settings say not to.
    """
    if await tokens.list_tokens(database):
        return None
    if settings.demo and await database.sequence() == 0:
        await load_demo(database, DEMO_SEED, DEMO_ISSUES, None, datetime.now(UTC), lambda _: None)
    _, secret = await tokens.create_token(
        database, ADMIN_EMAIL, TokenScope.ADMIN, name=ADMIN_NAME, expires_at=None
    )
    return secret


async def load_demo(
    database: Database,
    seed: int,
    issues: int,
    comments_per_issue: int | None,
    now: datetime,
    progress: Callable[[int], None],
) -> None:
    """Store made-up data (`db.demo.load`). Raises AlreadyLoadedError, having stored nothing."""
    try:
        await demo.load(
            database,
            seed=seed,
            issues=issues,
            comments_per_issue=comments_per_issue,
            now=now,
            progress=progress,
        )
    except _ALREADY_THERE as error:
        raise AlreadyLoadedError from error
