"""Shares of a gateway: what a bystander waits beside many clients with costly requests.

20,000 issues with 10 comments each on SQLite, 1,000 on PostgreSQL, where more take a minute to
fill; 60 issues of a megabyte, and default limits. The bystander asks for a page, an issue and
creates an issue, alone and beside the attack, in turns. A busy machine may slow one round, an
attack slows each of them: so the best of some rounds counts. `docs/security.md` has all attacks,
with more clients, and on PostgreSQL with 20,000 issues.
"""

import asyncio
import math
from collections.abc import Iterator

import pytest

from benchmarks.attacks import SOCKETS
from benchmarks.bystanders import TOKENS, Cell, Stage, cell, copy_of, staged
from tests.numbers import Report

pytestmark = [pytest.mark.alone, pytest.mark.long]

ATTACKERS = 16
ROUNDS = 6
SLOWEST = {1: 2.0, TOKENS: 3.0}
"""How many times as long a bystander may take in median, beside attackers of so many tokens."""
TAIL = 2.0
"""How many times as much the slowest of 20 may be slowed: there are few of them in two seconds."""
ANY_SIZE = (
    ("12 x 100 times a huge issue", 1),
    ("createIssue of 1 MB", 1),
    ("createIssue of 1 MB", TOKENS),
    *((name, 1) for name in SOCKETS),
    ("operations never seen before", TOKENS),
)
"""One attack of each kind that is as costly with few issues, and the number of its tokens."""
LARGE_SIZE = (
    ("100 texts in comments", 1),
    ("100 searches that must not match", 1),
    ("one text in comments", TOKENS),
)
"""The same for attacks that need many issues."""
ISSUES = {"sqlite": 20_000, "postgresql": 1_000}


@pytest.fixture(scope="module")
def on_sqlite() -> Iterator[Stage]:
    with copy_of("sqlite", ISSUES["sqlite"]) as demo, staged(demo) as running:
        yield running


@pytest.fixture(scope="module")
def on_postgresql() -> Iterator[Stage]:
    with copy_of("postgresql", ISSUES["postgresql"]) as demo, staged(demo) as running:
        yield running


@pytest.mark.parametrize(("name", "tokens"), [*LARGE_SIZE, *ANY_SIZE])
def test_a_bystander_has_a_fair_share_on_sqlite(
    on_sqlite: Stage, name: str, tokens: int, report: Report
) -> None:
    require_fair_share(on_sqlite, name, tokens, report)


@pytest.mark.postgresql
@pytest.mark.parametrize(("name", "tokens"), ANY_SIZE)
def test_a_bystander_has_a_fair_share_on_postgresql(
    on_postgresql: Stage, name: str, tokens: int, report: Report
) -> None:
    require_fair_share(on_postgresql, name, tokens, report)


def require_fair_share(stage: Stage, name: str, tokens: int, report: Report) -> None:
    slowest = SLOWEST[tokens]
    rounds: list[Cell] = []
    median = tail = math.inf
    while median >= slowest or tail >= slowest * TAIL:
        assert len(rounds) < ROUNDS, rounds
        rounds.append(asyncio.run(cell(stage, name, ATTACKERS, tokens, alone=1, beside=2)))
        if not rounds[-1].failed:
            median, tail = min(median, rounds[-1].worst[0]), min(tail, rounds[-1].worst[1])
    report(f"{name}, {tokens} tokens: {median:.1f} times as long, {tail:.1f} for 95 of 100")
