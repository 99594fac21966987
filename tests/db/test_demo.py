"""The demo is the same each time, looks like a lab, and could have been made by the actions."""

import asyncio
import struct
import zlib
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from db import models
from db.actions.records import rows
from db.demo import RowBatch, batch, generate, load
from db.demo.evidence import evidence
from db.demo.picture import HEIGHT, WIDTH
from db.demo.workdays import WorkTime
from db.engine import Database
from db.enums import ObjectType
from db.files.directory import DirectoryStore
from db.files.media import media_type_of
from db.files.store import StoreFull
from db.maintenance import files as keeping
from tests.db.acting import assert_consistent, changes, new_comment, new_issue

NOW = datetime(2026, 4, 13, 15, 0, tzinfo=UTC)


def told(issues: int, comments_per_issue: int | None = None, now: datetime = NOW) -> list[RowBatch]:
    return list(generate(7, issues, comments_per_issue, now))


def of(batches: list[RowBatch], model: type[models.Base]) -> list[dict[str, Any]]:
    return [row for each in batches for row in each.rows[model]]


async def count(database: Database, model: type[models.Base]) -> int:
    (found,) = await database.rows(select(func.count().label("count")).select_from(model.__table__))
    return int(found["count"])


async def loaded(database: Database, issues: int, comments_per_issue: int | None) -> list[int]:
    seen: list[int] = []
    await load(
        database,
        seed=7,
        issues=issues,
        comments_per_issue=comments_per_issue,
        now=NOW,
        progress=seen.append,
    )
    return seen


async def test_the_log_of_the_demo_replays_to_its_rows(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "ROWS_PER_BATCH", 300)
    seen = await loaded(database, 48, None)
    assert len(seen) > 2
    assert seen == sorted(set(seen))
    assert seen[-1] == 48
    await assert_consistent(database)
    log = await changes(database)
    assert [entry["sequence"] for entry in log] == list(range(1, len(log) + 1))
    times = [entry["at"] for entry in log]
    assert times == sorted(times)
    assert times[-1] < NOW


async def test_the_log_is_whole_when_the_demo_is_interrupted(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "ROWS_PER_BATCH", 200)

    def interrupt(_: int) -> None:
        loading.cancel()

    loading = asyncio.ensure_future(
        load(
            database,
            seed=7,
            issues=100,
            comments_per_issue=None,
            now=NOW,
            progress=interrupt,
        )
    )
    with pytest.raises(asyncio.CancelledError):
        await loading
    assert 0 < await count(database, models.Issue) < 50
    await assert_consistent(database)


async def test_the_actions_go_on_where_the_demo_ends(database: Database) -> None:
    await loaded(database, 3, 2)
    await new_comment(database, await new_issue(database))
    await assert_consistent(database)


async def test_exact_numbers_on_request(database: Database) -> None:
    assert await loaded(database, 12, 10) == [12]
    assert await count(database, models.Issue) == 12
    assert await count(database, models.Comment) == 120
    assert await count(database, models.File) == 12
    comments = models.Comment.__table__.c
    assert await database.rows(select(comments.id).where(comments.deleted_at.is_not(None))) == []


async def test_creations_are_logged_as_the_actions_log_them(database: Database) -> None:
    await loaded(database, 1, 1)
    demo_made = {entry["object_type"]: entry for entry in reversed(await changes(database))}
    await new_comment(database, await new_issue(database))
    real = {entry["object_type"]: entry for entry in await changes(database)}
    for noun in (ObjectType.ISSUE, ObjectType.COMMENT):
        assert demo_made[noun]["patch"].keys() == real[noun]["patch"].keys()


def test_equal_arguments_give_equal_rows() -> None:
    assert told(30) == told(30)
    berlin = timezone(timedelta(hours=2))
    assert told(30) == told(30, now=NOW.astimezone(berlin))
    assert list(generate(8, 30, None, NOW)) != told(30)


def test_rows_name_every_column() -> None:
    for each in told(60):
        for model, made in each.rows.items():
            assert made, model
            expected = {column.name for column in rows.stated(model.__table__)}
            assert all(row.keys() == expected for row in made)


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
def test_nothing_happens_before_its_time(hour: int) -> None:
    now = NOW.replace(hour=hour, minute=0)
    batches = told(200, now=now)
    earliest = now - timedelta(days=366)
    created: dict[str, datetime] = {}
    for model in (models.Session, models.Attachment, models.Issue, models.Comment, models.File):
        for row in of(batches, model):
            assert earliest < row["created_at"] < now
            created[row["id"]] = row["created_at"]
    for model in (models.Issue, models.Comment):
        for row in of(batches, model):
            assert row["created_at"] <= row["updated_at"] < now
    for row in of(batches, models.Comment):
        assert created[row["issue_id"]] < row["created_at"]
    for row in of(batches, models.IssueSession):
        assert created[row["session_id"]] < created[row["issue_id"]]


