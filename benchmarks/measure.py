"""Measurements as they are reported: the median, and the smallest and largest beside it."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some measurements of one thing, and their range."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{figure(self.median)} ({figure(self.least)} to {figure(self.most)})"


@dataclass(frozen=True, slots=True)
class Target:
    """A goal and its measurement: a ratio of at least (or at most) so much `against` a peer."""

    work: str
    against: str
    goal: float
    measured: Spread
    at_most: bool = False

    @property
    def held(self) -> bool:
        if self.at_most:
            return self.measured.median <= self.goal
        return self.measured.median >= self.goal


def spread(values: Sequence[float]) -> Spread:
    """Sum up `values`, of which there must be one."""
    return Spread(statistics.median(values), min(values), max(values))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Return the ratio of `ours` to `theirs`, round by round, since speed drifts.

    Both hold one measurement of each round, in the same order.
    """
    return spread([our / their for our, their in zip(ours, theirs, strict=True)])


def figure(value: float) -> str:
    """A number with three significant digits, as people write it."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
