"""Search records follow every change of an issue's texts, of any number of words."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.actions import comment, issue
from db.actions.records import search
from db.engine import Database, open_database
from db.maintenance import migrate, search_records
from db.maintenance.check import check
from db.query.dialect import SQLITE
from tests.databases import ENGINES
from tests.db.acting import assert_consistent, do, new_comment, new_issue
from tests.db.filled import fill

NewDatabase = Callable[[str], str]
WORDS = [f"w{number:02}" for number in range(60)] + ["電圧低下", "ไฟฟ้า", "दिल", "Größe"]
HEX = [f"{number * 2654435761 % 2**32:08x}" for number in range(105_000)]
"""Distinct words, as a log full of hashes has them."""


@pytest.fixture
async def database(url: str) -> Any:
    opened = await open_database(url, Path(), timeout=60)
    yield opened
    await opened.close()


@pytest.mark.parametrize("seed", range(3))
async def test_any_changes_leave_the_words_of_the_texts(
    database: Database, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LARGE", 12)
    monkeypatch.setattr(search, "PART", 3)
    rng = random.Random(seed)

    def text() -> str:
        return " ".join(rng.sample(WORDS, rng.choice((1, 2, 12))))

    issues = [await new_issue(database, title=text()) for _ in range(2)]
    comments = [await new_comment(database, issues[0], text())]
    for _ in range(40):
        target = rng.choice(issues)
        match rng.randrange(5):
            case 0:
                comments.append(await new_comment(database, target, text()))
            case 1 if comments:
                gone = comments.pop(rng.randrange(len(comments)))
                await do(database, comment.delete, gone)
            case 2 if comments:
                chosen = rng.choice(comments)
                await do(database, comment.update, chosen, text())
            case 3:
                await do(database, issue.update, target, {"title": text(), "tags": [text()]})
            case _:
                described = [{"type": "text", "text": text()}, {"text": text()}]
                await do(database, issue.update, target, {"description": described})
        await assert_consistent(database)


async def test_nothing_of_a_large_issue_is_lost_and_a_change_costs_what_it_changes(
    database: Database,
) -> None:
    described = [{"type": "text", "text": " ".join(HEX)}]
    large = await new_issue(database, title="zener thermal", description=described, tags=["probe"])
    await new_comment(database, large, "watchdog 電圧低下")
    words = ["zener", "thermal", "probe", "watchdog", "圧低", HEX[0], HEX[-1], max(HEX), min(HEX)]
    assert await found(database, *words) == [large]
    assert await found(database, "zener", "absent") == []

    before = time.process_time()
    for number in range(20):
        await do(database, issue.update, large, {"title": f"title {number}"})
    of_title = (time.process_time() - before) / 20
    assert await found(database, "title", "19", "watchdog") == [large]
    assert await found(database, "zener") == []
    before = time.process_time()
    await do(database, issue.update, large, {"description": described[:0]})
    # A ratio within one process: what a title costs is not in proportion to the issue.
    assert of_title < (time.process_time() - before) / 5
    await assert_consistent(database)
    assert await found(database, HEX[0]) == []


async def found(database: Database, *words: str) -> list[str]:
    """The issues that have all words, or words that begin with them."""
    dialect = database.dialect
    placeholder = "?1" if dialect is SQLITE else "$1::text"
    condition = dialect.search("i.id", placeholder)
    text = f"SELECT CAST(i.id AS text) FROM issue AS i WHERE {condition}"
    return [row[0] for row in await database.fetch_all(text, [dialect.search_words(set(words))])]


@pytest.mark.parametrize("engine", ENGINES)
async def test_writing_records_anew_goes_on_where_it_was_interrupted(
    engine: str, new_database_url: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_database_url(engine)
    await migrate.upgrade(url)
    await fill(url)
    await migrate.downgrade(url, "0009")
    written: list[int] = []
    start_many = search.start_many

    async def start_few(write: Any, records: list[Any]) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(len(records))
        await start_many(write, records)

    monkeypatch.setattr(search_records, "BATCH", 4)
    monkeypatch.setattr(search_records, "_NEXT", search_records._NEXT.limit(4))
    monkeypatch.setattr(search, "start_many", start_few)
    with pytest.raises(KeyboardInterrupt):
        await migrate.upgrade(url)
    assert await migrate.current(url) == migrate.head()
    assert not await migrate.is_current(url)
    monkeypatch.setattr(search, "start_many", start_many)
    await migrate.upgrade(url)
    assert await migrate.is_current(url)
    assert written == [4, 4]
    assert [part.findings async for part in check(url) if not part.sound] == []
