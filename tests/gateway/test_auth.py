"""Authentication by bearer tokens."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from db.actor import Actor
from db.engine import Database
from db.enums import TokenScope
from db.tokens import AuthenticatedToken, create_token, list_tokens, revoke_token
from gateway.access.auth import Authentication, bearer_token
from gateway.access.rate import Buckets, Rate
from gateway.app import PUBLIC

GOOD = "good"
ACTOR = Actor("engineer@example.com", "engineer@example.com", is_admin=False, token_id="1")


async def verify(_database: Database, secret: str) -> AuthenticatedToken | None:
    if secret != GOOD:
        return None
    return AuthenticatedToken(
        actor=ACTOR, scope=TokenScope.READ, token_id="1", name=None, expires_at=None
    )


async def whoami(request: Request) -> Response:
    return PlainTextResponse(request.user.actor.email if "user" in request.scope else "nobody")


async def ask(path: str, *headers: tuple[str, str]) -> httpx.Response:
    app = Starlette(
        routes=[Route("/{path:path}", whoami)],
        middleware=[
            Middleware(
                Authentication,
                public=("/", "/open", "/page/"),
                tokens=Buckets(Rate(0, 0)),
                addresses=Buckets(Rate(0, 0)),
                verify=verify,
            )
        ],
    )
    app.state.database = None
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers]
        return await client.get(path, headers=encoded)


@pytest.mark.parametrize(
    ("header", "token"),
    [
        (None, None),
        ("", None),
        ("Bearer", None),
        ("Bearer ", None),
        ("Basic abc", None),
        ("bearer abc", "abc"),
        ("Bearer  abc ", "abc"),
        ("Bearer " + "a" * 600, None),
    ],
)
def test_bearer_token(header: str | None, token: str | None) -> None:
    assert bearer_token(header) == token


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
async def test_a_token_opens_the_door(scheme: str) -> None:
    response = await ask("/closed", ("Authorization", f"{scheme} {GOOD}"))
    assert (response.status_code, response.text) == (200, ACTOR.email)


async def test_without_a_token_401_asks_for_one() -> None:
    response = await ask("/closed")
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="issue-gateway"'
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == 401


@pytest.mark.parametrize("value", ["Bearer wrong", "Bearer goo", "Bearer good1", "Bearer \xe9"])
async def test_a_bad_token_is_401_and_says_so(value: str) -> None:
    response = await ask("/closed", ("Authorization", value))
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["www-authenticate"]


@pytest.mark.parametrize("path", ["/closed?token=good", "/closed?access_token=good"])
async def test_a_token_counts_in_the_header_only(path: str) -> None:
    assert (await ask(path, ("Cookie", "token=good"))).status_code == 401


@pytest.mark.parametrize("path", ["/", "/open", "/page/x.js"])
async def test_public_paths_need_no_token_and_look_at_none(path: str) -> None:
    assert (await ask(path)).text == "nobody"
    assert (await ask(path, ("Authorization", "Bearer wrong"))).text == "nobody"


@pytest.mark.parametrize("path", ["/opened", "/open/", "/page", "/pages", "/x/open", "/OPEN"])
async def test_nothing_beside_the_public_paths_is_public(path: str) -> None:
    assert (await ask(path)).status_code == 401


async def test_every_route_of_the_server_needs_a_token(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    paths = [getattr(route, "path", "") for route in app.routes]
    below = tuple(path for path in PUBLIC if path.endswith("/") and path != "/")
    closed = [path for path in paths if path not in PUBLIC and not path.startswith(below)]
    assert "/graphql" in closed
    assert "/api/v1/issues" in closed
    # There are more of them than one address may ask at once.
    app.state.address_buckets.rate = Rate(0, 0)
    for path in [*closed, "/metrics", "/nowhere"]:
        for method in ("GET", "POST", "OPTIONS", "HEAD"):
            response = await client.request(method, path)
            assert response.status_code == 401, (method, path)


async def test_tokens_end(app: Starlette, client: httpx.AsyncClient) -> None:
    database = app.state.database
    token_id, secret = await create_token(database, "a@example.com", TokenScope.READ)
    _, expired = await create_token(
        database,
        "b@example.com",
        TokenScope.READ,
        expires_at=datetime.now(UTC) - timedelta(seconds=1),
    )
    query = {"query": "{ viewer { email } }"}
    headers = {"Authorization": f"Bearer {secret}"}
    answer = await client.post("/graphql", json=query, headers=headers)
    assert answer.json()["data"] == {"viewer": {"email": "a@example.com"}}
    assert (
        await client.post("/graphql", json=query, headers={"Authorization": f"Bearer {expired}"})
    ).status_code == 401
    assert await revoke_token(database, token_id)
    assert (await client.post("/graphql", json=query, headers=headers)).status_code == 401
    assert len(await list_tokens(database)) == 2
