"""Sending one message: signed as Standard Webhooks say, to public addresses only.

Source: github.com/standard-webhooks, specification 1.0.
"""

import asyncio
import base64
import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.lazy import lazily

if TYPE_CHECKING:
    import httpcore

    from gateway.webhooks import network
else:
    network = lazily("gateway.webhooks.network")

LONGEST_ANSWER = 1024
"""Maximum bytes of an answer that are read and kept."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The outcome of an attempt: the status and beginning of an answer, or a problem."""

    status: int | None
    text: str | None
    problem: str | None

    @property
    def arrived(self) -> bool:
        """Return whether the receiver has accepted the message."""
        return self.status is not None and 200 <= self.status < 300


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return the `webhook-signature` of a message; `secret` begins with `whsec_`."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


class Sender:
    """Sends messages. `timeout` is for a whole attempt, in seconds."""

    def __init__(self, *, private: bool, timeout: float) -> None:
        self._private = private
        self._timeout = timeout
        self._pool: httpcore.AsyncConnectionPool | None = None

    async def send(self, url: str, secret: str, message_id: str, body: bytes) -> Attempt:
        """Send a message once. Follows no redirect; a failure of the receiver does not raise."""
        timestamp = int(time.time())
        headers: dict[bytes | str, bytes | str] = {
            "content-type": "application/json",
            "user-agent": "issue-gateway",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(secret, message_id, timestamp, body),
        }
        if self._pool is None:
            self._pool = network.open_pool(private=self._private)
        status: int | None = None
        text = b""
        try:
            async with (
                asyncio.timeout(self._timeout),
                self._pool.stream("POST", url, headers=headers, content=body) as response,
            ):
                status = response.status
                async for chunk in response.aiter_stream():
                    text += chunk
                    if len(text) >= LONGEST_ANSWER:
                        break
        except Exception as error:
            # After a status of success, a failure in the rest of the answer does not matter.
            if status is None:
                return Attempt(None, None, _described(error, self._timeout))
        answer = text[:LONGEST_ANSWER].decode(errors="replace").replace("\0", "\ufffd")
        return Attempt(status, answer, None)

    async def close(self) -> None:
        """Close all connections."""
        if self._pool is not None:
            await self._pool.aclose()


def _described(error: Exception, timeout: float) -> str:
    if isinstance(error, TimeoutError):
        return f"No answer within {timeout:g} seconds."
    return (str(error) or type(error).__name__)[:300]
