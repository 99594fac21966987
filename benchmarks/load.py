"""Load on a server: `wrk`, or a small generator of our own where that is not installed."""

import asyncio
import os
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import cast

import httptools

from benchmarks.data import CACHE
from benchmarks.operations import Question
from benchmarks.servers import Running

SCRIPT = Path(__file__).with_name("load.lua")
WRK = shutil.which("wrk")
GENERATOR = "wrk" if WRK else "benchmarks/load.py (wrk is not installed)"


class LoadError(Exception):
    """Requests failed, so the measurement says nothing."""


@dataclass(frozen=True, slots=True)
class Load:
    """The results of one run; latencies in milliseconds."""

    answers: int
    per_second: float
    median: float
    worst: float  # of 99 in 100


def run(server: Running, question: Question, *, connections: int, seconds: float) -> Load:
    """Ask `server` over all `connections` at once, each as soon as its last answer is there.

    Raises LoadError when an answer has another status than 2xx or 3xx, or none comes.
    """
    measured = (
        _wrk(server, question, connections, seconds)
        if WRK
        else asyncio.run(_generate(server, question, connections, seconds))
    )
    if not measured.answers:
        raise LoadError(f"{server.name} answered nothing")
    return measured


def _wrk(server: Running, question: Question, connections: int, seconds: float) -> Load:
    requests = CACHE / f"requests-{os.getpid()}"
    method = "POST" if question.bodies else "GET"
    lines = [method, *(f"{name}: {value}" for name, value in _headers(server, question).items())]
    content = [body.decode() for body in question.bodies]
    requests.write_text("\n".join([*lines, "", *(content or question.paths or [question.path])]))
    try:
        done = subprocess.run(
            [
                WRK or "wrk",
                "--threads=1",
                f"--connections={connections}",
                f"--duration={seconds:.0f}s",
                "--timeout=30s",  # wrk's own 2 s are less than a slow peer takes on a busy machine
                f"--script={SCRIPT}",
                server.url + question.path,
            ],
            env={**os.environ, "BENCH_REQUESTS": str(requests)},
            capture_output=True,
            text=True,
            timeout=seconds + 30,
        )
    finally:
        requests.unlink()
    line = next((line for line in done.stdout.splitlines() if line.startswith("result ")), None)
    if line is None:
        raise LoadError(f"wrk: {done.stdout}{done.stderr}")
    answers, duration, median, worst, wrong = map(int, line.split()[1:])
    if wrong:
        raise LoadError(f"{server.name}: {wrong} of {answers} requests failed")
    return Load(answers, answers / (duration / 1e6), median / 1e3, worst / 1e3)


def _headers(server: Running, question: Question) -> dict[str, str]:
    headers = {"Host": server.url.removeprefix("http://")}
    if server.token:
        headers["Authorization"] = f"Bearer {server.token}"
    if question.bodies:
        headers["Content-Type"] = "application/json"
    return headers


@dataclass(eq=False)
class _Connection(asyncio.Protocol):
    """One keep-alive connection that sends the next request when an answer is complete."""

    requests: Iterator[bytes]
    until: float
    ended: asyncio.Future[None]
    milliseconds: list[float] = field(default_factory=list)
    wrong: int = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_message_complete(self) -> None:
        self.milliseconds.append((time.perf_counter() - self.asked) * 1e3)
        self.wrong += self.parser.get_status_code() >= 400
        if time.perf_counter() < self.until:
            self._ask()
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(None)

    def _ask(self) -> None:
        self.parser = httptools.HttpResponseParser(self)
        self.asked = time.perf_counter()
        self.transport.write(next(self.requests))


def _requests(server: Running, question: Question) -> list[bytes]:
    """The requests as they go over the wire."""
    headers = _headers(server, question).items()
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode()
    path = question.path.encode()
    if question.bodies:
        form = b"POST %b HTTP/1.1\r\n%bContent-Length: %d\r\n\r\n%b"
        return [form % (path, head, len(body), body) for body in question.bodies]
    paths = question.paths or [question.path]
    return [b"GET %b HTTP/1.1\r\n%b\r\n" % (one.encode(), head) for one in paths]


async def _generate(server: Running, question: Question, connections: int, seconds: float) -> Load:
    loop = asyncio.get_running_loop()
    turns = cycle(_requests(server, question))
    host, _, port = server.url.removeprefix("http://").partition(":")
    started = time.perf_counter()
    opened = []
    for _ in range(connections):
        _, connection = await loop.create_connection(
            lambda: _Connection(turns, started + seconds, loop.create_future()), host, int(port)
        )
        opened.append(connection)
    async with asyncio.timeout(seconds + 30):
        await asyncio.gather(*(connection.ended for connection in opened))
    elapsed = time.perf_counter() - started
    wrong = sum(connection.wrong for connection in opened)
    seen = [one for connection in opened for one in connection.milliseconds]
    if wrong or len(seen) < 2:
        raise LoadError(f"{server.name}: {wrong} of {len(seen)} requests failed")
    worst = statistics.quantiles(seen, n=100)[98]
    return Load(len(seen), len(seen) / elapsed, statistics.median(seen), worst)
