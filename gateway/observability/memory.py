"""Return of memory to the operating system after large answers.

The C library keeps what was freed for the next time, in pieces that only the thread that used them
takes again: after 40 large answers the process was 500 MB larger than before.
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
"""Minimum growth in bytes since the last time; returning memory takes milliseconds."""
_STATUS = Path("/proc/self/statm")
_PAGE = 4096


@asynccontextmanager
async def given_back() -> AsyncIterator[None]:
    """Return memory periodically while the block runs; only on Linux with glibc."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    if not hasattr(library, "malloc_trim"):
        yield
        return
    task = asyncio.create_task(_watch(library))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(library: ctypes.CDLL | None) -> None:
    least = _resident()
    while library is not None:
        await asyncio.sleep(INTERVAL)
        if _resident() > least + GROWTH:
            await asyncio.to_thread(library.malloc_trim, 0)
            least = _resident()
        least = min(least, _resident())


def _resident() -> int:
    """Bytes of the process in memory."""
    return int(_STATUS.read_text(encoding="ascii").split()[1]) * _PAGE
