"""Start-up: find, migrate, fill and open the database."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db import tokens
from db.engine import Database, open_database
from db.engine.sqlite_connection import driver
from db.enums import TokenScope
from db.files.directory import make_private
from db.files.open import open_store
from db.files.store import StoreFull, StoreUnavailable
from db.lazy import lazily
from db.maintenance import migrate
from db.postgresql_driver import asyncpg
from gateway.settings import Settings
from gateway.startup_advice import StartupError, driver_errors, shown

if TYPE_CHECKING:
    from db import demo
else:
    demo = lazily("db.demo")

DEMO_SEED = 1
DEMO_ISSUES = 36
ADMIN_EMAIL = "admin@localhost"
ADMIN_NAME = "first admin"
UPGRADE = "Run: issue-gateway db upgrade"


class AlreadyLoadedError(Exception):
    """The same made-up data is in the database already."""


async def open_from(settings: Settings) -> Database:
    """Open the migrated database that `settings` name. Raises Unavailable."""
    return await open_database(
        settings.database,
        settings.data_dir,
        read_urls=settings.read_databases,
        readers=settings.readers,
        pool_size=settings.pool_size,
        statement_cache_size=settings.statement_cache,
        timeout=settings.statement_timeout,
        most_bytes=settings.answer_limit,
    )


@asynccontextmanager
async def opened(settings: Settings, *, upgrade: bool = False) -> AsyncIterator[Database]:
    """Open the database; migrate an empty one first, an older one only with `upgrade`.

    Raises StartupError when it cannot be reached or does not have the schema of this version.
    """
    with driver_errors(settings):
        await _prepare(settings, upgrade)
        database = await open_from(settings)
        try:
            yield database
        finally:
            await database.close()


async def _prepare(settings: Settings, upgrade: bool) -> None:
    if settings.on_sqlite:
        # Only the owner may read this directory.
        make_private(settings.data_dir)
    present = None if upgrade else await migrate.current(settings.database_url)
    if present is None:
        await migrate.upgrade(settings.database_url)
    elif fault := await schema_fault(settings, present):
        raise StartupError(f"{shown(settings)} {fault}.", UPGRADE)


async def schema_fault(settings: Settings, present: str) -> str | None:
    """Say why the database with the schema `present` cannot be served; None if it can.

    Raises NewerSchemaError for a schema that only a newer version knows.
    """
    if await migrate.is_current(settings.database_url):
        return None
    migrate.require_known(present)
    if present == migrate.head():
        return "was not upgraded completely: its search records are unfinished"
    return f"has schema {present}, this version needs {migrate.head()}"


async def revision(settings: Settings) -> str | None:
    """The schema of the database; None before the first migration. Raises StartupError."""
    with driver_errors(settings):
        present = await migrate.current(settings.database_url)
        migrate.require_known(present)
        return present


async def first_start(database: Database, settings: Settings) -> str | None:
    """Make an admin token if the database has no token; return it, or None.

    An empty one also gets the demo, unless the settings say not to.
    """
    if await tokens.list_tokens(database):
        return None
    if settings.demo and await database.sequence() == 0:
        now = datetime.now(UTC)
        await load_demo(database, settings, DEMO_SEED, DEMO_ISSUES, None, now, lambda _: None)
    _, secret = await tokens.create_token(
        database, ADMIN_EMAIL, TokenScope.ADMIN, name=ADMIN_NAME, expires_at=None
    )
    return secret


async def load_demo(
    database: Database,
    settings: Settings,
    seed: int,
    issues: int,
    comments_per_issue: int | None,
    now: datetime,
    progress: Callable[[int], None],
) -> None:
    """Store made-up data (`db.demo.load`).

    Raises AlreadyLoadedError, having stored no rows, and StartupError where its files cannot be
    stored.
    """
    try:
        await demo.load(
            database,
            seed=seed,
            issues=issues,
            comments_per_issue=comments_per_issue,
            now=now,
            progress=progress,
            store=open_store(settings.files_address),
        )
    except (StoreFull, StoreUnavailable) as error:
        reason = str(error) or "There is no space."
        raise StartupError(
            f"The demo's files cannot be stored in {settings.files_address}: {reason}",
            "Look at ISSUE_GATEWAY_FILES; serve --no-demo starts without the demo.",
        ) from error
    except (driver.IntegrityError, asyncpg.IntegrityConstraintViolationError) as error:
        raise AlreadyLoadedError from error
