"""The footprint of a server: seconds until it is ready, and memory."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.data import Demo
from benchmarks.measure import Spread, Target, spread
from benchmarks.servers import Running, gateway, running

STARTS = 5
READY_WITHIN = 1.0


@dataclass(frozen=True, slots=True)
class Footprint:
    """Start-up in seconds; resident memory in megabytes, ready and after the load."""

    started: Spread
    idle: Spread
    loaded: Mapping[str, float]


def measure(demo: Demo, loaded: Mapping[str, Running]) -> tuple[Footprint, Target]:
    """Start the gateway on `demo` several times, and measure the memory after `loaded`."""
    seconds, megabytes = [], []
    for _ in range(STARTS):
        with running(gateway("gateway", demo)) as server:
            seconds.append(server.seconds)
            megabytes.append(server.resident_megabytes)
    started = spread(seconds)
    weights = {name: server.resident_megabytes for name, server in loaded.items()}
    return (
        Footprint(started, spread(megabytes), weights),
        Target("start-up until ready, seconds", "the clock", READY_WITHIN, started, at_most=True),
    )
