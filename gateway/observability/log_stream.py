"""A stream that writes the log lines of one turn of the event loop together."""

import asyncio
import atexit
from io import UnsupportedOperation
from typing import TextIO


class LogStream:
    """A stream that buffers the event loop's lines until the end of the loop's turn.

    Each write to a file is a system call, which costs as much as making the line. A line of another
    thread, one outside of a loop, and all after `stop_waiting` are written to `stream` at once, as
    they are where it is no file. What waits when the process exits is written then.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: list[str] = []
        self._may_wait = _is_file(stream)
        if self._may_wait:
            atexit.register(self.stop_waiting)

    def write(self, text: str) -> None:
        """Buffer or write one or more complete lines."""
        loop = asyncio._get_running_loop() if self._may_wait else None
        if loop is None:
            self._stream.write(text)
            self._stream.flush()
            return
        if not self._lines:
            loop.call_soon(self._write_all)
        self._lines.append(text)

    def flush(self) -> None:
        """No-op: structlog calls this after each line, and the loop writes them."""

    def stop_waiting(self) -> None:
        """Write the buffered lines, and write further ones at once."""
        self._may_wait = False
        self._write_all()

    def _write_all(self) -> None:
        lines, self._lines = self._lines, []
        if lines:
            self._stream.write("".join(lines))
            self._stream.flush()


def _is_file(stream: TextIO) -> bool:
    try:
        stream.fileno()
    except (UnsupportedOperation, AttributeError, ValueError):
        return False
    return True
