"""The board's list: filters in the address, order, pages, charts, several issues at once."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.conftest import Complaints, Gateway, OpenPage

FOUND = re.compile(r"^\d+ issues?")
PAGE = 20


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def rows(page: Page) -> Locator:
    return page.locator("tr.issue")


def found(page: Page, number: int) -> None:
    noun = "issue" if number == 1 else "issues"
    expect(page.locator(".found")).to_have_text(re.compile(rf"^{number} {noun}\b"))


def settled(page: Page) -> None:
    expect(page.locator(".issues")).to_have_attribute("aria-busy", "false")


def operation_of(request: Request) -> str:
    """The name of the operation that a request sends; empty for other requests."""
    sent = request.post_data_json if request.url.endswith("/graphql") else None
    return str(sent["operationName"]) if sent else ""


def create(gateway: Gateway, title: str, **fields: object) -> str:
    """File an issue; its id."""
    answer = gateway.execute(
        "mutation ($input: CreateIssueInput!) { createIssue(input: $input) { issue { id } } }",
        {"input": {"title": title, **fields}},
    )
    created: dict[str, dict[str, str]] = answer["createIssue"]  # type: ignore[assignment]
    return created["issue"]["id"]


def test_first_issues_are_above_the_fold(open_page: OpenPage) -> None:
    page = open_page("/board")
    expect(rows(page)).to_have_count(PAGE)
    box = rows(page).nth(4).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 900


def test_each_slice_leads_to_the_issues_it_counts(open_page: OpenPage) -> None:
    page = open_page("/board?charts=1")
    legend = page.locator(".pie .legend a")
    expect(legend.first).to_be_visible()
    assert legend.count() >= 4
    for index in range(legend.count()):
        link = legend.nth(index)
        number = int(link.locator("b").inner_text())
        link.click()
        found(page, number)


def test_slice_of_the_drawing_is_a_link_too(open_page: OpenPage) -> None:
    page = open_page("/board")
    page.get_by_role("button", name="Charts").click()
    chart = page.get_by_role("img", name=re.compile("^Issues by Status"))
    box = chart.bounding_box()
    assert box is not None
    # Nine o'clock on the ring lies within the resolved issues, the largest part.
    chart.click(position={"x": box["width"] * 0.07, "y": box["height"] / 2})
    expect(page).to_have_url(re.compile(r"status=resolved"))


def test_months_and_weeks_lead_to_lists(open_page: OpenPage) -> None:
    page = open_page("/board?charts=1")
    for title in ("Opened and Resolved", "Issues by month and status"):
        card = page.locator(".card", has_text=title)
        card.get_by_text("Show as a table").click()
        link = card.locator("td a").last
        number = int(link.inner_text())
        link.click()
        found(page, number)
        assert {"from", "to"} <= parameters(page).keys()
        page.get_by_role("button", name=re.compile("^Created .*remove")).click()
        expect(page.get_by_role("button", name=re.compile("^Created .*remove"))).to_have_count(0)


def test_filters_are_in_the_address_and_come_back(open_page: OpenPage) -> None:
    page = open_page("/board")
    expect(page.locator(".found")).to_have_text(FOUND)
    page.get_by_role("checkbox", name="Open", exact=True).check()
    page.get_by_role("checkbox", name="In progress", exact=True).check()
    expect(page).to_have_url(re.compile(r"status=open\+in_progress"))
    settled(page)
    for name in rows(page).locator(".status").all_inner_texts():
        assert name in ("Open", "In progress")
    with page.expect_response("**/graphql"):
        page.get_by_role("searchbox", name="Search").fill("regression")
    expect(page).to_have_url(re.compile("search=regression"))
    settled(page)
    number = page.locator(".found").inner_text()
    page.reload()
    expect(page.locator(".found")).to_have_text(number)
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("regression")
    page.go_back()
    expect(page).not_to_have_url(re.compile("search="))
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("")
    page.get_by_role("button", name="Clear all").click()
    assert parameters(page) == {}


def test_owner_and_tag(open_page: OpenPage) -> None:
    page = open_page("/board")
    for label in ("owner", "tag"):
        page.get_by_role("button", name=f"Filter by {label}").click()
        option = page.get_by_role("listbox").get_by_role("option").nth(1)
        number = int(option.locator(".quiet").inner_text())
        option.click()
        found(page, number)
        page.get_by_role("button", name="Clear all").click()


def test_tag_of_a_row_leads_to_the_issues_with_it(open_page: OpenPage) -> None:
    page = open_page("/board")
    tag = rows(page).locator(".tag").first
    name = tag.inner_text()
    tag.click()
    expect(page.get_by_role("button", name=f"Tag: {name}")).to_be_visible()
    assert parameters(page)["tag"] == [name]


def test_pages_forward_and_back(open_page: OpenPage) -> None:
    page = open_page("/board")
    expect(rows(page)).to_have_count(PAGE)
    first = rows(page).first.inner_text()
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_role("button", name="Previous page")).to_be_enabled()
    expect(rows(page).first).not_to_have_text(first)
    assert "after" in parameters(page)
    page.get_by_role("button", name="Previous page").click()
    expect(page.get_by_role("button", name="Previous page")).to_be_disabled()
    assert rows(page).first.inner_text() == first
    page.get_by_label("Issues on a page").select_option("50")
    expect(rows(page)).not_to_have_count(PAGE)


def test_columns_are_sorted_and_chosen(open_page: OpenPage) -> None:
    page = open_page("/board")
    page.get_by_role("columnheader", name="Title").get_by_role("button").click()
    expect(page).to_have_url(re.compile("sort=title"))
    settled(page)
    titles = page.locator("a.title").all_inner_texts()
    assert titles == sorted(titles)
    page.get_by_role("button", name="Fields").click()
    page.get_by_role("menuitemcheckbox", name="Updated").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("columnheader", name="Updated")).to_be_visible()
    page.reload()
    expect(page.get_by_role("columnheader", name="Updated")).to_be_visible()


def test_view_is_saved_and_found_again(open_page: OpenPage) -> None:
    page = open_page("/board?status=open&sort=title")
    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitem", name="Save this view").click()
    page.get_by_label("Name").fill("Open, by title")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Clear all").click()
    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitem", name="Open, by title", exact=True).click()
    assert parameters(page) == {"status": ["open"], "sort": ["title"]}


def test_several_issues_are_changed_at_once(open_page: OpenPage, gateway: Gateway) -> None:
    for number in range(4):
        create(gateway, f"Bulk {number}", tags=["bulk-test"])
    page = open_page("/board?tag=bulk-test")
    expect(rows(page)).to_have_count(4)
    page.get_by_label("Select Bulk 3").click()
    page.get_by_label("Select Bulk 1").click(modifiers=["Shift"])
    expect(page.get_by_text("3 issues selected")).to_be_visible()
    page.get_by_role("button", name="Set the status").click()
    page.get_by_role("menuitemradio", name="In progress").click()
    expect(page.get_by_text("3 issues changed.")).to_be_visible()
    expect(rows(page).filter(has_text="In progress")).to_have_count(3)


def test_card_moves_to_another_column(open_page: OpenPage, gateway: Gateway) -> None:
    create(gateway, "A card", tags=["card-test"], status="OPEN")
    page = open_page("/board?tag=card-test&layout=columns")
    card = page.get_by_role("link", name="A card")
    card.focus()
    page.keyboard.press("]")
    moved = page.get_by_role("region", name="In progress").get_by_role("link", name="A card")
    expect(moved).to_be_focused()
    moved.drag_to(page.get_by_role("region", name="Resolved"))
    expect(page.get_by_role("region", name="Resolved").get_by_role("link")).to_have_text("A card")


def test_refused_token_is_asked_for_again(
    open_page: OpenPage, gateway: Gateway, complaints: Complaints
) -> None:
    complaints.expected += ["401", "WebSocket"]
    page = open_page("/board", token=False)
    field = page.get_by_label("Token")
    field.fill("igw_wrong")
    page.get_by_role("button", name="Show the board").click()
    expect(page.get_by_role("alert")).to_contain_text("refuses this token")
    field.fill(gateway.token)
    page.get_by_role("button", name="Show the board").click()
    expect(rows(page)).to_have_count(PAGE)


def test_another_tab_has_the_token_too(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page("/board")
    expect(rows(page)).to_have_count(PAGE)
    tab = page.context.new_page()
    tab.goto(f"{gateway.url}/board")
    expect(rows(tab)).to_have_count(PAGE)
    assert tab.evaluate("Object.values(localStorage).join('')").find("igw_") < 0


def test_fits_a_phone(open_page: OpenPage) -> None:
    page = open_page("/board", width=390)
    expect(rows(page)).to_have_count(PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_issues_without_a_status_have_a_name_and_are_counted(
    open_page: OpenPage, gateway: Gateway
) -> None:
    """A figure that leaves issues out would not match its title."""
    bare = {"title": "Bare", "description": []}
    made = gateway.execute(
        "mutation ($i: CreateIssueInput!) { createIssue(input: $i) { issue { id } } }", {"i": bare}
    )
    key = made["createIssue"]["issue"]["id"]  # type: ignore[index]
    change = "mutation ($i: UpdateIssueInput!) { updateIssue(input: $i) { issue { id } } }"
    gateway.execute(change, {"i": {"id": key, "status": None, "priority": None}})
    all_issues = gateway.execute("{ issues { totalCount } }")["issues"]["totalCount"]  # type: ignore[index]
    try:
        page = open_page("/board?charts=1")
        pie = page.locator(".card.pie", has_text="Issues by Status")
        expect(pie.locator("li", has_text="No status").locator("b")).to_have_text("1")
        expect(pie.locator(".total strong")).to_have_text(str(all_issues))
        month = page.locator(".card.time", has_text="Issues by month and status")
        expect(month.locator(".key li", has_text="No status")).to_be_visible()
    finally:
        remove = "mutation ($i: DeleteIssueInput!) { deleteIssue(input: $i) { deletedId } }"
        gateway.execute(remove, {"i": {"id": key}})
