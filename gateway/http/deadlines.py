"""Deadlines of HTTP connections: uvicorn itself waits for its clients without limit."""

import asyncio
from functools import partial
from typing import Any

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from gateway.http.strict_http import StrictHttpProtocol

DRAIN = "drain"
"""Key of a request's state that holds the function to end its stream."""


def _no_stream() -> None:
    """No-op: an ordinary request ends by itself."""


class PromptHttpProtocol(StrictHttpProtocol):
    """uvicorn's HTTP protocol with deadlines for slow clients.

    A connection is closed when the headers of a request are incomplete `header_seconds` after the
    connection was opened or after the first byte of a further request. It is also closed when the
    client receives nothing of an answer for `send_seconds`. The time between requests is uvicorn's
    keep-alive time, that for a body is in `gateway.http.body_limit`.
    """

    def __init__(
        self, *args: object, header_seconds: float, send_seconds: float, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what uvicorn passes
        self.header_seconds = header_seconds
        self.send_seconds = send_seconds

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the deadline of the first request."""
        super().connection_made(transport)
        self._stalled: asyncio.TimerHandle | None = None
        self._awaits_headers = True
        self._late: asyncio.TimerHandle | None = self._give_up_in(self.header_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the deadlines."""
        self._arrived()
        self._resumed()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Start the header deadline when headers are incomplete.

        Bytes after an answer that do not form a request must not keep the connection open either.
        """
        super().data_received(data)
        if self._late is None and (self._awaits_headers or self._is_between_requests()):
            self._late = self._give_up_in(self.header_seconds)

    def _is_between_requests(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or not cycle.response_complete:
            return False
        # A WebSocket has deadlines of its own.
        return self.transport.get_protocol() is self

    def on_message_begin(self) -> None:
        """Cancel the header deadline: a request has begun."""
        self._awaits_headers = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Cancel the header deadline: the headers are complete."""
        self._awaits_headers = False
        self._arrived()
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """Start the send deadline: the client reads too slowly."""
        super().pause_writing()
        self._stalled = self._give_up_in(self.send_seconds)

    def resume_writing(self) -> None:
        """Cancel the send deadline: the client has received most of the answer."""
        self._resumed()
        super().resume_writing()

    def shutdown(self) -> None:
        """Finish the current request; an endless stream is told to stop."""
        super().shutdown()
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            cycle.scope["state"].get(DRAIN, _no_stream)()

    def _arrived(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _resumed(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _give_up_in(self, seconds: float) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, self._give_up)

    def _give_up(self) -> None:
        # `close` would wait for unsent data.
        transport: Any = self.transport
        transport.abort()


def with_deadlines(header_seconds: float, send_seconds: float) -> Any:
    """Return the protocol with its deadlines, in seconds, as uvicorn's option `http`.

    uvicorn declares a class, but only calls it; a partial also reaches the worker processes.
    """
    return partial(PromptHttpProtocol, header_seconds=header_seconds, send_seconds=send_seconds)
