"""Fault 12: followers and servers killed under 8 writers. Each change once and in order."""

import asyncio
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from sqlalchemy import select
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from db.actions import webhook as webhooks
from db.engine import SYSTEM, Write, open_database, sqlite_file
from db.engine.open import FILE_NAME
from db.models import Change
from db.query.cursor import change_cursor, change_number
from tests.faults.client import Lost, connected
from tests.faults.conftest import NewServer, Prepared, Scale, make_token
from tests.faults.load import MARK, Load
from tests.faults.server import Server
from tests.numbers import Report
from tests.protocols.event_stream import open_stream
from tests.webhooks.receiver import Message, receiving

CHANGES = "subscription ($after: String) { changes(after: $after) { cursor patch } }"
CYCLE = 40
"""Acknowledgements between two kills of a server."""
PATIENCE = 90.0
"""Seconds until a change that does not come counts as lost."""

_LOG = select(Change.__table__.c.sequence).order_by(Change.__table__.c.sequence)


@dataclass
class Heard:
    """What a follower has heard: numbers of changes in the order they came, and their marks."""

    numbers: list[int] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    cursor: str | None = None
    cuts: int = 0

    def take(self, cursor: str, patch: object) -> None:
        self.numbers.append(change_number(cursor))
        self.marks.update(MARK.findall(orjson.dumps(patch).decode()))
        self.cursor = cursor

    @property
    def last(self) -> int:
        return max(self.numbers, default=0)


Followed = AsyncGenerator[tuple[str, Any], None]
"""The cursor and patch of each change. Who stops early closes it, and with it the connection."""


async def by_socket(port: int, token: str, after: str | None) -> Followed:
    """The changes after a cursor, by WebSocket."""
    url, protocol = f"ws://127.0.0.1:{port}/graphql", Subprotocol("graphql-transport-ws")
    async with connect(url, subprotocols=[protocol], open_timeout=5, close_timeout=0.1) as socket:
        init = {"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}}
        await socket.send(orjson.dumps(init).decode())
        payload = {"query": CHANGES, "variables": {"after": after}}
        message = {"type": "subscribe", "id": "1", "payload": payload}
        await socket.recv()
        await socket.send(orjson.dumps(message).decode())
        async for text in socket:
            found = orjson.loads(text)
            if found["type"] == "next":
                change = found["payload"]["data"]["changes"]
                yield change["cursor"], change["patch"]


async def by_events(port: int, token: str, after: str | None) -> Followed:
    """The changes after a cursor, by server-sent events."""
    headers = {"Authorization": f"Bearer {token}"} | ({"Last-Event-ID": after} if after else {})
    start = None if after else START
    url = f"http://127.0.0.1:{port}/graphql"
    async with open_stream(url, headers, CHANGES, after=start) as reader:
        while event := await reader.event():
            if event.name == "next":
                assert event.id
                yield event.id, event.result["data"]["changes"]["patch"]


Follow = Callable[[int, str, str | None], Followed]
FOLLOW: dict[str, Follow] = {"websocket": by_socket, "sse": by_events}
START = change_cursor(0)
GONE = (OSError, TimeoutError, WebSocketException, httpx.HTTPError)


async def follow(kind: str, servers: Sequence[Server], token: str, heard: Heard, cuts: int) -> None:
    """Follow for ever, cut off `cuts` times, and each time go on after the last change heard."""
    lot = random.Random(kind)
    while True:
        left = lot.randrange(1, 10) if heard.cuts < cuts else 10**9
        port = lot.choice(servers).port
        with suppress(*GONE):
            async with aclosing(FOLLOW[kind](port, token, heard.cursor or START)) as changes:
                async for cursor, patch in changes:
                    heard.take(cursor, patch)
                    left -= 1
                    if not left:
                        heard.cuts += 1
                        break
        await asyncio.sleep(0.02)


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


async def caught_up(heard: Heard, last: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while heard.last < last:
            await asyncio.sleep(0.05)


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
