"""What only a whole process shows of its sockets: limits of the server below, and its end."""

import json
from pathlib import Path

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


async def test_1012_when_the_server_stops(tmp_path: Path) -> None:
    gateway = start_gateway(tmp_path)
    async with open_socket(gateway.socket_url) as client:
        await client.initialise(gateway.headers)
        await client.subscribe("1", "subscription { changes { action } }")
        await client.run("{ viewer { email } }", key="2")
        assert stop_gateway(gateway) == 0
        assert (await client.closed())[0] == 1012
