"""`graphql-transport-ws`: what runs over it, and with which code it ends."""

import asyncio
import gc
import json
import weakref
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from db.tokens import list_tokens, revoke_token
from gateway.access.rate import Rate
from resolvers.execution import subscription
from resolvers.execution.execute import Result
from tests.application import Headers
from tests.protocols.conftest import Change, Connect
from tests.protocols.socket_client import open_socket

VIEWER = "{ viewer { email } }"
ENGINEER = {"viewer": {"email": "engineer@example.com"}}
CHANGES = "subscription { changes { action } }"
CREATE = """
mutation ($title: String!) {
  createIssue(input: {title: $title}) { issue { title } userErrors { code } }
}
"""


@pytest.fixture
def url(sqlite_url: str) -> str:
    """The protocol is the same on both engines."""
    return sqlite_url


async def test_queries_and_mutations_run_over_one_socket(client_socket: Connect) -> None:
    async with client_socket() as client:
        created = await client.run(CREATE, title="Fan stalls")
        assert created["createIssue"] == {"issue": {"title": "Fan stalls"}, "userErrors": []}
        assert await client.run(VIEWER) == ENGINEER
        assert (await client.run("{ issues { totalCount } }"))["issues"] == {"totalCount": 1}


@pytest.mark.parametrize("name", ["Authorization", "authorization"])
async def test_the_token_comes_in_the_first_message(
    socket_url: str, writer_headers: Headers, name: str
) -> None:
    async with open_socket(socket_url) as client:
        await client.initialise({name: writer_headers["Authorization"]})
        assert await client.run(VIEWER) == ENGINEER


async def test_or_with_the_handshake(socket_url: str, writer_headers: Headers) -> None:
    async with open_socket(socket_url, headers=writer_headers) as client:
        await client.initialise()
        assert await client.run(VIEWER) == ENGINEER


async def test_pings_are_answered(socket_url: str) -> None:
    async with open_socket(socket_url) as client:
        await client.send({"type": "ping"})
        assert await client.receive() == {"type": "pong"}


async def test_the_server_pings(client_socket: Connect, change_settings: Change) -> None:
    change_settings(websocket_ping=0.01)
    async with client_socket() as client:
        assert json.loads(await client.connection.recv()) == {"type": "ping"}
        await client.send({"type": "pong"})
        assert await client.run(VIEWER) == ENGINEER


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { changes { nothing } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { a: changes { at } b: changes { at } }", "GRAPHQL_VALIDATION_FAILED"),
        ('subscription { changes(after: "00") { at } }', "BAD_USER_INPUT"),
        ("subscription ($a: String!) { changes(after: $a) { at } }", "BAD_USER_INPUT"),
        ("{ issues(first: 101) { nodes { id } } }", "BAD_USER_INPUT"),
    ],
)
async def test_a_bad_subscribe_is_an_error_and_not_the_end(
    client_socket: Connect, query: str, code: str
) -> None:
    async with client_socket() as client:
        await client.subscribe("bad", query)
        assert (await client.error("bad"))[0]["extensions"]["code"] == code
        assert await client.run(VIEWER, key="bad") == ENGINEER


async def test_a_reader_may_not_change_anything(socket_url: str, reader_headers: Headers) -> None:
    async with open_socket(socket_url) as client:
        await client.initialise(dict(reader_headers))
        await client.subscribe("1", CREATE, title="x")
        assert (await client.error())[0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "[]",
        "null",
        '"ping"',
        "{}",
        '{"type": 1}',
        '{"type": "next", "id": "1"}',
        '{"type": "subscribe", "payload": {"query": "{ viewer { email } }"}}',
        '{"type": "subscribe", "id": "", "payload": {"query": "{ viewer { email } }"}}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": "1", "payload": []}',
        '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{x}", "variables": []}}',
        '{"type": "subscribe", "id": "1", "payload": {"query": "{x}", "operationName": 1}}',
        '{"type": "complete"}',
        '{"type": "ping", "payload": 1}',
        '{"type": "ping", "payload": ' + '{"a":' * 70 + "1" + "}" * 70 + "}",
        b'{"type": "ping"}',
    ],
)
async def test_4400_for_what_is_no_message(client_socket: Connect, frame: str | bytes) -> None:
    async with client_socket() as client:
        await client.connection.send(frame)
        code, reason = await client.closed()
    assert code == 4400
    assert reason


