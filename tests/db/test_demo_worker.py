"""The demo made in another process is the same, and that process ends with what it is for."""

import multiprocessing
from collections import Counter
from collections.abc import Generator
from datetime import UTC, datetime
from typing import Any

import pytest

from db import demo, models
from db.demo import RowBatch, generate
from db.demo.worker import generate_apart
from db.engine import Database
from tests.db.acting import assert_consistent, changes

NOW = datetime(2026, 4, 13, 15, 0, tzinfo=UTC)


async def loaded(database: Database, now: datetime = NOW) -> None:
    await demo.load(
        database, seed=7, issues=20, comments_per_issue=3, now=now, progress=lambda _: None
    )


def test_another_process_makes_the_same() -> None:
    assert list(generate_apart(7, 30, None, NOW)) == list(generate(7, 30, None, NOW))
    assert multiprocessing.active_children() == []


def test_it_ends_when_no_more_is_wanted() -> None:
    batches = generate_apart(7, 1_000_000, 100, NOW)
    assert next(batches).issues
    assert multiprocessing.active_children()
    batches.close()
    assert multiprocessing.active_children() == []


def test_the_log_is_whole_when_it_is_told_that_this_is_enough() -> None:
    batches = list(generate_apart(7, 100, 1000, NOW, lambda: True))
    assert len(batches) <= 3
    issues = [row for batch in batches for row in batch.rows[models.Issue]]
    assert 0 < len(issues) < 100
    log = [entry for batch in batches for entry in batch.changes]
    versions = Counter(entry["object_id"] for entry in log)
    assert all(versions[row["id"]] == row["version"] for row in issues)


def test_its_death_is_noticed() -> None:
    batches = generate_apart(7, 1_000_000, 100, NOW)
    next(batches)
    for worker in multiprocessing.active_children():
        worker.kill()
    with pytest.raises(ChildProcessError, match="has failed"):
        list(batches)


def test_its_failure_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ChildProcessError, match="has failed"):
        list(generate_apart(7, 30, None, datetime.min.replace(tzinfo=UTC)))
    assert "OverflowError" in capfd.readouterr().err
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("large", "cores", "apart"), [(60, 2, 1), (61, 2, 0), (60, 1, 0)])
async def test_only_much_is_made_apart_and_only_on_another_core(
    large: int, cores: int, apart: int, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []

    def recorded(*arguments: Any, **more: Any) -> Generator[RowBatch, None, None]:
        asked.append(arguments[:4])
        return generate_apart(*arguments, **more)

    monkeypatch.setattr(demo, "LARGE", large)
    monkeypatch.setattr(demo, "cores", lambda: cores)
    monkeypatch.setattr(demo, "generate_apart", recorded)
    await loaded(database)
    assert asked == [(7, 20, 3, NOW)] * apart
    await assert_consistent(database)
    assert await changes(database)
