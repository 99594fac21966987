"""Reads over HTTP: every server under the same load in alternating rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks import load, operations
from benchmarks.measure import Spread, Target, ratio, spread
from benchmarks.operations import Question, canonical, graphql
from benchmarks.servers import Running, ask, teach

CONNECTIONS = 8
ROUNDS = 3
SECONDS = 3.0
WARM_SECONDS = 1.0

GATEWAY, GATEWAY_PG = "gateway, SQLite", "gateway, PostgreSQL"
GATEWAY_KNOWN = "gateway, SQLite, known answers"
CANNED = "canned bytes"
COMPUTED = {"ISSUE_GATEWAY_ANSWER_CACHE": "0"}
"""The setting with which a gateway makes every answer anew."""
STOCK, POSTGRAPHILE = "stock Strawberry", "PostGraphile 5"
BY_HAND, BY_HAND_WITH_TOKENS = "hand-written", "hand-written, checks the token"
FASTAPI = "FastAPI + SQLModel"

NESTED, ONE, LISTED = "nested list", "one issue by id", "REST list of 100"
GOALS: Mapping[str, Sequence[tuple[str, str, float]]] = {
    NESTED: (
        (GATEWAY, STOCK, 15),
        (GATEWAY, POSTGRAPHILE, 8),
        (GATEWAY_PG, POSTGRAPHILE, 2),
        (GATEWAY, BY_HAND, 3),
        (GATEWAY, BY_HAND_WITH_TOKENS, 3),
        (GATEWAY_KNOWN, CANNED, 0.6),
    ),
    ONE: (
        (GATEWAY, POSTGRAPHILE, 2),
        (GATEWAY, BY_HAND_WITH_TOKENS, 1.3),
        (GATEWAY, CANNED, 0.4),
        (GATEWAY_PG, POSTGRAPHILE, 1.2),
    ),
    LISTED: (
        (GATEWAY, FASTAPI, 15),
        (GATEWAY, BY_HAND, 2),
        (GATEWAY, BY_HAND_WITH_TOKENS, 2),
    ),
}
"""Who must be how many times as fast as whom. Hand-written code is compared twice: as bare as it
gets, which is the target, and doing the one thing more that no server can leave out."""


@dataclass(frozen=True, slots=True)
class Line:
    """The results of one server with one kind of work; latencies in milliseconds."""

    work: str
    server: str
    per_second: Spread
    median: Spread
    worst: Spread


def questions(ids: Sequence[str]) -> Mapping[str, Mapping[str, Question]]:
    """Return the requests to each server for each kind of work on the issues `ids`."""
    variables = [{"id": one} for one in ids]
    nested, one = graphql(operations.NESTED), graphql(operations.ONE, *variables)
    by_hand = Question("/issues", paths=tuple(f"/issues/{one}" for one in ids))
    listed = Question(operations.REST_LIST)
    return {
        NESTED: {
            GATEWAY: nested,
            GATEWAY_KNOWN: nested,
            GATEWAY_PG: nested,
            CANNED: nested,
            STOCK: graphql(operations.STOCK_NESTED),
            BY_HAND: Question("/nested"),
            BY_HAND_WITH_TOKENS: Question("/nested"),
            POSTGRAPHILE: graphql(operations.POSTGRAPHILE_NESTED),
        },
        ONE: {
            GATEWAY: one,
            GATEWAY_PG: one,
            CANNED: one,
            STOCK: one,
            BY_HAND: by_hand,
            BY_HAND_WITH_TOKENS: by_hand,
            POSTGRAPHILE: graphql(operations.POSTGRAPHILE_ONE, *variables),
        },
        LISTED: {
            GATEWAY: listed,
            GATEWAY_KNOWN: listed,
            GATEWAY_PG: listed,
            CANNED: listed,
            BY_HAND: listed,
            BY_HAND_WITH_TOKENS: listed,
            FASTAPI: listed,
        },
    }


def compare(servers: Mapping[str, Running], ids: Sequence[str]) -> tuple[list[Line], list[Target]]:
    """Measure all `servers`. Raises ValueError when two answer differently, and LoadError."""
    lines, targets = [], []
    for work, asked in questions(ids).items():
        present = {name: question for name, question in asked.items() if name in servers}
        if CANNED in servers:
            teach(servers[CANNED], ask(servers[GATEWAY], *present[GATEWAY].first))
        _require_equal_answers(work, servers, present)
        seen = alternate(servers, present)
        lines += [line(work, name, loads) for name, loads in seen.items()]
        rates = {name: [run.per_second for run in loads] for name, loads in seen.items()}
        targets += [
            Target(work, f"{rival} ({ours})", goal, ratio(rates[ours], rates[rival]))
            for ours, rival, goal in GOALS[work]
            if ours in rates and rival in rates
        ]
    return lines, targets


def alternate(
    servers: Mapping[str, Running],
    asked: Mapping[str, Question],
    connections: int = CONNECTIONS,
    rounds: int = ROUNDS,
) -> dict[str, list[load.Load]]:
    """Load each server in turn, round after round; return the runs of each in order."""
    for name, question in asked.items():
        load.run(servers[name], question, connections=connections, seconds=WARM_SECONDS)
    seen: dict[str, list[load.Load]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, question in asked.items():
            seen[name].append(
                load.run(servers[name], question, connections=connections, seconds=SECONDS)
            )
    return seen


def _require_equal_answers(
    work: str, servers: Mapping[str, Running], asked: Mapping[str, Question]
) -> None:
    answers = {
        name: canonical(ask(servers[name], *question.first)) for name, question in asked.items()
    }
    first = answers[GATEWAY]
    other = next((name for name, answer in answers.items() if answer != first), None)
    if other:
        raise ValueError(f"{work}: {other} answers something else than {GATEWAY}")


def line(work: str, server: str, loads: Sequence[load.Load]) -> Line:
    """Sum up the runs of one server."""
    return Line(
        work,
        server,
        spread([run.per_second for run in loads]),
        spread([run.median for run in loads]),
        spread([run.worst for run in loads]),
    )
