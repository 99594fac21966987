"""The threads that read and write files, so that a slow disk does not block the loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

THREADS = 16
"""Number of threads; a read from a bucket occupies one while it waits."""

T = TypeVar("T")

_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="files")


async def in_thread(work: Callable[..., T], *arguments: object) -> T:
    """Run blocking `work` in a thread.

    When cancelled, the work continues to its end and its result is dropped.
    """
    return await asyncio.get_running_loop().run_in_executor(_pool, work, *arguments)
