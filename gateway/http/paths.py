"""Paths of requests, as the routes are declared."""

from starlette.types import Scope


def route_path(scope: Scope) -> str:
    """Return the path without the prefix of a proxy in front (`root_path`)."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path.removeprefix(root) if root else path
