"""axe finds nothing serious on any page, light or dark, wide or narrow."""

import base64

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WEB, Complaints, Gateway, OpenPage, run
from tests.browser.test_board import create
from tests.browser.test_pictures import webhook
from tests.browser.test_work import PICTURE, attach, change, edit_title

GRAVE = ("serious", "critical")
OF_GRAPHIQL = {"nested-interactive"}
"""GraphiQL puts the button that closes a tab inside the tab; only its authors can change that."""
WIDTHS = (1440, 390)


def violations(page: Page) -> list[str]:
    """Those of the page as it is, on a wide screen and on a narrow one."""
    page.evaluate((WEB / "node_modules" / "axe-core" / "axe.min.js").read_text())
    return [line for width in WIDTHS for line in violations_at(page, width)]


def violations_at(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    found = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(({violations}) => violations)"
    )
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]} at {width}"
        for one in found
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
class TestNothingSerious:
    def test_board(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/board?charts=1", dark=dark)
        expect(page.locator("tr.issue")).to_have_count(20)
        for table in page.get_by_text("Show as a table").all():
            table.click()
        assert not violations(page)

    @pytest.mark.parametrize("query", ["?layout=columns", "?search=nothing-has-this-word"])
    def test_other_lists(self, open_page: OpenPage, query: str, dark: bool) -> None:
        page = open_page(f"/board{query}", dark=dark)
        expect(page.get_by_role("heading", name="Issues")).to_be_visible()
        expect(page.locator("[aria-busy=false]")).to_be_visible()
        assert not violations(page)

    def test_issue(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/board", dark=dark)
        page.locator("tr.issue", has_text="comments").first.locator("a.title").click()
        page.get_by_text("History").click()
        page.get_by_role("button", name="Edit description").click()
        assert not violations(page)

    def test_webhooks(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/board/webhooks", dark=dark)
        webhook(page)
        assert not violations(page)
        page.get_by_role("button", name="Edit").click()
        page.get_by_role("dialog").get_by_label("Filter").fill("nonsense")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
        assert not violations(page)
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Delete").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert not violations(page)
        page.get_by_role("button", name="Delete the webhook").click()
        expect(page.get_by_role("heading", name="Webhooks")).to_be_visible()
        assert not violations(page)

    def test_new_issue(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/board/new", dark=dark)
        expect(page.get_by_label("Title")).to_be_visible()
        assert not violations(page)

    def test_menus(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/board", dark=dark)
        page.get_by_role("button", name="Filter by owner").click()
        expect(page.get_by_role("listbox")).to_be_visible()
        assert not violations(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("dialog", name="Commands")).to_be_visible()
        assert not violations(page)

    def test_keys_and_views(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/board", dark=dark)
        expect(page.locator("tr.issue").first).to_be_visible()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        assert not violations(page)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Views").click()
        expect(page.get_by_role("menu")).to_be_visible()
        assert not violations(page)
        page.get_by_role("menuitem", name="Save").click()
        page.get_by_role("dialog").get_by_label("Name").fill("Mine")
        assert not violations(page)

    def test_several_issues_at_once(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/board", dark=dark)
        expect(page.locator("tr.issue input")).to_have_count(20)
        for box in page.locator("tr.issue input").all()[:2]:
            box.click()
        bar = page.locator(".bulk")
        expect(bar).to_be_visible()
        assert not violations(page)
        bar.get_by_role("button").first.click()
        assert not violations(page)

    def test_conflict(self, open_page: OpenPage, gateway: Gateway, dark: bool) -> None:
        issue = create(gateway, "Disputed")
        page = open_page(f"/board/issues/{issue}", dark=dark)
        edit_title(page, "Mine")
        change(gateway, issue, title="Hers")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_contain_text("Theirs: Hers")
        assert not violations(page)

    def test_previews(self, open_page: OpenPage, gateway: Gateway, dark: bool) -> None:
        issue = create(gateway, "With evidence")
        attach(gateway, issue, "rail.log", "text/plain", "12 volts\n" * 400)
        attach(gateway, issue, "rail.csv", "text/csv", "rail,volts\nA,4.5\n" * 40)
        attach(gateway, issue, "scope.gif", "image/gif", base64.b64decode(PICTURE))
        attach(gateway, issue, "sheet.pdf", "application/pdf", "%PDF-1.4\n%%EOF\n")
        page = open_page(f"/board/issues/{issue}", dark=dark)
        expect(page.locator(".attachment")).to_have_count(4)
        for _ in range(3):
            page.get_by_role("button", name="Show", exact=True).first.click()
        expect(page.get_by_role("img", name="scope.gif")).to_be_visible()
        expect(page.get_by_role("cell", name="4.5").first).to_be_visible()
        expect(page.locator(".attachment pre").first).to_contain_text("12 volts")
        assert not violations(page)

    def test_gateway_away(
        self, open_page: OpenPage, complaints: Complaints, gateway: Gateway, dark: bool
    ) -> None:
        complaints.expected += ["ERR_"]
        page = open_page(f"/board/issues/{create(gateway, 'Written offline')}", dark=dark)
        page.get_by_label("Comment", exact=True).fill("It waits")
        page.route("**/*", lambda route: route.abort())
        page.get_by_role("button", name="Send comment").click()
        expect(page.get_by_text("One comment waits.")).to_be_visible(timeout=15_000)
        assert not violations(page)

    def test_token_form(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/board", token=False, dark=dark)
        expect(page.get_by_role("button", name="Show the board")).to_be_visible()
        assert not violations(page)

    def test_rest_reference(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/docs/rest", dark=dark)
        operation = page.locator(".opblock", has_text="Get aggregate metrics")
        operation.locator(".opblock-summary-control").click()
        operation.get_by_role("button", name="Execute").click()
        expect(operation.locator(".live-responses-table")).to_be_visible()
        assert not violations(page)

    @pytest.mark.parametrize(
        "path", ["/docs", "/docs/guides/python", "/docs/schema", "/docs/schema/Query"]
    )
    def test_docs(self, open_page: OpenPage, path: str, dark: bool) -> None:
        page = open_page(path, dark=dark)
        assert not violations(page)

    def test_playground(self, open_page: OpenPage, dark: bool) -> None:
        page = open_page("/graphql", dark=dark)
        run(page)
        expect(page.locator(".graphiql-response .view-lines")).to_contain_text("totalCount")
        found = [line for line in violations(page) if line.split(":")[0] not in OF_GRAPHIQL]
        assert not found
