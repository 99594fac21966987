"""A client of `graphql-transport-ws` that sends exactly the messages of a test."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

PATIENCE = 20.0
"""Seconds until a message that does not come counts as missing."""

PROTOCOL = Subprotocol("graphql-transport-ws")

Message = dict[str, Any]


class SocketClient:
    """One socket."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def send(self, message: object) -> None:
        await self.connection.send(json.dumps(message))

    async def receive(self) -> Message:
        """The next message that is not a ping."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message: Message = json.loads(await self.connection.recv())
                if message["type"] != "ping":
                    return message

    async def initialise(self, payload: object = None) -> None:
        await self.send({"type": "connection_init", "payload": payload})
        assert await self.receive() == {"type": "connection_ack"}

    async def subscribe(self, key: str, query: str, **variables: object) -> None:
        payload = {"query": query, "variables": variables}
        await self.send({"id": key, "type": "subscribe", "payload": payload})

    async def result(self, key: str = "1") -> Any:
        """The data of the next result, which must be of the operation `key`."""
        message = await self.receive()
        assert (message["id"], message["type"]) == (key, "next"), message
        return message["payload"]["data"]

    async def run(self, query: str, key: str = "1", **variables: object) -> Any:
        """Run an operation with one result; its data."""
        await self.subscribe(key, query, **variables)
        data = await self.result(key)
        assert await self.receive() == {"id": key, "type": "complete"}
        return data

    async def error(self, key: str = "1") -> list[Any]:
        """The errors with which the operation `key` ends."""
        message = await self.receive()
        assert (message["id"], message["type"]) == (key, "error"), message
        errors: list[Any] = message["payload"]
        return errors

    async def closed(self) -> tuple[int | None, str | None]:
        """Code and reason with which the server ends the socket; what it says before is let go."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    await self.connection.recv()
        except ConnectionClosed as closed:
            received = closed.rcvd
            return (received.code, received.reason) if received else (None, None)


@asynccontextmanager
async def open_socket(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    protocols: tuple[Subprotocol, ...] = (PROTOCOL,),
) -> AsyncIterator[SocketClient]:
    """A socket that has not said anything yet."""
    async with connect(
        url, subprotocols=protocols or None, additional_headers=headers
    ) as connection:
        yield SocketClient(connection)
