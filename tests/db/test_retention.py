"""Trimming the log and purging deleted issues removes everything named, and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import update

from db import models
from db.actions import comment, issue
from db.engine import SYSTEM, Database, Write
from db.enums import ChangeAction, ObjectType
from db.maintenance.check import check
from db.maintenance.retention import purge, scrub, trim
from db.models.change import LOG_ID
from tests.db.acting import changes, do, everything, new_comment, new_issue

CHANGE = models.Change.__table__
SOON = datetime.now(UTC) + timedelta(days=1)
LONG_AGO = datetime.now(UTC) - timedelta(days=1)


async def age(database: Database, up_to: int) -> None:
    """Let the first changes be a year old."""

    async def work(write: Write) -> None:
        statement = update(CHANGE).where(CHANGE.c.sequence <= up_to)
        await write.execute(statement.values(at=write.now - timedelta(days=365)))

    await database.write(SYSTEM, work)


async def findings(url: str) -> list[str]:
    return [finding async for part in check(url) for finding in part.findings]


async def test_nothing_old_is_nothing_trimmed(database: Database) -> None:
    await new_issue(database)
    before = await everything(database)
    assert await trim(database, LONG_AGO) == 0
    assert await everything(database) == before


async def test_a_trimmed_log_begins_with_a_reset(database: Database, database_url: str) -> None:
    key = await new_issue(database, title="one")
    for number in range(4):
        await do(database, issue.update, key, {"title": f"title {number}"})
    await age(database, 3)
    assert await trim(database, LONG_AGO) == 3
    log = await changes(database)
    assert [each["sequence"] for each in log] == [3, 4, 5]
    reset = log[0]
    assert (reset["action"], reset["object_type"]) == (ChangeAction.RESET, ObjectType.LOG)
    assert (reset["object_id"], reset["patch"]) == (LOG_ID, {})
    assert await trim(database, LONG_AGO) == 0
    assert await findings(database_url) == []
    await do(database, issue.update, key, {"title": "later"})
    assert (await changes(database))[-1]["sequence"] == 6
    assert await findings(database_url) == []


async def test_the_numbers_go_on_after_everything_was_trimmed(
    database: Database, database_url: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr("db.maintenance.retention.BATCH", 2)
    key = await new_issue(database)
    for number in range(6):
        await do(database, issue.update, key, {"title": f"title {number}"})
    assert await trim(database, SOON) == 7
    assert [each["sequence"] for each in await changes(database)] == [7]
    await do(database, issue.update, key, {"title": "eighth"})
    log = await changes(database)
    assert [each["sequence"] for each in log] == [7, 8]
    assert log[-1]["before"]["title"] == "title 5"
    assert await findings(database_url) == []


async def test_what_is_purged_is_gone_everywhere(database: Database, database_url: str) -> None:
    kept = await new_issue(database, title="keepsake", tags=["stays"])
    gone = await new_issue(
        database,
        title="quixotic",
        tags=["zephyr"],
        description=[{"type": "text", "text": "borborygmus"}],
    )
    remark = await new_comment(database, gone, content="syzygy")
    await do(database, comment.update, remark, "sesquipedalian")
    await do(database, issue.delete, gone)
    await new_comment(database, kept, content="remark")
    assert (await purge(database, LONG_AGO)).issues == 0
    purged = await purge(database, SOON)
    assert (purged.issues, purged.comments, purged.files) == (1, 1, 0)
    if database_url.startswith("sqlite"):
        scrub(database_url)
    rows = orjson.dumps(await everything(database)).decode()
    secret = ("quixotic", "zephyr", "borborygmus", "syzygy", "sesquipedalian")
    assert not [text for text in secret if text in rows]
    assert "keepsake" in rows
    if database_url.startswith("sqlite"):
        path = Path(database_url.removeprefix("sqlite:///"))
        for file in path.parent.glob(f"{path.name}*"):
            content = file.read_bytes()
            assert not [text for text in secret if text.encode() in content], file
    log = await changes(database)
    assert [
        (each["object_type"], each["object_id"])
        for each in log
        if each["action"] is ChangeAction.PURGED
    ] == [(ObjectType.COMMENT, remark), (ObjectType.ISSUE, gone)]
    assert all(each["patch"] == {} for each in log if each["issue_id"] == gone)
    assert await findings(database_url) == []
    assert (await purge(database, SOON)).issues == 0
