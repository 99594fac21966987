"""Followers of the change feed, and what they have heard."""

import asyncio
import random
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from db.query.cursor import change_cursor, change_number
from tests.faults.load import MARK
from tests.faults.server import Server
from tests.protocols.event_stream import open_stream

CHANGES = "subscription ($after: String) { changes(after: $after) { cursor patch } }"
PATIENCE = 90.0
"""Seconds until a change that does not come counts as lost."""


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


async def caught_up(heard: Heard, last: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while heard.last < last:
            await asyncio.sleep(0.05)
