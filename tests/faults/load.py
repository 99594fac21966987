"""Continuous writers, and the journal of their acknowledged changes."""

import asyncio
import random
import re
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import orjson

from resolvers.errors import UNKNOWN
from tests.faults.client import Answer, Connection, Lost, connected

ISSUES = "/api/v1/issues"
MARK = re.compile(r"mark-[0-9a-f]{32}")
UPDATE = """
    mutation ($input: UpdateIssueInput!) {
      updateIssue(input: $input) { issue { id title version } userErrors { message } }
    }
"""
PASSING = frozenset({429, 503, 507})
PAUSE = 0.02
"""Seconds before a refused request is sent again."""


@dataclass(frozen=True, slots=True)
class Change:
    """A request for one change; `mark` is a text that this change alone writes.

    Repeated, it must not happen again: it carries an idempotency key, or sets what is set already.
    """

    mark: str
    method: str
    path: str
    body: Mapping[str, object]
    has_key: bool = True

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Idempotency-Key": self.mark} if self.has_key else {}


@dataclass
class Journal:
    """The requested and acknowledged changes, recorded by the clients."""

    path: Path
    acknowledged: dict[str, tuple[Change, bytes]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    retried: int = 0
    lost_connections: int = 0
    half_answers: int = 0
    unknown: int = 0
    times: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    """When changes were acknowledged, by the port of the server."""

    @property
    def refused(self) -> int:
        """Requests that were told to come again."""
        return sum(self.statuses[status] for status in PASSING)

    def acknowledge(self, change: Change, answer: Answer) -> None:
        """Write down at once that a change was acknowledged."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{change.mark} {answer.status}\n")
        self.acknowledged[change.mark] = (change, answer.body)


class Writer:
    """One client. A change whose fate is unknown is sent again before anything else."""

    def __init__(self, number: int, journal: Journal, token: str) -> None:
        self._lot = random.Random(number)
        self._journal = journal
        self._token = token
        self._issues: list[str] = []
        self._pending: Change | None = None

    async def run(self, port: int, going: Callable[[], bool]) -> None:
        """Write while `going`, until the connection is lost."""
        try:
            async with connected(port, self._token) as (connection,):
                while going():
                    if await self._step(connection):
                        self._journal.times[port].append(time.monotonic())
        except Lost as lost:
            self._journal.lost_connections += 1
            self._journal.half_answers += lost.begun

    async def _step(self, connection: Connection) -> bool:
        """Send one change; whether it was acknowledged."""
        journal = self._journal
        if self._pending is None:
            self._pending = self._next()
            journal.asked.add(self._pending.mark)
        else:
            journal.retried += 1
        change = self._pending
        answer = await connection.send(change.method, change.path, change.body, change.headers)
        journal.statuses[answer.status] += 1
        if answer.status in PASSING:
            journal.unknown += UNKNOWN.encode() in answer.body
            await asyncio.sleep(PAUSE)
            return False
        if not is_done(answer):
            raise AssertionError(f"{change}: {answer.status} {answer.body!r}")
        journal.acknowledge(change, answer)
        self._pending = None
        if change.path == ISSUES:
            self._issues.append(answer.json()["uuid"])
        return True

    def _next(self) -> Change:
        mark = f"mark-{uuid.UUID(int=self._lot.getrandbits(128)).hex}"
        kind = self._lot.random()
        if kind < 0.4 or not self._issues:
            description = [{"type": "text", "text": f"Rail {n} sags under load."} for n in range(3)]
            body = {"title": f"Undervoltage {mark}", "description": description, "tags": ["power"]}
            return Change(mark, "POST", ISSUES, body)
        issue = self._lot.choice(self._issues[-20:])
        if kind < 0.7:
            content = {"content": f"Seen again: {mark}"}
            return Change(mark, "POST", f"{ISSUES}/{issue}/comments", content)
        if kind < 0.9:
            variables = {"input": {"id": issue, "title": f"Renamed {mark}"}}
            return Change(mark, "POST", "/graphql", {"query": UPDATE, "variables": variables})
        return Change(mark, "PATCH", f"{ISSUES}/{issue}", {"tags": ["power", mark]}, has_key=False)


def is_done(answer: Answer) -> bool:
    """Whether an answer acknowledges the change."""
    if not 200 <= answer.status < 300:
        return False
    found: Any = answer.json()
    if "data" not in found and "errors" not in found:
        return True
    return not found.get("errors") and not found["data"]["updateIssue"]["userErrors"]


class Load:
    """Writers on one server, and their journal."""

    def __init__(self, journal: Path, token: str, writers: int = 8) -> None:
        self.journal = Journal(journal)
        self.token = token
        self._writers = [Writer(number, self.journal, token) for number in range(writers)]
        self._going = True

    def begin(self, *ports: int) -> asyncio.Task[None]:
        """Let all writers write, spread over the servers, until `stop` or until theirs is gone."""
        self._going = True
        return asyncio.create_task(self._run(ports))

    async def _run(self, ports: Sequence[int]) -> None:
        async with asyncio.TaskGroup() as group:
            for writer, port in zip(self._writers, cycle(ports), strict=False):
                group.create_task(writer.run(port, lambda: self._going))

    def stop(self) -> None:
        """Let each writer finish its request and no more."""
        self._going = False

    async def until(self, acknowledgements: int, task: asyncio.Task[None]) -> None:
        """Wait until so many more changes were acknowledged."""
        wanted = len(self.journal.acknowledged) + acknowledgements
        while len(self.journal.acknowledged) < wanted:
            if task.done():
                task.result()
                raise AssertionError("the server was lost before its time")
            await asyncio.sleep(0.002)

    async def repeat(self, port: int, lot: random.Random, most: int) -> None:
        """Send some acknowledged changes with a key again; each gives the answer that it gave."""
        keyed = [
            (change, text) for change, text in self.journal.acknowledged.values() if change.has_key
        ]
        async with connected(port, self.token) as (connection,):
            for change, first in lot.sample(keyed, min(most, len(keyed))):
                again = await connection.send(
                    change.method, change.path, change.body, change.headers
                )
                assert is_done(again), (change, again)
                assert orjson.loads(again.body) == orjson.loads(first), change
