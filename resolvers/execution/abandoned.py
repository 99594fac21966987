"""Cancellation of reads whose client has disconnected."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

Departure = Callable[[], Awaitable[None]]
"""Waits until the client has left."""

PATIENCE = 0.05
"""Seconds before the first check for a disconnect: most reads are done by then."""


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
        with suppress(RuntimeError):  # the deadline has passed already
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
