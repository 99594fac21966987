"""Faults 6 and 7: many writers of one object, and one request many times at once."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.client import Answer, Connection, connected
from tests.faults.conftest import NewServer, Scale, make_token
from tests.faults.load import ISSUES
from tests.numbers import Report

WRITERS = 64
AT_ONCE = 32
BODY = {"title": "Contested", "description": []}


@pytest.fixture
async def served(url: str, new_server: NewServer, tmp_path: Path) -> tuple[int, str]:
    """The port of a server on each engine in turn, and a token."""
    token = await make_token(url)
    server = new_server(tmp_path / "data", database=url)
    await server.start()
    return server.port, token


async def persistent(
    connection: Connection, method: str, path: str, body: object, headers: dict[str, str]
) -> Answer:
    """Send until the server is not too busy to say."""
    while True:
        answer = await connection.send(method, path, body, headers)
        if answer.status != 503:
            return answer
        await asyncio.sleep(0.05)


async def test_one_winner_per_version(
    served: tuple[int, str], scale: Scale, report: Report
) -> None:
    rounds = scale.of(5, 250)
    async with connected(*served, WRITERS) as clients:
        made = await clients[0].send("POST", ISSUES, BODY)
        path = f"{ISSUES}/{made.json()['uuid']}"
        for number in range(rounds):
            tag = (await clients[0].send("GET", path)).headers["etag"]
            answers = await asyncio.gather(
                *(
                    persistent(each, "PATCH", path, {"owner": f"{number} {n}"}, {"If-Match": tag})
                    for n, each in enumerate(clients)
                )
            )
            statuses = Counter(answer.status for answer in answers)
            assert statuses == {200: 1, 412: WRITERS - 1}, statuses
            winner = next(n for n, answer in enumerate(answers) if answer.status == 200)
            found = await clients[0].send("GET", path)
            assert found.json()["owner"] == f"{number} {winner}"
        version = int(found.headers["etag"].strip('"').partition("-")[0])
        assert version == rounds + 1
    report(f"{rounds} versions, {WRITERS} writers each: 1 winner each")


async def test_one_key_makes_one_issue(
    served: tuple[int, str], scale: Scale, report: Report
) -> None:
    rounds = scale.of(20, 1000)
    async with connected(*served, AT_ONCE) as clients:
        for number in range(rounds):
            headers = {"Idempotency-Key": f"key-{number}"}
            answers = await asyncio.gather(
                *(persistent(each, "POST", ISSUES, BODY, headers) for each in clients)
            )
            assert {answer.status for answer in answers} == {201}, answers
            assert len({answer.body for answer in answers}) == 1
        listed = await clients[0].send("GET", f"{ISSUES}?limit=1")
        assert listed.json()["count"] == rounds
    report(f"{rounds:,} keys, each {AT_ONCE} times at once: {rounds:,} issues")
