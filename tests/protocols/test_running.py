"""What only a whole process shows of its sockets: limits of the server below, and its end."""

import asyncio
import json
import time
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from tests.protocols.socket_client import open_socket
from tests.server import Gateway, start_gateway, stop_gateway

LIMIT = 64 * 1024
PING = {"type": "ping", "payload": {"text": ""}}


@pytest.mark.parametrize(("size", "code"), [(LIMIT, None), (LIMIT + 1, 1009)])
async def test_a_message_has_at_most_64_kib(
    running_gateway: Gateway, size: int, code: int | None
) -> None:
    padding = "x" * (size - len(json.dumps(PING)))
    async with open_socket(running_gateway.socket_url) as client:
        await client.initialise(running_gateway.headers)
        await client.send({"type": "ping", "payload": {"text": padding}})
        if code is None:
            assert await client.receive() == {"type": "pong"}
        else:
            assert (await client.closed())[0] == code


@pytest.mark.parametrize("workers", [1, 2])
async def test_what_was_begun_is_finished_and_sockets_close_with_1012(
    tmp_path: Path, workers: int
) -> None:
    gateway = start_gateway(tmp_path, "--workers", str(workers))
    body = b'{"title": "Begun", "description": []}'
    head = (
        "POST /api/v1/issues HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {gateway.token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    port = int(gateway.base_url.rpartition(":")[2])
    async with AsyncExitStack() as stack:
        # Enough that each worker has some of them.
        clients = [
            await stack.enter_async_context(open_socket(gateway.socket_url)) for _ in range(8)
        ]
        for client in clients:
            await client.initialise(gateway.headers)
            await client.subscribe("1", "subscription { changes { action } }")
            await client.run("{ viewer { email } }", key="2")
        begun = [await asyncio.open_connection("127.0.0.1", port) for _ in range(8)]
        for _, writer in begun:
            writer.write(head.encode() + body[:10])
            await writer.drain()
        await asyncio.sleep(0.2)
        stopping = asyncio.create_task(asyncio.to_thread(stop_gateway, gateway))
        assert {(await client.closed())[0] for client in clients} == {1012}
        for reader, writer in begun:
            writer.write(body[10:])
            assert (await reader.readline()).startswith(b"HTTP/1.1 201")
            writer.close()
        assert await stopping == 0


async def test_event_streams_end_when_the_server_is_stopped(tmp_path: Path) -> None:
    gateway = start_gateway(tmp_path)
    body = {"query": "subscription { issues(first: 1) { totalCount } }"}
    headers = {**gateway.headers, "Accept": "text/event-stream"}
    async with (
        httpx.AsyncClient(timeout=30) as client,
        client.stream("POST", gateway.graphql_url, json=body, headers=headers) as stream,
    ):
        lines = stream.aiter_lines()
        while await anext(lines) != "event: next":
            pass
        began = time.monotonic()
        stopping = asyncio.create_task(asyncio.to_thread(stop_gateway, gateway))
        # Ended whole: an answer that is cut off raises RemoteProtocolError.
        rest = "\n".join([line async for line in lines])
        assert await stopping == 0
        assert time.monotonic() - began < 10
    assert '"totalCount"' in rest
