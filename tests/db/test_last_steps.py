"""What the works of one commit of SQLite write together at its end: log, tally, index of words."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from db.actions import issue as issues
from db.actions.issue import NewIssue
from db.engine import Write, open_database
from db.engine.sqlite import SqliteDatabase
from db.engine.sqlite_connection import driver
from db.engine.sqlite_write import HELD_BYTES
from db.enums import ChangeAction, ObjectType
from db.identifier import identifier
from tests.db.test_engine import ADA
from tests.db.test_sqlite_engine import connection_of, hold_the_writer

FOUND = "SELECT count(*) FROM issue_search_index WHERE issue_search_index MATCH ?"
LOGGED = "SELECT sequence, object_id FROM change ORDER BY sequence"
TALLY = "SELECT sum(issues) FROM issue_tally"
SOUND = "INSERT INTO issue_search_index (issue_search_index, rank) VALUES ('integrity-check', 1)"

Work = Callable[[Write], Coroutine[Any, Any, Any]]


@pytest.fixture
async def embedded(sqlite_url: str, tmp_path: Path) -> Any:
    database = await open_database(sqlite_url, tmp_path)
    assert isinstance(database, SqliteDatabase)
    yield database
    await database.close()


def creating(title: str) -> Work:
    return lambda write: issues.create(write, NewIssue(title=title))


async def in_one_commit(database: SqliteDatabase, *works: Work) -> tuple[list[Any], list[str]]:
    """Run works in one commit; return their results or errors, and the statements that ran."""
    statements: list[str] = []
    release, holding = await hold_the_writer(database)
    waiting = [asyncio.ensure_future(database.write(ADA, work)) for work in works]
    await asyncio.sleep(0)
    connection_of(database).set_trace_callback(statements.append)
    release.set()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    await holding
    connection_of(database).set_trace_callback(None)
    return results, statements


def count_of(statements: list[str], beginning: str) -> int:
    return sum(each.startswith(beginning) for each in statements)


async def require_sound(database: SqliteDatabase, created: int) -> None:
    """Check log, tally and index against `created` issues."""
    logged = await database.fetch_all(LOGGED)
    assert [row[0] for row in logged] == list(range(1, created + 1))
    assert await database.fetch_all(TALLY) == [(created or None,)]
    await database.write(ADA, lambda write: write.fetch_all(SOUND))


async def test_they_are_written_once_for_all_works(embedded: SqliteDatabase) -> None:
    results, statements = await in_one_commit(embedded, *map(creating, ["power one", "power two"]))
    assert all(map(identifier, results))
    assert statements.count("COMMIT") == 1
    for table in ("issue_search_index", "issue_tally"):
        assert count_of(statements, f"INSERT INTO {table} ") == 1
    assert [row[1] for row in await embedded.fetch_all(LOGGED)] == results
    assert await embedded.fetch_all(FOUND, ("power",)) == [(2,)]
    await require_sound(embedded, 2)


async def test_a_work_sees_those_of_the_works_before_it(embedded: SqliteDatabase) -> None:
    async def look(write: Write) -> Any:
        return await write.fetch_all(FOUND, ("power",)), await write.sequence()

    results, _ = await in_one_commit(embedded, creating("power"), look, creating("power"), look)
    assert results[1::2] == [([(1,)], 1), ([(2,)], 2)]
    await require_sound(embedded, 2)


async def test_a_work_that_looked_and_failed_takes_nothing_with_it(
    embedded: SqliteDatabase,
) -> None:
    async def fail(write: Write) -> None:
        await issues.create(write, NewIssue(title="never"))
        assert await write.fetch_all(FOUND, ("power",)) == [(1,)]
        raise LookupError

    results, _ = await in_one_commit(embedded, creating("power"), fail, creating("cable"))
    assert isinstance(results[1], LookupError)
    assert await embedded.fetch_all(FOUND, ("power",)) == [(1,)]
    assert await embedded.fetch_all(FOUND, ("never",)) == [(0,)]
    await require_sound(embedded, 2)


async def test_a_value_that_the_log_refuses_fails_its_work_alone(
    embedded: SqliteDatabase,
) -> None:
    async def refused(write: Write) -> None:
        issue = await issues.create(write, NewIssue(title="never"))
        write.record(
            ChangeAction.UPDATED, ObjectType.ISSUE, issue, issue_id=issue, version=0, patch={}
        )

    results, _ = await in_one_commit(embedded, creating("power"), refused, creating("cable"))
    assert isinstance(results[1], driver.IntegrityError)
    assert all(map(identifier, results[::2]))
    assert await embedded.fetch_all(FOUND, ("never",)) == [(0,)]
    await require_sound(embedded, 2)


async def test_a_work_that_looked_is_not_blamed(embedded: SqliteDatabase) -> None:
    async def refused(write: Write) -> None:
        write.record(ChangeAction.UPDATED, ObjectType.ISSUE, "x", issue_id="x", version=0, patch={})

    async def look(write: Write) -> int:
        # Here the log is written, with the refused row.
        with suppress(driver.IntegrityError):
            return await write.sequence()
        return await write.sequence()

    results, _ = await in_one_commit(embedded, creating("power"), refused, look, creating("cable"))
    assert isinstance(results[1], driver.IntegrityError)
    assert results[2] == 1
    await require_sound(embedded, 2)


async def test_a_lone_work_has_its_own_error(embedded: SqliteDatabase) -> None:
    async def refused(write: Write) -> None:
        write.record(ChangeAction.UPDATED, ObjectType.ISSUE, "x", issue_id="x", version=0, patch={})

    with pytest.raises(driver.IntegrityError):
        await embedded.write(ADA, refused)
    await embedded.write(ADA, creating("power"))
    await require_sound(embedded, 1)


async def test_large_changes_are_not_held(embedded: SqliteDatabase) -> None:
    def large(write: Write) -> Any:
        blocks = [{"text": "power " * (HELD_BYTES // 6)}]
        return issues.create(write, NewIssue(title="large", description=blocks))

    _, statements = await in_one_commit(embedded, large, large, creating("small"))
    assert statements.count("COMMIT") == 1
    assert count_of(statements, "INSERT INTO issue_tally ") == 3
    await require_sound(embedded, 3)
