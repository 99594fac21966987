"""Authentication: bearer tokens (RFC 6750) in a header, and their rate limits."""

import re
from collections.abc import Awaitable, Callable, Collection

from starlette.datastructures import QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from db.download_keys import holder
from db.engine import CALLER, Database
from db.enums import TokenScope
from db.tokens import AuthenticatedToken, authenticate
from gateway.access.rate import Buckets, network
from gateway.http.conditional import SAFE
from gateway.http.failures import refusal
from gateway.http.headers import header
from gateway.http.paths import route_path
from gateway.state import state_of
from rest_compat.problem import Problem
from rest_compat.routes import BASE

_CONTENT = re.compile(r"/api/v1/attachments/([0-9a-fA-F-]{36})/content/?")
REST = f"{BASE}/"
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
CHALLENGE = 'Bearer realm="issue-gateway"'
LONGEST_HEADER = 512
"""Maximum characters of a token. Real tokens are much shorter; longer text is not hashed."""

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
    """Middleware: authenticates a request and puts its token into `request.user`.

    A request with a valid token counts only against the bucket of that token. Its user is therefore
    unaffected by others at the same address who guess tokens or read pages in a loop. Every other
    request counts against the bucket of its address, and is refused with 429 when that is empty. A
    token on a public path is ignored.

    Args:
        public: the paths that need no token; one that ends in `/` stands for all below it.
        unlimited: those of them that machines ask for all the time, and that cost next to nothing.
        tokens, addresses: the buckets of valid tokens, by id, and of all else, by network.
        verify: finds out who holds a token, each time anew: a revoked one must fail at once.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        public: Collection[str],
        unlimited: Collection[str] = (),
        tokens: Buckets,
        addresses: Buckets,
        verify: Authenticate = authenticate,
    ) -> None:
        self.app = app
        self.public = frozenset(public)
        self.prefixes = tuple(path for path in public if path.endswith("/") and path != "/")
        self.unlimited = tuple(unlimited)
        self.tokens = tokens
        self.addresses = addresses
        self.verify = verify

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            try:
                await self._admit(scope)
            except Problem as problem:
                await refusal(problem, scope)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _admit(self, scope: Scope) -> None:
        """Raises Problem (401, 429), and Unavailable."""
        path = route_path(scope)
        if path not in self.public and not path.startswith(self.prefixes):
            token = await self.identify(scope)
            scope["user"] = token
            changes = scope["method"] in CHANGING and path.startswith(REST)
            if changes and token.scope < TokenScope.WRITE:
                # This comes before the body is read.
                raise Problem(403, "A mutation needs a token with the scope `write`.")
        elif not path.startswith(self.unlimited):
            self.addresses.take(network(scope))

    async def _key_holder(self, scope: Scope) -> AuthenticatedToken | None:
        """Return the token that a download key in the address stands for."""
        path = _CONTENT.fullmatch(route_path(scope))
        if path is None or scope["method"] not in SAFE or b"key=" not in scope["query_string"]:
            return None
        keys = QueryParams(scope["query_string"]).getlist("key")
        return await holder(state_of(scope).database, keys[0], path[1]) if keys else None

    async def identify(self, scope: Scope) -> AuthenticatedToken:
        """Return the holder of the request's token. Raises Problem (401, 429), and Unavailable."""
        secret = bearer_token(header(scope, b"authorization"))
        token = await self.verify(state_of(scope).database, secret) if secret else None
        if token is not None:
            self.tokens.take(token.token_id)
            CALLER.set(token.token_id)
            return token
        if secret is None and (token := await self._key_holder(scope)) is not None:
            self.tokens.take(token.token_id)
            CALLER.set(token.token_id)
            return token
        self.addresses.take(network(scope))
        if secret is None:
            raise unauthorized("Send `Authorization: Bearer <token>`.", invalid=False)
        raise unauthorized("The token is unknown, revoked or expired.", invalid=True)
