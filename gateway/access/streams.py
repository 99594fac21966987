"""Bounds for streams: each costs memory for as long as it is open."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rest_compat.problem import Problem


class OpenStreams:
    """The streams that are open in this process, by token; at most `most` of each."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str | None] = Counter()

    @contextmanager
    def held(self, token_id: str | None) -> Iterator[None]:
        """Count a stream while it is open. Raises Problem (429) when there are too many."""
        if self._open[token_id] >= self._most:
            raise Problem(
                429,
                f"A token may have at most {self._most} streams open.",
                retry_after=5,
            )
        self._open[token_id] += 1
        try:
            yield
        finally:
            self._open[token_id] -= 1
            if not self._open[token_id]:
                del self._open[token_id]
