"""The example page, built as its README says, reads nested data across origins."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.server import ROOT, Gateway, free_port, start_gateway, stop_gateway

PAGE = ROOT / "examples" / "react-page"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Keep the test's output free of requests."""


@pytest.fixture(scope="module")
def origin() -> str:
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture(scope="module")
def example_gateway(origin: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    gateway = start_gateway(tmp_path_factory.mktemp("example"), cors_origins=origin)
    yield gateway
    assert stop_gateway(gateway) == 0


@pytest.fixture(scope="module")
def built(
    example_gateway: Gateway, origin: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The page, built outside the repository and served from `origin`."""
    folder = tmp_path_factory.mktemp("page") / "react-page"
    shutil.copytree(PAGE, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    environment = {**os.environ, "VITE_GATEWAY_URL": example_gateway.base_url}
    for command in (["npm", "ci", "--silent"], ["npm", "run", "--silent", "build"]):
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    with serving(folder / "dist", int(origin.rpartition(":")[2])) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield origin
        server.shutdown()
        thread.join()


def serving(folder: Path, port: int) -> ThreadingHTTPServer:
    return ThreadingHTTPServer(("127.0.0.1", port), partial(QuietHandler, directory=str(folder)))


@pytest.mark.long
@pytest.mark.node
def test_page_shows_urgent_issues(browser: Browser, built: str, example_gateway: Gateway) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(built)
    page.get_by_label("Token").fill(example_gateway.token)
    page.get_by_role("button", name="Show urgent issues").click()
    expect(page.get_by_role("heading")).to_contain_text("urgent issues")
    expect(page.locator("li").first).to_contain_text("comments)")
    assert page.locator("blockquote").count() > 0
    context.close()
