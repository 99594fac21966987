"""Who is asking: bearer tokens (RFC 6750), in a header and nowhere else."""

from collections.abc import Awaitable, Callable, Collection

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from db.engine import Database
from db.tokens import AuthenticatedToken, authenticate
from rest_compat.problem import Problem

CHALLENGE = 'Bearer realm="issue-gateway"'
LONGEST_HEADER = 512
"""Characters; our tokens are much shorter, and nothing longer is worth hashing."""

Authenticate = Callable[[Database, str], Awaitable[AuthenticatedToken | None]]


def bearer_token(header: str | None) -> str | None:
    """The token of an `Authorization` header; None when it carries none.

    The scheme is compared without case (RFC 9110, section 11.1).
    """
    if header is None or len(header) > LONGEST_HEADER:
        return None
    scheme, _, token = header.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def unauthorized(detail: str, *, invalid: bool) -> Problem:
    """401 with its challenge; `invalid` tells a bad token from a missing one (RFC 6750, 3.1)."""
    challenge = f'{CHALLENGE}, error="invalid_token"' if invalid else CHALLENGE
    return Problem(401, detail, headers={"WWW-Authenticate": challenge})


class Authentication:
    """Middleware: lets a request through with the token it may act for in `request.user`.

    Args:
        public: the paths that need no token; one that ends in `/` stands for all below it.
        verify: finds out who holds a token, each time anew: a revoked one must fail at once.

    A token on a public path is not looked at.
    """

    def __init__(
        self, app: ASGIApp, *, public: Collection[str], verify: Authenticate = authenticate
    ) -> None:
        self.app = app
        self.public = frozenset(public)
        self.prefixes = tuple(path for path in public if path.endswith("/") and path != "/")
        self.verify = verify

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and not self.is_public(scope["path"]):
            try:
                scope["user"] = await self.identify(HTTPConnection(scope))
            except Problem as problem:
                await problem.response()(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def is_public(self, path: str) -> bool:
        """Whether anybody may ask for `path`."""
        return path in self.public or path.startswith(self.prefixes)

    async def identify(self, connection: HTTPConnection) -> AuthenticatedToken:
        """The holder of the request's token. Raises Problem (401), and Unavailable."""
        secret = bearer_token(connection.headers.get("authorization"))
        if secret is None:
            raise unauthorized("Send `Authorization: Bearer <token>`.", invalid=False)
        token = await self.verify(connection.app.state.database, secret)
        if token is None:
            raise unauthorized("The token is unknown, revoked or expired.", invalid=True)
        return token
