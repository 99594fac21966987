"""The process that `serve --workers N` starts its workers from."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing import parent_process


@asynccontextmanager
async def supervised() -> AsyncIterator[None]:
    """Inside the block, end this worker as SIGTERM does when its supervisor ends.

    A supervisor that is killed cannot stop its workers: they would keep the port, and serve old
    code beside the next start. Does nothing in a server of one process.
    """
    if (supervisor := parent_process()) is None:
        yield
        return
    loop = asyncio.get_running_loop()
    # Becomes readable when the supervisor has ended. Source: multiprocessing, `Process.sentinel`.
    ended = supervisor.sentinel

    def end() -> None:
        loop.remove_reader(ended)
        signal.raise_signal(signal.SIGTERM)

    loop.add_reader(ended, end)
    try:
        yield
    finally:
        loop.remove_reader(ended)
