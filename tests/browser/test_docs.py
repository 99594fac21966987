"""The docs: guides, schema pages, and a REST reference that sends requests."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Gateway, OpenPage

GUIDES = sorted(path.stem for path in (ROOT / "docs" / "guides").glob("*.md"))


def try_out(page: Page, summary: str) -> None:
    operation = page.locator(".opblock", has_text=summary).first
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table .response .response-col_status")).to_have_text(
        re.compile("^200")
    )


def test_rest_reference_lists_issues_with_the_token_of_the_tab(open_page: OpenPage) -> None:
    page = open_page("/docs/rest")
    try_out(page, "List issues")
    expect(page.locator(".live-responses-table .microlight").first).to_contain_text('"items"')


def test_rest_reference_takes_a_token(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page("/docs/rest", token=False)
    page.get_by_role("button", name="Authorize").click()
    page.locator(".modal-ux input").fill(gateway.token)
    page.locator(".modal-ux").get_by_role("button", name="Apply credentials").click()
    page.get_by_role("button", name="Close").last.click()
    try_out(page, "Get aggregate metrics")
    # The other pages of this tab have it now.
    page.get_by_role("link", name="Board").click()
    expect(page.locator("tr.issue")).to_have_count(20)


def test_schema_can_be_walked_and_searched(open_page: OpenPage) -> None:
    page = open_page("/docs/schema")
    page.get_by_label("Find a type").fill("issuefil")
    expect(page.locator("[data-name]:visible")).to_have_count(1)
    page.get_by_role("link", name="IssueFilter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("IssueFilter")
    page.get_by_role("link", name="CommentListFilter", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CommentListFilter")
    page.go_back()
    page.locator(".users").get_by_role("link", name="Query").click()
    expect(page.locator("#issues")).to_contain_text("IssueConnection")


@pytest.mark.parametrize("guide", GUIDES)
def test_guide_is_shown(open_page: OpenPage, guide: str) -> None:
    page = open_page("/docs" if guide == "start" else f"/docs/guides/{guide}", width=390)
    title = (ROOT / "docs" / "guides" / f"{guide}.md").read_text().splitlines()[0].lstrip("# ")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".menu details")).not_to_have_attribute("open", "")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_rest_answer_fits_a_phone(open_page: OpenPage) -> None:
    page = open_page("/docs/rest", width=390)
    try_out(page, "List issues")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_guide_names_the_gateway_it_comes_from(open_page: OpenPage, gateway: Gateway) -> None:
    """It is written for the usual port; what is copied from it works on any."""
    code = open_page("/docs/guides/curl").locator("pre").first
    expect(code).to_contain_text(f"{gateway.url}/graphql")
