"""A PgBouncer that pools transactions, in front of the server that the run has."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import URL, make_url

PATIENCE = 10.0
SERVER_CONNECTIONS = 3
"""Fewer than clients at once, so that a client's transactions run on different connections."""

CONFIGURATION = """\
[databases]
* = {server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
pool_mode = transaction
default_pool_size = {size}
auth_type = any
max_client_conn = 200
"""


@pytest.fixture(scope="session")
def bouncer(postgres_url: str) -> Iterator[Callable[[str], str]]:
    """Turn the address of a database on the server into that of the same behind a PgBouncer."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("needs pgbouncer (on Debian: apt install pgbouncer)")
    address = make_url(postgres_url)
    host = str(address.query.get("host", address.host))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pgbouncer.ini"
        file.write_text(
            CONFIGURATION.format(server=_server(address, host), port=port, size=SERVER_CONNECTIONS)
        )
        Path(folder).chmod(0o755)
        # PgBouncer refuses to run as root, and needs access to the server's socket.
        owner = os.stat(host).st_uid if host.startswith("/") else pwd.getpwnam("nobody").pw_uid
        user = ["-u", pwd.getpwuid(owner).pw_name] if os.getuid() == 0 else []
        process = subprocess.Popen([program, "-q", *user, str(file)])
        try:
            _wait_for(port, process)
            yield (
                lambda url: (
                    make_url(url)
                    .set(host="127.0.0.1", port=port, query={})
                    .render_as_string(hide_password=False)
                )
            )
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _server(address: URL, host: str) -> str:
    parts = {
        "host": host,
        "port": address.port or address.query.get("port", 5432),
        "user": address.username,
        "password": address.password,
    }
    return " ".join(f"{name}={value}" for name, value in parts.items() if value)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("pgbouncer does not answer")
