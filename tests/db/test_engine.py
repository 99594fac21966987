"""What both engines promise, whatever runs underneath."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import bindparam, delete, insert, select, update

from db import models
from db.actor import Actor
from db.engine import SYSTEM, Database, Write, open_database
from db.enums import ChangeAction, IssuePriority, IssueStatus, ObjectType
from db.text.folding import fold

ADA = Actor(author="ada@example.org", email="ada@example.org", is_admin=False, token_id=None)
SESSION = models.Session.__table__
CHANGE = models.Change.__table__
TITLES = select(SESSION.c.title).order_by(SESSION.c.title)
ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT max(i) FROM n",
    "postgresql": "SELECT count(*) FROM generate_series(1, 10000000000)",
}


def session_id(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


async def add(write: Write, number: int, title: str | None = None) -> None:
    values = {
        "id": session_id(number),
        "title": title or f"session {number:04d}",
        "description": None,
        "created_by": write.actor.author,
        "created_at": write.now,
        "starred_at": None,
    }
    await write.execute(insert(SESSION), values)


async def add_recorded(write: Write, number: int, text: str = "t") -> int:
    await add(write, number)
    write.record(
        ChangeAction.CREATED,
        ObjectType.SESSION,
        session_id(number),
        issue_id=None,
        version=None,
        patch={"title": text, "created_at": write.now, "status": IssueStatus.IN_PROGRESS},
    )
    return number


async def titles(database: Database) -> list[str]:
    return [row["title"] for row in await database.rows(TITLES)]


async def test_a_write_is_read_back_with_the_same_values(database: Database) -> None:
    async def work(write: Write) -> datetime:
        await add(write, 1, "Straße 🙂")
        return write.now

    now = await database.write(ADA, work)
    (row,) = await database.rows(select(SESSION))
    assert row == {
        "id": session_id(1),
        "title": "Straße 🙂",
        "title_folded": fold("Straße 🙂"),
        "description": None,
        "description_folded": None,
        "created_by": ADA.author,
        "created_by_folded": ADA.author,
        "created_at": now,
        "starred_at": None,
    }
    assert now.utcoffset() == timedelta(0)


async def test_a_work_sees_what_it_has_written(database: Database) -> None:
    async def work(write: Write) -> list[Any]:
        await add(write, 1)
        return [await write.rows(TITLES), await write.fetch("SELECT count(*) FROM session")]

    assert await database.write(ADA, work) == [[{"title": "session 0001"}], (1,)]


async def test_a_work_that_raises_changes_nothing_and_its_neighbours_commit(
    database: Database,
) -> None:
    async def bad(write: Write) -> None:
        await add(write, 100 + 1)
        raise LookupError("mine")

    def good(number: int) -> Any:
        return lambda write: add_recorded(write, number)

    works = [database.write(ADA, bad if n % 3 == 0 else good(n)) for n in range(30)]
    results = await asyncio.gather(*works, return_exceptions=True)
    for number, result in enumerate(results):
        assert repr(result) == "LookupError('mine')" if number % 3 == 0 else result == number
    assert await titles(database) == [f"session {n:04d}" for n in range(30) if n % 3]


async def test_an_error_of_the_database_fails_its_own_work_only(database: Database) -> None:
    async def twice(write: Write) -> None:
        await add(write, 1)
        await add(write, 1)

    failed, done = await asyncio.gather(
        database.write(ADA, twice),
        database.write(ADA, lambda write: add_recorded(write, 2)),
        return_exceptions=True,
    )
    assert "nique" in str(failed) or "NIQUE" in str(failed)
    assert done == 2
    assert await titles(database) == ["session 0002"]


async def test_changes_are_numbered_without_gaps_in_the_order_of_commits(
    database: Database,
) -> None:
    assert await database.sequence() == 0

    async def three(write: Write, first: int) -> None:
        for number in range(first, first + 3):
            await add_recorded(write, number)

    async def watch() -> None:
        seen = 0
        while seen < 60:
            rows = await database.rows(select(CHANGE.c.sequence).order_by(CHANGE.c.sequence))
            numbers = [row["sequence"] for row in rows]
            # Whoever has read number n never has to look for a smaller one again.
            assert numbers == list(range(1, len(numbers) + 1))
            seen = len(numbers)
            await asyncio.sleep(0)

    writes = [database.write(ADA, partial(three, first=n)) for n in range(0, 60, 3)]
    await asyncio.gather(watch(), *writes)
    assert await database.sequence() == 60


async def test_a_change_holds_stored_values(database: Database) -> None:
    await database.write(ADA, lambda write: add_recorded(write, 1))
    (row,) = await database.rows(select(CHANGE))
    stored = row["at"].replace(tzinfo=None).isoformat(timespec="microseconds")
    assert row["patch"] == {"title": "t", "created_at": stored, "status": "IN_PROGRESS"}
    assert (row["actor"], row["actor_folded"]) == (ADA.author, ADA.author)
    assert (row["action"], row["object_type"]) == (ChangeAction.CREATED, ObjectType.SESSION)


async def test_instants_of_works_are_different_and_grow(database: Database) -> None:
    async def instant(write: Write) -> datetime:
        return write.now

    instants = [await database.write(ADA, instant) for _ in range(20)]
    assert instants == sorted(set(instants))


async def test_statements_take_lists_literals_and_parameters(database: Database) -> None:
    # Long because an issue has many columns.
    async def work(write: Write) -> list[int]:
        await write.execute_many(
            insert(models.Issue.__table__),
            [
                {
                    **dict.fromkeys(("resolution_summary", "job_run_id", "deleted_at")),
                    "id": session_id(n),
                    "title": f"T{n}",
                    "description": [{"type": "p", "n": n}],
                    "status": IssueStatus.OPEN,
                    "priority": IssuePriority(1 + n % 3),
                    "owner": "Ü",
                    "created_by": "x",
                    "created_at": write.now,
                    "updated_at": write.now,
                    "version": 1,
                }
                for n in range(6)
            ],
        )
        issue = models.Issue.__table__
        change = update(issue).where(issue.c.id == bindparam("target"))
        return [
            await write.execute(change, {"target": session_id(1), "title": "É"}),
            await write.execute(change, {"target": session_id(99), "title": "É"}),
            await write.execute(
                update(issue).where(issue.c.id == session_id(2)).values(status=None)
            ),
            await write.execute(
                delete(issue).where(issue.c.id.in_([session_id(3), session_id(4)]))
            ),
        ]

    assert await database.write(ADA, work) == [1, 0, 1, 2]
    issue = models.Issue.__table__
    columns = (issue.c.id, issue.c.title_folded, issue.c.status, issue.c.priority)
    for wanted in ([1], [0, 1, 2], [], [0, 5]):
        found = await database.rows(
            select(*columns)
            .where(issue.c.id.in_([session_id(n) for n in wanted]))
            .order_by(issue.c.id)
        )
        assert [row["id"] for row in found] == [session_id(n) for n in wanted]
    (one,) = await database.rows(select(*columns).where(issue.c.title == "É"))
    assert one == {
        "id": session_id(1),
        "title_folded": "é",
        "status": IssueStatus.OPEN,
        "priority": IssuePriority.MEDIUM,
    }
    statuses = [IssueStatus.OPEN, IssueStatus.RESOLVED]
    by_code = select(issue.c.description).where(issue.c.status.in_(statuses), issue.c.version == 1)
    assert {row["description"][0]["n"] for row in await database.rows(by_code)} == {0, 1, 5}


async def test_a_text_beside_its_folded_column_must_be_a_parameter(database: Database) -> None:
    async def work(write: Write) -> None:
        await write.execute(update(SESSION).values(title="x"))

    with pytest.raises(ValueError, match="title has a folded column"):
        await database.write(ADA, work)


async def test_a_statement_that_takes_too_long_is_stopped(url: str, tmp_path: Path) -> None:
    database = await open_database(url, tmp_path, readers=1, timeout=0.2)
    text = ENDLESS[database.dialect.name]
    for _ in range(2):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(database.fetch(text), 3)
    # The one reader is free again only when its statement has stopped.
    assert await asyncio.wait_for(database.fetch("SELECT 1"), 3) == (1,)
    await database.close()


async def test_a_read_that_is_given_up_is_stopped(url: str, tmp_path: Path) -> None:
    database = await open_database(url, tmp_path, readers=1, pool_size=1, timeout=60)
    for delay in (0, 0.001, 0.1):
        reading = asyncio.create_task(database.fetch(ENDLESS[database.dialect.name]))
        await asyncio.sleep(delay)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert await asyncio.wait_for(database.fetch("SELECT 1"), 3) == (1,)
    await database.close()


async def test_many_readers_and_writers_at_once(database: Database) -> None:
    async def read() -> None:
        for _ in range(10):
            found = await titles(database)
            assert found == sorted(found)

    writes = [database.write(ADA, partial(add_recorded, number=n)) for n in range(100)]
    await asyncio.gather(*writes, *(read() for _ in range(20)))
    assert len(await titles(database)) == 100


async def test_a_write_whose_caller_goes_away_does_no_harm(database: Database) -> None:
    tasks = [
        asyncio.create_task(database.write(ADA, partial(add_recorded, number=n))) for n in range(40)
    ]
    await asyncio.sleep(0.002)
    for task in tasks[::2]:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    found = set(await titles(database))
    for number, result in enumerate(results):
        if result == number:
            assert f"session {number:04d}" in found
        else:
            assert isinstance(result, asyncio.CancelledError)


async def test_it_tells_whether_it_can_be_written(database: Database) -> None:
    assert await database.writable()


async def test_another_scheme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no engine for mysql"):
        await open_database("mysql://localhost/x", tmp_path)


async def test_the_actor_reaches_the_work(database: Database) -> None:
    async def who(write: Write) -> Actor:
        return write.actor

    assert await database.write(SYSTEM, who) is SYSTEM
