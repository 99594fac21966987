"""A proxy between a client and the PostgreSQL server that can stall or disconnect."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.engine import make_url

SOCKET_NAME = ".s.PGSQL."
DEFAULT_PORT = 5432


class Wire:
    """Passes bytes on in both directions while `open` is set."""

    def __init__(self, url: str) -> None:
        address = make_url(url)
        self._directory = address.query.get("host", address.host)
        self._port = address.port or int(str(address.query.get("port", DEFAULT_PORT)))
        self._address = address
        self._tasks: set[asyncio.Task[None]] = set()
        self.refusing = False
        self.passed = 0
        self.most: float = math.inf
        """Bytes after which the wire stalls by itself."""
        self.open = asyncio.Event()
        self.open.set()

    @asynccontextmanager
    async def laid(self) -> AsyncIterator[str]:
        """The address of the database at this end of the wire."""
        server = await asyncio.start_server(self._accept, "127.0.0.1")
        port = server.sockets[0].getsockname()[1]
        here = self._address.set(host="127.0.0.1", port=port, query={})
        try:
            yield here.render_as_string(hide_password=False)
        finally:
            server.close()
            self.cut()

    def cut(self) -> None:
        """Close every connection; new ones go through unless `refusing`."""
        for task in self._tasks:
            task.cancel()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            writer.close()
            return
        if str(self._directory).startswith("/"):
            path = f"{self._directory}/{SOCKET_NAME}{self._port}"
            far_reader, far_writer = await asyncio.open_unix_connection(path)
        else:
            far_reader, far_writer = await asyncio.open_connection(str(self._directory), self._port)
        for source, target in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.create_task(self._pass_on(source, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                self.passed += len(data)
                if self.passed > self.most:
                    self.open.clear()
                await self.open.wait()
                target.write(data)
                await target.drain()
        except OSError:
            pass
        finally:
            target.close()
