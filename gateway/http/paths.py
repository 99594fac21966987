"""Paths of requests as the routes know them."""

from starlette.types import Scope


def route_path(scope: Scope) -> str:
    """The path without the prefix that a proxy in front has taken off (`root_path`)."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path.removeprefix(root) if root else path
