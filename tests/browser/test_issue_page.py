"""The page of an issue: read, written and commented; also with keys alone."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Complaints, Gateway, OpenPage
from tests.browser.test_board import create
from tests.server import ROOT, answers, free_port

BLOCKS = [
    {"type": "paragraph", "text": "Seen twice."},
    {"type": "bullet_list", "items": ["first step", "second step"]},
    {"type": "waveform", "channel": 3, "volts": [1.5, 2]},
]


def test_blocks_are_all_shown_and_editing_keeps_them(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "With blocks", description=BLOCKS)
    page = open_page(f"/board/issues/{issue}")
    expect(page.get_by_role("listitem").filter(has_text="second step")).to_be_visible()
    expect(page.get_by_text('"volts"')).to_be_visible()
    page.get_by_role("button", name="Edit description").click()
    editor = page.get_by_role("textbox", name="Description")
    editor.fill(f"{editor.input_value()}\n\nAnd a third time.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(editor).to_have_count(0)
    described = page.get_by_role("region", name="Description")
    expect(described.get_by_text("And a third time.")).to_be_visible()
    answer = gateway.execute("query ($id: ID!) { issue(id: $id) { description } }", {"id": issue})
    third = {"type": "paragraph", "text": "And a third time."}
    assert answer["issue"] == {"description": [*BLOCKS, third]}


def test_keys_alone_lead_to_a_resolved_issue(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page("/board")
    expect(page.locator("tr.issue").first).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_label("Title")).to_be_focused()
    page.keyboard.type("Filed by keys")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Filed by keys")).to_be_visible()
    page.keyboard.press("m")
    page.keyboard.type("Looking into it.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment")).to_contain_text("Looking into it.")
    page.get_by_label("Comment", exact=True).blur()
    page.keyboard.press("s")
    expect(page.get_by_role("menu")).to_be_visible()
    page.keyboard.type("Res")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Status: Resolved")).to_be_visible()
    page.keyboard.press("g")
    expect(page.locator("tr.issue").first).to_contain_text("Filed by keys")
    expect(page.locator("tr.issue").first).to_contain_text("Resolved")


def test_comment_is_edited_deleted_and_reacted_to(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page(f"/board/issues/{create(gateway, 'A thread')}")
    page.get_by_label("Comment", exact=True).fill("A frist comment")
    page.get_by_role("button", name="Send comment").click()
    comment = page.locator(".comment")
    expect(comment).to_contain_text("A frist comment")
    comment.get_by_role("button", name="Add a reaction").click()
    comment.get_by_role("button", name="React with 🎉").click()
    expect(comment.get_by_role("button", name=re.compile("^🎉 1 from"))).to_have_text("🎉 1")
    comment.get_by_role("button", name="Edit").click()
    comment.get_by_role("textbox").fill("A first comment")
    comment.get_by_role("button", name="Save").click()
    expect(comment).to_contain_text("A first comment")
    expect(comment).to_contain_text("(edited)")
    comment.get_by_role("button", name="Delete").click()
    question = page.get_by_role("alertdialog")
    question.get_by_role("button", name="Cancel").click()
    expect(comment).to_contain_text("A first comment")
    comment.get_by_role("button", name="Delete").click()
    question.get_by_role("button", name="Delete").click()
    expect(page.locator(".comment")).to_contain_text("was deleted")
    expect(page.get_by_role("heading", name="Comments", exact=True)).to_be_visible()


def test_long_thread_opens_page_by_page_and_stays_live(
    open_page: OpenPage, gateway: Gateway
) -> None:
    """What others edit shows among the earlier comments too, and a new comment hides none."""
    add = "mutation ($i: AddCommentInput!) { addComment(input: $i) { comment { id } } }"
    issue = create(gateway, "A long thread")
    ids = []
    for number in range(105):
        added = gateway.execute(add, {"i": {"issueId": issue, "content": f"Number {number}."}})
        ids.append(added["addComment"]["comment"]["id"])  # type: ignore[index]
    page = open_page(f"/board/issues/{issue}")
    comments = page.locator(".comment")
    expect(comments).to_have_count(100)
    page.get_by_role("button", name="Show earlier comments").click()
    expect(comments).to_have_count(105)
    expect(comments.first).to_contain_text("Number 0.")
    edit = "mutation ($i: UpdateCommentInput!) { updateComment(input: $i) { comment { id } } }"
    gateway.execute(edit, {"i": {"id": ids[0], "content": "Measured again."}})
    expect(comments.first).to_contain_text("Measured again.")
    gateway.execute(add, {"i": {"issueId": issue, "content": "The last one."}})
    expect(comments.last).to_contain_text("The last one.")
    expect(comments).to_have_count(106)


COMMENT = """See **D4**, `snake_case_name` and [the sheet](https://lab.example/d4).

```
3V3 = **0.41** V
```

- shorted
- <b>not bold</b>

[no](javascript:alert(1))"""


def test_marks_in_a_comment_are_shown(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "With marks")
    add = "mutation ($i: AddCommentInput!) { addComment(input: $i) { comment { id } } }"
    gateway.execute(add, {"i": {"issueId": issue, "content": COMMENT}})
    comment = open_page(f"/board/issues/{issue}").locator(".comment")
    expect(comment.locator("pre code")).to_have_text("3V3 = **0.41** V")
    expect(comment.locator("strong")).to_have_text("D4")
    expect(comment.locator("p code")).to_have_text("snake_case_name")
    expect(comment.get_by_role("listitem")).to_have_text(["shorted", "<b>not bold</b>"])
    link = comment.get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://lab.example/d4")
    expect(comment).to_contain_text("[no](javascript:alert(1))")


def test_resolution_is_asked_for_and_written(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "To resolve")
    page = open_page(f"/board/issues/{issue}")
    part = page.get_by_role("region", name="Resolution")
    expect(page.get_by_role("heading", name="To resolve")).to_be_visible()
    expect(part).to_have_count(0)
    resolve = "mutation ($id: ID!) { updateIssue(input: {id: $id, status: %s}) { issue { id } } }"
    gateway.execute(resolve % "RESOLVED", {"id": issue})
    part.get_by_role("button", name="Write a resolution").click()
    part.get_by_role("textbox", name="Resolution").fill("A new fuse.")
    part.get_by_role("button", name="Save").click()
    expect(part).to_contain_text("A new fuse.")
    expect(part.get_by_role("button", name="Edit resolution")).to_be_visible()
    gateway.execute(resolve % "OPEN", {"id": issue})
    page.reload()
    expect(part).to_contain_text("Written earlier")


def test_history_says_what_was_done(open_page: OpenPage, gateway: Gateway) -> None:
    issue = create(gateway, "Told")
    add = "mutation ($i: AddCommentInput!) { addComment(input: $i) { comment { id } } }"
    text = "The regulator on the second board was hot after an hour of load " * 4
    added = gateway.execute(add, {"i": {"issueId": issue, "content": f"{text}once."}})
    comment = added["addComment"]["comment"]["id"]  # type: ignore[index]
    edit = "mutation ($i: UpdateCommentInput!) { updateComment(input: $i) { comment { id } } }"
    gateway.execute(edit, {"i": {"id": comment, "content": f"{text}twice."}})
    react = "mutation ($i: AddReactionInput!) { addReaction(input: $i) { comment { id } } }"
    gateway.execute(react, {"i": {"commentId": comment, "emoji": "👍"}})
    page = open_page(f"/board/issues/{issue}")
    page.get_by_text("History").click()
    entries = page.locator(".history li")
    expect(entries.nth(0)).to_contain_text("admin@localhost reacted with 👍 thumbs up")
    expect(entries.nth(1)).to_contain_text("edited a comment")
    expect(entries.nth(1).locator("del")).to_contain_text("once.")
    expect(entries.nth(1).locator("ins")).to_contain_text("twice.")
    expect(entries.nth(1)).not_to_contain_text("dited true")
    expect(entries.nth(3)).to_contain_text("filed the issue")


def test_comment_of_a_file_alone_asks_for_words(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page(f"/board/issues/{create(gateway, 'A file alone')}")
    photo = FilePayload(name="photo.png", mimeType="image/png", buffer=b"\x89PNG\r\n\x1a\n")
    page.get_by_label("Attach a file").set_input_files(photo)
    expect(page.get_by_text("Attached: photo.png")).to_be_visible()
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_text("A comment needs a few words")).to_be_visible()
    page.keyboard.type("The fan, from above")
    page.get_by_role("button", name="Send comment").click()
    comment = page.locator(".comment")
    expect(comment).to_contain_text("The fan, from above")
    expect(comment.get_by_text("photo.png").first).to_be_visible()


def test_title_owner_and_tags_are_edited_in_place(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page(f"/board/issues/{create(gateway, 'Old title')}")
    page.get_by_role("button", name="Edit title").click()
    page.get_by_role("textbox", name="Title").fill("New title")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="New title")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Owner")).click()
    page.get_by_role("searchbox").fill("new.colleague@lab.example")
    page.get_by_role("option", name="new.colleague@lab.example").click()
    expect(page.get_by_role("button", name="Owner: new.colleague@lab.example")).to_be_visible()
    page.get_by_text("History").click()
    expect(page.locator(".history ins", has_text="New title")).to_be_visible()
    expect(page.locator(".history del", has_text="Old title")).to_be_visible()


def test_deleted_issue_comes_back(open_page: OpenPage, gateway: Gateway) -> None:
    page = open_page(f"/board/issues/{create(gateway, 'Deleted by mistake')}")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("tr.issue").first).to_be_visible()
    expect(page.locator("a.title", has_text="Deleted by mistake")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("a.title", has_text="Deleted by mistake")).to_have_count(1)


def test_page_of_a_deleted_issue_shows_it_once_it_is_restored(
    open_page: OpenPage, gateway: Gateway
) -> None:
    issue = create(gateway, "Gone and back")
    delete = "mutation ($id: ID!) { deleteIssue(input: {id: $id}) { deletedId } }"
    gateway.execute(delete, {"id": issue})
    page = open_page(f"/board/issues/{issue}")
    expect(page.get_by_role("heading", name="No such issue")).to_be_visible()
    page.get_by_role("button", name="Restore it").click()
    expect(page.get_by_role("heading", name="Gone and back")).to_be_visible()


def test_unsent_text_survives_a_reload(open_page: OpenPage) -> None:
    page = open_page("/board/new")
    page.get_by_label("Title").fill("Half written")
    page.get_by_role("textbox", name="Description").fill("Half of it")
    log = FilePayload(name="fan.log", mimeType="text/plain", buffer=b"1200 rpm")
    page.get_by_label("Attach a file").set_input_files(log)
    expect(page.get_by_text("is attached")).to_be_visible()
    page.get_by_role("button", name="Priority: Low").click()
    page.get_by_role("menuitemradio", name="High").click()
    page.reload()
    expect(page.get_by_role("button", name="Priority: High")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Half written")
    expect(page.get_by_role("textbox", name="Description")).to_have_value("Half of it")
    page.get_by_role("button", name="File the issue").click()
    expect(page.get_by_role("region", name="Evidence")).to_contain_text("fan.log")
    page.get_by_role("link", name="← Issues").click()
    row = page.locator("tr.issue", has_text="Half written")
    expect(row.locator(".cell-evidence")).to_have_text("1 file")


@pytest.fixture
def restartable(tmp_path: Path) -> Iterator["Restartable"]:
    one = Restartable(tmp_path)
    one.start()
    yield one
    one.stop()


class Restartable:
    """A gateway that is killed and comes back at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = folder / "output.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gateway", "serve", "--data-dir", str(self.folder / "d")]
        with self.output.open("ab") as file:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)], cwd=ROOT, stdout=file, stderr=file
            )
        end = time.monotonic() + 60
        while not answers(f"{self.url}/readyz"):
            assert time.monotonic() < end, self.output.read_text()
            time.sleep(0.1)

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(30)
            self.process = None

    @property
    def token(self) -> str:
        found = re.search(r"Admin token\s+(\S+)", self.output.read_text())
        assert found is not None
        return found[1]


