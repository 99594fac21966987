"""Server processes: real ones, on a free port, killed by their number and started again."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from gateway.settings import PREFIX
from tests.faults.client import Connection, Lost

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0
"""Seconds until a server that does not start or end counts as broken."""

# The limits on load are off: the writers are few and the machine may be slow, and these tests are
# about answers under a fault.
UNLIMITED = {"TOKEN_RATE": "0", "ADDRESS_RATE": "0", "LONGEST_LAG": "60", "COSTLY_SHARE": "1"}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    """The environment for a process of ours, without settings of whoever runs the tests."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    limits = {PREFIX + name: value for name, value in UNLIMITED.items()}
    return {**inherited, **limits, **more}


def command(*words: str, build: str = "") -> list[str]:
    """A command line of the program, or of the `build` of it that has a fault."""
    module = "tests.faults.entry" if build else "gateway"
    return [sys.executable, "-m", module, *words]


class Server:
    """`issue-gateway serve` on one data directory or database; at most one process at a time.

    `program` is the folder with its packages, such as those of another version.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        database: str | None = None,
        build: str = "",
        more: Mapping[str, str] | None = None,
        program: Path = ROOT,
    ) -> None:
        self._program = program
        self.data_dir = data_dir
        self.port = free_port()
        self.output = data_dir.parent / f"{data_dir.name}.output"
        self._command = command(
            *("serve", "--no-demo", "--port", str(self.port), "--data-dir", str(data_dir)),
            *(("--database", database) if database else ()),
            build=build,
        )
        self._environment = environment(FAULT_BUILD=build, **(more or {}))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "not started"
        return self._process

    async def start(self) -> None:
        """Start, and wait until it answers."""
        with self.output.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._program,
                env=self._environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                (await Connection.open(self.port, "")).close()
            except Lost:
                await asyncio.sleep(0.02)
            else:
                return
        raise AssertionError(self.printed())

    def kill(self) -> None:
        """Kill it with its workers, at once: a worker would outlive it."""
        process = self.process.pid
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        self.process.kill()
        for child in map(int, children):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self.process.wait()

    def terminate(self) -> None:
        """Ask it to stop."""
        self.process.send_signal(signal.SIGTERM)

    async def ended(self) -> int:
        """Wait until it has stopped; its exit status."""
        return await asyncio.to_thread(self.process.wait, PATIENCE)

    def close(self) -> None:
        """End the process, however the test ended."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def printed(self) -> str:
        """The end of what it has printed and logged."""
        return self.output.read_text(errors="replace")[-4000:]
