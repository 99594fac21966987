"""HTTP connections that must get to the point: uvicorn waits for request headers for ever."""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class PromptHttpProtocol(HttpToolsProtocol):
    """uvicorn's HTTP protocol with a deadline for the headers of each request.

    A connection that has not sent them `header_seconds` after it was opened, or after the first
    byte of a further request, is closed; the time between requests is uvicorn's keep-alive time.
    """

    header_seconds: ClassVar[float] = 10.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the deadline of the first request."""
        super().connection_made(transport)
        self._deadline = self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline."""
        self._deadline.cancel()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Start the deadline of this request."""
        self._deadline.cancel()
        self._deadline = self._start()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The headers came in time."""
        self._deadline.cancel()
        super().on_headers_complete()

    def _start(self) -> asyncio.TimerHandle:
        return self.loop.call_later(self.header_seconds, self._give_up)

    def _give_up(self) -> None:
        transport: Any = self.transport
        if not transport.is_closing():
            transport.close()
