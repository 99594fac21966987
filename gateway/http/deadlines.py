"""HTTP connections that must get to the point: uvicorn waits for its clients for ever."""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from gateway.http.strict_http import StrictHttpProtocol

DRAIN = "drain"
"""The key of a request's state under which a stream leaves what is to be called for its end."""


def _no_stream() -> None:
    """No-op: an ordinary request ends by itself."""


class PromptHttpProtocol(StrictHttpProtocol):
    """uvicorn's HTTP protocol with deadlines for what a client may take its time with.

    A connection that has not sent the headers of a request `header_seconds` after it was opened, or
    after the first byte of a further request, is closed; so is one that for `send_seconds` takes
    nothing of an answer. The time between requests is uvicorn's keep-alive time, that for a body is
    in `gateway.http.body_limit`.
    """

    header_seconds: ClassVar[float] = 10.0
    send_seconds: ClassVar[float] = 30.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the deadline of the first request."""
        super().connection_made(transport)
        self._stalled: asyncio.TimerHandle | None = None
        self._awaits_headers = True
        self._late: asyncio.TimerHandle | None = self._give_up_in(self.header_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadlines."""
        self._arrived()
        self._resumed()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Start a deadline after what is not the whole of a request's headers: little is.

        What comes after an answer and is no request must not keep the connection either.
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
        """Note that a request has begun."""
        self._awaits_headers = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The headers came in time."""
        self._awaits_headers = False
        self._arrived()
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """The client does not keep up: start its deadline."""
        super().pause_writing()
        self._stalled = self._give_up_in(self.send_seconds)

    def resume_writing(self) -> None:
        """The client has taken most of what was waiting for it."""
        self._resumed()
        super().resume_writing()

    def shutdown(self) -> None:
        """Finish the request under way, which a stream without an end must be told of."""
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
        # Not `close`, which would wait for what is still to be sent.
        transport: Any = self.transport
        transport.abort()
