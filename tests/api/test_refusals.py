"""Errors on `/graphql` before an operation begins have the form of a GraphQL response."""

import httpx
import pytest
from starlette.applications import Starlette

from gateway.access.rate import Buckets, Rate
from tests.application import Headers, Serve

QUESTION = {"query": "{ viewer { email } }"}


def require_graphql(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    (error,) = answer.json()["errors"]
    assert "data" not in answer.json()
    assert error["message"]
    assert error["extensions"]["code"] == code


async def test_each_refusal_has_a_code(client: httpx.AsyncClient, reader_headers: Headers) -> None:
    require_graphql(await client.post("/graphql", json=QUESTION), 401, "UNAUTHENTICATED")
    text = await client.post("/graphql", content="{}", headers={**reader_headers})
    require_graphql(text, 415, "BAD_USER_INPUT")
    image = await client.post(
        "/graphql", json=QUESTION, headers={**reader_headers, "Accept": "image/png"}
    )
    require_graphql(image, 406, "BAD_USER_INPUT")
    large = await client.post("/graphql", json={"query": "#" * 2_000_000}, headers=reader_headers)
    require_graphql(large, 413, "LIMIT_EXCEEDED")
    mutation = {"query": "mutation { __typename }"}
    require_graphql(
        await client.post("/graphql", json=mutation, headers=reader_headers), 403, "FORBIDDEN"
    )
    least = {**reader_headers, "X-Min-Sequence": "x"}
    require_graphql(
        await client.post("/graphql", json=QUESTION, headers=least), 400, "BAD_USER_INPUT"
    )


async def test_waiting_is_told_in_the_error(
    app: Starlette, client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    app.state.token_buckets.rate = Rate(0.1, 1)
    assert isinstance(app.state.token_buckets, Buckets)
    await client.post("/graphql", json=QUESTION, headers=reader_headers)
    answer = await client.post("/graphql", json=QUESTION, headers=reader_headers)
    require_graphql(answer, 429, "RATE_LIMITED")
    assert answer.json()["errors"][0]["extensions"]["retryAfter"] >= 1


async def test_a_busy_server_says_so(serve: Serve) -> None:
    served = await serve(most_in_flight=1)
    served.app.state.load.in_flight = 1
    require_graphql(await served.ask("{ viewer { email } }"), 503, "UNAVAILABLE")


@pytest.mark.parametrize("body", [b"{}", b"[", b'{"title": 1}', b"x" * 2_000_000])
async def test_a_missing_scope_is_403_before_the_body_is_looked_at(
    client: httpx.AsyncClient, reader_headers: Headers, body: bytes
) -> None:
    headers = {**reader_headers, "Content-Type": "application/json"}
    for method, path in (("POST", "/issues"), ("PATCH", "/issues/x"), ("DELETE", "/issues/x")):
        answer = await client.request(method, f"/api/v1{path}", content=body, headers=headers)
        assert answer.status_code == 403, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
