"""A receiver of webhooks whose behaviour a test sets."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

PATIENCE = 20.0
"""Seconds until a message that does not come counts as missing."""

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def status(code: int, *headers: str) -> bytes:
    """An answer without a body."""
    lines = "".join(f"{each}\r\n" for each in headers)
    return f"HTTP/1.1 {code} X\r\nContent-Length: 0\r\n{lines}\r\n".encode()


@dataclass(frozen=True)
class Message:
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def title(self) -> Any:
        return self.json["data"]["patch"].get("title")


Behaviour = Callable[[Message], bytes | None]


class Receiver:
    """Keeps all messages. `behave` answers the bytes to send; None resets the connection.

    `delay` is how many seconds it takes before it answers.
    """

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/hook"
        self.messages: list[Message] = []
        self.behave: Behaviour = lambda message: OK
        self.delay = 0.0
        self._came = asyncio.Event()

    async def wait(self, count: int) -> list[Message]:
        """All messages as soon as there are so many."""
        async with asyncio.timeout(PATIENCE):
            while len(self.messages) < count:
                self._came.clear()
                await self._came.wait()
        return self.messages

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode().splitlines()
                pairs = [line.split(": ", 1) for line in lines if line]
                headers = {name.lower(): value for name, value in pairs}
                body = await reader.readexactly(int(headers["content-length"]))
                message = Message(first.split()[1], headers, body)
                answer = self.behave(message)
                self.messages.append(message)
                self._came.set()
                await asyncio.sleep(self.delay)
                if answer is None:
                    writer.transport.abort()
                    return
                writer.write(answer)
                await writer.drain()
                if b"Content-Length: 100000" in answer:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """Run a receiver on a free port of this machine."""
    receiver = Receiver(0)
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with server:
        yield receiver
