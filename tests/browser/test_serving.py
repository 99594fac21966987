"""How the pages are served: headers, caching, and the page for where nobody built them."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Route, expect
from starlette.requests import Request

from gateway import pages
from tests.browser.conftest import Complaints, Gateway, OpenPage

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    "path", ["/graphql", "/board", "/board/new", "/docs", "/docs/rest", "/docs/schema"]
)
def test_page_has_its_headers(gateway: Gateway, path: str) -> None:
    response = httpx.get(gateway.url + path, headers={"Accept": BROWSER})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "script-src" not in policy
    assert "http" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-cache"
    again = httpx.get(
        gateway.url + path,
        headers={"Accept": BROWSER, "If-None-Match": response.headers["etag"]},
    )
    assert again.status_code == 304


def test_assets_are_kept_for_good(gateway: Gateway) -> None:
    board = httpx.get(f"{gateway.url}/board").text
    assets = re.findall(r'(?:src|href)="\./(assets/[^"]+)"', board)
    assert assets
    for asset in assets:
        response = httpx.get(f"{gateway.url}/{asset}")
        assert response.status_code == 200
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/docs/none",
        "/docs/../../pages",
        "/docs/..%2f..%2fpackage",
        "/assets/..%2fboard.html",
        "/assets/none.js",
    ],
)
def test_nothing_else_is_served(gateway: Gateway, path: str) -> None:
    with httpx.Client() as client:
        target = httpx.URL(gateway.url).copy_with(raw_path=path.encode())
        response = client.get(target, headers={"Accept": BROWSER})
    assert response.status_code in (401, 404)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/graphql-response+json"])
def test_clients_of_graphql_get_no_page(gateway: Gateway, accept: str) -> None:
    response = httpx.get(f"{gateway.url}/graphql", headers={"Accept": accept})
    assert response.status_code == 401
    with_query = httpx.get(
        f"{gateway.url}/graphql",
        params={"query": "{ viewer { email } }"},
        headers={"Accept": BROWSER, "Authorization": f"Bearer {gateway.token}"},
    )
    assert "html" not in with_query.headers["content-type"]


def test_without_a_build_an_operation_can_be_sent(
    browser: Browser, gateway: Gateway, complaints: Complaints, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page in place of the playground's, on the running gateway, under its own policy."""
    monkeypatch.setattr(pages, "BUILT", Path("nowhere"))
    request = Request({"type": "http", "method": "GET", "path": "/graphql", "headers": []})
    with ThreadPoolExecutor() as other_thread:
        response = other_thread.submit(asyncio.run, pages.playground_page(request)).result()

    def replace(route: Route) -> None:
        if route.request.method != "GET":
            route.continue_()
            return
        route.fulfill(status=200, headers=dict(response.headers), body=bytes(response.body))

    page = browser.new_page()
    page.on("console", lambda message: complaints.seen.append(message.text))
    page.route("**/graphql", replace)
    page.goto(f"{gateway.url}/graphql#token={gateway.token}")
    assert page.url == f"{gateway.url}/graphql"
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text('"totalCount"')
    page.close()


def test_no_policy_allows_more_than_a_page_needs(
    open_page: OpenPage, gateway: Gateway, complaints: Complaints
) -> None:
    """Under the strict policy the pages with one of their own break exactly those rules."""
    # A page that a test answers has no address, so the browser keeps it from the socket.
    complaints.expected += ["Content Security Policy", "LOCAL_NETWORK_ACCESS"]
    needed = {
        "/graphql": {"font-src", "style-src-attr", "style-src-elem"},
        "/docs/rest": {"img-src"},
        "/board": set(),
        "/board/new": set(),
        "/docs": set(),
    }
    for path, directives in needed.items():
        page = open_page("/docs")
        page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " (event) => (window.violated ??= []).push(event.effectiveDirective))"
        )

        def tighten(route: Route) -> None:
            response = route.fetch()
            headers = response.headers | {"content-security-policy": pages.STRICT}
            route.fulfill(response=response, headers=headers)

        page.route(gateway.url + path, tighten)
        page.goto(gateway.url + path)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(500)
        assert set(page.evaluate("window.violated ?? []")) == directives
