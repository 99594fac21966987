"""Connections to the receivers of webhooks; loaded with the first message."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterable

import httpcore

MOST_ADDRESSES = 4
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateTargetError(Exception):
    """A target that is not on the public internet."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} is a private address; to allow those set ISSUE_GATEWAY_WEBHOOK_PRIVATE=true."
        )


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


def open_pool(*, private: bool) -> httpcore.AsyncConnectionPool:
    """Open a pool of connections, to private addresses too if `private`."""
    return httpcore.AsyncConnectionPool(
        max_connections=100,
        max_keepalive_connections=20,
        keepalive_expiry=15,
        network_backend=CheckedNetwork(private),
    )