async def test_4401_for_an_operation_before_the_acknowledgement(socket_url: str) -> None:
    async with open_socket(socket_url) as client:
        await client.subscribe("1", VIEWER)
        assert await client.closed() == (4401, "Unauthorized")


@pytest.mark.parametrize(
    "payload",
    [None, {}, {"Authorization": "Bearer igw_invented"}, {"Authorization": 1}, {"token": "x"}],
)
async def test_4401_without_a_valid_token(socket_url: str, payload: object) -> None:
    async with open_socket(socket_url) as client:
        await client.send({"type": "connection_init", "payload": payload})
        code, _ = await client.closed()
    assert code == 4401


@pytest.mark.parametrize("protocols", [(), (Subprotocol("graphql-ws"),)])
async def test_4406_for_another_protocol(
    socket_url: str, protocols: tuple[Subprotocol, ...]
) -> None:
    async with open_socket(socket_url, protocols=protocols) as client:
        assert await client.closed() == (4406, "This socket speaks graphql-transport-ws.")


async def test_4408_for_a_client_that_says_nothing(
    socket_url: str, change_settings: Change
) -> None:
    change_settings(websocket_init_timeout=0.05)
    async with open_socket(socket_url) as client:
        assert await client.closed() == (4408, "Connection initialisation timeout")


async def test_4409_for_an_id_in_use(client_socket: Connect) -> None:
    async with client_socket() as client:
        await client.subscribe("twice", CHANGES)
        await client.subscribe("twice", CHANGES)
        assert await client.closed() == (4409, "Subscriber for twice already exists")


async def test_an_id_can_be_used_again_after_complete(client_socket: Connect) -> None:
    async with client_socket() as client:
        for _ in range(3):
            await client.subscribe("1", CHANGES)
            await client.send({"type": "complete", "id": "1"})
        await client.send({"type": "complete", "id": "never heard of"})
        assert await client.run(VIEWER) == ENGINEER


async def test_4429_for_a_second_connection_init(client_socket: Connect) -> None:
    async with client_socket() as client:
        await client.send({"type": "connection_init"})
        assert await client.closed() == (4429, "Too many initialisation requests")


async def test_4403_when_the_token_is_revoked(
    app: Starlette, client_socket: Connect, change_settings: Change
) -> None:
    change_settings(websocket_token_check=0.05)
    async with client_socket() as client:
        await client.subscribe("1", CHANGES)
        for token in await list_tokens(app.state.database):
            await revoke_token(app.state.database, token.id)
        code, _ = await client.closed()
    assert code == 4403


async def test_4403_for_an_operation_with_a_revoked_token(
    app: Starlette, client_socket: Connect
) -> None:
    async with client_socket() as client:
        for token in await list_tokens(app.state.database):
            await revoke_token(app.state.database, token.id)
        await client.subscribe("1", VIEWER)
        code, _ = await client.closed()
    assert code == 4403


async def test_4429_for_one_socket_too_many_of_a_token(
    client_socket: Connect,
    socket_url: str,
    writer_headers: Headers,
    reader_headers: Headers,
    change_settings: Change,
) -> None:
    change_settings(websocket_connections=2)
    async with client_socket(), client_socket():
        async with open_socket(socket_url) as third:
            await third.send({"type": "connection_init", "payload": dict(writer_headers)})
            assert (await third.closed())[0] == 4429
        async with open_socket(socket_url) as other:
            await other.initialise(dict(reader_headers))  # another token has its own
    async with client_socket() as again:
        assert await again.run(VIEWER) == ENGINEER


