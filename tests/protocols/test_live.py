"""Live lists: the answer at once, then again whenever a change touches what was read."""

import asyncio
import json
import socket
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from db.enums import TokenScope
from tests.application import Headers, NewToken
from tests.protocols.conftest import Change, Connect
from tests.protocols.socket_client import SocketClient, open_socket

ISSUES = """
subscription ($filter: IssueFilter) {
  issues(first: 2, filter: $filter) { nodes { id title comments { totalCount } } }
}
"""
ISSUE = "subscription ($id: ID!) { issue(id: $id) { title status comments { totalCount } } }"
MINE = "subscription { issues(filter: {createdBy: {isMe: true}}) { totalCount } }"


@pytest.fixture
def ask(client: httpx.AsyncClient, writer_headers: Headers) -> Callable[..., Any]:
    async def run(query: str, **variables: object) -> Any:
        body = {"query": query, "variables": variables}
        answer = await client.post("/graphql", json=body, headers=writer_headers)
        return answer.json()["data"]

    return run


@pytest.fixture
def create(ask: Callable[..., Any]) -> Callable[..., Any]:
    async def make(title: str) -> str:
        data = await ask(
            "mutation ($t: String!) { createIssue(input: {title: $t}) { issue { id } } }", t=title
        )
        return str(data["createIssue"]["issue"]["id"])

    return make


def titles(data: Any) -> list[str]:
    return [node["title"] for node in data["issues"]["nodes"]]


async def is_quiet(follower: SocketClient, seconds: float = 0.6) -> bool:
    """Whether nothing but pings comes for a while."""
    try:
        await asyncio.wait_for(follower.receive(), seconds)
    except TimeoutError:
        return True
    return False


async def test_a_list_comes_at_once_and_again_when_it_changes(
    client_socket: Connect, create: Any, ask: Any
) -> None:
    one = await create("one")
    async with client_socket() as follower:
        await follower.subscribe("1", ISSUES)
        assert titles(await follower.result()) == ["one"]
        await create("two")
        assert titles(await follower.result()) == ["two", "one"]
        await ask(
            'mutation ($i: ID!) { addComment(input: {issueId: $i, content: "x"})'
            " { comment { id } } }",
            i=one,
        )
        nodes = (await follower.result())["issues"]["nodes"]
        assert [node["comments"]["totalCount"] for node in nodes] == [0, 1]
        await create("three")
        assert titles(await follower.result()) == ["three", "two"]


async def test_what_the_page_does_not_show_is_no_news(
    client_socket: Connect, create: Any, ask: Any
) -> None:
    await create("shown")
    async with client_socket() as follower:
        await follower.subscribe("1", ISSUES, filter={"title": {"eq": "shown"}})
        await follower.result()
        await create("another")  # an issue, but none of these
        await ask('mutation { createSession(input: {title: "x"}) { session { id } } }')
        assert await is_quiet(follower)
        await create("shown")
        assert titles(await follower.result()) == ["shown", "shown"]


async def test_an_issue_is_followed_through_its_life(
    client_socket: Connect, create: Any, ask: Any
) -> None:
    key = await create("born")
    async with client_socket() as follower:
        await follower.subscribe("1", ISSUE, id=key)
        assert (await follower.result())["issue"]["title"] == "born"
        for mutation, expected in (
            ('updateIssue(input: {id: $i, title: "grown"}) { issue { id } }', "grown"),
            ("deleteIssue(input: {id: $i}) { userErrors { code } }", None),
            ("restoreIssue(input: {id: $i}) { issue { id } }", "grown"),
        ):
            await ask(f"mutation ($i: ID!) {{ {mutation} }}", i=key)
            found = (await follower.result())["issue"]
            assert (found and found["title"]) == expected


async def test_a_page_comes_at_most_four_times_a_second(
    client_socket: Connect, create: Any
) -> None:
    async with client_socket() as follower:
        await follower.subscribe("1", ISSUES)
        await follower.result()
        began, came = time.monotonic(), 0
        writing = asyncio.create_task(write_for(1.5, create))
        while not writing.done() or not await is_quiet(follower, 0.4):
            if not writing.done():
                try:
                    await asyncio.wait_for(follower.receive(), 0.4)
                except TimeoutError:
                    continue
            came += 1
        seconds = time.monotonic() - began
        await follower.subscribe("2", ISSUES)
        last = titles(await follower.result("2"))
    assert 2 <= came <= 4 * seconds + 1
    assert last[0] == await writing


async def write_for(seconds: float, create: Any) -> str:
    end, title = time.monotonic() + seconds, ""
    while time.monotonic() < end:
        title = f"number {time.monotonic()}"
        await create(title)
    return title


