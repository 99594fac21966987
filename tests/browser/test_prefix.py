"""The pages behind a prefix that a proxy takes off, the proxy of `docs/operations.md`."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PAGES, Gateway, OpenPage, run
from tests.browser.test_docs import try_out
from tests.browser.test_playground import answer, follow_a_change, wait_for_answer
from tests.proxies import nginx, running
from tests.server import free_port, start_gateway, stop_gateway

PREFIX = "/issues"
CHANGES = {
    "location / {": f"location {PREFIX}/ {{",
    "http://127.0.0.1:8000;": "http://127.0.0.1:8000/;",
    "443 ssl;": "443;",
}
"""What the guide says about a prefix; and the browser would not trust our certificate."""

PAGES_OF_PEOPLE = ("graphql", "board")


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """In place of the one that all others use: `open_page` lets no page leave its prefix."""
    if not (PAGES / "playground.html").is_file():
        pytest.skip("The pages are not built: make web")
    behind = tmp_path_factory.mktemp("behind")
    started = start_gateway(behind, "--root-path", PREFIX)
    try:
        folder, port = tmp_path_factory.mktemp("prefix"), free_port()
        upstream = httpx.URL(started.base_url).port
        assert upstream is not None
        with running(nginx(folder, port, upstream, CHANGES), folder, port):
            url = f"http://127.0.0.1:{port}{PREFIX}"
            playground, board = (f"{url}/{page}#token={started.token}" for page in PAGES_OF_PEOPLE)
            yield Gateway(url, playground, started.token, board, behind / "data")
    finally:
        assert stop_gateway(started) == 0


def test_a_walk_through_all_pages(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page("/")
    expect(page.locator("tr.issue")).to_have_count(20)
    page = open_page("/graphql")
    run(page)
    wait_for_answer(page, '"totalCount": ')
    assert '"errors"' not in answer(page)
    assert follow_a_change(page, gateway) == f"{gateway.url}/graphql".replace("http", "ws")
    page.get_by_role("link", name="Board").click()
    expect(page.locator("tr.issue")).to_have_count(20)
    page.get_by_role("link", name="Docs").click()
    expect(page.locator("#content")).to_contain_text(f"{gateway.url}/graphql")
    page.get_by_role("link", name="REST reference", exact=True).first.click()
    try_out(page, "List issues")
    page.get_by_role("link", name="GraphQL schema").first.click()
    page.get_by_role("link", name="Mutation", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mutation")
