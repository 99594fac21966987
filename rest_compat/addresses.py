"""Absolute addresses of our resources, as the client that asks can reach them."""

import re
from urllib.parse import quote

from starlette.requests import Request

_AUTHORITY = re.compile(
    r"([A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?", re.ASCII
)


def address_of(request: Request) -> str:
    """The URL of `request` without its query and without a slash at its end.

    Scheme, host and prefix are those that the client used; behind a proxy, those that it forwards.
    Without a valid `Host`, the address that the server listens on is used.
    """
    path: str = request.scope["path"]
    return f"{request.url.scheme}://{_authority(request)}{quote(path.rstrip('/'))}"


def _authority(request: Request) -> str:
    host = request.headers.get("host", "")
    if _AUTHORITY.fullmatch(host):
        return host
    server = request.scope.get("server") or ("localhost", None)
    name = f"[{server[0]}]" if ":" in server[0] else server[0]
    return f"{name}:{server[1]}" if server[1] else str(name)
