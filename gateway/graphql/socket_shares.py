"""Shares of each token in the sockets of this process and in the unsent messages."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.graphql.transport_ws import CloseCode, Closed

SMALL = 4096
"""Unsent messages of at most this many characters are not counted."""


class SocketShares:
    """Counts of all sockets by the id of their token; one token has a bounded part of each."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._waiting: Counter[str] = Counter()

    @contextmanager
    def opened(self, token_id: str, most: int) -> Iterator[None]:
        """Count one socket. Raises Closed when the token has `most` already."""
        if self._open[token_id] >= most:
            raise Closed(CloseCode.TOO_MANY_INITS, f"A token may have {most} sockets open at once.")
        with _counted(self._open, token_id, 1):
            yield

    @contextmanager
    def sending(self, token_id: str, text: str, most: int) -> Iterator[None]:
        """Count an unsent text. Raises Closed when the token has `most` unsent characters."""
        size = len(text) if len(text) > SMALL else 0
        if size and self._waiting[token_id] + size > most:
            raise Closed(CloseCode.TRY_AGAIN_LATER, "Too much waits to be sent to this token.")
        with _counted(self._waiting, token_id, size):
            yield


@contextmanager
def _counted(counts: Counter[str], key: str, size: int) -> Iterator[None]:
    counts[key] += size
    try:
        yield
    finally:
        counts[key] -= size
        if not counts[key]:
            del counts[key]
