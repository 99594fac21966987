"""An open, migrated, empty database, once on each engine."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from db.engine import Database, open_database
from db.engine.sqlite_connection import driver
from tests.databases import ENGINES


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
