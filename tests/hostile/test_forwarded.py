"""Rate limits behind a proxy: forged forwarded headers give no second burst."""

from collections.abc import Callable, Iterator, Mapping

import httpx
import pytest

from tests.server import Gateway, start_gateway, stop_gateway

BURST = 3
PROXIES = "127.0.0.1,192.0.2.128/25"
Forwarded = Callable[[int], list[str]]
"""The `X-Forwarded-For` of each request, line by line."""

ONE: Mapping[str, Forwarded] = {
    "an address with ports": lambda n: [f"198.51.100.1:{n + 1000}"],
    "what the client says before the proxy": lambda n: [f"203.0.113.{n}, 198.51.100.2"],
    "the same in two lines": lambda n: [f"203.0.113.{n}", "198.51.100.3"],
    "two proxies": lambda n: [f"203.0.113.{n}, 198.51.100.4, 192.0.2.{n + 130}"],
    "a network of IPv6": lambda n: [f"2001:db8:1:2::{n}"],
    "the same with ports": lambda n: [f"[2001:db8:1:3::{n}]:{n + 1000}"],
    "IPv4 as IPv6": lambda n: ["::ffff:198.51.100.5", "198.51.100.5"][n % 2 :][:1],
    "no addresses": lambda n: [f"{'x' * n}, nobody-{n}"],
}
MANY: Mapping[str, Forwarded] = {
    "addresses": lambda n: [f"198.51.100.{n + 100}"],
    "networks of IPv6": lambda n: [f"2001:db8:2:{n}::1"],
}


def served(folder_of: pytest.TempPathFactory, proxies: str) -> Iterator[Gateway]:
    started = start_gateway(
        folder_of.mktemp("forwarded"),
        *("--forwarded-allow-ips", proxies),
        address_rate=0.001,
        address_burst=BURST,
    )
    yield started
    assert stop_gateway(started) == 0


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway to which this test is a proxy."""
    yield from served(tmp_path_factory, PROXIES)


@pytest.fixture(scope="module")
def exposed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway to which this test is a stranger."""
    yield from served(tmp_path_factory, "192.0.2.1")


def statuses(gateway: Gateway, forwarded: Forwarded) -> list[int]:
    with httpx.Client(base_url=gateway.base_url) as client:
        return [
            client.get(
                "/api/v1/issues",
                headers=[
                    ("Authorization", "Bearer igw_invented"),
                    *(("X-Forwarded-For", line) for line in forwarded(number)),
                ],
            ).status_code
            for number in range(BURST + 1)
        ]


@pytest.mark.parametrize("kind", ONE)
def test_a_stranger_behind_the_proxy_is_one(behind: Gateway, kind: str) -> None:
    assert statuses(behind, ONE[kind]) == [401] * BURST + [429]


@pytest.mark.parametrize("kind", MANY)
def test_strangers_behind_the_proxy_are_many(behind: Gateway, kind: str) -> None:
    assert statuses(behind, MANY[kind]) == [401] * (BURST + 1)


def test_whoever_is_no_proxy_is_not_believed(exposed: Gateway) -> None:
    assert statuses(exposed, MANY["addresses"]) == [401] * BURST + [429]
    for forwarded in (*ONE.values(), *MANY.values()):
        assert set(statuses(exposed, forwarded)) == {429}
