"""Methods that the routes offer, for middleware that refuses requests before them."""

from starlette.applications import Starlette
from starlette.routing import Match, Route
from starlette.types import Scope

from rest_compat.endpoint import Resource
from rest_compat.problem import Problem


def unoffered(scope: Scope) -> Problem | None:
    """Return 404 or 405 for a request that no route answers; None for any other."""
    app: Starlette = scope["app"]
    for route in app.routes:
        match, found = route.matches(scope)
        if match is Match.NONE or not isinstance(route, Route):
            continue
        endpoint = found["endpoint"]
        methods = endpoint.methods if isinstance(endpoint, Resource) else route.methods
        if methods is None or scope["method"] in methods:
            return None
        allow = endpoint.allow["Allow"] if isinstance(endpoint, Resource) else ", ".join(methods)
        return Problem(405, "This path does not answer this method.", headers={"Allow": allow})
    return Problem(404, "There is nothing at this path.")
