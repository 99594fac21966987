"""The routes as Starlette serves them, and the one entry point of this package."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache, partial

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from rest_compat import openapi
from rest_compat.body import Parse
from rest_compat.execute import Execute, ReceiveForm
from rest_compat.problem import Problem
from rest_compat.routes import BASE, ROUTES
from rest_compat.translate import translate

OPENAPI_PATH = f"{BASE}/openapi.json"
"""Where the OpenAPI document is; it needs no token."""

Handler = Callable[[Request], Awaitable[Response]]


def rest_routes(execute: Execute, parse: Parse, receive: ReceiveForm) -> list[BaseRoute]:
    """Return the routes of the Atlas API, which run their operations with `execute`.

    Files come by `receive`.

    `parse` reads the JSON of their bodies, whose size is bounded by then.
    """
    resources: dict[str, dict[str, Handler]] = {OPENAPI_PATH: {"GET": _describe}}
    for row in ROUTES:
        handler = partial(translate, row, execute, parse, receive)
        resources.setdefault(row.path, {})[row.method] = handler
    # Clients that add a slash often do not follow a redirect, or drop the body.
    return [
        Route(f"{path}{end}", Resource(methods), name=f"{path}{end}")
        for end in ("", "/")
        for path, methods in resources.items()
    ]


class Resource:
    """An ASGI application for one path: its methods, HEAD like GET, OPTIONS, 405 for the rest."""

    def __init__(self, methods: Mapping[str, Handler]) -> None:
        self.methods = dict(methods)
        if "GET" in methods:
            self.methods["HEAD"] = methods["GET"]
        self.allow = {"Allow": ", ".join(sorted({*self.methods, "OPTIONS"}))}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self.respond(request)
        except Problem as problem:
            response = problem.response()
        if request.method == "HEAD":
            # The header fields stay those of GET, Content-Length among them (RFC 9110, 9.3.2).
            response.body = b""
        await response(scope, receive, send)

    async def respond(self, request: Request) -> Response:
        """Answer `request`.

        Raises:
            Problem: the answer is an error.
        """
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=self.allow)
        handler = self.methods.get(request.method)
        if handler is None:
            detail = f"{request.url.path} does not answer this method."
            raise Problem(405, detail, headers=self.allow)
        return await handler(request)


async def _describe(request: Request) -> Response:
    # A proxy in front may remove a prefix, which links for clients must contain.
    server = {"url": request.scope.get("root_path") or "/"}
    text = orjson.dumps(_description() | {"servers": [server]})
    return Response(text, media_type="application/json")


_description = cache(openapi.build)
