"""A small HTTP client on one connection, fast enough for its server to be the bottleneck."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, NamedTuple, Self

import orjson

PATIENCE = 20.0
"""Seconds until a server that says nothing counts as gone."""


class Lost(Exception):
    """The connection ended before the answer did; whether anything was done is unknown.

    `begun` tells whether a part of the answer had come.
    """

    def __init__(self, begun: bool) -> None:
        super().__init__("the connection was lost")
        self.begun = begun


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return orjson.loads(self.body)


class Connection:
    """Requests one after the other, as the holder of one token."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._token = token

    @classmethod
    async def open(cls, port: int, token: str) -> Self:
        """Connect. Raises Lost when nobody listens."""
        try:
            return cls(*await asyncio.open_connection("127.0.0.1", port), token)
        except OSError as error:
            raise Lost(begun=False) from error

    async def send(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask and wait for the answer. Raises Lost."""
        text = b"" if body is None else orjson.dumps(body)
        self.start(method, path, len(text), headers or {})
        return await self.finish(text)

    def start(self, method: str, path: str, length: int, headers: Mapping[str, str]) -> None:
        """Send all of a request but its body of `length` bytes."""
        fields = {
            "Host": "127.0.0.1",
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "Content-Length": str(length),
            **headers,
        }
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {fields[name]}" for name in fields)]
        self._writer.write("\r\n".join([*lines, "", ""]).encode())

    async def part(self, body: bytes) -> None:
        """Send a first part of the body."""
        self._writer.write(body)
        await self._writer.drain()

    async def finish(self, body: bytes) -> Answer:
        """Send the body, wait for the answer. Raises Lost."""
        begun = False
        try:
            self._writer.write(body)
            async with asyncio.timeout(PATIENCE):
                await self._writer.drain()
                head = await self._reader.readuntil(b"\r\n\r\n")
                begun = True
                status, headers = parse(head)
                length = int(headers.get("content-length", 0))
                return Answer(status, headers, await self._reader.readexactly(length))
        except (OSError, asyncio.IncompleteReadError) as error:
            partial = isinstance(error, asyncio.IncompleteReadError) and bool(error.partial)
            raise Lost(begun or partial) from error

    def close(self) -> None:
        self._writer.close()


def parse(head: bytes) -> tuple[int, Mapping[str, str]]:
    """Status and header fields, the names in lower case."""
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}


@asynccontextmanager
async def connected(port: int, token: str, clients: int = 1) -> AsyncIterator[list[Connection]]:
    """Several connections, closed at the end. Raises Lost when nobody listens."""
    opened: list[Connection] = []
    try:
        for _ in range(clients):
            opened.append(await Connection.open(port, token))
        yield opened
    finally:
        for connection in opened:
            connection.close()
