"""One source of decisions for everything that is generated, be it Hypothesis or plain chance."""

from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
integers = cache(st.integers)


class Choices:
    """Decisions made by `integer(least, most)`. The simple comes first, to shrink to."""

    def __init__(self, integer: Callable[[int, int], int]) -> None:
        self._integer = integer

    @classmethod
    def of_hypothesis(cls, draw: Callable[[st.SearchStrategy[int]], int]) -> "Choices":
        """Decisions that Hypothesis varies, remembers and shrinks."""
        return cls(lambda least, most: draw(integers(least, most)))

    @classmethod
    def of_chance(cls, seed: object) -> "Choices":
        """Decisions by chance, the same for the same `seed`: faster, and every one is fresh."""
        return cls(Random(repr(seed)).randint)

    def up_to(self, most: int, least: int = 0) -> int:
        return self._integer(least, most)

    def rarely(self, one_in: int) -> bool:
        return self._integer(1, one_in) == one_in

    def pick(self, items: Sequence[T]) -> T:
        return items[self._integer(0, len(items) - 1)]

    def maybe(self, make: Callable[[], T], one_in: int = 3) -> T | None:
        """What `make` makes, or sometimes nothing."""
        return None if self.rarely(one_in) else make()

    def some(self, items: Sequence[T], least: int, most: int) -> list[T]:
        """Different items in any order."""
        left: list[Any] = list(items)
        size = self.up_to(min(most, len(left)), min(least, len(left)))
        return [left.pop(self.up_to(len(left) - 1)) for _ in range(size)]
