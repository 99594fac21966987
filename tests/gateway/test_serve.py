"""`serve` as a person runs it: another process, a real socket, a signal to end it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from db.tokens import well_formed
from tests.server import answers

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30.0
"""Seconds until a server that does not answer counts as broken."""

Serve = Callable[..., "Server"]


class Server:
    """One running `issue-gateway serve`."""

    def __init__(self, data_dir: Path, port: int, *options: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.output = data_dir.parent / "output.txt"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gateway", "serve"),
                    *("--data-dir", str(data_dir), "--port", str(port)),
                    *options,
                ],
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "ISSUE_GATEWAY_DATABASE": ""},
            )

    def printed(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if answers(f"{self.url}/readyz"):
                return
            time.sleep(0.05)
        raise AssertionError(self.printed())

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    started: list[Server] = []

    def start(*options: str) -> Server:
        server = Server(tmp_path / "data", free_port(), *options)
        started.append(server)
        server.wait_until_ready()
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


def token_of(printed: str) -> str | None:
    found = re.search(r"Admin token\s+(\S+)", printed)
    return found[1] if found else None


def count(server: Server, token: str) -> int:
    response = httpx.post(
        f"{server.url}/graphql",
        json={"query": "{ issues { totalCount } }"},
        headers={"Authorization": f"Bearer {token}"},
    )
    return int(response.json()["data"]["issues"]["totalCount"])


def test_the_first_start_fills_the_database_and_prints_a_token_once(serve: Serve) -> None:
    first = serve()
    for path in ("/board", "/docs", "/graphql", "/api/v1", "/api/v1/openapi.json"):
        assert re.search(rf"{first.url}{path}(#token=\S+)?\n", first.printed())
    token = token_of(first.printed())
    assert token is not None
    assert well_formed(token)
    assert 24 <= count(first, token) <= 99
    assert first.stop() == 0

    second = serve()
    assert token_of(second.printed()) is None
    assert second.url in second.printed()
    assert 24 <= count(second, token) <= 99
    assert second.stop(signal.SIGINT) == 0


def test_no_demo_leaves_the_database_empty(serve: Serve) -> None:
    server = serve("--no-demo")
    token = token_of(server.printed())
    assert token is not None
    assert count(server, token) == 0


def test_a_port_in_use_is_said_before_a_token_is_used_up(serve: Serve, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        other = Server(tmp_path / "other", taken.getsockname()[1])
        assert other.process.wait(PATIENCE) == 1
    assert "--port" in other.printed()
    assert not (tmp_path / "other").exists()