async def test_operations_of_one_socket_are_limited(
    client_socket: Connect, change_settings: Change
) -> None:
    change_settings(websocket_operations=2)
    async with client_socket() as client:
        await client.subscribe("a", CHANGES)
        await client.subscribe("b", CHANGES)
        await client.subscribe("c", VIEWER)
        (error,) = await client.error("c")
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        await client.send({"type": "complete", "id": "a"})
        assert await client.run(VIEWER, key="c") == ENGINEER


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
async def test_pages_of_others_are_refused(socket_url: str, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with open_socket(socket_url, headers={"Origin": origin}):
            pass
    assert refused.value.response.status_code == 403


async def test_our_own_pages_and_allowed_ones_may_connect(
    socket_url: str, change_settings: Change, writer_headers: Headers
) -> None:
    change_settings(websocket_origins="https://board.lab.example https://other.example")
    own = socket_url.replace("ws", "http", 1).removesuffix("/graphql")
    for origin in (own, "https://board.lab.example"):
        async with open_socket(socket_url, headers={"Origin": origin}) as client:
            await client.initialise(dict(writer_headers))


async def test_a_client_that_leaves_ends_its_operations(client_socket: Connect) -> None:
    before = len(asyncio.all_tasks())
    for _ in range(3):
        async with client_socket() as client:
            await client.subscribe("1", CHANGES)
            client.connection.transport.abort()
    async with asyncio.timeout(5):
        while len(asyncio.all_tasks()) > before:
            await asyncio.sleep(0.01)


async def test_a_client_that_leaves_leaves_no_messages_behind(
    client_socket: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even until the garbage collector comes: each message may have megabytes."""

    class Tracked(Result):
        """A result with a place for weak references."""

    results: list[weakref.ref[Result]] = []

    def tracked(*given: Any, **named: Any) -> Result:
        result = Tracked(*given, **named)
        results.append(weakref.ref(result))
        return result

    monkeypatch.setattr(subscription, "Result", tracked)
    before = len(asyncio.all_tasks())
    gc.disable()
    try:
        async with client_socket() as client:
            await client.subscribe("1", CHANGES)
            async with client_socket() as other:
                await other.run(CREATE, title="A change")
            assert await client.result() == {"changes": {"action": "CREATED"}}
            client.connection.transport.abort()
        async with asyncio.timeout(5):
            while len(asyncio.all_tasks()) > before:
                await asyncio.sleep(0.01)
        assert [result() for result in results] == [None]
    finally:
        gc.enable()


async def test_operations_take_from_the_bucket_of_the_token(
    app: Starlette, client_socket: Connect, client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    async with client_socket() as socket:
        app.state.token_buckets.rate = Rate(per_second=0.01, burst=3)
        assert await socket.run(VIEWER) == ENGINEER
        answer = await client.post("/graphql", headers=writer_headers, json={"query": VIEWER})
        assert answer.status_code == 200
        await socket.subscribe("1", CHANGES)
        for _ in range(2):
            await socket.subscribe("2", VIEWER)
            (error,) = await socket.error("2")
            assert error["message"] == "Too many requests."
            assert error["extensions"] == {"code": "RATE_LIMITED", "retryAfter": 100}
        assert (await client.get("/graphql", headers=writer_headers)).status_code == 429
        app.state.token_buckets.rate = Rate(0, 1)
        assert await socket.run(VIEWER, key="2") == ENGINEER


async def test_sockets_of_strangers_take_from_the_bucket_of_their_address(
    app: Starlette, socket_url: str, client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    app.state.address_buckets.rate = Rate(per_second=0.01, burst=2)
    codes = []
    for payload in ({"Authorization": "Bearer igw_invented"}, None, None):
        async with open_socket(socket_url) as socket:
            await socket.send({"type": "connection_init", "payload": payload})
            codes.append(await socket.closed())
    assert [code for code, _ in codes] == [4401, 4401, 4429]
    assert codes[-1][1] == "Too many initialisation requests: wait 100 s"
    assert (await client.get("/graphql")).status_code == 429
    # Whoever has a token does not notice.
    async with open_socket(socket_url) as socket:
        await socket.initialise(dict(writer_headers))
        assert await socket.run(VIEWER) == ENGINEER


async def test_a_busy_process_begins_no_operations(app: Starlette, client_socket: Connect) -> None:
    async with client_socket() as socket:
        app.state.load.in_flight = app.state.settings.most_in_flight
        await socket.subscribe("1", VIEWER)
        (error,) = await socket.error()
        assert error["extensions"] == {"code": "UNAVAILABLE", "retryAfter": 1}
        app.state.load.in_flight = 0
        assert await socket.run(VIEWER) == ENGINEER
