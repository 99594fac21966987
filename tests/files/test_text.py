"""Looking into text: slices, tails and matches, against plain Python over the same text."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from db.files import text
from db.files.directory import DirectoryStore
from db.files.store import ContentMissing
from tests.files.sending import upload
from tests.rest.client import UNKNOWN, Script

KEY = "ab" * 32
FOREVER = float("inf")


class Library:
    """A store with one text, read in pieces of a few bytes."""

    def __init__(self, root: Path, content: bytes) -> None:
        source = root / "source"
        source.write_bytes(content)
        self.store = DirectoryStore(root / "store")
        self.store.put(KEY, source)
        self.size = len(content)

    def tail(self, lines: int) -> str:
        return text.read_tail(self.store, KEY, self.size, lines).text

    def grep(
        self, pattern: str, *, before: int = 0, after: int = 0, first: int = 100
    ) -> text.Found:
        return text.grep(
            self.store,
            KEY,
            self.size,
            text.compiled(pattern),
            before=before,
            after=after,
            first=first,
            stop=lambda: False,
            deadline=FOREVER,
        )


@pytest.fixture(params=[7, 64, 1 << 20], ids=lambda size: f"pieces-of-{size}")
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(text, "PIECE", request.param)
    monkeypatch.setattr(text, "BLOCK", request.param)
    return int(request.param)


def lines_of(content: bytes) -> list[str]:
    whole = content.decode()
    lines = whole.split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def expected(
    content: bytes, pattern: str, before: int, after: int, first: int
) -> tuple[list[tuple[int, str, list[str], list[str]]], bool]:
    lines = lines_of(content)
    hits = [index for index, line in enumerate(lines) if re.search(pattern, line)]
    found = [
        (
            index + 1,
            lines[index],
            lines[max(0, index - before) : index],
            lines[index + 1 : index + 1 + after],
        )
        for index in hits[:first]
    ]
    return found, len(hits) > first


@pytest.mark.parametrize("seed", range(12))
def test_matches_are_those_of_plain_python(tmp_path: Path, small: int, seed: int) -> None:
    rng = random.Random(seed)
    words = ["ok", "fail", "3V3", "", "ä", "sag 2.71 V", "x" * rng.randrange(1, 30)]
    content = "\n".join(rng.choice(words) for _ in range(rng.randrange(1, 60))).encode()
    content += rng.choice([b"", b"\n"])
    library = Library(tmp_path, content)
    for pattern in ("fail", "^ok$", "a", r"\d", "ä", "x+"):
        before, after, first = rng.randrange(4), rng.randrange(4), rng.choice([1, 3, 100])
        wanted, truncated = expected(content, pattern, before, after, first)
        found = library.grep(pattern, before=before, after=after, first=first)
        shown = [(each.number, each.line, each.before, each.after) for each in found.matches]
        assert (shown, found.truncated) == (wanted, truncated), (pattern, before, after, first)


@pytest.mark.parametrize("content", [b"a\nb\nc\n", b"a\nb\nc", b"\n\n\n", b"one", b"\xc3\xa4\nb"])
@pytest.mark.parametrize("lines", [1, 2, 3, 9])
def test_tails_are_those_of_plain_python(
    tmp_path: Path, small: int, content: bytes, lines: int
) -> None:
    split = content.splitlines(keepends=True)
    assert Library(tmp_path, content).tail(lines) == b"".join(split[-lines:]).decode()


def test_slices_hold_whole_characters(tmp_path: Path) -> None:
    content = "aä漢𝄞z".encode()
    library = Library(tmp_path, content)
    for offset in range(len(content) + 2):
        for length in range(1, len(content) + 1):
            part = text.read_slice(library.store, KEY, library.size, offset, length)
            assert "\ufffd" not in part.text
            assert content[part.offset : part.end].decode() == part.text


@pytest.mark.parametrize("pattern", ["", "(", "a" * 1001, "(?<=a)b", r"(a)\1", "(a{1000}){1000}"])
def test_patterns_that_are_refused(pattern: str) -> None:
    with pytest.raises(text.BadPattern):
        text.compiled(pattern)


def test_a_search_ends_when_it_is_told_to(tmp_path: Path) -> None:
    library = Library(tmp_path, b"line\n" * 1000)
    pattern = text.compiled("x")
    with pytest.raises(text.Stopped):
        text.grep(
            library.store, KEY, library.size, pattern,
            before=0, after=0, first=1, stop=lambda: True, deadline=FOREVER,
        )  # fmt: skip
    late = text.grep(
        library.store, KEY, library.size, pattern,
        before=0, after=0, first=1, stop=lambda: False, deadline=0,
    )  # fmt: skip
    assert late.truncated


def test_long_lines_are_cut(tmp_path: Path) -> None:
    library = Library(tmp_path, b"x" * 3_000_000 + b"needle\nshort needle\n")
    found = library.grep("needle")
    assert [len(each.line) for each in found.matches] == [text.LONGEST_LINE, 12]


def test_content_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ContentMissing):
        text.read_tail(DirectoryStore(tmp_path), KEY, 5, 1)


async def ask(script: Script, query: str, **variables: object) -> dict[str, Any]:
    body = {"query": query, "variables": variables}
    answer: dict[str, Any] = (await script.ask("POST", "/graphql", json=body)).json()
    return answer


async def test_a_log_is_looked_into(app: Starlette, engineer: Script) -> None:
    made = (await upload(engineer, b"one\ntwo fail\nthree\nfour fail\n")).json()["attachment_id"]
    answer = await ask(
        engineer,
        "query($id: ID!, $ids: [ID!]!, $n: Int) {"
        " attachmentText(id: $id, offset: 4, length: 3) { text offset end size __typename }"
        " tail: attachmentTail(id: $id, lines: $n) { text }"
        ' attachmentGrep(ids: $ids, pattern: "f[a-z]il$", before: 1, first: 1)'
        " { matches { attachmentId line number before after } truncated }"
        " attachment(id: $id) { name } viewer { email } }",
        id=made,
        ids=[made],
        n=1,
    )
    assert answer["data"] == {
        "attachmentText": {
            "text": "two",
            "offset": 4,
            "end": 7,
            "size": 29,
            "__typename": "TextSlice",
        },
        "tail": {"text": "four fail\n"},
        "attachmentGrep": {
            "matches": [
                {
                    "attachmentId": made,
                    "line": "two fail",
                    "number": 2,
                    "before": ["one"],
                    "after": [],
                }
            ],
            "truncated": True,
        },
        "attachment": {"name": "bench.log"},
        "viewer": {"email": "engineer@example.com"},
    }
    assert answer["extensions"]["cost"]["requested"] > 300


async def test_what_cannot_be_looked_into(app: Starlette, engineer: Script) -> None:
    binary = (await upload(engineer, b"\0\1", "a.bin")).json()["attachment_id"]
    log = (await upload(engineer)).json()["attachment_id"]
    for field in (
        f'attachmentText(id: "{binary}") {{ text }}',
        f'attachmentText(id: "{log}", offset: -1) {{ text }}',
        f'attachmentText(id: "{log}", length: 2000000) {{ text }}',
        f'attachmentTail(id: "{log}", lines: 0) {{ text }}',
        f'attachmentGrep(ids: ["{UNKNOWN}"], pattern: "a") {{ truncated }}',
        f'attachmentGrep(ids: ["{log}"], pattern: "(") {{ truncated }}',
        f'attachmentGrep(ids: ["{log}"], pattern: "a", before: 99) {{ truncated }}',
        'attachmentGrep(ids: [], pattern: "a") { truncated }',
    ):
        answer = await ask(engineer, f"{{ {field} }}")
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT", field
    for each in (UNKNOWN, "nonsense"):
        answer = await ask(engineer, f'{{ attachmentTail(id: "{each}") {{ text }} }}')
        assert answer["data"] == {"attachmentTail": None}
