"""One session of a user: file and find an issue, read evidence, resolve a conflict."""

import csv
import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints, Gateway, OpenPage
from tests.browser.test_board import create, rows

PICTURE = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""A GIF of one pixel, as base64."""
PASTE = """([element, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], "scope.gif", {type: "image/gif"}));
  element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""
UPDATE = "mutation ($i: UpdateIssueInput!) { updateIssue(input: $i) { issue { id } } }"


def change(gateway: Gateway, issue: str, **fields: object) -> None:
    gateway.execute(UPDATE, {"i": {"id": issue, **fields}})


def stored(gateway: Gateway, issue: str) -> object:
    query = "query ($id: ID!) { issue(id: $id) { title priority } }"
    return gateway.execute(query, {"id": issue})["issue"]


def test_from_the_printed_link_to_an_issue_found_again(
    open_page: OpenPage, gateway: Gateway
) -> None:
    page = open_page("/docs", token=False)
    page.goto(gateway.board)
    page.get_by_role("button", name="New issue").click()
    page.get_by_label("Title").fill("Connector melted on bench 4")
    editor = page.get_by_role("textbox", name="Description")
    editor.fill("Seen at noon.")
    page.evaluate(PASTE, [editor.element_handle(), PICTURE])
    expect(editor).to_have_value(re.compile(r"Seen at noon.\n\n!\[scope.gif\]\([0-9a-f-]+\)"))
    page.get_by_role("button", name="File the issue").click()
    expect(page.get_by_role("heading", name="Connector melted on bench 4")).to_be_visible()
    picture = page.get_by_role("region", name="Description").get_by_role("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 1
    page.get_by_label("Comment", exact=True).fill("The spare is fine.")
    page.get_by_role("button", name="Send comment").click()
    expect(page.locator(".comment")).to_contain_text("The spare is fine.")
    page.get_by_role("button", name="Status: Open").click()
    page.get_by_role("menuitemradio", name="Resolved").click()
    expect(page.get_by_role("button", name="Status: Resolved")).to_be_visible()
    page.get_by_role("link", name="← Issues").click()
    page.get_by_role("searchbox", name="Search").fill("connector melted spare")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Resolved")


def test_keys_alone_from_the_search_to_a_resolved_issue(
    open_page: OpenPage, gateway: Gateway
) -> None:
    create(gateway, "Fuse blows twice a day")
    page = open_page("/board")
    expect(rows(page).first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("fuse blows twice")
    expect(rows(page)).to_have_count(1)
    # The search has the focus; the second time the key leads back to it.
    for keys in (["Enter"], ["/", "Enter"]):
        for key in keys:
            page.keyboard.press(key)
        expect(page.get_by_role("region", name="Issues found")).to_be_focused()
        page.keyboard.press("j")
        expect(page.locator("a.title")).to_be_focused()
    page.keyboard.press("o")
    expect(page.get_by_role("button", name="Status: Open")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_role("menu")).to_be_visible()
    page.keyboard.type("Res")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Status: Resolved")).to_be_visible()


def edit_title(page: Page, title: str) -> None:
    page.get_by_role("button", name="Edit title").click()
    page.get_by_role("textbox", name="Title").fill(title)


@pytest.mark.parametrize(("choice", "kept"), [("Yours", "Mine"), ("Theirs", "Hers")])
def test_collision_shows_both_versions(
    open_page: OpenPage, gateway: Gateway, choice: str, kept: str
) -> None:
    issue = create(gateway, "Disputed")
    page = open_page(f"/board/issues/{issue}")
    edit_title(page, "Mine")
    change(gateway, issue, title="Hers")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    for line in ("Before: Disputed", "Yours: Mine", "Theirs: Hers"):
        expect(dialog.get_by_text(line)).to_be_visible()
    expect(dialog.get_by_role("group", name="Title")).to_contain_text("by admin@localhost")
    expect(dialog.get_by_role("radio", checked=True)).to_have_count(0)
    expect(dialog.get_by_role("button", name="Write these versions")).to_be_disabled()
    dialog.get_by_role("radio", name=choice).check()
    dialog.get_by_role("button", name="Write these versions").click()
    expect(dialog).to_have_count(0)
    assert stored(gateway, issue) == {"title": kept, "priority": "LOW"}


def test_edits_of_other_fields_both_hold(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "Shared")
    page = open_page(f"/board/issues/{issue}")
    edit_title(page, "Renamed")
    change(gateway, issue, priority="HIGH")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Renamed")).to_be_visible()
    assert stored(gateway, issue) == {"title": "Renamed", "priority": "HIGH"}


def attach(gateway: Gateway, issue: str, name: str, media_type: str, content: str | bytes) -> None:
    httpx.post(
        f"{gateway.url}/api/v1/issues/{issue}/files",
        headers={"Authorization": f"Bearer {gateway.token}"},
        files={"file": (name, content, media_type)},
        data={"file_type": "log"},
    ).raise_for_status()


def test_texts_show_their_end_and_are_searched_whole(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "With a log")
    lines = [f"{number} volts (ok)" for number in range(400)]
    attach(gateway, issue, "rail.log", "text/plain", "\n".join(lines))
    attach(gateway, issue, "rail.csv", "text/csv", 'rail,volts\nA,"4,5"\n')
    page = open_page(f"/board/issues/{issue}")
    log = page.locator(".attachment", has_text="rail.log")
    log.get_by_role("button", name="Show").click()
    expect(log.locator("pre")).to_contain_text("399 volts")
    expect(log.locator("pre")).not_to_contain_text("12 volts (ok)\n13")
    log.get_by_role("searchbox", name="Find lines").fill("12 VOLTS (")
    expect(log.locator("pre")).to_have_text(
        " 13: 12 volts (ok)\n113: 112 volts (ok)\n213: 212 volts (ok)\n313: 312 volts (ok)"
    )
    expect(log.locator("mark").first).to_have_text("12 volts (")
    expect(log.get_by_role("status")).to_have_text("4 lines.")
    log.get_by_role("searchbox", name="Find lines").fill("nowhere")
    expect(log.get_by_role("status")).to_have_text("No line has it.")
    expect(log.locator("pre")).to_have_count(0)
    log.get_by_role("searchbox", name="Find lines").fill("")
    expect(log.get_by_role("status")).to_have_text("The last 100 lines.")
    log.get_by_role("button", name="Show earlier lines").click()
    expect(log.locator("pre")).to_contain_text("0 volts (ok)\n1 volts")
    expect(log.get_by_role("status")).to_have_text("The whole text.")
    below = "text => text.scrollHeight - text.clientHeight - text.scrollTop"
    assert log.locator("pre").evaluate(below) < 2
    table = page.locator(".attachment", has_text="rail.csv")
    table.get_by_role("button", name="Show").click()
    expect(table.get_by_role("cell", name="4,5")).to_be_visible()
    expect(table.get_by_text("1 row.")).to_be_visible()


def test_csv_has_what_is_shown(open_page: OpenPage, gateway: Gateway, tmp_path: Path) -> None:
    for number in range(30):
        create(gateway, f"Exported {number:02}", tags=["csv-test"])
    page = open_page("/board?tag=csv-test&sort=title")
    expect(rows(page)).to_have_count(20)
    page.get_by_role("button", name="Fields").click()
    page.get_by_role("menuitemcheckbox", name="Owner").click()
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    assert download.value.suggested_filename == "issues.csv"
    download.value.save_as(tmp_path / "issues.csv")
    text = (tmp_path / "issues.csv").read_text("utf-8")
    found = list(csv.DictReader(text.splitlines()))
    assert [row["title"] for row in found] == [f"Exported {number:02}" for number in range(30)]
    assert found[0].keys() == {
        *("id", "title", "status", "priority", "tags", "createdAt"),
        *("comments.totalCount", "files.totalCount"),
    }


def test_a_csv_that_cannot_be_had_is_said(open_page: OpenPage, complaints: Complaints) -> None:
    complaints.expected += ["ERR_FAILED"]
    page = open_page("/board")
    expect(rows(page).first).to_be_visible()
    page.route("**/graphql?guard=excel", lambda route: route.abort())
    page.get_by_role("button", name="CSV", exact=True).click()
    expect(page.get_by_text("No CSV:")).to_be_visible()