async def test_the_last_page_is_the_last_state(client_socket: Connect, create: Any) -> None:
    async with client_socket() as follower:
        await follower.subscribe("1", ISSUES)
        await follower.result()
        for number in range(20):
            await create(f"issue {number}")
        page: list[str] = []
        async with asyncio.timeout(10):
            while page[:1] != ["issue 19"]:
                page = titles(await follower.result())
        assert await is_quiet(follower)


async def test_all_who_follow_the_same_share_one_statement(
    socket_url: str, app: Starlette, new_token: NewToken, create: Any, monkeypatch: Any
) -> None:
    readers = [await new_token(f"{name}@example.com", TokenScope.READ) for name in "abcd"]
    async with AsyncExitStack() as stack:
        followers = []
        for headers in readers:
            follower = await stack.enter_async_context(open_socket(socket_url))
            await follower.initialise(dict(headers))
            await follower.subscribe("1", ISSUES)
            await follower.result()
            followers.append(follower)
        assert len(app.state.live_queries) == 1
        statements: list[str] = []
        for name in ("fetch", "fetch_varied"):
            real = getattr(app.state.database, name)

            async def counted(text: str, values: Any = (), real: Any = real) -> Any:
                statements.append(text)
                return await real(text, values)

            monkeypatch.setattr(app.state.database, name, counted)
        await create("for all")
        for follower in followers:
            assert titles(await follower.result()) == ["for all"]
        assert (
            len([text for text in statements if "group_concat" in text or "string_agg" in text])
            == 1
        )
        # Where the answer depends on who asks, each has their own.
        for follower in followers:
            await follower.subscribe("2", MINE)
            assert (await follower.result("2"))["issues"]["totalCount"] == 0
        assert len(app.state.live_queries) == 5
    async with asyncio.timeout(5):
        while len(app.state.live_queries):
            await asyncio.sleep(0.01)


async def test_what_is_wrong_ends_the_operation_alone(client_socket: Connect, create: Any) -> None:
    async with client_socket() as follower:
        await follower.subscribe("1", "subscription { issues(first: 101) { totalCount } }")
        assert (await follower.error())[0]["extensions"]["code"] == "BAD_USER_INPUT"
        files = "issue { files(first: 100) { nodes { id } } }"
        deep = (
            f"issues(first: 100) {{ nodes {{ comments(first: 100) {{ nodes {{ {files} }} }} }} }}"
        )
        await follower.subscribe("1", f"subscription {{ {deep} }}")
        (error,) = await follower.error()
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert error["extensions"]["limit"] == "cost"
        await follower.subscribe("1", ISSUES)
        assert titles(await follower.result()) == []


async def test_a_slow_reader_slows_nobody_and_is_dropped(
    client_socket: Connect,
    socket_url: str,
    writer_headers: Headers,
    ask: Any,
    create: Any,
    change_settings: Change,
) -> None:
    change_settings(send_timeout=1.0)
    long = [{"type": "text", "text": "x" * 60_000}]
    large = """mutation ($d: [JSON!]!) {
      createIssue(input: {title: "large", description: $d}) { issue { id } } }"""
    reader, writer = await raw_socket(socket_url)
    async with client_socket() as other:
        await raw_send(writer, {"type": "connection_init", "payload": dict(writer_headers)})
        copies = " ".join(f"a{number}: patch" for number in range(25))
        query = f"subscription {{ changes {{ {copies} }} }}"
        await raw_send(writer, {"type": "subscribe", "id": "1", "payload": {"query": query}})
        await asyncio.sleep(0.3)
        for _ in range(20):
            assert (await ask(large, d=long))["createIssue"]["issue"]
        await other.subscribe("1", ISSUES)
        await other.result()
        began = time.monotonic()
        await create("still quick")
        assert titles(await other.result())[0] == "still quick"
        assert time.monotonic() - began < 1
        await asyncio.sleep(1.5)
        async with asyncio.timeout(20):
            everything = await reader.read(-1)
    writer.close()
    assert everything.endswith(b"\x03\xf5The client takes too long to read.")  # 1013


async def raw_socket(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A WebSocket that reads nothing until it is told to, with a small buffer."""
    parts = urlsplit(url)
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    raw.connect((parts.hostname, parts.port))
    reader, writer = await asyncio.open_connection(sock=raw, limit=1024)
    writer.write(
        b"GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
    )
    return reader, writer


async def raw_send(writer: asyncio.StreamWriter, message: object) -> None:
    """Send a text frame with a mask of zeros (RFC 6455, section 5.2)."""
    text = json.dumps(message).encode()
    writer.write(b"\x81\xfe" + len(text).to_bytes(2) + bytes(4) + text)
    await writer.drain()
