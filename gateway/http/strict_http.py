"""Strict HTTP: refuse requests that a proxy in front could parse differently.

The parser (llhttp in strict mode) refuses most of them; this module refuses the rest.
"""

import re
from collections.abc import Sequence
from typing import Any

import httptools
import structlog
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from gateway.http.headers import CHUNK_FRAME, LARGEST_HEAD
from rest_compat.problem import Problem

CLOSE = (b"connection", b"close")

Headers = Sequence[tuple[bytes, bytes]]

# The parser keeps blanks after a value, which are allowed (RFC 9112, section 5).
_AUTHORITY = re.compile(rb"(?:\[[\da-fA-F:.]+\]|[\w.~%!$&'()*+,;=-]*)(?::\d*)?[ \t]*")
_CHUNKED = re.compile(rb"chunked[ \t]*", re.IGNORECASE)
_ABSOLUTE = re.compile(rb"https?://([^/?#]*)", re.IGNORECASE)

log = structlog.get_logger()


class AmbiguousError(httptools.HttpParserError):
    """A request that could be parsed in more than one way."""


class TooLargeError(AmbiguousError):
    """A request with too many bytes outside its body."""


def require_wellformed(method: str, version: str, target: bytes, headers: Headers) -> None:
    """Refuse what RFC 9112 requires or permits a server to refuse.

    `target` and `headers` are as received, names in lower case. Raises AmbiguousError.
    """
    if version not in ("1.1", "1.0"):
        raise AmbiguousError("version")
    if method == "CONNECT" or b"#" in target:
        raise AmbiguousError("request line")
    known = dict(headers)
    if len(known) < len(headers):
        names = [name for name, _ in headers]
        if any(names.count(name) > 1 for name in (b"host", b"transfer-encoding")):
            raise AmbiguousError("a header that is there twice")
    host, coding = known.get(b"host"), known.get(b"transfer-encoding")
    # Section 3.2; a client of HTTP/1.0 may omit Host.
    if (host is None and version == "1.1") or (host and not _AUTHORITY.fullmatch(host)):
        raise AmbiguousError("Host")
    # Section 6.1: a part of the body must not be taken for the next request.
    if coding is not None and (version == "1.0" or not _CHUNKED.fullmatch(coding)):
        raise AmbiguousError("Transfer-Encoding")
    if not target.startswith(b"/"):
        _require_same_host(target, host)


def _require_same_host(target: bytes, host: bytes | None) -> None:
    """Section 3.2.2: a proxy could use one of two names and this server the other."""
    if target == b"*":
        return
    absolute = _ABSOLUTE.match(target)
    if absolute is None or (host is not None and host.rstrip().lower() != absolute[1].lower()):
        raise AmbiguousError("request target")


class StrictHttpProtocol(HttpToolsProtocol):
    """uvicorn's HTTP protocol for untrusted clients and proxies.

    An ambiguous request is 400, more than `LARGEST_HEAD` bytes outside a body are 431, and both end
    the connection. Each request has exactly one answer: a valid request is answered even if a bad
    one follows, and the rest of a refused request is not answered again. Trailers do not become
    headers, since a proxy may not have checked them. An upgrade to a protocol other than WebSocket,
    such as HTTP/2, is ignored (RFC 9110, section 7.8).
    """

    _around = 0
    """Bytes outside the body, received after the piece in which the request began."""
    _piece = 0
    """Bytes of the current piece."""
    _declined = False
    """Whether the request asks for an unsupported protocol."""

    def data_received(self, data: bytes) -> None:
        """Parse received bytes, which may hold several requests."""
        self._unset_keepalive_if_required()
        self._piece = len(data)
        self._around += len(data)
        try:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                self._upgrade(memoryview(data)[upgrade.args[0] :])
            if self._around > LARGEST_HEAD:
                raise TooLargeError("too many bytes outside the body")
        except httptools.HttpParserError as error:
            self._refuse(error)

    def _upgrade(self, rest: memoryview) -> None:
        """Upgrade to WebSocket, or ignore the request to upgrade.

        `rest` are the bytes after the headers, which the parser has left for the new protocol.
        Raises httptools.HttpParserError.
        """
        while self._declined:
            self._declined = False
            head = self._head_without_upgrade()
            self.parser = httptools.HttpRequestParser(self)
            self.parser.feed_data(head)
            try:
                self.parser.feed_data(rest)
                return
            except httptools.HttpParserUpgrade as upgrade:
                rest = rest[upgrade.args[0] :]
        self.handle_websocket_upgrade()

    def _head_without_upgrade(self) -> bytes:
        version = self.parser.get_http_version().encode()
        lines = [b"%b %b HTTP/%b" % (self.parser.get_method(), self.url, version)]
        lines += [b"%b: %b" % header for header in self.headers if header[0] != b"upgrade"]
        return b"\r\n".join([*lines, b"", b""])

    def on_message_begin(self) -> None:
        """Start to count the bytes of a request."""
        self._around = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Start the request, if it is well-formed. Raises httptools.HttpParserError."""
        if self._around + self._piece > LARGEST_HEAD:
            size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
            if size > LARGEST_HEAD:
                raise TooLargeError("too many headers")
        method = self.parser.get_method().decode("ascii")
        require_wellformed(method, self.parser.get_http_version(), self.url, self.headers)
        if self.parser.should_upgrade() and not self._should_upgrade():
            self._declined = True
            return
        super().on_headers_complete()
        # Trailers are added to this copy; the request keeps the original.
        self.headers = list(self.headers)

    def on_body(self, body: bytes) -> None:
        """Receive a piece of the body."""
        if self._around:
            self._around = max(0, self._around - len(body) - CHUNK_FRAME)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End the request, unless it will be read again."""
        if not self._declined:
            super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection over to websockets, which does not answer an invalid request."""
        super().handle_websocket_upgrade()
        socket = self.transport.get_protocol()
        if not socket.handshake_initiated:  # type: ignore[attr-defined]
            self._answer(Problem(400, "Not a WebSocket handshake."))

    def _refuse(self, error: httptools.HttpParserError) -> None:
        # The parser wraps exceptions of its callbacks. The text of other exceptions is not shown,
        # since it may contain data of the request.
        cause = error.__context__ if isinstance(error.__context__, AmbiguousError) else error
        log.warning("request refused", reason=str(cause))
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None:
            self._answer(_problem(cause))
        elif cycle.more_body and (cycle.response_started or self.pipeline):
            # The client would take a second answer for the answer to its next request.
            transport: Any = self.transport
            transport.abort()
        elif cycle.more_body or cycle.response_complete:
            self._answer(_problem(cause))
        else:
            # The previous request is valid and has its own answer.
            cycle.keep_alive = False
            self.flow.pause_reading()

    def _answer(self, problem: Problem) -> None:
        """Answer outside of the application, and close."""
        response = problem.response()
        lines = [b"%b: %b\r\n" % header for header in (*response.raw_headers, CLOSE)]
        status = STATUS_LINE[problem.status]
        self.transport.write(b"".join((status, *lines, b"\r\n", response.body)))
        self.transport.close()


def _problem(error: Exception) -> Problem:
    if isinstance(error, TooLargeError):
        return Problem(431, f"Request line and headers may have at most {LARGEST_HEAD} bytes.")
    return Problem(400, "The request is not valid, unambiguous HTTP.")
