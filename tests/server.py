"""A real gateway: another process on a free port, with the demo, ended by a signal."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from gateway.settings import PREFIX

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0
"""Seconds until a server that does not start, or does not stop, counts as broken."""


@dataclass(frozen=True)
class Gateway:
    """Where a running gateway is, where its data and output are, and the token of its admin."""

    base_url: str
    token: str
    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def graphql_url(self) -> str:
        return f"{self.base_url}/graphql"

    @property
    def socket_url(self) -> str:
        return self.graphql_url.replace("http", "ws", 1)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_gateway(folder: Path, *options: str, **settings: object) -> Gateway:
    """Start a gateway with its data in `folder`; it answers when this returns.

    `options` are those of `serve`, `settings` by the names of their fields.
    """
    scheme = "https" if "--ssl-certfile" in options else "http"
    url, output = f"{scheme}://127.0.0.1:{(port := free_port())}", folder / "output.txt"
    environment = {PREFIX + name.upper(): str(value) for name, value in settings.items()}
    with output.open("wb") as written:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gateway", "serve", "--demo"),
                *("--port", str(port), "--data-dir", str(folder / "data"), *options),
            ],
            cwd=ROOT,
            stdout=written,
            stderr=subprocess.STDOUT,
            # Other tests keep the machine busy, and few that use this are about refusals.
            env={
                **os.environ,
                f"{PREFIX}DATABASE": "",
                f"{PREFIX}LONGEST_LAG": "60",
                f"{PREFIX}COSTLY_SHARE": "1",
                **environment,
            },
        )
    end = time.monotonic() + PATIENCE
    while not answers(f"{url}/healthz"):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            process.wait()
            raise AssertionError(output.read_text(encoding="utf-8"))
        time.sleep(0.05)
    token = re.search(r"Admin token\s+(\S+)", output.read_text(encoding="utf-8"))
    assert token is not None
    return Gateway(url, token[1], process, folder)


def stop_gateway(gateway: Gateway) -> int:
    """Ask it to stop; its exit code."""
    gateway.process.send_signal(signal.SIGTERM)
    try:
        return gateway.process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        gateway.process.kill()
        return gateway.process.wait()


@pytest.fixture(scope="session")
def running_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """One for all tests of the run: they may add to its data, and must bear what others add."""
    gateway = start_gateway(tmp_path_factory.mktemp("gateway"))
    yield gateway
    assert stop_gateway(gateway) == 0


def answers(url: str) -> bool:
    """Whether a server is there and well; its certificate may be any.

    To read those that the system trusts takes longer than all the rest, and this is asked often.
    """
    try:
        return httpx.get(url, verify=False).status_code == 200
    except httpx.TransportError:
        return False
