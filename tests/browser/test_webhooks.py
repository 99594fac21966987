"""The board's pages for webhooks: add one, see a message fail, send it again."""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Gateway, OpenPage
from tests.browser.test_board import create

NEW_TOKEN = ["token", "create", "--email", "writer@example.com", "--scope", "write"]
DELETE = "mutation ($id: ID!) { deleteWebhook(input: {id: $id}) { deletedId } }"
WEBHOOKS = "{ webhooks { nodes { id } } }"


class Receiver(HTTPServer):
    """Keeps the messages, and answers each with `status` and a short text."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.status = 500
        self.messages: list[dict[str, object]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/hook"


class Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.messages.append({"id": self.headers["webhook-id"], **json.loads(body)})
        text = b"taken" if self.server.status == 200 else b"The disk is full."
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def receiver(gateway: Gateway) -> Iterator[Receiver]:
    """A receiver on this machine, and no webhook before and after."""
    delete_all(gateway)
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
    delete_all(gateway)


def delete_all(gateway: Gateway) -> None:
    for webhook in gateway.execute(WEBHOOKS)["webhooks"]["nodes"]:  # type: ignore[index]
        gateway.execute(DELETE, {"id": webhook["id"]})


def add(page: Page, receiver: Receiver, filter: str = "") -> None:
    """Add a webhook on its form."""
    page.get_by_role("button", name="New webhook").click()
    form = page.get_by_role("dialog", name="New webhook")
    form.get_by_label("Address").fill(receiver.url)
    form.get_by_label("Filter").fill(filter)
    form.get_by_role("button", name="Add").click()


def test_a_failed_message_is_seen_and_sent_again(
    open_page: OpenPage, gateway: Gateway, receiver: Receiver
) -> None:
    page = open_page("/board")
    page.get_by_role("link", name="Webhooks").click()
    expect(page.locator(".empty")).to_contain_text("No webhook yet")
    add(page, receiver)
    secret = page.get_by_role("dialog", name="The secret of this webhook")
    expect(secret).to_contain_text(re.compile(r"whsec_\S{40}"))
    secret.get_by_role("button", name="Done").click()
    expect(secret).to_be_hidden()
    page.get_by_role("link", name=receiver.url).click()
    expect(page.locator(".empty")).to_contain_text("No message yet")
    create(gateway, "Fan stalls at 40 %")
    row = page.locator("tr.delivery")
    expect(row).to_contain_text("Not arrived yet")
    expect(row).to_contain_text("500")
    row.locator(".unfold").click()
    expect(page.get_by_role("region", name="Request")).to_contain_text("Fan stalls at 40 %")
    expect(page.get_by_role("region", name="Response")).to_contain_text("The disk is full.")
    receiver.status = 200
    page.get_by_role("button", name="Send again").click()
    expect(row).to_contain_text("Delivered")
    expect(page.get_by_role("region", name="Response")).to_contain_text("taken")
    first, *_, last = receiver.messages
    assert first == last


def test_a_webhook_is_edited_disabled_and_deleted(
    open_page: OpenPage, gateway: Gateway, receiver: Receiver
) -> None:
    receiver.status = 200
    page = open_page("/board/webhooks")
    add(page, receiver, filter="nonsense")
    form = page.get_by_role("dialog", name="New webhook")
    expect(form.get_by_role("alert")).to_have_text("Must be a JSON object.")
    form.get_by_label("Filter").fill('{"action": {"in": ["DELETED"]}}')
    form.get_by_label("Secret").fill("short")
    form.get_by_role("button", name="Add").click()
    expect(form.get_by_role("alert")).to_contain_text("whsec_")
    form.get_by_label("Secret").fill("")
    form.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("link", name=receiver.url).click()
    page.get_by_role("button", name="Send a test").click()
    expect(page.locator("tr.delivery")).to_contain_text("Delivered")
    page.get_by_role("button", name="Edit").click()
    page.get_by_role("dialog").get_by_label("Filter").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".webhook-facts")).to_contain_text("All changes")
    page.get_by_role("button", name="Disable").click()
    expect(page.locator(".webhook-page .problem")).to_contain_text("Disabled by")
    expect(page.get_by_role("button", name="Send a test")).to_be_disabled()
    page.get_by_role("button", name="Enable").click()
    expect(page.locator(".webhook-page .problem")).to_be_hidden()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete the webhook").click()
    expect(page.locator(".empty")).to_contain_text("No webhook yet")


def test_webhooks_can_be_read_with_the_keyboard(
    open_page: OpenPage, gateway: Gateway, receiver: Receiver
) -> None:
    receiver.status = 200
    page = open_page("/board")
    expect(page.get_by_role("link", name="Webhooks")).to_be_visible()
    page.keyboard.press("w")
    page.get_by_role("button", name="New webhook").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Address")).to_be_focused()
    page.keyboard.type(receiver.url)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="The secret of this webhook")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name=receiver.url).focus()
    page.keyboard.press("Enter")
    create(gateway, "Pump leaks")
    unfold = page.locator(".unfold").first
    expect(unfold).to_be_visible()
    unfold.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Request")).to_contain_text("Pump leaks")
    expect(unfold).to_be_focused()


def test_who_is_no_admin_gets_no_link_and_a_reason(open_page: OpenPage, gateway: Gateway) -> None:
    command = [sys.executable, "-m", "gateway", *NEW_TOKEN, "--data-dir", str(gateway.data_dir)]
    made = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    page = open_page("/board", token=False)
    page.get_by_label("Token").fill(made.stdout.strip())
    page.get_by_role("button", name="Show the board").click()
    expect(page.locator("tr.issue").first).to_be_visible()
    expect(page.get_by_role("button", name="New issue")).to_be_visible()
    expect(page.get_by_role("link", name="Webhooks")).to_have_count(0)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    for path in ("/board/webhooks", "/board/webhooks/any"):
        page.goto(gateway.url + path)
        expect(page.get_by_role("alert")).to_contain_text("needs a token with the scope “admin”")
    assert not [text for text in sent if "query Webhook" in text]
