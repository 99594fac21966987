"""Server-sent events: the same results as by WebSocket, resumed by `Last-Event-ID`."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from functools import partial
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from db.tokens import list_tokens, revoke_token
from tests.application import Headers, Served
from tests.protocols.conftest import Change
from tests.protocols.event_stream import EventReader, open_stream

CHANGES = "subscription ($after: String) { changes(after: $after) { cursor patch } }"
CREATE = "mutation ($title: String!) { createIssue(input: {title: $title}) { issue { id } } }"

Open = Callable[..., AbstractAsyncContextManager[EventReader]]


@pytest.fixture
def http_url(socket_url: str) -> str:
    return socket_url.replace("ws://", "http://")


@pytest.fixture
def stream(http_url: str, writer_headers: Headers) -> Open:
    return partial(open_stream, http_url, writer_headers)


@pytest.fixture
def create(client: httpx.AsyncClient, writer_headers: Headers) -> Callable[[str], Any]:
    async def make(title: str) -> str:
        body = {"query": CREATE, "variables": {"title": title}}
        answer = await client.post("/graphql", json=body, headers=writer_headers)
        return str(answer.json()["data"]["createIssue"]["issue"]["id"])

    return make


async def opened(reader: EventReader, app: Starlette) -> None:
    """Wait until the stream has found where it begins."""
    async with asyncio.timeout(5):
        while not app.state.open_streams._open:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)


async def test_a_query_is_one_event_and_the_end(stream: Open) -> None:
    async with stream("{ issues { totalCount } }") as reader:
        assert reader.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert await reader.data() == {"issues": {"totalCount": 0}}
        end = await reader.event()
        assert end is not None
        assert (end.name, end.data) == ("complete", "")
        assert await reader.event() is None


async def test_lines_end_in_lf(http_url: str, writer_headers: Headers) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(
            http_url,
            params={"query": "{ issues { totalCount } }"},
            headers={**writer_headers, "Accept": "text/event-stream"},
        )
    assert b"\r" not in answer.content
    assert b'event: next\ndata: {"data":' in answer.content


async def test_each_change_comes_once_and_its_id_resumes(
    stream: Open, http_url: str, writer_headers: Headers, create: Any, app: Starlette
) -> None:
    async with stream(CHANGES) as reader:
        await opened(reader, app)
        for title in ("one", "two"):
            await create(title)
        first = await reader.event()
    assert first is not None
    assert first.result["data"]["changes"]["cursor"] == first.id
    await create("three")
    resumed = {**writer_headers, "Last-Event-ID": str(first.id)}
    async with open_stream(http_url, resumed, CHANGES) as reader:
        found = [(await reader.data())["changes"]["patch"]["title"] for _ in range(2)]
    assert found == ["two", "three"]


async def test_what_is_wrong_with_an_operation_is_an_event(
    http_url: str, writer_headers: Headers, stream: Open
) -> None:
    for query, code in (
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ('subscription { changes(after: "x") { cursor } }', "BAD_USER_INPUT"),
        ('subscription { issues(after: "x") { totalCount } }', "BAD_USER_INPUT"),
    ):
        async with stream(query) as reader:
            event = await reader.event()
            assert event is not None
            assert event.result["errors"][0]["extensions"]["code"] == code
            end = await reader.event()
            assert end is not None
            assert end.name == "complete"
    forged = {**writer_headers, "Last-Event-ID": "x"}
    async with open_stream(http_url, forged, CHANGES) as reader:
        event = await reader.event()
    assert event is not None
    assert "after" in event.result["errors"][0]["message"]


async def test_who_names_json_too_gets_json(
    client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    both = {**writer_headers, "Accept": "application/json, text/event-stream"}
    query = {"query": "{ issues { totalCount } }"}
    answer = await client.post("/graphql", json=query, headers=both)
    assert answer.json() == {
        "data": {"issues": {"totalCount": 0}},
        "extensions": answer.json()["extensions"],
    }
    refused = await client.post("/graphql", json={"query": CHANGES}, headers=both)
    assert refused.status_code == 406
    assert "text/event-stream" in refused.text


async def test_a_mutation_by_get_is_refused(
    client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    headers = {**writer_headers, "Accept": "text/event-stream"}
    answer = await client.get(
        "/graphql",
        params={"query": CREATE, "variables": json.dumps({"title": "x"})},
        headers=headers,
    )
    assert answer.status_code == 405
    assert (await client.post("/graphql", json=[], headers=headers)).status_code == 400
    del headers["Authorization"]
    assert (await client.post("/graphql", json={}, headers=headers)).status_code == 401


async def test_a_quiet_stream_is_kept_alive(
    stream: Open, create: Any, change_settings: Change, app: Starlette
) -> None:
    change_settings(websocket_ping=0.05)
    async with stream(CHANGES) as reader:
        await opened(reader, app)
        await asyncio.sleep(0.3)
        await create("late")
        assert (await reader.data())["changes"]["patch"]["title"] == "late"
    assert reader.comments >= 2


async def test_a_stream_ends_with_its_token(
    stream: Open, change_settings: Change, app: Starlette
) -> None:
    change_settings(websocket_token_check=0.05)
    async with stream(CHANGES) as reader:
        for token in await list_tokens(app.state.database):
            await revoke_token(app.state.database, token.id)
        assert await reader.event() is None


async def test_a_client_that_leaves_is_forgotten(stream: Open, app: Starlette) -> None:
    async with stream("subscription { issues { totalCount } }") as reader:
        await reader.data()
        assert len(app.state.live_queries) == 1
        assert app.state.load.in_flight == 0
    async with asyncio.timeout(5):
        while len(app.state.live_queries) or app.state.open_streams._open:
            await asyncio.sleep(0.01)
    assert app.state.load.in_flight == 0


async def test_a_token_has_so_many_streams(
    stream: Open, http_url: str, writer_headers: Headers, app: Starlette
) -> None:
    app.state.open_streams._most = 3
    async with AsyncExitStack() as stack:
        for _ in range(3):
            await stack.enter_async_context(stream(CHANGES))
        async with httpx.AsyncClient() as client:
            refused = await client.post(
                http_url,
                json={"query": CHANGES},
                headers={**writer_headers, "Accept": "text/event-stream"},
            )
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "5"


async def test_a_locked_gateway_says_so_in_an_event(serve: Callable[..., Any]) -> None:
    served: Served = await serve(locked=True)
    answer = await served.ask(CHANGES, Accept="text/event-stream")
    assert answer.status_code == 200
    assert b'"code":"FORBIDDEN"' in answer.content
    assert answer.content.endswith(b"event: complete\ndata:\n\n")
