"""The pages where nobody built them; with a build they are tested in a browser."""

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request

from gateway import pages

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(params=["no folder", "empty"])
def client(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> httpx.AsyncClient:
    """The pages alone, never built, and after a build that failed."""
    monkeypatch.setattr(pages, "BUILT", tmp_path / "none" if request.param != "empty" else tmp_path)
    app = Starlette(routes=pages.page_routes(), middleware=[Middleware(pages.PlaygroundPage)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")


@pytest.mark.parametrize(("path", "status"), [("/graphql", 200), ("/board", 503), ("/docs/x", 503)])
async def test_page_says_what_to_run(client: httpx.AsyncClient, path: str, status: int) -> None:
    response = await client.get(path, headers={"Accept": BROWSER})
    assert response.status_code == status
    assert "npm run build" in response.text
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; connect-src 'self'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "action"),
    [("/graphql", "graphql"), ("/docs", "graphql"), ("/docs/guides/curl", "../../graphql")],
)
async def test_its_form_finds_the_gateway(
    client: httpx.AsyncClient, path: str, action: str
) -> None:
    response = await client.get(path, headers={"Accept": BROWSER})
    assert f'<form action="{action}">' in response.text


@pytest.mark.parametrize("root_path", ["", "/issues"])
@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/docs/", "/docs"),
        ("/docs/schema/Query/", "/docs/schema/Query"),
        ("/docs/guides/curl//", "/docs/guides/curl"),
    ],
)
async def test_a_slash_too_many_is_taken_off(
    client: httpx.AsyncClient, root_path: str, path: str, place: str
) -> None:
    """The links of a page are relative, so each page has one address; no host is believed."""
    transport = client._transport
    assert isinstance(transport, httpx.ASGITransport)
    transport.root_path = root_path
    moved = await client.get(path, headers={"Host": "evil.example"})
    assert (moved.status_code, moved.headers["location"]) == (307, root_path + place)


async def test_a_slash_within_is_another_place(client: httpx.AsyncClient) -> None:
    assert (await client.get("/docs//guides/curl")).status_code == 404


async def test_no_asset(client: httpx.AsyncClient) -> None:
    assert (await client.get("/assets/x.js")).status_code == 404


@pytest.mark.parametrize(
    ("method", "query", "accept", "wanted"),
    [
        ("GET", b"", BROWSER, True),
        ("HEAD", b"", BROWSER, True),
        ("GET", b"", "text/html", True),
        ("GET", b"query=%7Bviewer%7Bemail%7D%7D", BROWSER, False),
        ("POST", b"", BROWSER, False),
        ("GET", b"", "*/*", False),
        ("GET", b"", "application/json", False),
        ("GET", b"", "application/graphql-response+json, text/html;q=0.5", False),
        ("GET", b"", None, False),
    ],
)
def test_who_gets_the_playground(
    method: str, query: bytes, accept: str | None, wanted: bool
) -> None:
    headers = [] if accept is None else [(b"accept", accept.encode())]
    scope = {
        "type": "http",
        "method": method,
        "path": "/graphql",
        "query_string": query,
        "headers": headers,
    }
    assert pages.wants_page(Request(scope)) is wanted
