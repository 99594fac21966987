"""Fault: `kill -9` while 32 jobs file one failure. One issue, each job counted once."""

import asyncio
from pathlib import Path
from typing import Any

from tests.faults.client import Connection, Lost, connected
from tests.faults.conftest import NewServer, Scale, make_token
from tests.faults.server import Server
from tests.numbers import Report

JOBS = 32
FILED = 3
"""Times that each job files the failure."""
UPSERT = """
mutation ($input: UpsertIssueInput!) {
  upsertIssue(input: $input) { issue { id } userErrors { message } }
}
"""
FOUND = """{ issues(filter: {fingerprint: {eq: "test_rail"}}) { nodes {
  occurrences comments { totalCount }
} } }"""


class Jobs:
    """Jobs that send again whatever they have no answer for, with the same key."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.done = 0
        self.lost = 0
        self.issues: set[str] = set()
        self.waiting = [(job, time) for time in range(FILED) for job in range(JOBS)]

    async def run(self, server: Server) -> None:
        """File what is waiting, until the server is gone or nothing waits."""
        await asyncio.gather(*(self._job(server) for _ in range(JOBS)))

    async def _job(self, server: Server) -> None:
        try:
            async with connected(server.port, self.token) as (connection,):
                while self.waiting:
                    filed = self.waiting.pop()
                    try:
                        await self._file(connection, *filed)
                    except Lost:
                        self.waiting.append(filed)
                        raise
        except Lost:
            self.lost += 1

    async def _file(self, connection: Connection, job: int, time: int) -> None:
        given = {"fingerprint": "test_rail", "title": "Rail sags", "comment": f"job {job} {time}"}
        body: dict[str, Any] = {"query": UPSERT, "variables": {"input": given}}
        while True:
            answer = await connection.send(
                "POST", "/graphql", body, {"Idempotency-Key": f"{job}-{time}"}
            )
            if answer.status == 200:
                break
            await asyncio.sleep(0.02)
        payload = answer.json()["data"]["upsertIssue"]
        assert payload["userErrors"] == []
        self.issues.add(payload["issue"]["id"])
        self.done += 1


async def test_one_issue_and_each_job_once(
    url: str, new_server: NewServer, tmp_path: Path, scale: Scale, report: Report
) -> None:
    token = await make_token(url)
    jobs = Jobs(token)
    kills = scale.of(2, 20)
    for kill in range(kills):
        server = new_server(tmp_path / "data", database=url)
        await server.start()
        writing = asyncio.create_task(jobs.run(server))
        wanted = (kill + 1) * JOBS * FILED // (kills + 1)
        while jobs.done < wanted and not writing.done():
            await asyncio.sleep(0.001)
        server.kill()
        await writing
    server = new_server(tmp_path / "data", database=url)
    await server.start()
    await jobs.run(server)
    assert jobs.waiting == []
    assert len(jobs.issues) == 1
    async with connected(server.port, token) as (connection,):
        answer = await connection.send("POST", "/graphql", {"query": FOUND}, {})
    number = JOBS * FILED
    assert answer.json()["data"]["issues"]["nodes"] == [
        {"occurrences": number, "comments": {"totalCount": number}}
    ]
    assert jobs.lost > 0
    report(f"{kills} kills, {jobs.lost} connections lost: 1 issue, {number} occurrences")