def test_the_lab_rests_at_weekends_and_is_uneven() -> None:
    batches = told(1500)
    issues = of(batches, models.Issue)
    days = Counter(row["created_at"].weekday() for row in issues)
    assert days[5] + days[6] < 0.05 * len(issues)
    months = Counter(row["created_at"].strftime("%Y-%m") for row in issues)
    assert len(months) >= 12
    owners = Counter(row["owner"] for row in issues).most_common()
    assert owners[0][1] > 3 * owners[-1][1]
    assert {row["status"].name for row in issues} == {
        "OPEN",
        "IN_PROGRESS",
        "RESOLVED",
        "REJECTED",
    }
    titles = {row["title"] for row in issues}
    assert len(titles) > 0.6 * len(issues)
    assert not any("{" in row["content"] for row in of(batches, models.Comment))
    assert not all(row["content"].isascii() for row in of(batches, models.Comment))


def test_a_resolved_issue_says_how_and_when() -> None:
    for row in of(told(300), models.Issue):
        resolved = row["status"].name == "RESOLVED"
        assert (row["resolved_at"] is not None) is resolved
        closed = row["status"].name in ("RESOLVED", "REJECTED")
        assert (row["resolution_summary"] is not None) is closed


@pytest.mark.parametrize(("issues", "comments_per_issue"), [(2000, 2), (40, 200)])
def test_memory_is_bounded_by_the_batch(
    issues: int, comments_per_issue: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "ROWS_PER_BATCH", 2000)
    batches = told(issues, comments_per_issue)
    made = [sum(map(len, each.rows.values())) for each in batches]
    assert len(made) > 4
    assert max(made) < 2500
    logged = [len(each.changes) for each in batches]
    assert max(logged) < 4 * logged[1]


def test_working_time_runs_forward_up_to_now() -> None:
    time = WorkTime(NOW)
    moments = [time.at(step / 5000).when for step in range(5000)]
    assert moments == sorted(moments)
    assert NOW - timedelta(hours=5) < moments[-1] < NOW
    assert time.after(time.at(0.5), 60) is not None
    assert time.after(time.at(1 - 1e-9), 3600) is None


async def test_nothing_is_stored_for_no_issues(database: Database) -> None:
    assert await loaded(database, 0, None) == [0]
    assert await changes(database) == []


async def test_files_have_content_where_there_is_a_store(
    database: Database, tmp_path: Path
) -> None:
    store = DirectoryStore(tmp_path / "files")
    await load(
        database,
        seed=7,
        issues=40,
        comments_per_issue=None,
        now=NOW,
        progress=lambda _: None,
        store=store,
    )
    await assert_consistent(database)
    report = await keeping.check(database, store, hashes=True)
    assert (report.faults, report.orphans) == (0, 0)
    assert report.attachments > 30
    table = models.Attachment.__table__
    kept = await database.rows(select(table).where(table.c.storage_name.is_not(None)))
    assert {row["type"] for row in kept} == {"csv", "log", "md", "png"}
    for row in kept:
        data = store.read(row["sha256"], 0, row["size"] + 1)
        assert (len(data), media_type_of(data, row["name"])) == (row["size"], row["media_type"])


def test_content_changes_nothing_else() -> None:
    bare, full = told(40), list(generate(7, 40, None, NOW, with_content=True))
    ours = ("size", "media_type", "sha256", "storage_name")
    for row, same in zip(of(bare, models.Attachment), of(full, models.Attachment), strict=True):
        assert {**row, **{name: same[name] for name in ours}} == same
    for model in (models.Issue, models.Comment, models.File):
        assert of(bare, model) == of(full, model)


async def test_no_rows_are_stored_without_their_bytes(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = DirectoryStore(tmp_path / "files")

    def full(_key: str, _source: Path) -> None:
        raise StoreFull

    monkeypatch.setattr(store, "put", full)
    with pytest.raises(StoreFull):
        await load(
            database,
            seed=7,
            issues=3,
            comments_per_issue=1,
            now=NOW,
            progress=lambda _: None,
            store=store,
        )
    assert await changes(database) == []


def test_pictures_are_whole_and_content_is_small() -> None:
    made = evidence()
    assert sum(len(each.data) for each in made.values()) < 1_500_000
    pictures = [each.data for (_, name), each in made.items() if name.endswith(".png")]
    assert pictures
    for data in pictures:
        size, image = data.index(b"IDAT") - 4, data.index(b"IDAT") + 4
        (length,) = struct.unpack(">I", data[size : size + 4])
        assert len(zlib.decompress(data[image : image + length])) == HEIGHT * (WIDTH + 1)
