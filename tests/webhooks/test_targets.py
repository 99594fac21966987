"""Targets of webhooks: public addresses only, and the connection uses the checked one."""

import asyncio
import socket
from typing import Any

import httpcore
import pytest

from gateway.webhooks.network import CheckedNetwork, PrivateTargetError, is_public
from gateway.webhooks.sender import Sender
from tests.webhooks.conftest import Start
from tests.webhooks.receiver import Receiver


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
        "2001:db8::1", "2001::1", "2001:0:53aa:64c:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_private_addresses_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


class Network(httpcore.AsyncNetworkBackend):
    """Notes where it would have connected to."""

    def __init__(self) -> None:
        self.connected: list[str] = []

    async def connect_tcp(self, host: str, *given: Any, **named: Any) -> Any:
        self.connected.append(host)
        raise httpcore.ConnectError("out of reach")


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
    """Let names lead to other addresses each time they are asked for."""
    left = list(answers)

    async def getaddrinfo(host: str, port: int, **given: Any) -> Any:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in left.pop(0)
        ]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", getaddrinfo, raising=False)


async def test_the_address_that_was_checked_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    network, inner = CheckedNetwork(private=False), Network()
    network._network = inner  # type: ignore[assignment]
    resolving(monkeypatch, ["93.184.215.14"], ["127.0.0.1"], ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(httpcore.ConnectError):
        await network.connect_tcp("rebinding.example", 443)
    for _ in range(2):
        with pytest.raises(PrivateTargetError, match=r"rebinding\.example"):
            await network.connect_tcp("rebinding.example", 443)
    assert inner.connected == ["93.184.215.14"]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f000001", "127.1", "[::ffff:7f00:1]"],
)
async def test_no_spelling_of_this_machine_is_connected_to(host: str, receiver: Receiver) -> None:
    port = receiver.url.rsplit(":", 1)[1].partition("/")[0]
    sender = Sender(private=False, timeout=2)
    attempt = await sender.send(f"http://{host}:{port}/", "whsec_QUJD", "id", b"{}")
    await sender.close()
    assert attempt.problem
    assert not attempt.arrived
    assert receiver.messages == []


async def test_a_private_target_is_refused_and_the_admin_sees_why(
    start: Start, receiver: Receiver
) -> None:
    lab = await start(webhook_private=False)
    hook = await lab.hook(receiver)
    await lab.create("one")
    found = await lab.until(hook["id"], lambda each: not each["isEnabled"])
    assert "127.0.0.1 is a private address" in found["deliveries"]["nodes"][0]["error"]
    assert receiver.messages == []
