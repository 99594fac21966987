"""Rate limits: token buckets, kept in this process."""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import Scope

from rest_compat.problem import Problem

MOST_CALLERS = 10_000
"""Maximum number of buckets; the least recently used is dropped, and is full again by then."""

IPV6_NETWORK = 64  # bits: the prefix that a provider gives to one customer, who may vary the rest


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_second` requests in the long run, `burst` at once. A rate of 0 means no limit."""

    per_second: float
    burst: int


class TooManyError(Problem):
    """429, with the `seconds` after which the client should try again."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, math.ceil(seconds))
        super().__init__(429, "Too many requests.", retry_after=self.seconds)


class Buckets:
    """The buckets of all callers. `clock` answers seconds that never go back."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> None:
        """Count a request of `caller`. Raises TooManyError when the bucket is empty."""
        per_second, burst = self.rate.per_second, self.rate.burst
        if not per_second:
            return
        now = self._clock()
        level, since = self._levels.get(caller, (float(burst), now))
        level = min(burst, level + (now - since) * per_second)
        if level < 1:
            raise TooManyError((1 - level) / per_second)
        self._levels[caller] = (level - 1, now)
        self._levels.move_to_end(caller)
        if len(self._levels) > MOST_CALLERS:
            self._levels.popitem(last=False)

    def __len__(self) -> int:
        return len(self._levels)


def network(scope: Scope) -> str:
    """The rate-limit key of an anonymous request: its IPv4 address or IPv6 network.

    All forwarded values that are no address share one key, since clients can invent them.
    """
    host: str = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
