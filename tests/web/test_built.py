"""The built pages: each link leads to a page or file of theirs, wherever a proxy puts them."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from gateway.pages import BUILT

LINK = re.compile(r'\b(?:href|src)="([^"#][^"]*)"')
HOST = "https://gateway.example"
REPOSITORY = Path(__file__).resolve().parents[2]
ROOT = f"{HOST}/prefix/"
APPLICATIONS = {ROOT + "graphql": "playground.html", ROOT + "board": "board.html"}


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """The built pages by their addresses."""
    if not (BUILT / "playground.html").is_file():
        pytest.skip("needs `make web`")
    docs = {
        ROOT + path.relative_to(BUILT).with_suffix("").as_posix().removesuffix("/index"): path
        for path in (BUILT / "docs").rglob("*.html")
    }
    there = docs | {address: BUILT / name for address, name in APPLICATIONS.items()}
    return {address: path.read_text("utf-8") for address, path in there.items()}


def links(address: str, text: str) -> Iterator[str]:
    """Where the links of a page lead on its own host."""
    targets = (urldefrag(urljoin(address, target)).url for target in LINK.findall(text))
    return (target for target in targets if target.startswith(HOST))


def test_no_link_begins_at_the_root_of_the_host(pages: dict[str, str]) -> None:
    for address, text in pages.items():
        assert not [target for target in LINK.findall(text) if target.startswith("/")], address


def test_every_link_leads_somewhere(pages: dict[str, str]) -> None:
    assets = {ROOT + f"assets/{path.name}" for path in (BUILT / "assets").iterdir()}
    for address, text in pages.items():
        assert set(links(address, text)) <= pages.keys() | assets, address


def test_every_fragment_names_a_heading(pages: dict[str, str]) -> None:
    """A fragment of a link is the id of an element of the page that it leads to."""
    wrong = []
    for address, text in pages.items():
        for target in re.findall(r'\bhref="([^"]+#[^"]+)"', text):
            place, fragment = urldefrag(urljoin(address, target))
            if place in pages and f'id="{fragment}"' not in pages[place]:
                wrong.append(f"{address} -> {target}")
    assert wrong == []


def test_every_document_is_a_page(pages: dict[str, str]) -> None:
    """The menu comes from docs/README.md, and each Markdown file of docs/ is a page."""
    documents = {
        path.relative_to(REPOSITORY / "docs").with_suffix("").as_posix()
        for path in (REPOSITORY / "docs").rglob("*.md")
    } - {"README", "guides/start"}
    assert {f"{ROOT}docs/{name}" for name in documents} <= pages.keys()


def test_every_page_is_reached_from_the_first(pages: dict[str, str]) -> None:
    ahead, seen = [ROOT + "docs"], {ROOT + "docs"}
    while ahead:
        address = ahead.pop()
        new = set(links(address, pages[address])) & pages.keys() - seen
        seen |= new
        ahead += new
    assert seen == pages.keys()
