"""A gateway of its own process, as a person starts it, and a real browser without any network."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

sync_api = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, ConsoleMessage, Page, Request  # noqa: E402

from tests.server import answers  # noqa: E402

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
PAGES = ROOT / "gateway" / "web"
START_SECONDS = 60
LINK = re.compile(r"http://\S+/graphql#token=(igw_\w+)")
BOARD = re.compile(r"http://\S+/board#token=igw_\w+")
FLAGS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
"""Debian's chromium in a container; and no host but this one has an address."""


@dataclass(frozen=True)
class Gateway:
    """A running gateway with the demo; `link` and `board` are addresses that it printed."""

    url: str
    link: str
    token: str
    board: str
    data_dir: Path

    def execute(self, query: str, variables: dict[str, object] | None = None) -> dict[str, object]:
        """Run an operation without the browser; its data."""
        response = httpx.post(
            f"{self.url}/graphql",
            json={"query": query, "variables": variables},
            headers={"Authorization": f"Bearer {self.token}"},
        )
        answer = response.json()
        assert "errors" not in answer, answer
        data: dict[str, object] = answer["data"]
        return data


@dataclass
class Complaints:
    """What went wrong in a page; `expected` are words of console errors a test provokes."""

    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)


OpenPage = Callable[..., Page]

SETTLING_MS = 600
"""GraphiQL follows the editor with a delay, so running a tab at once runs the previous one."""


def run(page: Page, example: str | None = None) -> None:
    """Run the operation of the playground's tab, or go to another tab and run that."""
    page.locator(".graphiql-query-editor .view-line").nth(1).wait_for()
    if example is not None:
        page.get_by_role("button", name=example, exact=True).click()
    page.wait_for_timeout(SETTLING_MS)
    page.get_by_role("button", name="Execute query").click()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """The gateway on a new data directory, started by its command line."""
    if not (PAGES / "playground.html").is_file():
        pytest.skip("The pages are not built: make web")
    folder = tmp_path_factory.mktemp("browser")
    port = _free_port()
    command = [sys.executable, "-m", "gateway", "serve", "--data-dir", str(folder), "--port"]
    output = folder / "output.txt"
    with output.open("w") as file:
        process = subprocess.Popen(
            [*command, str(port)],
            cwd=ROOT,
            stdout=file,
            stderr=subprocess.STDOUT,
            # The browser keeps the machine busy, and no test that uses this is about refusals;
            # the receivers of webhooks are on this machine.
            env={
                **os.environ,
                "ISSUE_GATEWAY_LONGEST_LAG": "60",
                "ISSUE_GATEWAY_WEBHOOK_PRIVATE": "true",
            },
        )
    try:
        yield _started(process, f"http://127.0.0.1:{port}", folder)
    finally:
        process.terminate()
        process.wait(30)


def _started(process: "subprocess.Popen[bytes]", url: str, folder: Path) -> Gateway:
    output = folder / "output.txt"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        printed = output.read_text()
        link, board = LINK.search(printed), BOARD.search(printed)
        if link and board and answers(f"{url}/readyz"):
            return Gateway(url, link[0], link[1], board[0], folder)
        time.sleep(0.1)
    raise AssertionError(output.read_text()[-2000:])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a network; by module, as no other loop can run in its thread meanwhile."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("No chromium: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Errors of all pages of a test; at its end there must be none but the expected."""
    found = Complaints()
    yield found
    unexpected = [line for line in found.seen if not any(word in line for word in found.expected)]
    assert not unexpected


@pytest.fixture
def open_page(browser: Browser, gateway: Gateway, complaints: Complaints) -> Iterator[OpenPage]:
    """Open pages of the gateway, each in a profile of its own."""
    contexts = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.seen.append(f"{message.type}: {message.text}")

    def watch(request: Request) -> None:
        if not request.url.startswith((gateway.url, "data:", "blob:")):
            complaints.seen.append(f"left the host: {request.url}")

    def open_page(path: str, *, token: bool = True, width: int = 1440, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.seen.append(f"exception: {error}"))
        page.on("request", watch)
        page.goto(gateway.url + path + (f"#token={gateway.token}" if token else ""))
        return page

    yield open_page
    for context in contexts:
        context.close()
