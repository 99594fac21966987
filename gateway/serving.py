"""`serve`: its output on the terminal, and the server in one process or several."""

import errno
import os
import resource
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from gateway.http.deadlines import with_deadlines
from gateway.observability.metrics_files import VARIABLE
from gateway.settings import Settings
from gateway.startup_advice import StartupError, shown

SOURCE = Path(__file__).parent.parent
MANY_FILES = 65_536


def require_free_port(settings: Settings) -> None:
    """Check the port before the token is printed, so that a failed start does not use it up.

    Raises StartupError.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise StartupError(
                f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}.",
                _other_address(settings, error),
            ) from error


def _other_address(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        another = settings.port % 65_535 + 1
        return f"Is a gateway running there already? If not, choose another: --port {another}"
    if error.errno == errno.EACCES:
        return "Ports below 1024 need special rights: choose a higher one with --port."
    return "This machine has no such address: choose another with --host."


def greet(settings: Settings, token: str | None) -> None:
    """Print the URLs, the admin's new `token`, and warnings on safety."""
    url = settings.base_url
    signed_in = f"#token={token}" if token else ""
    lines = {
        "Board": f"{url}/board{signed_in}",
        "Playground": f"{url}/graphql{signed_in}",
        "Docs": f"{url}/docs{signed_in}",
        "GraphQL": f"{url}/graphql",
        "REST": f"{url}/api/v1",
        "API document": f"{url}/api/v1/openapi.json",
        "Database": shown(settings),
    }
    print(f"issue-gateway on {url} (Ctrl-C stops it)\n")
    print("\n".join(f"  {name:<14}{value}" for name, value in lines.items()))
    if token is not None:
        print(f"\n  {'Admin token':<14}{token}")
        print("\nThe token is shown this once. For the examples of the README, paste:")
        print(f"  export ISSUE_GATEWAY_URL={url}")
        print(f"  export ISSUE_GATEWAY_TOKEN={token}")
    for warning in warnings(settings):
        print(f"\nWarning: {warning}")
    print(flush=True)


def warnings(settings: Settings) -> Iterator[str]:
    """Return warnings for the operator of an exposed server."""
    if settings.is_exposed and not settings.allowed_hosts:
        yield "other machines can reach this, by any name: set ISSUE_GATEWAY_ALLOWED_HOSTS."
    if settings.is_exposed and not settings.ssl_certfile:
        yield "tokens travel in the clear: set --ssl-certfile, or put a proxy with TLS in front."


def serve(settings: Settings) -> None:
    """Serve until a signal: then refuse new requests and finish those in flight."""
    # uvicorn raises the signal again after it has drained. A server that stopped as asked has
    # succeeded, so the process exits with 0.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _allow_many_connections()
    with _shared_metrics(settings):
        uvicorn.run(
            "gateway.app:from_environment",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.workers,
            reload=settings.reload,
            reload_dirs=[str(SOURCE)] if settings.reload else None,
            http=with_deadlines(settings.header_timeout, settings.send_timeout),
            root_path=settings.root_path,
            forwarded_allow_ips=settings.forwarded_allow_ips,
            ssl_certfile=settings.ssl_certfile,
            ssl_keyfile=settings.ssl_keyfile,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=settings.shutdown_timeout,
            ws_max_size=settings.websocket_message_limit,
            ws_ping_interval=settings.websocket_ping,
            ws_ping_timeout=settings.websocket_ping,
            # Compression is off: a small message must not unpack to a large one.
            ws_per_message_deflate=False,
        )


def _allow_many_connections() -> None:
    """Raise the limit of open files: each connection takes one, and 1024 is soon used up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    many = MANY_FILES if hard == resource.RLIM_INFINITY else min(MANY_FILES, hard)
    if soft < many:
        resource.setrlimit(resource.RLIMIT_NOFILE, (many, hard))


@contextmanager
def _shared_metrics(settings: Settings) -> Iterator[None]:
    """Make a directory for the metrics of several workers."""
    if settings.workers == 1:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="issue-gateway-") as directory:
        os.environ[VARIABLE] = directory
        yield
