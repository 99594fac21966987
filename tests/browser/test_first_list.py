"""The first list is drawn by a small script, and React takes over what is there."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Complaints, Gateway, OpenPage
from tests.browser.test_board import PAGE, create, operation_of, parameters, rows, settled
from tests.browser.test_work import change

LARGE = "**/assets/libraries-*.js"
"""React and the client are in it."""
MARKUP = """() => {
  const attributes = (element) => [...element.attributes]
    .filter(({ name }) => name !== "style")
    .map(({ name, value }) => `${name}=${value}`)
    .sort();
  const of = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE) return null;
    const state = [node.checked, node.value, node.disabled];
    return [node.tagName, attributes(node), state, [...node.childNodes].map(of).filter(Boolean)];
  };
  return [...document.querySelectorAll("main, .page-header a")].map(of);
}"""
"""Elements, attributes, texts and states. Comments are for React only; Playwright adds styles."""


def open_held(
    page: Page, gateway: Gateway, query: str, requests: str = LARGE
) -> Callable[[], None]:
    """Open the list and hold some of its requests; the function lets them go on.

    The page shows another document before: a link that differs in its fragment loads none.
    """
    held: list[Route] = []
    released: list[bool] = []
    page.route(requests, lambda route: route.continue_() if released else held.append(route))
    page.goto(f"{gateway.url}/board{query}#token={gateway.token}", wait_until="commit")

    def release() -> None:
        released.append(True)
        for route in held:
            route.continue_()

    return release


def taken_over(page: Page) -> None:
    """Wait until React has the list and the viewer: it sets the title."""
    expect(page).to_have_title(re.compile("^Issues"))
    expect(page.get_by_role("link", name="Webhooks")).to_be_visible()
    settled(page)


def test_list_is_there_before_the_large_scripts_and_stays(
    open_page: OpenPage, gateway: Gateway
) -> None:
    """React keeps the elements and the focus, and its client asks for nothing again."""
    page = open_page("/docs", token=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(operation_of(request)))
    release = open_held(page, gateway, "?sort=title")
    expect(rows(page)).to_have_count(PAGE)
    expect(page.get_by_role("link", name="Webhooks")).to_be_visible()
    page.locator("a.title").nth(2).focus()
    page.evaluate("window.elements = [...document.querySelectorAll('main *')]")
    release()
    taken_over(page)
    assert page.evaluate("elements.length > 200 && elements.every((one) => one.isConnected)")
    expect(page.locator("a.title").nth(2)).to_be_focused()
    assert [one for one in asked if one in ("IssueList", "BoardViewer")] == ["IssueList"]
    page.keyboard.press("j")
    expect(page.locator("a.title").first).to_be_focused()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?sort=-title&size=50&status=open+resolved",
        "?tag=firmware&owner=me&from=2020-01-01&to=2020-02-03",
        "?search=nothing-has-this-word",
    ],
)
def test_list_is_drawn_as_react_draws_it(open_page: OpenPage, gateway: Gateway, query: str) -> None:
    """React takes over what it would have drawn itself, element by element."""
    markup: list[Any] = []
    for requests in (LARGE, "**/graphql"):
        page = open_page("/docs", token=False)
        page.add_init_script("localStorage['issue-gateway.columns'] = 'title updated tags status'")
        release = open_held(page, gateway, query, requests)
        if requests == LARGE:
            expect(page.locator(".found")).to_have_text(re.compile("^[0-9]"))
            markup.append(page.evaluate(MARKUP))
        else:
            expect(page.locator(".found")).to_have_text("Loading …")
        release()
        taken_over(page)
        markup.append(page.evaluate(MARKUP))
    drawn, taken, by_react = markup
    assert drawn == by_react
    assert taken == by_react


def test_nothing_done_before_react_is_lost(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page("/docs", token=False)
    release = open_held(page, gateway, "")
    expect(rows(page)).to_have_count(PAGE)
    page.get_by_role("checkbox", name="Resolved", exact=True).check()
    page.get_by_role("checkbox", name="Rejected", exact=True).check()
    page.get_by_label("Issues on a page").select_option("50")
    page.get_by_role("button", name="Fields").click()
    release()
    expect(page.get_by_role("menuitemcheckbox", name="Updated")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Resolved", exact=True)).to_be_checked()
    expect(page.get_by_role("checkbox", name="Rejected", exact=True)).to_be_checked()
    assert parameters(page) == {"status": ["resolved rejected"], "size": ["50"]}


CLICK_ROW_4_DURING_THE_FIRST_REPLAY = """() => {
  const click = new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: true });
  addEventListener("click", () => {
    document.querySelectorAll("tbody input[type=checkbox]")[4].dispatchEvent(click);
  }, { capture: true, once: true });
}"""


def test_what_is_done_while_events_are_sent_again_comes_after_them(
    open_page: OpenPage, gateway: Gateway
) -> None:
    """The range of a click with Shift began at no row, when the click before it had not come."""
    page = open_page("/docs", token=False)
    release = open_held(page, gateway, "")
    boxes = page.locator("tbody input[type=checkbox]")
    boxes.nth(0).click()
    boxes.nth(2).click()
    page.evaluate(CLICK_ROW_4_DURING_THE_FIRST_REPLAY)
    release()
    expect(page.get_by_text("4 issues selected")).to_be_visible()
    for row, is_checked in enumerate((True, False, True, True, True)):
        expect(boxes.nth(row)).to_be_checked(checked=is_checked)


def test_keys_pressed_before_react_are_not_lost(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page("/docs", token=False)
    release = open_held(page, gateway, "")
    expect(rows(page)).to_have_count(PAGE)
    page.keyboard.press("/")
    page.keyboard.type("regression")
    page.keyboard.press("Enter")
    release()
    expect(page).to_have_url(re.compile("search=regression"))
    expect(page.get_by_role("searchbox")).to_have_value("regression")
    page = open_page("/docs", token=False)
    release = open_held(page, gateway, "")
    expect(rows(page)).to_have_count(PAGE)
    page.keyboard.press("j")
    page.keyboard.press("j")
    release()
    expect(page.locator("a.title").nth(1)).to_be_focused()
    page = open_page("/docs", token=False)
    release = open_held(page, gateway, "")
    expect(rows(page)).to_have_count(PAGE)
    page.keyboard.press("?")
    release()
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_change_made_before_react_is_shown(open_page: OpenPage, gateway: Gateway) -> None:
    """The board follows the log from the read of the list, not from when it has the socket."""
    issue = create(gateway, "Old title", tags=["early-test"])
    page = open_page("/docs", token=False)
    release = open_held(page, gateway, "?tag=early-test")
    expect(rows(page)).to_contain_text("Old title")
    change(gateway, issue, title="New title")
    release()
    expect(rows(page)).to_contain_text("New title")


def test_address_changed_before_react_is_shown(open_page: OpenPage, gateway: Gateway) -> None:
    """As by the back button: React takes over the list that was drawn, then shows the address."""
    page = open_page("/docs", token=False)
    release = open_held(page, gateway, "?status=resolved")
    expect(page.locator(".found")).to_have_text(re.compile("^[0-9]"))
    page.evaluate("history.replaceState(null, '', `${location.pathname}?status=open`)")
    release()
    taken_over(page)
    expect(page.get_by_role("checkbox", name="Open", exact=True)).to_be_checked()
    expect(page.get_by_role("checkbox", name="Resolved", exact=True)).not_to_be_checked()
    expect(rows(page).locator(".status", has_text="Resolved")).to_have_count(0)
    assert set(rows(page).locator(".status").all_inner_texts()) == {"Open"}


def test_screen_changed_before_react_is_shown(open_page: OpenPage, gateway: Gateway) -> None:
    """As by the back button after a reload: the address may name another screen by then."""
    page = open_page("/docs", token=False)
    release = open_held(page, gateway, "")
    expect(rows(page)).to_have_count(PAGE)
    page.evaluate("history.replaceState(null, '', `${location.pathname}/new`)")
    release()
    expect(page.get_by_role("heading", name="New issue")).to_be_visible()


def test_link_works_before_react(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page("/docs", token=False)
    release = open_held(page, gateway, "")
    title = page.locator("a.title").nth(1)
    words = title.inner_text()
    title.click()
    release()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
    expect(page.get_by_role("button", name="Next")).to_be_enabled()


def test_list_that_fails_says_so_and_is_read_again(
    open_page: OpenPage, gateway: Gateway, complaints: Complaints
) -> None:
    complaints.expected += ["503"]
    page = open_page("/docs", token=False)

    def refuse(route: Route) -> None:
        if operation_of(route.request) == "IssueList":
            route.fulfill(status=503, body="{}", content_type="application/json")
        else:
            route.continue_()

    page.route("**/graphql", refuse)
    page.goto(f"{gateway.url}/board#token={gateway.token}")
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute("**/graphql")
    page.get_by_role("button", name="Try again").click()
    expect(rows(page)).to_have_count(PAGE)
