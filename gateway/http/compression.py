"""Compressed answers: zstd, br or gzip (RFC 9110, sections 8.4 and 12.5.3)."""

import asyncio
import sys
import zlib
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import brotli
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.http.headers import header
from resolvers.execution.trace import Trace

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SMALLEST = 1024
"""Minimum bytes of an answer that is compressed: a smaller one fits into one packet."""
ON_THE_LOOP = 16 * 1024
"""Up to this many bytes, compressing is faster than a call of another thread."""
MOST_WAITING = 8
"""Maximum large answers that wait for the thread; further ones are sent uncompressed."""
TYPES = ("application/json", "application/graphql-response+json", "application/problem+json")
ONCE = (b"content-encoding", b"content-range", b"accept-ranges", b"content-disposition")
"""An answer with one of these fields is not compressed: files, ranges, encoded answers."""

CODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=4)),
    "gzip": lambda body: zlib.compress(body, 5, wbits=31),
    "zstd": lambda body: zstd.compress(body, 3),
}
"""The first one that the client takes is used. zstd is the last, for clients that ask for nothing
else: the HTTP library of graphql-codegen announces it on Node 20, where it cannot read it."""
SUFFIXES: Mapping[str, str] = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}
"""Ends of the names of files that are compressed once: the smallest first."""


@lru_cache(maxsize=256)
def preferred_coding(accept: str | None, offered: Sequence[str] = tuple(CODINGS)) -> str | None:
    """Choose the coding for an `Accept-Encoding`; None for no coding.

    The quality decides, then the order of `offered`.
    """
    if not accept or not offered:
        return None
    qualities = dict(map(_quality, accept.lower().split(",")))
    others = qualities.get("*", 0.0)
    best = max(offered, key=lambda coding: qualities.get(coding, others))
    quality = qualities.get(best, others)
    return best if quality > 0 and quality >= qualities.get("identity", 0.0) else None


def _quality(part: str) -> tuple[str, float]:
    coding, _, parameter = part.partition(";")
    name, _, value = parameter.partition("=")
    try:
        return coding.strip(), float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return coding.strip(), 0.0


def tag_of(tag: bytes, coding: str) -> bytes:
    """Return the entity tag of an answer with a plain `tag` in a coding."""
    return tag[:-1] + b"-" + coding.encode() + b'"'


class Compression:
    """Middleware: compresses answers of JSON, the large ones in a thread of its own.

    Streamed answers are not compressed: event streams, files, tables. Answers about the caller are
    not either, so that their length does not reveal their texts (`docs/security.md`).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="compression")
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        coding = preferred_coding(header(scope, b"accept-encoding"))
        await self.app(scope, receive, _Sender(self, scope, coding, send))

    async def compress(self, body: bytes, coding: str) -> bytes | None:
        """Compress a body; None when too many are waiting."""
        encode = CODINGS[coding]
        if len(body) <= ON_THE_LOOP:
            return encode(body)
        if self._waiting >= MOST_WAITING:
            return None
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._thread, encode, body)
        finally:
            self._waiting -= 1


class _Sender:
    """A `send` that delays the start of an answer until its first body part is known."""

    __slots__ = ("_coding", "_compression", "_scope", "_send", "_start")

    def __init__(
        self, compression: Compression, scope: Scope, coding: str | None, send: Send
    ) -> None:
        self._compression = compression
        self._scope = scope
        self._coding = coding
        self._send = send
        self._start: Message | None = None

    def __call__(self, message: Message) -> Awaitable[None]:
        """Handle one message of the answer."""
        if message["type"] == "http.response.start":
            fields = dict(message.get("headers", ()))
            if _may_be_encoded(fields):
                if self._coding is None:
                    return self._send({**message, "headers": _varied(message["headers"])})
                self._start = message
                return _done()
        elif self._start is not None:
            start, self._start = self._start, None
            return self._both(start, message, self._coding or "")
        return self._send(message)

    async def _both(self, start: Message, message: Message, coding: str) -> None:
        body: bytes = message.get("body", b"")
        headers = _varied(start["headers"])
        if start["status"] == 304:
            headers = _with_held_tag(headers, header(self._scope, b"if-none-match") or "")
        elif self._scope["method"] == "HEAD":
            if _length(headers) >= SMALLEST and not self._is_about_caller():
                headers = _encoded(headers, None, coding)
        elif len(body) >= SMALLEST and not message.get("more_body", False):
            compressed = await self._compressed(body, headers, coding)
            if compressed is not None:
                body, message = compressed, {**message, "body": compressed}
                headers = _encoded(headers, len(body), coding)
        await self._send({**start, "headers": headers})
        await self._send(message)

    async def _compressed(
        self, body: bytes, headers: Sequence[tuple[bytes, bytes]], coding: str
    ) -> bytes | None:
        """Return the compressed body; the response cache keeps it with its answer."""
        if self._is_about_caller():
            return None
        trace: Trace | None = self._scope["state"].get("trace")
        cached = trace.cached if trace else None
        if cached is None:
            return await self._compression.compress(body, coding)
        fields = dict(headers)
        name: Hashable = (coding, fields.get(b"etag"), fields.get(b"content-type"), len(body))
        made = cached.made.get(name)
        if made is None:
            made = await self._compression.compress(body, coding)
            if made is not None:
                cached.add(name, made)
        return made

    def _is_about_caller(self) -> bool:
        trace: Trace | None = self._scope["state"].get("trace")
        return trace is not None and trace.about_caller


async def _done() -> None:
    """No-op: there is nothing to send yet."""


def _may_be_encoded(fields: Mapping[bytes, bytes]) -> bool:
    """Tell whether an answer may be compressed, for a client that accepts a coding."""
    kind = fields.get(b"content-type")
    if kind is None:
        # 304 has no body; its tag is that of the client's copy.
        return b"etag" in fields and b"accept-ranges" not in fields
    return kind.partition(b";")[0].decode("latin-1") in TYPES and not any(
        name in fields for name in ONCE
    )


def _varied(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Add `Accept-Encoding` to the fields that the answer depends on."""
    rest = [(name, value) for name, value in headers if name != b"vary"]
    given = [value for name, value in headers if name == b"vary"]
    return [*rest, (b"vary", b", ".join([*given, b"Accept-Encoding"]))]


def _length(headers: Sequence[tuple[bytes, bytes]]) -> int:
    return next((int(value) for name, value in headers if name == b"content-length"), 0)


def _encoded(
    headers: Sequence[tuple[bytes, bytes]], length: int | None, coding: str
) -> list[tuple[bytes, bytes]]:
    """Change the fields of an answer to those of the same answer in a coding.

    HEAD compresses nothing, so it leaves the length out (RFC 9110, section 9.3.2).
    """
    changed = [(b"content-encoding", coding.encode())]
    for name, value in headers:
        if name == b"content-length":
            if length is not None:
                changed.append((name, b"%d" % length))
        elif name == b"etag":
            changed.append((name, tag_of(value, coding)))
        else:
            changed.append((name, value))
    return changed


def _with_held_tag(
    headers: Sequence[tuple[bytes, bytes]], if_none_match: str
) -> list[tuple[bytes, bytes]]:
    """Give 304 the tag that the client has sent, which may have the suffix of a coding."""
    held = if_none_match.encode("latin-1")

    def of(tag: bytes) -> bytes:
        variants = (tag, *(tag_of(tag, coding) for coding in CODINGS))
        return next((variant for variant in variants if variant in held), tag)

    return [(name, of(value) if name == b"etag" else value) for name, value in headers]
