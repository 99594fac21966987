"""Reads of clients that leave: they end, and their statement with them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

Departure = Callable[[], Awaitable[None]]
"""Waits until the client has left."""

PATIENCE = 0.05
"""Seconds for which nobody looks whether the client is there: most reads are done by then."""


@contextmanager
def watched(departure: Departure | None, deadline: asyncio.Timeout) -> Iterator[None]:
    """Move `deadline` up to the moment at which the client leaves, inside the block."""
    if departure is None:
        yield
        return
    loop = asyncio.get_running_loop()
    watching: asyncio.Task[None] | None = None

    async def watch() -> None:
        await departure()
        with suppress(RuntimeError):  # the time is over already
            deadline.reschedule(loop.time())

    def begin() -> None:
        nonlocal watching
        watching = loop.create_task(watch())

    waiting = loop.call_later(PATIENCE, begin)
    try:
        yield
    finally:
        waiting.cancel()
        if watching is not None:
            watching.cancel()
