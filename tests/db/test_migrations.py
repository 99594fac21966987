"""The migrations give exactly what the models declare, on both engines, all or nothing."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from db import models
from db.engine.sqlite_connection import driver
from db.maintenance import migrate
from tests.databases import ENGINES, in_transaction
from tests.db.catalog import catalog, full_text

NewDatabase = Callable[[str], str]

ISSUE = "0190a000-0000-7000-8000-000000000001"
INSERT_ISSUE = f"""
    INSERT INTO issue (id, title, title_folded, description, owner, owner_folded, created_by,
                       created_by_folded, created_at, updated_at, version)
    VALUES ('{ISSUE}', 'Sag', 'sag', '[]', 'Unassigned', 'unassigned', 'a@b', 'a@b',
            '2026-04-13T10:30:00.000000', '2026-04-13T10:30:00.000000', 1)
"""


@pytest.mark.parametrize("engine", ENGINES)
async def test_the_migrated_schema_is_the_declared_one(
    engine: str, new_database_url: NewDatabase
) -> None:
    migrated, declared = new_database_url(engine), new_database_url(engine)
    await migrate.upgrade(migrated)
    await in_transaction(declared, models.metadata.create_all)

    found = await in_transaction(migrated, catalog)
    wanted = await in_transaction(declared, catalog)

    if engine == "sqlite":
        found = [row for row in found if not full_text(row)]
    assert found == wanted
    assert len(wanted) > len(models.metadata.tables)


@pytest.mark.parametrize("engine", ENGINES)
async def test_down_and_up_again(engine: str, new_database_url: NewDatabase) -> None:
    url = new_database_url(engine)
    await migrate.upgrade(url)
    before = await in_transaction(url, catalog)
    await migrate.downgrade(url)
    assert await in_transaction(url, catalog) == []
    assert await migrate.current(url) is None
    await migrate.upgrade(url)
    assert await in_transaction(url, catalog) == before


@pytest.mark.parametrize("engine", ENGINES)
async def test_upgrading_a_current_database_changes_nothing(
    engine: str, new_database_url: NewDatabase
) -> None:
    url = new_database_url(engine)
    assert not await migrate.is_current(url)
    await migrate.upgrade(url)
    before = await in_transaction(url, catalog)
    await migrate.upgrade(url)
    assert await in_transaction(url, catalog) == before
    assert await migrate.current(url) == migrate.head()
    assert await migrate.is_current(url)


@pytest.mark.parametrize("engine", ENGINES)
async def test_processes_that_start_together_wait_for_each_other(
    engine: str, new_database_url: NewDatabase
) -> None:
    url = new_database_url(engine)
    program = (
        "import asyncio, sys; from db.maintenance import migrate;"
        " asyncio.run(migrate.upgrade(sys.argv[1]))"
    )
    processes = [subprocess.Popen([sys.executable, "-c", program, url]) for _ in range(2)]
    await asyncio.gather(migrate.upgrade(url), migrate.upgrade(url))
    assert [await asyncio.to_thread(process.wait) for process in processes] == [0, 0]
    assert await migrate.is_current(url)


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_migration_that_fails_leaves_the_old_schema(
    engine: str, new_database_url: NewDatabase
) -> None:
    url = new_database_url(engine)
    await in_transaction(url, _execute("CREATE TABLE token (id INTEGER)"))
    before = await in_transaction(url, catalog)
    with pytest.raises(Exception, match="token"):
        await migrate.upgrade(url)
    assert await in_transaction(url, catalog) == before
    assert await migrate.current(url) is None


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_newer_schema_is_refused(engine: str, new_database_url: NewDatabase) -> None:
    url = new_database_url(engine)
    await migrate.upgrade(url)
    await in_transaction(url, _execute("UPDATE alembic_version SET version_num = '9999'"))
    before = await in_transaction(url, catalog)
    for move in (migrate.upgrade, migrate.downgrade):
        with pytest.raises(migrate.NewerSchemaError, match="9999"):
            await move(url)
    assert not await migrate.is_current(url)
    assert await in_transaction(url, catalog) == before


async def test_looking_for_the_revision_makes_no_file(new_database_url: NewDatabase) -> None:
    url = new_database_url("sqlite")
    assert await migrate.current(url) is None
    assert not Path(url.removeprefix("sqlite:///")).exists()


async def test_an_older_file_is_copied_before_it_is_migrated(
    new_database_url: NewDatabase,
) -> None:
    url = new_database_url("sqlite")
    await migrate.upgrade(url)
    await in_transaction(url, _execute(INSERT_ISSUE))
    await migrate.downgrade(url)
    copy = f"{url}.{migrate.head()}.backup"
    assert await migrate.is_current(copy)
    assert await in_transaction(copy, _scalar("SELECT title FROM issue")) == "Sag"


async def test_the_standard_library_s_sqlite_makes_the_same_schema(
    new_database_url: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = new_database_url("sqlite"), new_database_url("sqlite")
    await migrate.upgrade(ours)
    monkeypatch.setattr(migrate, "driver", sqlite3)
    await migrate.upgrade(theirs)
    assert await in_transaction(theirs, catalog) == await in_transaction(ours, catalog)


async def test_every_sqlite_table_is_strict(new_database_url: NewDatabase) -> None:
    url = new_database_url("sqlite")
    await migrate.upgrade(url)
    loose = """
        SELECT group_concat(name) FROM pragma_table_list
        WHERE type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'
        AND name <> 'alembic_version'
    """
    assert await in_transaction(url, _scalar(loose)) is None


@pytest.mark.parametrize("library", [driver, sqlite3], ids=["driver", "standard"])
async def test_the_search_index_follows_its_table(
    library: object, new_database_url: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.databases.driver", library)
    url = new_database_url("sqlite")
    await migrate.upgrade(url)
    found = _scalar(
        "SELECT count(*) FROM issue_search_index WHERE issue_search_index MATCH '\"volt\" *'"
    )
    number = "(SELECT number FROM issue_search)"
    small = (
        f"INSERT INTO issue_search (issue_id, words) VALUES ('{ISSUE}', 'sag voltage')",
        "INSERT INTO issue_search_index (rowid, words) SELECT number, words FROM issue_search",
    )
    large = (
        f"INSERT INTO issue_search (issue_id) VALUES ('{ISSUE}')",
        f"INSERT INTO issue_search_part (number, first, words) VALUES ({number}, '', 'sag')",
        f"INSERT INTO issue_search_part (number, first, words) VALUES ({number}, 'u', 'voltage')",
        f"INSERT INTO issue_search_index (rowid, words) VALUES ({number}, 'sag voltage')",
    )
    check = (
        "INSERT INTO issue_search_index (issue_search_index, rank) VALUES ('integrity-check', 1)"
    )

    await in_transaction(url, _execute(INSERT_ISSUE))
    await in_transaction(url, _execute(*small, check))
    assert await in_transaction(url, found) == 1
    await in_transaction(url, _execute(check, "DELETE FROM issue_search", check))
    assert await in_transaction(url, found) == 0
    await in_transaction(url, _execute(*large, check))
    assert await in_transaction(url, found) == 1
    await in_transaction(url, _execute("DELETE FROM issue", check))
    assert await in_transaction(url, found) == 0


@pytest.mark.postgresql
async def test_the_words_are_found_by_prefix_on_postgresql(new_database_url: NewDatabase) -> None:
    url = new_database_url("postgresql")
    await migrate.upgrade(url)
    insert = f"""
        INSERT INTO issue_search (issue_id, words)
        VALUES ('{ISSUE}', array_to_tsvector(ARRAY['sag', 'voltage', '電圧']))
    """
    await in_transaction(url, _execute(INSERT_ISSUE, insert))
    for query, hits in (("'volt':*", 1), ("'電':* & 'sag'", 1), ("'age':*", 0)):
        literal = query.replace("'", "''")
        count = f"SELECT count(*) FROM issue_search WHERE words @@ CAST('{literal}' AS tsquery)"
        assert await in_transaction(url, _scalar(count)) == hits


def test_the_history_is_one_line() -> None:
    scripts = ScriptDirectory(str(migrate.SCRIPTS))
    assert scripts.get_heads() == [migrate.head()]
    assert scripts.get_bases() == ["0001"]
    known = {Path(script.path).name.partition("_")[0] for script in scripts.walk_revisions()}
    assert known == {script.revision for script in scripts.walk_revisions()}
    assert max(known) == migrate.head()


def _execute(*statements: str) -> Callable[[Connection], None]:
    def run(connection: Connection) -> None:
        for statement in statements:
            connection.exec_driver_sql(statement)

    return run


def _scalar(statement: str) -> Callable[[Connection], object]:
    def run(connection: Connection) -> object:
        return connection.exec_driver_sql(statement).scalar()

    return run
