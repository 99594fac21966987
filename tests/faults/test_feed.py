"""Fault 12: followers and servers killed under 8 writers. Each change once and in order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from db.actions import webhook as webhooks
from db.engine import SYSTEM, Write, open_database, sqlite_file
from db.engine.open import FILE_NAME
from db.models import Change
from db.query.cursor import change_number
from tests.faults.client import Lost, connected
from tests.faults.conftest import NewServer, Prepared, Scale, make_token
from tests.faults.followers import FOLLOW, PATIENCE, Heard, caught_up, follow
from tests.faults.load import MARK, Load
from tests.faults.server import Server
from tests.numbers import Report
from tests.webhooks.receiver import Message, receiving

CYCLE = 40
"""Acknowledgements between two kills of a server."""

_LOG = select(Change.__table__.c.sequence).order_by(Change.__table__.c.sequence)


@dataclass
class Field:
    """Servers on one database, the first of which is killed, and writers on it."""

    servers: Sequence[Server]
    url: str
    load: Load

    async def run(self, kills: int) -> None:
        for server in self.servers:
            await started(server)
        for _ in range(kills):
            writing = self.load.begin(self.servers[0].port)
            await self.load.until(CYCLE, writing)
            self.servers[0].kill()
            await writing
            await started(self.servers[0])
        writing = self.load.begin(self.servers[0].port)
        await self.load.until(CYCLE, writing)
        self.load.stop()
        await writing

    async def log(self) -> list[int]:
        """The numbers of all changes."""
        database = await open_database(self.url, Path())
        try:
            rows = await database.rows(_LOG)
        finally:
            await database.close()
        return [row["sequence"] for row in rows]


async def started(server: Server) -> None:
    """Start a server, and wait until a worker of it answers."""
    await server.start()
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(Lost):
                async with connected(server.port, "") as (connection,):
                    if (await connection.send("GET", "/healthz")).status == 200:
                        return
            await asyncio.sleep(0.1)


MakeField = Callable[..., Awaitable[Field]]


@pytest.fixture
def field_of(
    new_server: NewServer, prepared: Prepared, tmp_path: Path, postgres_database: str
) -> MakeField:
    """Servers on SQLite, with two workers, or two gateways on PostgreSQL."""

    async def make(engine: str, build: str = "") -> Field:
        more = {"ISSUE_GATEWAY_WEBHOOK_PRIVATE": "true"}
        if engine == "sqlite":
            workers = {} if build == "memory" else {"ISSUE_GATEWAY_WORKERS": "2"}
            server = new_server(prepared.data_dir, build=build, more={**more, **workers})
            url = sqlite_file.url_of(prepared.data_dir / FILE_NAME)
            return Field([server], url, Load(tmp_path / "journal", prepared.token))
        url = postgres_database
        token = await make_token(url)
        folders = [tmp_path / f"gateway{number}" for number in range(2)]
        for folder in folders:
            folder.mkdir()
        made = [new_server(each, database=url, build=build, more=more) for each in folders]
        return Field(made, url, Load(tmp_path / "journal", token))

    return make


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
async def test_followers_hear_each_change_once_and_in_order(
    field_of: MakeField, scale: Scale, report: Report, engine: str
) -> None:
    field = await field_of(engine)
    heard = {kind: Heard() for kind in FOLLOW}
    cuts, kills = scale.of(5, 100), scale.of(1, 20)
    following = [
        asyncio.create_task(follow(kind, field.servers, field.load.token, each, cuts))
        for kind, each in heard.items()
    ]
    try:
        await field.run(kills)
        log = await field.log()
        for each in heard.values():
            await caught_up(each, log[-1])
    finally:
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
    acknowledged = set(field.load.journal.acknowledged)
    assert len(acknowledged) >= CYCLE * (kills + 1)
    for kind, each in heard.items():
        assert each.numbers == log, kind
        assert acknowledged <= each.marks, kind
        assert each.cuts == cuts, kind
    report(
        f"{engine}: {kills} kills of a server, {cuts} cuts of each follower,"
        f" {len(acknowledged):,} acknowledged, {len(log):,} changes: each once and in order by"
        " WebSocket and by server-sent events"
    )


async def test_control_a_feed_from_memory_is_caught(field_of: MakeField, report: Report) -> None:
    field = await field_of("sqlite", build="memory")
    heard = Heard()
    following = asyncio.create_task(follow("sse", field.servers, field.load.token, heard, cuts=5))
    try:
        await field.run(1)
        log = await field.log()
        await asyncio.sleep(1)
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
    lost = set(log) - set(heard.numbers)
    assert lost
    report(f"{len(lost):,} of {len(log):,} changes were not heard, as must be")


@pytest.mark.long
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_a_webhook_hears_each_change_at_least_once_and_in_order(
    field_of: MakeField, scale: Scale, report: Report, engine: str
) -> None:
    field = await field_of(engine, build="brief")
    kills = scale.of(1, 20)
    async with receiving() as receiver:
        database = await open_database(field.url, Path())

        async def add(write: Write) -> None:
            await webhooks.create(write, receiver.url)

        await database.write(SYSTEM, add)
        await database.close()
        await field.run(kills)
        log = await field.log()
        async with asyncio.timeout(PATIENCE):
            while len({message.id for message in receiver.messages}) < len(log):
                await asyncio.sleep(0.1)
    first: dict[str, Message] = {}
    for message in receiver.messages:
        first.setdefault(message.id, message)
    assert sorted(map(change_number, first)) == log
    issues: dict[str, list[int]] = {}
    for key, message in first.items():
        issues.setdefault(message.json["data"]["issueId"], []).append(change_number(key))
    assert all(numbers == sorted(numbers) for numbers in issues.values())
    marks = set(MARK.findall(b"".join(each.body for each in first.values()).decode()))
    assert set(field.load.journal.acknowledged) <= marks
    report(
        f"{engine}: {kills} kills, {len(log):,} changes, {len(receiver.messages):,} messages: each"
        " at least once, those of an issue in order"
    )
