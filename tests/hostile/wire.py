"""A connection on which anything can be sent, and answers that are read one by one."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import httpx

PATIENCE = 30.0
"""Seconds after which an answer that does not come counts as none."""


@dataclass(frozen=True)
class Answer:
    """One HTTP response: `headers` by their names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Wire:
    """One end of a connection to a server."""

    def __init__(self, end: socket.socket, file: BinaryIO) -> None:
        self.end = end
        self._file = file

    def send(self, data: bytes) -> None:
        """Send all of it, if the server still listens."""
        try:
            self.end.sendall(data)
        except ConnectionError:
            return

    def status(self) -> bytes:
        """The status of an answer that is not read any further."""
        return self._file.readline()[9:12]

    def answer(self) -> Answer | None:
        """The next answer but those that only say to go on; None when the server has closed."""
        try:
            line = self._file.readline()
            if not line:
                return None
            version, status, _ = line.decode("ascii").split(" ", 2)
            assert version == "HTTP/1.1"
            headers: dict[str, str] = {}
            while (line := self._file.readline()) != b"\r\n":
                name, _, value = line.decode("latin-1").partition(":")
                assert name.lower() not in headers, name
                headers[name.lower()] = value.strip()
            if status == "100":
                return self.answer()
            return Answer(int(status), headers, self._file.read(int(headers["content-length"])))
        except ConnectionError:
            return None


@contextmanager
def wire(base_url: str) -> Iterator[Wire]:
    """Connect to the server at `base_url`."""
    url = httpx.URL(base_url)
    with (
        socket.create_connection((url.host, url.port or 80), timeout=PATIENCE) as end,
        end.makefile("rb") as file,
    ):
        yield Wire(end, file)
