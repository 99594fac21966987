"""Sending one message: signed as Standard Webhooks say, to public addresses only.

Source: github.com/standard-webhooks, specification 1.0.
"""

import asyncio
import base64
import hashlib
import hmac
import ipaddress
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass

import httpcore

LONGEST_ANSWER = 1024
"""Maximum bytes of an answer that are read and kept."""

MOST_ADDRESSES = 4
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateTargetError(Exception):
    """A target that is not on the public internet."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} is a private address; to allow those set ISSUE_GATEWAY_WEBHOOK_PRIVATE=true."
        )


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


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public internet, whatever form it is written in."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to the same addresses that it has checked.

    The name is resolved once, so a second resolution cannot lead elsewhere.
    """

    def __init__(self, private: bool) -> None:
        self._private = private
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect. Raises PrivateTargetError, OSError, and what httpcore raises."""
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not self._private and not all(map(is_public, addresses)):
            raise PrivateTargetError(host)
        problem: Exception | None = None
        for address in addresses[:MOST_ADDRESSES]:
            try:
                return await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem or httpcore.ConnectError("The name has no address.")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class Sender:
    """Sends messages. `timeout` is for a whole attempt, in seconds."""

    def __init__(self, *, private: bool, timeout: float) -> None:
        self._timeout = timeout
        self._pool = httpcore.AsyncConnectionPool(
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=15,
            network_backend=CheckedNetwork(private),
        )

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
        await self._pool.aclose()


def _described(error: Exception, timeout: float) -> str:
    if isinstance(error, TimeoutError):
        return f"No answer within {timeout:g} seconds."
    return (str(error) or type(error).__name__)[:300]
