"""The threads in which files are read and written: a slow disk must not hold up the loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

THREADS = 16
"""More than one process reads or writes at once; whoever waits for a bucket holds one."""

T = TypeVar("T")

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="files")


async def in_thread(work: Callable[..., T], *arguments: object) -> T:
    """Run blocking `work` apart from the loop.

    When cancelled, the work goes on to its end and nobody hears of it.
    """
    return await asyncio.get_running_loop().run_in_executor(_pool, work, *arguments)
