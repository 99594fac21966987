"""A simulation of the order in a change log of several parts: `docs/scaling.md`.

`python -m benchmarks.partitioned_log`. Writers append to the part of their issue, under that part's
lock alone, which they hold until the commit. A sequencer takes what is new in all parts in one
snapshot, orders it by the instant of its append, and gives it the global numbers that clients see.

What must hold, and what two simpler sequencers break:

- every entry gets one number, without a gap;
- entries of one part keep their order;
- a change that began after another was acknowledged gets the larger number.
"""

import argparse
import heapq
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

COMMIT_SECONDS = 0.002
"""Mean time under the lock: the append, and the flush of the commit."""
WORK_SECONDS = 0.004
"""Mean time of a writer before it appends, and of its client between two changes."""
INTERVAL = 0.005
"""Seconds between two looks of the sequencer."""


class Sequencer(StrEnum):
    """The ways to give out global numbers."""

    SNAPSHOT = "one snapshot, by the instant of the append"
    BY_PART = "one snapshot, part after part"
    IN_TURN = "each part read by a statement of its own"


@dataclass(slots=True)
class Entry:
    """A change: instants at which it began, was appended, was committed and acknowledged."""

    part: int
    place: int
    began: float
    appended: float
    committed: float
    number: int = 0
    numbered: float = 0.0


@dataclass(slots=True)
class Outcome:
    """The result of a run; `delay` is the mean time from commit to global number."""

    changes: int
    per_second: float
    delay: float
    faults: list[str] = field(default_factory=list)


def simulate(
    *, writers: int, parts: int, seconds: float, sequencer: Sequencer, seed: int = 1
) -> Outcome:
    """Run writers for some simulated seconds, number their entries, and check the order."""
    entries = _written(random.Random(seed), writers, parts, seconds)
    _number(entries, parts, sequencer)
    delay = sum(each.numbered - each.committed for each in entries) / len(entries)
    return Outcome(len(entries), len(entries) / seconds, delay, list(_faults(entries)))


def _written(lot: random.Random, writers: int, parts: int, seconds: float) -> list[Entry]:
    """Let each writer make one change after the other; a lock goes to the first in line."""
    free = [0.0] * parts
    places = [0] * parts
    waiting = [(_span(lot, WORK_SECONDS), 0.0, writer) for writer in range(writers)]
    heapq.heapify(waiting)
    entries = []
    while waiting:
        ready, began, writer = heapq.heappop(waiting)
        if ready > seconds:
            continue
        part = lot.randrange(parts)
        appended = max(ready, free[part])
        committed = free[part] = appended + _span(lot, COMMIT_SECONDS)
        entries.append(Entry(part, places[part], began, appended, committed))
        places[part] += 1
        # The next change of this client begins when this one is acknowledged.
        heapq.heappush(waiting, (committed + _span(lot, WORK_SECONDS), committed, writer))
    return entries


def _number(entries: Sequence[Entry], parts: int, sequencer: Sequencer) -> None:
    """Give global numbers, look after look."""
    unread = sorted(entries, key=lambda entry: entry.committed)
    number, now = 0, INTERVAL
    while unread:
        # A statement for each part sees later parts later.
        late = [now + part * INTERVAL / parts for part in range(parts)]
        seen = [
            entry
            for entry in unread
            if entry.committed <= (late[entry.part] if sequencer is Sequencer.IN_TURN else now)
        ]
        if sequencer is Sequencer.SNAPSHOT:
            seen.sort(key=lambda entry: (entry.appended, entry.part))
        else:
            seen.sort(key=lambda entry: (entry.part, entry.place))
        for entry in seen:
            number += 1
            entry.number, entry.numbered = number, now
        unread = [entry for entry in unread if not entry.number]
        now += INTERVAL


def _faults(entries: Sequence[Entry]) -> Iterator[str]:
    if sorted(entry.number for entry in entries) != list(range(1, len(entries) + 1)):
        yield "a number is missing or given twice"
    by_number = sorted(entries, key=lambda entry: entry.number)
    places: dict[int, int] = {}
    for entry in by_number:
        if entry.place != places.get(entry.part, -1) + 1:
            yield f"part {entry.part} is out of order at {entry.number}"
        places[entry.part] = entry.place
    # From the end: an entry must not begin after the commit of one with a larger number.
    earliest = float("inf")
    for entry in reversed(by_number):
        if entry.began >= earliest:
            yield f"number {entry.number} began after a later number was acknowledged"
        earliest = min(earliest, entry.committed)


def _span(lot: random.Random, mean: float) -> float:
    return lot.uniform(0.5, 1.5) * mean


def main() -> None:
    """Print what 64 writers reach, and the faults of each sequencer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    seconds = parser.parse_args().seconds
    for sequencer in Sequencer:
        for parts in (1, 4, 16):
            found = simulate(writers=64, parts=parts, seconds=seconds, sequencer=sequencer)
            print(
                f"{sequencer}, {parts:>2} parts: {found.per_second:7,.0f} changes/s,"
                f" numbered {found.delay * 1e3:.1f} ms after the commit, {len(found.faults)} faults"
            )


if __name__ == "__main__":
    main()
