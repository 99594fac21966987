"""Menus and lists with a search field, by keys: Escape goes back and never changes a choice."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Gateway, OpenPage
from tests.browser.test_board import create, parameters, rows, settled

TAGS = ["mechanics", "evt", "regression"]


def tags_of(gateway: Gateway, issue: str) -> object:
    query = "query ($id: ID!) { issue(id: $id) { tags version } }"
    return gateway.execute(query, {"id": issue})["issue"]


def open_new_issue(open_page: OpenPage, gateway: Gateway) -> Page:
    page = open_page(f"/board/issues/{create(gateway, 'To be resolved')}")
    expect(page.get_by_role("heading", name="To be resolved")).to_be_visible()
    return page


def leave(page: Page) -> None:
    """Leave an open list by Escape: the first clears the search, the second closes."""
    search = page.get_by_role("dialog").get_by_role("searchbox")
    page.keyboard.press("Escape")
    expect(search).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_escape_keeps_the_tags_of_an_issue(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "With tags", tags=TAGS)
    page = open_page(f"/board/issues/{issue}")
    expect(page.get_by_role("button", name="Tags: mechanics evt regression")).to_be_visible()
    page.keyboard.press("l")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    page.keyboard.type("optics")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tags changed.")).to_be_visible()
    leave(page)
    expect(page.get_by_role("button", name="Tags: mechanics evt regression optics")).to_be_visible()
    assert tags_of(gateway, issue) == {"tags": [*TAGS, "optics"], "version": 2}


def test_escape_keeps_the_tags_of_a_new_issue(open_page: OpenPage) -> None:
    page = open_page("/board/new")
    page.get_by_role("button", name="Add tags").press("Enter")
    for tag in ("warm", "cold"):
        page.get_by_role("dialog").get_by_role("searchbox").fill(tag)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    leave(page)
    expect(page.get_by_role("button", name="Tags: warm, cold")).to_be_visible()


@pytest.mark.parametrize("label", ["Owner", "Priority"])
def test_escape_keeps_the_one_value_that_is_chosen(
    open_page: OpenPage, gateway: Gateway, label: str
) -> None:
    issue = create(gateway, "With an owner", owner="mara@lab.example", priority="HIGH")
    page = open_page(f"/board/issues/{issue}")
    button = page.get_by_role("button", name=re.compile(f"^{label}: "))
    name = button.get_attribute("aria-label")
    assert name
    button.press("Enter")
    expect(page.get_by_role("dialog" if label == "Owner" else "menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".popover")).to_have_count(0)
    expect(button).to_have_attribute("aria-label", name)
    assert tags_of(gateway, issue) == {"tags": [], "version": 1}


def test_escape_keeps_the_fields_and_filters_of_the_list(open_page: OpenPage) -> None:
    page = open_page("/board?tag=regression")
    heads = page.get_by_role("columnheader")
    expect(heads).not_to_have_count(0)
    shown = heads.all_inner_texts()
    page.get_by_role("button", name="Fields").press("Enter")
    page.get_by_role("menuitemcheckbox", name="Title").wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    assert heads.all_inner_texts() == shown
    page.get_by_role("button", name="Filter by owner").press("Enter")
    page.get_by_role("dialog").get_by_role("searchbox").fill("m")
    leave(page)
    assert parameters(page) == {"tag": ["regression"]}


def test_escape_changes_none_of_the_selected_issues(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "Chosen", tags=["escape-test", "evt"])
    page = open_page("/board?tag=escape-test")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Select Chosen").click()
    page.keyboard.press("l")
    page.get_by_role("dialog").get_by_role("searchbox").fill("opt")
    leave(page)
    expect(page.get_by_text("1 issue selected")).to_be_visible()
    assert tags_of(gateway, issue) == {"tags": ["escape-test", "evt"], "version": 1}


def test_typed_tag_is_created_where_that_is_possible(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page(f"/board/issues/{create(gateway, 'To be tagged')}")
    page.get_by_role("button", name="Tags: None").click()
    page.get_by_role("dialog").get_by_role("searchbox").fill("brandnew")
    page.get_by_role("option", name="Create “brandnew”").click()
    expect(page.get_by_role("button", name="Tags: brandnew")).to_be_visible()
    page = open_page("/board")
    page.get_by_role("button", name="Filter by tag").click()
    page.get_by_role("dialog").get_by_role("searchbox").fill("unheard-of")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()


def test_change_of_several_issues_is_undone_where_nobody_changed_them(
    open_page: OpenPage, gateway: Gateway
) -> None:
    ids = [create(gateway, f"Undone {number}", tags=["undo-test"]) for number in range(3)]
    page = open_page("/board?tag=undo-test&sort=title")
    expect(rows(page)).to_have_count(3)
    top = rows(page).first.bounding_box()
    page.get_by_label("Select all issues of this page").click()
    assert rows(page).first.bounding_box() == top
    page.get_by_role("button", name="Set the status").click()
    page.get_by_role("menuitemradio", name="In progress").click()
    expect(page.get_by_text("3 issues changed.")).to_be_visible()
    assert rows(page).first.bounding_box() == top
    change = "mutation ($i: UpdateIssueInput!) { updateIssue(input: $i) { issue { id } } }"
    gateway.execute(change, {"i": {"id": ids[1], "status": "RESOLVED"}})
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("2 changes undone. 1 issue changed since and stayed.")).to_be_visible()
    answer = gateway.execute(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Issue { status } } }", {"ids": ids}
    )
    assert answer["nodes"] == [{"status": name} for name in ("OPEN", "RESOLVED", "OPEN")]


def test_added_tag_is_taken_away_again(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "Tagged by mistake", tags=["undo-tag-test"])
    page = open_page("/board?tag=undo-tag-test")
    page.get_by_label("Select Tagged by mistake").click()
    page.get_by_role("button", name="Add tag").click()
    page.get_by_role("dialog").get_by_role("searchbox").fill("mistake")
    page.get_by_role("option", name="mistake").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("1 change undone.")).to_be_visible()
    assert tags_of(gateway, issue) == {"tags": ["undo-tag-test"], "version": 3}


def test_filters_stay_where_they_are(open_page: OpenPage) -> None:
    page = open_page("/board", width=1024)
    expect(rows(page)).not_to_have_count(0)
    names = ("Open", "High")
    places = [
        page.get_by_role("search").get_by_text(name, exact=True).bounding_box() for name in names
    ]
    first = rows(page).first.bounding_box()
    page.get_by_role("checkbox", name="Rejected").check()
    expect(page.get_by_role("button", name="Clear all")).to_be_visible()
    settled(page)
    expect(rows(page)).not_to_have_count(0)
    now = rows(page).first.bounding_box()
    assert first is not None
    assert now is not None
    assert now["y"] == first["y"]
    filters = page.get_by_role("search")
    assert [filters.get_by_text(name, exact=True).bounding_box() for name in names] == places


def test_link_to_a_view_keeps_its_name(open_page: OpenPage) -> None:
    page = open_page("/board?status=open")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitem", name="Save this view").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitem", name="Save this view").click()
    page.get_by_label("Name").fill("Still open")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitem", name="Copy link to this view").click()
    expect(page.get_by_text("Link to “Still open” copied.")).to_be_visible()
    link = urlsplit(page.evaluate("navigator.clipboard.readText()"))
    other = open_page(f"/board?{link.query}")
    other.get_by_role("button", name="Views").click()
    other.get_by_role("menuitem", name="Save “Still open”").click()
    expect(other.get_by_label("Name")).to_have_value("Still open")


def test_filters_of_a_phone_are_folded(open_page: OpenPage) -> None:
    page = open_page("/board?status=open&priority=high", width=390)
    fold = page.get_by_role("button", name="Filters (2)")
    expect(fold).to_be_visible()
    expect(page.get_by_role("checkbox", name="Rejected")).to_have_count(0)
    fold.click()
    page.get_by_role("search").get_by_text("High", exact=True).click()
    expect(page.get_by_role("button", name="Filters (1)")).to_be_visible()
    expect(rows(page).locator(".tag").first).to_be_visible()


def test_keys_are_listed_and_the_list_closes(open_page: OpenPage) -> None:
    page = open_page("/board")
    expect(rows(page)).not_to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_text("Send or save what is being written")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_palette_changes_an_issue_and_a_key_leads_to_the_search(
    open_page: OpenPage, gateway: Gateway
) -> None:
    page = open_new_issue(open_page, gateway)
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox", name="Command or issue").fill("resol")
    resolve = page.get_by_role("menuitem", name="Change status to Resolved")
    # What is typed chooses the first command that fits.
    expect(resolve).to_have_attribute("data-focused", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Status: Resolved.")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    assert urlsplit(page.url).path.rstrip("/") == "/board"


def test_keys_typed_before_the_palette_has_loaded_run_nothing(
    open_page: OpenPage, gateway: Gateway
) -> None:
    page = open_new_issue(open_page, gateway)
    waiting: list[Route] = []
    page.route("**/palette-*.js", lambda route: waiting.append(route))
    page.keyboard.press("Control+k")
    page.keyboard.type("resol")
    for route in waiting:
        route.continue_()
    expect(page.get_by_role("searchbox", name="Command or issue")).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(1)
    expect(page.get_by_role("menu")).to_have_count(1)
