"""A bounded cache."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _weightless(_value: object) -> int:
    return 0


class LeastRecentlyUsed(Generic[K, V]):
    """Keeps the values that were used last. For one thread.

    Args:
        size: how many, at most.
        budget: what they weigh together, at most; one that outweighs it alone is not kept.
        weigh: the weight of a value when it is stored; one that has grown is stored again.
    """

    def __init__(self, size: int, budget: int = 0, weigh: Callable[[V], int] = _weightless) -> None:
        self._size = size
        self._budget = budget
        self._weigh = weigh
        self._values: OrderedDict[K, V] = OrderedDict()
        self._weights: dict[K, int] = {}
        self.weight = 0

    def get(self, key: K) -> V | None:
        """The value for `key`, if it is there."""
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key]

    def get_or_make(self, key: K, make: Callable[[], V]) -> V:
        """The value for `key`; `make` makes a missing one. An exception of `make` is not kept."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = make()
        self.keep(key, value)
        return value

    def keep(self, key: K, value: V) -> None:
        """Store `value` for `key`, in place of an earlier value."""
        self.drop(key)
        weight = self._weigh(value)
        if weight > self._budget:
            return
        self._values[key] = value
        self._weights[key] = weight
        self.weight += weight
        while len(self._values) > self._size or self.weight > self._budget:
            oldest, _ = self._values.popitem(last=False)
            self.weight -= self._weights.pop(oldest)

    def drop(self, key: K) -> None:
        """Forget the value for `key`."""
        if key in self._values:
            del self._values[key]
            self.weight -= self._weights.pop(key)

    def __len__(self) -> int:
        return len(self._values)
