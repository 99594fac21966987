"""Every page as it looks, in build/pictures: to be looked at, and for the README.

`make pictures` takes them anew.
"""

from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, OpenPage, run

PICTURES = ROOT / "build" / "pictures"
LOOK_MS, LOOKS = 200, 15
"""Charts grow into place, and editors colour their text a moment after they have it."""


def playground(page: Page) -> None:
    """An answered query, without the editor that shows the token."""
    run(page)
    expect(page.locator(".graphiql-response .view-lines")).to_contain_text("totalCount")
    page.get_by_role("button", name="Hide editor tools").click()


def board(page: Page) -> None:
    expect(page.locator("tr.issue")).to_have_count(20)


def issue(page: Page) -> None:
    """An issue with comments, opened from the list."""
    page.locator("tr.issue", has_text="comments").first.locator("a.title").click()
    expect(page.locator(".comment").first).to_be_visible()


def new(page: Page) -> None:
    page.get_by_label("Title").fill("Power rail undervoltage at startup")
    text = "Found while testing.\n\n- first step\n- second step\n\n```\nVDD_CORE 0.71 V\n```"
    page.get_by_role("textbox", name="Description").fill(text)
    page.get_by_role("button", name="Preview").click()


def columns(page: Page) -> None:
    expect(page.locator(".issue-card").first).to_be_visible()


def webhooks(page: Page) -> None:
    """A webhook whose receiver is away, on the page with the others."""
    page.get_by_role("button", name="New webhook").click()
    form = page.get_by_role("dialog")
    form.get_by_label("Address").fill("http://127.0.0.1:9/hooks/issues")
    form.get_by_label("Filter").fill('{"objectType": {"in": ["ISSUE", "COMMENT"]}}')
    form.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("table.webhooks")).to_be_visible()


def webhook(page: Page) -> None:
    """The last of those, with a message that has not arrived."""
    webhooks(page)
    page.locator("a.title").last.click()
    page.get_by_role("button", name="Send a test").click()
    expect(page.locator("tr.delivery")).to_contain_text("Not arrived yet")
    page.locator(".unfold").click()


def rest(page: Page) -> None:
    operation = page.locator(".opblock", has_text="Get aggregate metrics")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_be_visible()


def nothing(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()


PAGES: Mapping[str, tuple[str, Callable[[Page], None]]] = {
    "playground": ("/graphql", playground),
    "board": ("/board", board),
    "board-charts": ("/board?charts=1", board),
    "board-columns": ("/board?layout=columns", columns),
    "board-issue": ("/board", issue),
    "board-new": ("/board/new", new),
    "board-webhooks": ("/board/webhooks", webhooks),
    "board-webhook": ("/board/webhooks", webhook),
    "rest": ("/docs/rest", rest),
    "start": ("/docs", nothing),
    "schema": ("/docs/schema/Issue", nothing),
}
BRIEF = [name for name in PAGES if name != "board-webhooks"]
"""The pages whose pictures are taken in each run of the suite."""


def picture_of(page: Page) -> bytes:
    """The picture of a page that has stopped changing."""
    before = page.screenshot()
    for _ in range(LOOKS):
        page.wait_for_timeout(LOOK_MS)
        now = page.screenshot()
        if now == before:
            break
        before = now
    return before


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", [pytest.param("board-webhooks", marks=pytest.mark.long), *BRIEF])
def test_page_has_its_picture(open_page: OpenPage, name: str, width: int, dark: bool) -> None:
    """No page is wider than the window or logs an error."""
    path, prepare = PAGES[name]
    page = open_page(path, width=width, dark=dark)
    prepare(page)
    page.mouse.move(0, 0)
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / f"{name}-{width}-{'dark' if dark else 'light'}.png").write_bytes(picture_of(page))
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.long
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_tablet(open_page: OpenPage, name: str, dark: bool) -> None:
    test_page_has_its_picture(open_page, name, 1024, dark)