def test_comment_is_kept_while_the_gateway_is_away(
    open_page: OpenPage, restartable: Restartable, complaints: Complaints
) -> None:
    complaints.expected += ["left the host", "ERR_", "WebSocket", "503"]
    page = open_page("/board", token=False)
    page.goto(f"{restartable.url}/board#token={restartable.token}")
    page.locator("a.title").first.click()
    page.get_by_label("Comment", exact=True).fill("Written before the crash")
    restartable.stop()
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_text("One comment waits.")).to_be_visible(timeout=15_000)
    restartable.start()
    expect(page.locator(".comment", has_text="Written before the crash")).to_have_count(
        1, timeout=20_000
    )
    expect(page.get_by_text("One comment waits.")).to_have_count(0)


def test_menu_whose_code_does_not_load_opens_later(
    open_page: OpenPage, gateway: Gateway, complaints: Complaints
) -> None:
    complaints.expected += ["ERR_FAILED"]
    issue = create(gateway, "Without a connection")
    page = open_page("/docs", token=False)
    page.route("**/assets/pickers-*.js", lambda route: route.abort())
    page.goto(f"{gateway.url}/board/issues/{issue}#token={gateway.token}")
    page.get_by_label("Comment", exact=True).fill("Kept")
    page.get_by_role("button", name=re.compile("^Status")).click()
    expect(page.locator("[aria-busy=true]")).to_have_count(1)
    page.unroute_all()
    page.get_by_role("menuitemradio", name="In progress").click()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Kept")


def test_edit_is_kept_while_the_gateway_is_away(
    open_page: OpenPage, restartable: Restartable, complaints: Complaints
) -> None:
    complaints.expected += ["left the host", "ERR_", "WebSocket", "503"]
    page = open_page("/board", token=False)
    page.goto(f"{restartable.url}/board#token={restartable.token}")
    page.locator("a.title").first.click()
    page.get_by_role("button", name="Edit description").click()
    page.get_by_role("textbox", name="Description").fill("Written before the crash")
    restartable.stop()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("does not answer")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("textbox", name="Description")).to_have_value(
        "Written before the crash"
    )
    restartable.start()
    page.get_by_role("button", name="Save", exact=True).click()
    saved = page.get_by_role("region", name="Description").get_by_text("Written before the crash")
    expect(saved).to_be_visible(timeout=20_000)
    expect(page.get_by_role("textbox", name="Description")).to_have_count(0)
