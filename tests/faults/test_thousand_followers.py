"""A thousand followers of one list, with the numbers for docs/reliability.md."""

import asyncio
import json
import os
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.faults.conftest import Prepared, make_token
from tests.faults.server import Server
from tests.numbers import Report

FOLLOWERS = 1000
ROUNDS = 12
MOST = 2.5
"""Seconds that the last of them may wait here, whatever else this machine does meanwhile."""

LIST = "subscription { issues(first: 10) { totalCount nodes { id title status } } }"
CREATE = "mutation ($t: String!) { createIssue(input: {title: $t}) { issue { id } } }"
HANDSHAKE = (
    b"GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)


def frame(message: object) -> bytes:
    """A text frame with a mask of zeros (RFC 6455, section 5.2)."""
    text = json.dumps(message).encode()
    return b"\x81\xfe" + len(text).to_bytes(2) + bytes(4) + text


class Follower(asyncio.Protocol):
    """A WebSocket that only notes when a title has come."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._wanted = b'"data"'
        self._end = b""
        self.heard = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(HANDSHAKE)

    def _begin(self) -> None:
        init = {"type": "connection_init", "payload": {"Authorization": f"Bearer {self._token}"}}
        subscribe = {"type": "subscribe", "id": "1", "payload": {"query": LIST}}
        self.transport.write(frame(init) + frame(subscribe))

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"HTTP/1.1 101"):
            self._begin()
        if self._wanted in self._end + data:
            self.heard.set()
        self._end = data[-200:]

    def wait_for(self, title: str) -> None:
        self._wanted, self._end = title.encode(), b""
        self.heard.clear()


def memory(server: Server) -> float:
    """Megabytes that a server process holds."""
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@asynccontextmanager
async def following(server: Server, tokens: Sequence[str]) -> AsyncIterator[list[Follower]]:
    """Every follower, each with its first answer."""
    loop, followers = asyncio.get_running_loop(), list[Follower]()
    try:
        for number in range(FOLLOWERS):
            follower = partial(Follower, tokens[number % len(tokens)])
            followers.append((await loop.create_connection(follower, "127.0.0.1", server.port))[1])
            if number % 50 == 49:
                await asyncio.gather(*(each.heard.wait() for each in followers[-50:]))
        yield followers
    finally:
        for each in followers:
            each.transport.abort()


async def change(server: Server, token: str, title: str, followers: Sequence[Follower]) -> float:
    """Seconds from sending a mutation until the last follower has heard of it."""
    for each in followers:
        each.wait_for(title)
    body = {"query": CREATE, "variables": {"t": title}}
    began = time.perf_counter()
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {token}"}) as client:
        answer = await client.post(f"http://127.0.0.1:{server.port}/graphql", json=body)
    assert answer.status_code == 200
    async with asyncio.timeout(20):
        await asyncio.gather(*(each.heard.wait() for each in followers))
    return time.perf_counter() - began


@pytest.mark.alone
async def test_a_change_reaches_a_thousand_followers(prepared: Prepared, report: Report) -> None:
    url = f"sqlite:///{prepared.data_dir / 'issues.db'}"
    tokens = [await make_token(url) for _ in range(10)]
    server = Server(prepared.data_dir, more={"ISSUE_GATEWAY_WEBSOCKET_CONNECTIONS": str(FOLLOWERS)})
    await server.start()
    waits, held = [], []
    try:
        async with following(server, tokens) as followers:
            for number in range(ROUNDS):
                await asyncio.sleep(0.3)
                waits.append(await change(server, tokens[0], f"news {number}", followers))
                held.append(memory(server))
    finally:
        server.close()
    median = statistics.median(waits)
    report(
        f"{FOLLOWERS:,} followers of one list: the last hears {median * 1000:.0f} ms (median of"
        f" {ROUNDS}) after the mutation is sent; {held[0]:.0f} MB in the first round,"
        f" {held[-1]:.0f} MB in the last"
    )
    assert median < MOST
    assert held[-1] < held[2] * 1.1 + 5
