"""The proxies of `docs/operations.md` as processes, configured as it says.

Only addresses, ports and certificates are those of the tests.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server import PATIENCE, ROOT

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
CERTIFICATE = ROOT / "tests" / "gateway" / "localhost.pem"
NAME = "issues.lab.example"
CERTIFIED = f"\n  bind 127.0.0.1\n  tls {CERTIFICATE} {CERTIFICATE}"


def snippet(language: str, begin: str) -> str:
    """The configuration of the guide that begins so."""
    (found,) = re.findall(
        rf"^```{language}\n({begin}.*?)^```$", OPERATIONS, re.DOTALL | re.MULTILINE
    )
    return str(found)


def replaced(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def nginx(
    folder: Path, port: int, upstream: int, changes: Mapping[str, str] | None = None
) -> Sequence[str]:
    """The command that runs the nginx of the guide, which may be changed before."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("needs nginx")
    site = replaced(
        snippet("nginx", "map"),
        {
            **(changes or {}),
            "listen 443": f"listen 127.0.0.1:{port}",
            "/etc/ssl/issues.pem": str(CERTIFICATE),
            "/etc/ssl/issues.key": str(CERTIFICATE),
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        },
    )
    kept = "\n".join(
        f"{kind}_temp_path {folder / kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; {user} events {{}}\n"
        f"http {{ access_log off; {kept}\n{site} }}",
        encoding="utf-8",
    )
    return (program, "-e", "stderr", "-p", str(folder), "-c", str(path))


def caddy(folder: Path, port: int, upstream: int) -> Sequence[str]:
    """The command that runs the Caddy of the guide, with a certificate instead of fetching one."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("needs Caddy")
    site = replaced(
        snippet("", NAME),
        {
            f"{NAME} {{": f"https://{NAME}:{port} {{ {CERTIFIED}",
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        },
    )
    path = folder / "Caddyfile"
    path.write_text(f"{{\n admin off\n auto_https off\n}}\n{site}", encoding="utf-8")
    return (program, "run", "--config", str(path), "--adapter", "caddyfile")


@contextmanager
def running(command: Sequence[str], folder: Path, port: int) -> Iterator[None]:
    output = folder / "output.txt"
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with output.open("wb") as written:
        process = subprocess.Popen(
            command, stdout=written, stderr=subprocess.STDOUT, cwd=folder, env=environment
        )
    try:
        end = time.monotonic() + PATIENCE
        while not _listens(port):
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < end, output.read_text()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
