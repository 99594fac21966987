"""Routing by path, and answers to the exceptions of endpoints."""

from collections import Counter
from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from gateway.http.failures import problem_for, refusal
from gateway.http.paths import route_path
from rest_compat.problem import Problem


class Routes:
    """The routes of a Starlette router, with a fast lookup of those without a parameter.

    A `Problem`, and Starlette's own errors, become their answers here, so that all middleware sees
    them.
    """

    def __init__(self, router: Router) -> None:
        self._router = router
        routes = [route for route in router.routes if isinstance(route, Route)]
        shared = Counter(route.path for route in routes)
        self._fixed = {
            route.path: route
            for route in routes
            if not route.param_convertors and shared[route.path] == 1
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._router(scope, receive, send)
            return
        route = self._fixed.get(route_path(scope))
        try:
            if route is None:
                await self._router(scope, receive, send)
            else:
                scope["route"] = route
                scope["endpoint"] = route.endpoint
                scope["path_params"] = {}
                await route.handle(scope, receive, send)
        except (Problem, HTTPException) as error:
            if "status" in scope["state"]:
                raise
            await refusal(problem_for(error, ""), scope)(scope, receive, send)


class SharedState(State):
    """The objects that all requests share, as plain attributes, which are fast to read."""

    def __setattr__(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)


class Application(Starlette):
    """Starlette with its list of middleware around the routes, and nothing of its own between."""

    def __init__(
        self,
        routes: Sequence[BaseRoute],
        middleware: Sequence[Middleware] = (),
        lifespan: Lifespan["Application"] | None = None,
    ) -> None:
        super().__init__(routes=routes, middleware=middleware, lifespan=lifespan)
        self.state = SharedState()

    def build_middleware_stack(self) -> ASGIApp:
        """Put the middleware around the routes; the first one is the outermost."""
        app: ASGIApp = Routes(self.router)
        for factory, args, kwargs in reversed(self.user_middleware):
            app = factory(app, *args, **kwargs)
        return app
