"""The board: figures that lead to the lists they count, filters in the address, pages."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Complaints, Gateway, OpenPage

FOUND = re.compile(r"^\d+ issues?")


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def rows(page: Page) -> Locator:
    return page.locator("details.issue")


def found(page: Page, number: int) -> None:
    noun = "issue" if number == 1 else "issues"
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{number} {noun}\b"))


def test_each_slice_leads_to_the_issues_it_counts(open_page: OpenPage) -> None:
    page = open_page("/board")
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
    chart = page.get_by_role("img", name=re.compile("^Issues by Status"))
    box = chart.bounding_box()
    assert box is not None
    # Nine o'clock on the ring: well within the resolved, the demo's largest part.
    chart.click(position={"x": box["width"] * 0.07, "y": box["height"] / 2})
    expect(page).to_have_url(re.compile(r"status=resolved"))


def test_months_and_weeks_lead_to_lists(open_page: OpenPage) -> None:
    page = open_page("/board")
    for title in ("Opened and Resolved", "Issues by month and status"):
        card = page.locator(".card", has_text=title)
        card.get_by_text("Show as a table").click()
        link = card.locator("td a").last
        number = int(link.inner_text())
        link.click()
        found(page, number)
        assert {"from", "to"} <= parameters(page).keys()
        page.get_by_role("button", name=re.compile("^Created")).click()
        expect(page.get_by_role("button", name=re.compile("^Created"))).to_have_count(0)


def test_filters_are_in_the_address_and_come_back(open_page: OpenPage) -> None:
    page = open_page("/board")
    expect(page.get_by_role("status")).to_have_text(FOUND)
    page.get_by_role("checkbox", name="Open", exact=True).check()
    page.get_by_role("checkbox", name="In progress", exact=True).check()
    expect(page).to_have_url(re.compile(r"status=open\+in_progress"))
    expect(page.locator(".issues")).to_have_attribute("aria-busy", "false")
    for name in rows(page).locator(".status").all_inner_texts():
        assert name in ("Open", "In progress")
    with page.expect_response("**/graphql"):
        page.get_by_role("searchbox").fill("regression")
    expect(page).to_have_url(re.compile("search=regression"))
    expect(page.locator(".issues")).to_have_attribute("aria-busy", "false")
    number = page.get_by_role("status").inner_text()
    page.reload()
    expect(page.get_by_role("status")).to_have_text(number)
    expect(page.get_by_role("searchbox")).to_have_value("regression")
    page.go_back()
    expect(page).not_to_have_url(re.compile("search="))
    expect(page.get_by_role("searchbox")).to_have_value("")
    page.get_by_role("link", name="Clear all").click()
    assert parameters(page) == {}


def test_owner_and_tag(open_page: OpenPage, gateway: Gateway) -> None:
    """An issue of nobody's is no choice: it would be the one for all."""
    gateway.execute(
        "mutation ($input: CreateIssueInput!) { createIssue(input: $input) { issue { id } } }",
        {"input": {"title": "Nobody's", "owner": ""}},
    )
    page = open_page("/board")
    for label in ("Owner", "Tag"):
        choice = page.get_by_role("combobox", name=label)
        option = choice.locator("option").nth(1)
        expect(option).to_be_attached()
        text = option.inner_text()
        choice.select_option(index=1)
        found(page, int(text.rpartition("(")[2].rstrip(")")))
        page.get_by_role("link", name="Clear all").click()


def test_pages_forward_and_back(open_page: OpenPage) -> None:
    page = open_page("/board")
    expect(rows(page)).to_have_count(20)
    first = rows(page).first.inner_text()
    page.get_by_role("link", name="Older").click()
    expect(page.get_by_role("link", name="Newer")).to_be_visible()
    assert rows(page).first.inner_text() != first
    assert "after" in parameters(page)
    page.get_by_role("link", name="Newer").click()
    expect(page.get_by_role("link", name="Newer")).to_have_count(0)
    assert rows(page).first.inner_text() == first


def test_row_opens_to_comments_and_files(open_page: OpenPage) -> None:
    page = open_page("/board")
    row = rows(page).filter(has_text="comments").first
    row.locator("summary").click()
    expect(row.get_by_role("heading", name=re.compile("comments", re.IGNORECASE))).to_be_visible()
    expect(row.get_by_text("Created by")).to_be_visible()
    row.locator("dd a.tag").first.click()
    assert "tag" in parameters(page)


def test_refused_token_is_asked_for_again(
    open_page: OpenPage, gateway: Gateway, complaints: Complaints
) -> None:
    complaints.expected.append("401")
    page = open_page("/board", token=False)
    field = page.get_by_label("Token")
    field.fill("igw_wrong")
    page.get_by_role("button", name="Show the board").click()
    expect(page.get_by_role("alert")).to_contain_text("refuses this token")
    field.fill(gateway.token)
    page.get_by_role("button", name="Show the board").click()
    expect(rows(page)).to_have_count(20)


def test_fits_a_phone(open_page: OpenPage) -> None:
    page = open_page("/board", width=390)
    expect(rows(page)).to_have_count(20)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_issues_without_a_status_have_a_name_and_are_counted(
    open_page: OpenPage, gateway: Gateway
) -> None:
    """A figure that leaves some out would not be what its title says."""
    bare = {"title": "Bare", "description": []}
    made = gateway.execute(
        "mutation ($i: CreateIssueInput!) { createIssue(input: $i) { issue { id } } }", {"i": bare}
    )
    key = made["createIssue"]["issue"]["id"]  # type: ignore[index]
    change = "mutation ($i: UpdateIssueInput!) { updateIssue(input: $i) { issue { id } } }"
    gateway.execute(change, {"i": {"id": key, "status": None, "priority": None}})
    all_issues = gateway.execute("{ issues { totalCount } }")["issues"]["totalCount"]  # type: ignore[index]
    try:
        page = open_page("/board")
        pie = page.locator(".card.pie", has_text="Issues by Status")
        expect(pie.locator("li", has_text="No status").locator("b")).to_have_text("1")
        expect(pie.locator(".total strong")).to_have_text(str(all_issues))
        month = page.locator(".card.time", has_text="Issues by month and status")
        expect(month.locator(".key li", has_text="No status")).to_be_visible()
    finally:
        remove = "mutation ($i: DeleteIssueInput!) { deleteIssue(input: $i) { deletedId } }"
        gateway.execute(remove, {"i": {"id": key}})
