"""The playground: from the link that `serve` prints to an answered query, and each example."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Gateway, OpenPage, run

EXAMPLES = {
    "NestedList": "issues",
    "AnyNode": "node",
    "FilterAndPage": "issues",
    "CreateIssue": "createIssue",
    "AddComment": "addComment",
    "Metrics": "issueMetrics",
}
"""Each with the field that it asks for."""


def headers(page: Page) -> Locator:
    return page.locator(".graphiql-editor-tool .graphiql-editor:not(.hidden) .view-lines")


def answer(page: Page) -> str:
    """What the answer's editor shows; Monaco writes spaces that do not break."""
    return page.locator(".graphiql-response .view-lines").inner_text().replace("\xa0", " ")


def wait_for_answer(page: Page, words: str) -> None:
    page.wait_for_function(
        "words => document.querySelector('.graphiql-response .view-lines')"
        "?.innerText.replaceAll('\\u00a0', ' ').includes(words)",
        arg=words,
    )


def test_printed_link_leads_to_an_answered_query(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page(gateway.link.removeprefix(gateway.url), token=False)
    page.get_by_role("button", name="Headers").click()
    expect(headers(page)).to_contain_text(gateway.token)
    run(page)
    wait_for_answer(page, '"totalCount": ')
    assert '"errors"' not in answer(page)


def test_token_leaves_the_address_and_stays_in_the_tab(
    open_page: OpenPage, gateway: Gateway
) -> None:
    page = open_page("/graphql")
    expect(page.get_by_role("button", name="Execute query")).to_be_visible()
    assert page.url == f"{gateway.url}/graphql"
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert gateway.token not in kept
    page.reload()
    run(page)
    wait_for_answer(page, '"totalCount": ')
    another = page.context.new_page()
    another.goto(f"{gateway.url}/graphql")
    expect(another.get_by_role("button", name="Execute query")).to_be_visible()
    assert another.evaluate("sessionStorage.length") == 0


def test_examples_run_on_the_demo(open_page: OpenPage) -> None:
    page = open_page("/graphql")
    for name, root in EXAMPLES.items():
        run(page, name)
        wait_for_answer(page, f'"{root}": ')
        assert '"errors"' not in answer(page), name
        assert '"message"' not in answer(page), name


def follow_a_change(page: Page, gateway: Gateway) -> str:
    """Subscribe to changes and wait until one is shown; where the socket leads to."""
    with page.expect_websocket() as socket:
        run(page, "Changes")
    title = "Seen by the subscription"
    # Nothing on the page tells when the subscription has begun.
    for _ in range(30):
        gateway.execute(
            "mutation ($input: CreateIssueInput!) { createIssue(input: $input) { issue { id } } }",
            {"input": {"title": title}},
        )
        page.wait_for_timeout(300)
        if title in answer(page):
            break
    wait_for_answer(page, title)
    return socket.value.url


def test_subscription_shows_a_change(open_page: OpenPage, gateway: Gateway) -> None:
    follow_a_change(open_page("/graphql"), gateway)


def test_token_can_be_typed(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page("/graphql", token=False)
    run(page)
    wait_for_answer(page, "No token yet.")
    headers(page).click()
    for key in ("Control+Home", "ArrowDown", "End", "ArrowLeft"):
        page.keyboard.press(key)
    page.keyboard.insert_text(gateway.token)
    page.wait_for_function("sessionStorage.length === 1")
    run(page)
    wait_for_answer(page, '"totalCount": ')


def test_links_to_the_other_pages(open_page: OpenPage) -> None:
    page = open_page("/graphql")
    page.get_by_role("link", name="Board").click()
    expect(page).to_have_title(re.compile("^Issues"))
    expect(page.locator(".found")).to_contain_text("issues")
