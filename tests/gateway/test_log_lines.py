"""Log lines wait for the end of the loop's turn, and none is lost when the server is stopped."""

import asyncio
import io
import os
import signal
from pathlib import Path

import httpx
import pytest

from gateway.observability.log_stream import LogStream
from tests.server import PATIENCE, start_gateway


async def test_the_lines_of_one_turn_are_written_together(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w+") as file:
        stream = LogStream(file)
        stream.write("one\n")
        stream.write("two\n")
        assert (tmp_path / "log").read_text() == ""
        await asyncio.to_thread(stream.write, "of a thread\n")
        written = (tmp_path / "log").read_text()
        assert written in ("of a thread\none\ntwo\n", "one\ntwo\nof a thread\n")
        stream.write("last\n")
        stream.stop_waiting()
        stream.write("later\n")
        assert (tmp_path / "log").read_text().endswith("last\nlater\n")


def test_without_a_loop_or_a_file_lines_are_written_at_once(tmp_path: Path) -> None:
    memory = io.StringIO()
    LogStream(memory).write("one\n")
    assert memory.getvalue() == "one\n"
    with (tmp_path / "log").open("w") as file:
        LogStream(file).write("one\n")
        assert (tmp_path / "log").read_text() == "one\n"


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.long)])
async def test_every_answer_has_its_line_when_the_server_is_stopped(
    tmp_path: Path, workers: int
) -> None:
    gateway = await asyncio.to_thread(
        start_gateway, tmp_path, "--workers", str(workers), log_format="json"
    )
    answered: set[str] = set()

    async def ask(client: httpx.AsyncClient, caller: int) -> None:
        for number in range(1_000):
            name = {"X-Request-ID": f"caller-{caller}-{number}-end"}
            answer = await client.get("/api/v1/issues?limit=1", headers=name)
            if answer.status_code == 200:
                answered.add(answer.headers["X-Request-ID"])

    async with httpx.AsyncClient(base_url=gateway.base_url, headers=gateway.headers) as client:
        asking = [asyncio.create_task(ask(client, caller)) for caller in range(4)]
        while len(answered) < 40:
            await asyncio.sleep(0.01)
        os.kill(gateway.process.pid, signal.SIGTERM)
        ends = await asyncio.gather(*asking, return_exceptions=True)
    assert all(isinstance(end, httpx.TransportError) for end in ends)
    assert await asyncio.to_thread(gateway.process.wait, PATIENCE) == 0
    written = (tmp_path / "output.txt").read_text(encoding="utf-8")
    assert {name for name in answered if f'"{name}"' not in written} == set()
