"""Return of memory to the operating system after large answers.

The C library keeps what was freed for the next time, in pieces that only the thread that used them
takes again: after 40 large answers the process was 500 MB larger than before. So pieces of over
a megabyte are always taken from the operating system, and the others are returned after growth.

Source: https://man7.org/linux/man-pages/man3/mallopt.3.html
"""

import asyncio
import ctypes
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

INTERVAL = 2.0
"""Seconds between two checks."""
GROWTH = 32 * 1024 * 1024
"""Growth in bytes since the last time after which memory is returned, which takes milliseconds."""
REST = 4 * 1024 * 1024
"""The same for a process that has not grown since the last check."""
MMAP_THRESHOLD, LARGE = -3, 1024 * 1024
"""The parameter of `mallopt`, and bytes. Without it the C library raises the limit by itself, up to
32 MB, as soon as a large piece is freed.
"""
_STATUS = Path("/proc/self/statm")
_PAGE = 4096


@asynccontextmanager
async def given_back() -> AsyncIterator[None]:
    """Return memory periodically while the block runs; only on Linux with glibc."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    if not hasattr(library, "malloc_trim"):
        yield
        return
    if library is not None:
        library.mallopt(MMAP_THRESHOLD, LARGE)
    task = asyncio.create_task(_watch(library))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(library: ctypes.CDLL | None) -> None:
    least = last = _resident()
    while library is not None:
        await asyncio.sleep(INTERVAL)
        now = _resident()
        if is_due(now, least, last):
            await asyncio.to_thread(library.malloc_trim, 0)
            least = now = _resident()
        least, last = min(least, now), now


def is_due(now: int, least: int, last: int) -> bool:
    """Return whether to return memory: much of it while the process grows, else less.

    All are bytes in memory: now, at least since memory was returned, and at the last check.
    """
    grows = now > last + REST
    return now > least + (GROWTH if grows else REST)


def _resident() -> int:
    """Bytes of the process in memory."""
    return int(_STATUS.read_text(encoding="ascii").split()[1]) * _PAGE
