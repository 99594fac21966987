"""A TCP connection that can be cut, as a network is: nothing arrives, and nothing is refused."""

import asyncio
from contextlib import suppress
from typing import Self


class Link:
    """Passes bytes from a port of `host` to the same port of `target`, unless it is cut."""

    def __init__(self, host: str, target: str, port: int) -> None:
        self.host = host
        self.target = target
        self.port = port
        self._whole = asyncio.Event()
        self._whole.set()
        self._passing: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    @classmethod
    async def open(cls, host: str, target: str, port: int) -> Self:
        """Listen."""
        link = cls(host, target, port)
        link._server = await asyncio.start_server(link._serve, host, port)
        return link

    def cut(self) -> None:
        """Hold back all bytes, and connections too, until `mend`."""
        self._whole.clear()

    def mend(self) -> None:
        """Deliver what was held back, as TCP does when a network is back."""
        self._whole.set()

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in self._passing:
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._passing.add(task)
        try:
            with suppress(OSError, asyncio.CancelledError):
                await self._whole.wait()
                await self._pass(reader, writer)
        finally:
            self._passing.discard(task)
            writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(self.target, self.port)
        ways = (self._copy(reader, back), self._copy(there, writer))
        tasks = [asyncio.ensure_future(way) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            back.close()
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            await self._whole.wait()
            writer.write(data)
            await writer.drain()
