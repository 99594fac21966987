"""Rate limits of one caller."""

import pytest

from db.enums import TokenScope
from gateway.access.rate import MOST_CALLERS, Buckets, Rate, TooManyError, network
from tests.application import Serve

VIEWER = "{ viewer { email } }"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def refusal(buckets: Buckets, caller: str) -> int:
    with pytest.raises(TooManyError) as refused:
        buckets.take(caller)
    return refused.value.seconds


def test_a_bucket_empties_and_fills(clock: Clock) -> None:
    buckets = Buckets(Rate(per_second=2, burst=3), clock)
    for _ in range(3):
        buckets.take("a")
    assert refusal(buckets, "a") == 1
    buckets.take("b")
    clock.now = 0.5
    buckets.take("a")
    assert refusal(buckets, "a") == 1
    clock.now = 1000
    for _ in range(3):
        buckets.take("a")
    assert refusal(buckets, "a") == 1


def test_who_is_refused_is_told_how_long_to_wait(clock: Clock) -> None:
    buckets = Buckets(Rate(per_second=0.1, burst=1), clock)
    buckets.take("a")
    assert refusal(buckets, "a") == 10
    clock.now = 7
    assert refusal(buckets, "a") == 3


def test_a_rate_of_nothing_is_no_limit(clock: Clock) -> None:
    buckets = Buckets(Rate(per_second=0, burst=1), clock)
    for _ in range(1000):
        buckets.take("a")


def test_callers_without_end_take_no_memory_without_end(clock: Clock) -> None:
    buckets = Buckets(Rate(per_second=1, burst=1), clock)
    for number in range(MOST_CALLERS + 500):
        buckets.take(str(number))
    assert len(buckets) == MOST_CALLERS


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9%eth0", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("not:an:address", ""),
        ("192.0.2.7, 192.0.2.8", ""),
        ("x" * 10_000, ""),
        (None, ""),
    ],
)
def test_strangers_are_known_by_their_network(address: str | None, whole: str) -> None:
    assert network({"client": (address, 1)} if address else {"client": None}) == whole


async def test_tokens_and_addresses_have_buckets_of_their_own(serve: Serve) -> None:
    served = await serve(token_rate=0.01, token_burst=2, address_rate=0.01, address_burst=2)
    other = await served.new_token("other@example.com")

    async def statuses(**headers: str) -> list[int]:
        return [(await served.ask(VIEWER, **headers)).status_code for _ in range(3)]

    assert await statuses(Authorization="Bearer igw_invented") == [401, 401, 429]
    assert await statuses() == [200, 200, 429]
    assert await statuses(**other) == [200, 200, 429]
    assert await statuses(Authorization="") == [429, 429, 429]
    refused = await served.ask(VIEWER)
    assert refused.headers["retry-after"] == "100"
    assert refused.json()["errors"][0]["extensions"] == {"code": "RATE_LIMITED", "retryAfter": 100}
    # Machines that look after the gateway are not to be refused.
    for _ in range(5):
        assert (await served.client.get("/healthz")).status_code == 200


async def test_who_guesses_tokens_runs_out_of_guesses(serve: Serve) -> None:
    served = await serve(address_rate=0.01, address_burst=5)
    statuses = [
        (await served.ask(VIEWER, Authorization=f"Bearer igw_{guess:046}")).status_code
        for guess in range(50)
    ]
    assert statuses == [401] * 5 + [429] * 45
    assert (await served.ask(VIEWER)).status_code == 200


@pytest.mark.parametrize("scope", [*TokenScope])
async def test_no_scope_is_without_limit(serve: Serve, scope: TokenScope) -> None:
    served = await serve(token_rate=0.01, token_burst=1)
    headers = await served.new_token("somebody@example.com", scope)
    statuses = [(await served.ask(VIEWER, **headers)).status_code for _ in range(2)]
    assert statuses == [200, 429]
