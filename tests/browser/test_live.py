"""What others change shows without a reload, and nothing of it is missed."""

import json

from playwright.sync_api import Route, WebSocket, WebSocketRoute, expect

from tests.browser.conftest import Gateway, OpenPage
from tests.browser.test_board import create, operation_of, rows
from tests.browser.test_work import change


def test_new_comment_out_of_view_is_told(open_page: OpenPage, gateway: Gateway) -> None:
    blocks = [{"type": "paragraph", "text": f"Step {number}."} for number in range(60)]
    issue = create(gateway, "Long", description=blocks)
    page = open_page(f"/board/issues/{issue}")
    expect(page.get_by_text("Step 59.")).to_be_visible()
    add = "mutation ($i: AddCommentInput!) { addComment(input: $i) { comment { id } } }"
    gateway.execute(add, {"i": {"issueId": issue, "content": "From far away."}})
    cue = page.get_by_role("button", name="New comment below")
    cue.click()
    expect(page.locator(".comment")).to_be_in_viewport()
    expect(cue).to_have_count(0)


def test_issue_stays_when_its_change_is_told_before_the_answer(
    open_page: OpenPage, gateway: Gateway
) -> None:
    """The page is read again for the live event while the mutation is not answered yet."""
    page = open_page(f"/board/issues/{create(gateway, 'Told before the answer')}")
    held: dict[str, Route] = {}

    def hold(route: Route) -> None:
        name = operation_of(route.request)
        if name in ("UpdateIssue", "IssuePage") and name not in held:
            held[name] = route
        else:
            route.continue_()

    def when_held(name: str) -> Route:
        for _ in range(500):
            if name in held:
                break
            page.wait_for_timeout(10)
        return held[name]

    expect(page.get_by_role("button", name="Status: Open")).to_be_visible()
    page.route("**/graphql", hold)
    page.get_by_role("button", name="Status: Open").click()
    page.get_by_role("menuitemradio", name="Resolved").click()
    mutation = when_held("UpdateIssue")
    answer = mutation.fetch()
    reading = when_held("IssuePage")
    mutation.fulfill(response=answer)
    expect(page.get_by_text("Status: Resolved.")).to_be_visible()
    reading.continue_()
    page.get_by_text("History").click()
    expect(page.locator(".history li").first).to_contain_text("Resolved")
    expect(page.get_by_role("button", name="Status: Resolved")).to_be_visible()


def test_what_others_do_shows_each_time_on_one_connection(
    open_page: OpenPage, gateway: Gateway
) -> None:
    issue = create(gateway, "Watched closely")
    closed: list[WebSocket] = []
    page = open_page("/docs", token=False)
    # Playwright takes no method of a built-in type.
    page.on("websocket", lambda socket: socket.on("close", lambda lost: closed.append(lost)))
    page.goto(f"{gateway.url}/board/issues/{issue}#token={gateway.token}")
    expect(page.get_by_role("heading", name="Watched closely")).to_be_visible()
    write = "mutation ($id: ID!) { %s(input: {id: $id}) { userErrors { message } } }"
    gone = page.get_by_role("heading", name="No such issue")
    for _ in range(2):
        gateway.execute(write % "deleteIssue", {"id": issue})
        expect(gone).to_be_visible()
        gateway.execute(write % "restoreIssue", {"id": issue})
        expect(page.get_by_role("heading", name="Watched closely")).to_be_visible()
    assert closed == []


def test_change_made_while_the_socket_is_away_is_shown(
    open_page: OpenPage, gateway: Gateway
) -> None:
    issue = create(gateway, "Not changed yet")
    sockets: list[WebSocketRoute] = []
    asked: list[str] = []

    def connect(socket: WebSocketRoute) -> None:
        if sockets:
            change(gateway, issue, title="Changed meanwhile")
        sockets.append(socket)
        server = socket.connect_to_server()

        def send(message: str | bytes) -> None:
            asked.append(str(message))
            server.send(message)

        socket.on_message(send)

    page = open_page("/docs", token=False)
    page.route_web_socket("**/graphql", connect)
    page.goto(f"{gateway.url}/board/issues/{issue}#token={gateway.token}")
    expect(page.get_by_role("heading", name="Not changed yet")).to_be_visible()
    change(gateway, issue, priority="HIGH")
    expect(page.get_by_role("button", name="Priority: High")).to_be_visible()
    sockets[0].close(code=1012)
    expect(page.get_by_role("heading", name="Changed meanwhile")).to_be_visible()
    subscriptions = [json.loads(text)["payload"] for text in asked if '"subscribe"' in text]
    first, second = (payload["variables"]["after"] for payload in subscriptions)
    # It goes on after the change of the priority, not from its beginning.
    assert first != second


def test_keys_stay_with_an_issue_that_others_move(open_page: OpenPage, gateway: Gateway) -> None:
    older, _ = (create(gateway, title, tags=["moved-test"]) for title in ("Older", "Newer"))
    page = open_page("/board?tag=moved-test&sort=-updated")
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Older")).to_be_focused()
    change(gateway, older, priority="HIGH")
    expect(rows(page).first).to_contain_text("Older")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Older")).to_be_visible()


def test_two_windows_see_each_other(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "Watched", tags=["watched-test"])
    page = open_page(f"/board/issues/{issue}")
    other = open_page("/board?tag=watched-test")
    expect(other.locator("tr.issue")).to_have_count(1)
    page.get_by_label("Comment", exact=True).fill("From the first window")
    page.get_by_role("button", name="Send comment").click()
    expect(other.locator("tr.issue")).to_contain_text("1 comment")
    change(gateway, issue, priority="HIGH")
    expect(other.locator("tr.issue")).to_contain_text("High")
    expect(page.get_by_role("button", name="Priority: High")).to_be_visible()
