"""Long computations on the event loop, in slices between which other requests run.

A computation is a generator that yields where it can be interrupted, and returns its result.
"""

import asyncio
import time
from bisect import bisect_right
from collections.abc import Collection, Generator, Iterable, Iterator
from itertools import islice
from typing import TypeAlias, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")
V = TypeVar("V")
Slices: TypeAlias = Generator[None, None, T]

SLICE = 0.001
"""Seconds of a slice, and of the pause after it. All slices together take half of the loop at most:
without the pause each turn of another request waited for one.
"""

BUCKET = 1024
"""Texts that are sorted in one piece, some tenths of a millisecond."""
SAMPLE = 8
"""Texts of a sample for each bucket, so that few buckets are much larger than others."""

_TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()
"""A turn of the loop has one slice, however many computations are under way."""


def at_once(slices: Slices[T]) -> T:
    """Run a computation without an interruption; return its result."""
    try:
        while True:
            next(slices)
    except StopIteration as stop:
        result: T = stop.value
        return result


async def sliced(slices: Slices[T]) -> T:
    """Run a computation in slices with a pause after each; return its result."""
    turns = _TURNS.setdefault(asyncio.get_running_loop(), asyncio.Lock())
    while True:
        async with turns:
            end = time.perf_counter() + SLICE
            try:
                while time.perf_counter() < end:
                    next(slices)
            except StopIteration as stop:
                result: T = stop.value
                return result
            await asyncio.sleep(SLICE)


def ordered(texts: Collection[str]) -> Slices[list[str]]:
    """Sort distinct texts: about a thousand at a time, between places that a sample gives."""
    if len(texts) <= BUCKET:
        return sorted(texts)
    number = 2 * len(texts) // BUCKET + 1
    sample = sorted(islice(texts, 0, None, max(1, len(texts) // (SAMPLE * number))))
    places = sample[SAMPLE::SAMPLE]
    buckets: list[list[str]] = [[] for _ in range(len(places) + 1)]
    for some in in_turn(texts, BUCKET):
        for text in some:
            buckets[bisect_right(places, text)].append(text)
        yield
    found: list[str] = []
    for bucket in buckets:
        found += sorted(bucket)
        yield
    return found


def in_turn(values: Iterable[V], number: int) -> Iterator[list[V]]:
    """Split `values` into lists of at most `number`."""
    iterator = iter(values)
    while some := list(islice(iterator, number)):
        yield some
