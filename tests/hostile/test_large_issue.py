"""Writers of a very large issue do not delay others: the cost follows the change (decision 13).

Four clients change the title of an issue with 105,000 distinct words as fast as they are answered,
and a stranger comments on another issue. That takes at most a few times as long as beside four
clients that change a small issue. Both are measured in turns: a busy machine slows both.
"""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Mapping
from typing import NamedTuple

import httpx
import pytest
from sqlalchemy import delete, select
from starlette.applications import Starlette

from db import models
from db.actions.records import search
from db.engine import Write
from db.query.dialect import SQLITE
from tests.application import BASE_URL, Headers, NewToken
from tests.numbers import Report

ISSUES = "/api/v1/issues"
WORDS = " ".join(f"{number * 2654435761 % 2**32:08x}" for number in range(105_000))
"""Words that differ, as a log full of hashes has them: 0.9 MB."""
WRITERS = 4
COMMENTS = 3
SLOWEST = 12.0
"""How many times as long a comment, or a change with its answer of a megabyte, may take."""

pytestmark = [pytest.mark.alone, pytest.mark.long]


class Took(NamedTuple):
    """Median seconds."""

    comment: float
    change: float


class Crowd:
    """Clients of one gateway: four writers of an issue, and a stranger."""

    def __init__(self, client: httpx.AsyncClient, writer: Headers, stranger: Headers) -> None:
        self.client = client
        self.writer = writer
        self.stranger = stranger
        self.refused: list[str] = []

    async def create(self, text: str) -> str:
        body = {"title": "x", "description": [{"type": "text", "text": text}]}
        made = await self.client.post(ISSUES, json=body, headers=self.writer)
        assert made.status_code == 201, made.text
        return f"{ISSUES}/{made.json()['uuid']}"

    async def measure(self, changed: str, commented: str) -> Took:
        """Comment on an issue while writers change the title of another."""
        changes: list[float] = []
        comments: list[float] = []

        async def change(writer: int) -> None:
            while True:
                body = {"title": f"title {writer} {len(changes)}"}
                changes.append(await self.timed("PATCH", changed, self.writer, body))

        changing = [asyncio.create_task(change(writer)) for writer in range(WRITERS)]
        await asyncio.sleep(0.2)
        while len(comments) < COMMENTS or len(changes) < WRITERS:
            body = {"content": f"remark {len(comments)}"}
            comments.append(await self.timed("POST", f"{commented}/comments", self.stranger, body))
            assert not any(task.done() for task in changing)
        for task in changing:
            task.cancel()
        await asyncio.wait(changing)
        return Took(statistics.median(comments), statistics.median(changes))

    async def timed(self, method: str, path: str, headers: Headers, body: object) -> float:
        began = time.perf_counter()
        answer = await self.client.request(method, path, json=body, headers=headers)
        if not answer.is_success:
            self.refused.append(answer.text)
        return time.perf_counter() - began


@pytest.fixture
async def crowd(app: Starlette, new_token: NewToken) -> AsyncIterator[Crowd]:
    # What the clients do with answers of a megabyte is no part of what is measured.
    plain = {"Accept-Encoding": "identity"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url=BASE_URL, headers=plain, timeout=60
    ) as client:
        yield Crowd(client, await new_token(), await new_token("stranger@example.com"))


async def ratios(crowd: Crowd, report: Report, rounds: int) -> Took:
    """How many times as long both take where the issue is large, at best."""
    few, many, other = [await crowd.create(text) for text in ("few words", WORDS, "more")]
    found = []
    for _ in range(rounds):
        beside_small = await crowd.measure(few, other)
        beside_large = await crowd.measure(many, other)
        found.append(
            Took(
                *(after / before for before, after in zip(beside_small, beside_large, strict=True))
            )
        )
    best = Took(*map(min, zip(*found, strict=True)))
    report(f"a comment takes {best.comment:.1f} times as long, a change {best.change:.1f} times")
    return best


async def test_a_stranger_does_not_wait(crowd: Crowd, report: Report) -> None:
    assert max(await ratios(crowd, report, rounds=3)) < SLOWEST
    assert crowd.refused == []


async def test_it_would_wait_if_records_were_written_anew(
    crowd: Crowd, app: Starlette, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control. On PostgreSQL the writers of the issue wait for one another, others do not."""
    monkeypatch.setattr(search, "_change_parts", written_anew)
    best = await ratios(crowd, report, rounds=1)
    assert best.change > SLOWEST
    assert best.comment > SLOWEST or app.state.database.dialect is not SQLITE


async def written_anew(
    write: Write, number: int, steps: Mapping[str, int]
) -> tuple[list[str], list[str]]:
    """Count the words of the description, and replace every part of the record."""
    part = models.IssueSearchPart.__table__
    mine = part.c.number == number
    was = await write.rows(select(part.c.words).where(mine))
    counts = search.count([[WORDS], [word for word, step in steps.items() if step > 0]])
    await write.execute(delete(part).where(mine))
    await search._add_parts(write, number, counts)
    return " ".join(row["words"] for row in was).split(), list(counts)
