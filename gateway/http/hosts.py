"""The host names that this server answers to (the `Host` header)."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.http.failures import refusal
from gateway.http.paths import route_path
from rest_compat.problem import Problem


def without_port(host: str) -> str:
    """The name or address in a `Host` header, in lower case."""
    name = host.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0].removeprefix("[")
    return name.partition(":")[0]


class AllowedHosts:
    """Middleware: answers 421 (RFC 9110, section 15.5.20) to requests meant for another host.

    `hosts` are names and addresses without port; `*.lab.example` stands for all below
    `lab.example`. Paths in `exempt` answer to any host: health checks use the address of the
    server.
    """

    def __init__(self, app: ASGIApp, *, hosts: Sequence[str], exempt: Sequence[str]) -> None:
        self.app = app
        self.hosts = [host.lower() for host in hosts]
        self.exempt = frozenset(exempt)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or WebSocket."""
        if scope["type"] in ("http", "websocket") and route_path(scope) not in self.exempt:
            name = without_port(Headers(scope=scope).get("host", ""))
            if not any(fnmatchcase(name, host) for host in self.hosts):
                if scope["type"] == "websocket":
                    await send({"type": "websocket.close", "code": 1008})
                    return
                wrong = Problem(421, "This server does not answer for that host.")
                await refusal(wrong, scope)(scope, receive, send)
                return
        await self.app(scope, receive, send)
