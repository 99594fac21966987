"""Uploaded content runs no script in the origin of the gateway, however it is opened."""

from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Route
from playwright.sync_api import Error as PlaywrightError

from tests.browser.conftest import Gateway

pytestmark = pytest.mark.long
SCRIPT = "localStorage.setItem('owned', location.href); fetch('/api/v1/issues')"
HTML = f'<!doctype html><title>x</title><script>{SCRIPT}</script><img src=x onerror="{SCRIPT}">'
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="' + SCRIPT + '">'
    f"<script>{SCRIPT}</script></svg>"
)
FILES = {
    "page.html": HTML,
    "page.xhtml": f'<html xmlns="http://www.w3.org/1999/xhtml"><script>{SCRIPT}</script></html>',
    "drawing.svg": SVG,
    "page.png": HTML,
    "page.pdf": HTML,
    "page.log": HTML,
    "code.js": SCRIPT,
}
WAYS = {
    "frame": "const it = document.createElement('iframe'); it.src = url",
    "object": "const it = document.createElement('object'); it.data = url",
    "embed": "const it = document.createElement('embed'); it.src = url",
    "image": "const it = document.createElement('img'); it.src = url",
    "script": "const it = document.createElement('script'); it.src = url",
}
SETTLING_MS = 700


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


def address_of(gateway: Gateway, name: str, content: str) -> str:
    """Upload a file; its address with a key, as a link or an `<img>` has it."""
    response = httpx.post(
        f"{gateway.url}/api/v1/attachments",
        files={"file": (name, content.encode())},
        headers={"Authorization": f"Bearer {gateway.token}"},
    )
    assert response.status_code == 201, response.text
    viewer = gateway.execute("{ viewer { downloadKey } }")["viewer"]
    made = response.json()["attachment_id"]
    return f"{gateway.url}/api/v1/attachments/{made}/content?key={viewer['downloadKey']}"  # type: ignore[index]


def owned(context: BrowserContext, gateway: Gateway) -> object:
    """What a script has left in the storage of the origin, looked at from another page of it."""
    page = context.new_page()
    page.goto(f"{gateway.url}/healthz")
    found: object = page.evaluate("localStorage.getItem('owned')")
    page.close()
    return found


def visited(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    with suppress(PlaywrightError):  # a download has begun instead
        page.goto(address)
        page.wait_for_timeout(SETTLING_MS)
    page.close()


@pytest.mark.parametrize("name", FILES)
def test_content_that_is_opened_runs_no_script(
    context: BrowserContext, gateway: Gateway, name: str
) -> None:
    visited(context, address_of(gateway, name, FILES[name]))
    assert owned(context, gateway) is None


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "code.js"])
def test_content_that_is_embedded_runs_no_script(
    context: BrowserContext, gateway: Gateway, name: str
) -> None:
    """In a page of the same origin, which no policy of its own protects."""
    address = address_of(gateway, name, FILES[name])
    page = context.new_page()
    page.goto(f"{gateway.url}/healthz")
    for make in WAYS.values():
        page.evaluate(f"url => {{ {make}; document.body.append(it) }}", address)
    page.wait_for_timeout(2 * SETTLING_MS)
    page.close()
    assert owned(context, gateway) is None


@pytest.mark.parametrize("name", ["page.html", "drawing.svg"])
def test_control_content_without_its_headers_runs_script(
    context: BrowserContext, gateway: Gateway, name: str
) -> None:
    address = address_of(gateway, name, FILES[name])

    def plain(route: Route) -> None:
        answer = route.fetch()
        kind = answer.headers["content-type"]
        route.fulfill(status=200, headers={"Content-Type": kind}, body=answer.body())

    context.route("**/content?*", plain)
    visited(context, address)
    assert owned(context, gateway) is not None
