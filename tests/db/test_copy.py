"""Copies between databases: everything, both ways between the engines, or nothing."""

from collections.abc import Callable

import pytest

from db.engine.snapshot import open_snapshot
from db.maintenance import migrate
from db.maintenance.check import check
from db.maintenance.copy import CopyRefused, copy, counts
from tests.databases import ENGINES
from tests.db.filled import fill, spoil

NewDatabase = Callable[[str], str]


EMPTY = ("content_hold", "idempotency", "issue_search_backlog")


async def rows(url: str) -> int:
    async with open_snapshot(url) as snapshot:
        return sum((await counts(snapshot)).values())


def ignore(_what: str, _done: int, _total: int) -> None:
    pass


@pytest.mark.parametrize("engine", ENGINES)
async def test_everything_arrives_and_comes_back(
    url: str, engine: str, new_database_url: NewDatabase
) -> None:
    await fill(url)
    there, back = new_database_url(engine), new_database_url("sqlite")
    told: list[tuple[int, int]] = []
    moved = await copy(url, there, lambda _, done, total: told.append((done, total)))
    assert min(count for name, count in moved.items() if name not in EMPTY) > 0
    assert told[-1] == (2 * sum(moved.values()), 2 * sum(moved.values()))
    assert told == sorted(told)
    assert await copy(there, back, ignore) == moved
    for copied in (there, back):
        assert [part.findings async for part in check(copied) if not part.sound] == []


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_target_with_anything_in_it_is_refused(
    sqlite_url: str, engine: str, new_database_url: NewDatabase
) -> None:
    await fill(sqlite_url)
    target = new_database_url(engine)
    await migrate.upgrade(target)
    await spoil(
        target,
        "INSERT INTO idempotency VALUES ('a', 'b', 'c', 'd', '2026-04-13T10:30:00.000000')",
    )
    with pytest.raises(CopyRefused, match="rows in idempotency"):
        await copy(sqlite_url, target, ignore)
    assert await rows(target) == 1


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_copy_that_differs_leaves_the_target_empty(
    sqlite_url: str, engine: str, new_database_url: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(sqlite_url)
    target = new_database_url(engine)
    monkeypatch.setattr(
        "db.actions.records.search._stored", lambda counts: {"words": "other", "repeated": None}
    )
    with pytest.raises(CopyRefused, match="issue_search is not equal"):
        await copy(sqlite_url, target, ignore)
    assert await rows(target) == 0


async def test_a_source_without_our_schema_is_refused(new_database_url: NewDatabase) -> None:
    source, target = new_database_url("sqlite"), new_database_url("sqlite")
    with pytest.raises(CopyRefused, match="has schema none"):
        await copy(source, target, ignore)
    assert await migrate.current(target) is None
