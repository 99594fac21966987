"""Compressed answers on both surfaces: codings, tags, what is left as it is."""

import gzip
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli
import httpx
import pytest

from gateway import pages
from gateway.compress_pages import compress
from gateway.http.compression import CODINGS, MOST_WAITING, Compression, preferred_coding
from tests.application import Serve, Served

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DECODE: Mapping[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
}
LIST = "{ issues { nodes { id title owner createdAt description } } }"
ISSUES = "/api/v1/issues"
BY_GET = f"/graphql?query={LIST}"


@pytest.fixture
async def served(serve: Serve) -> Served:
    served = await serve()
    for number in range(12):
        await served.client.post(ISSUES, json={"title": f"Sag {number}", "description": []})
    return served


async def raw(
    served: Served,
    method: str,
    path: str,
    coding: str,
    json: object = None,
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    sent = {"Accept-Encoding": coding, **(headers or {})}
    return await served.client.request(method, path, headers=sent, json=json)


async def content(response: httpx.Response) -> bytes:
    """The body as it came over the wire."""
    return b"".join([part async for part in response.aiter_raw()])


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br, gzip", "br"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("*", "br"),
        ("*;q=0.5, zstd;q=0", "br"),
        ("GZIP ; q=0.3", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=x", None),
    ],
)
def test_the_coding_is_what_the_client_likes_best(accept: str | None, chosen: str | None) -> None:
    assert preferred_coding(accept) == chosen


@pytest.mark.parametrize("coding", CODINGS)
async def test_both_surfaces_compress(served: Served, coding: str) -> None:
    post = {"query": LIST}
    for method, path, asked in (
        ("GET", ISSUES, None),
        ("GET", BY_GET, None),
        *[("POST", "/graphql", post)] * 3,
    ):
        plain = await raw(served, method, path, "identity", asked)
        accepting = {"Accept-Encoding": coding}
        async with served.client.stream(method, path, headers=accepting, json=asked) as response:
            body = await content(response)
        assert "content-encoding" not in plain.headers
        assert response.headers["content-encoding"] == coding
        assert "Accept-Encoding" in plain.headers["vary"]
        assert "Accept-Encoding" in response.headers["vary"]
        assert len(body) == int(response.headers["content-length"]) < len(plain.content)
        assert json.loads(DECODE[coding](body)).get("data") == plain.json().get("data")
        if "etag" in plain.headers:
            assert response.headers["etag"] == f'{plain.headers["etag"][:-1]}-{coding}"'
            assert DECODE[coding](body) == plain.content


@pytest.mark.parametrize("path", [ISSUES, BY_GET])
async def test_each_tag_of_an_answer_is_known_again(served: Served, path: str) -> None:
    tags = [
        (await raw(served, "GET", path, coding)).headers["etag"]
        for coding in ("identity", *CODINGS)
    ]
    assert len(set(tags)) == 4
    for tag in tags:
        for coding in ("identity", *CODINGS):
            for _ in range(2):
                again = await raw(served, "GET", path, coding, headers={"If-None-Match": tag})
                assert (again.status_code, again.content) == (304, b"")
                assert "content-encoding" not in again.headers
            if coding != "identity":
                assert again.headers["etag"] == tag
        match = await raw(served, "GET", path, "gzip", headers={"If-Match": tag})
        assert match.status_code == 200


async def test_a_change_may_start_from_a_compressed_answer(served: Served) -> None:
    issue = (await served.client.get(ISSUES)).json()["items"][0]
    path = f"{ISSUES}/{issue['uuid']}"
    long = {"description": [{"type": "paragraph", "text": "Voltage sag. " * 200}]}
    changed = await raw(served, "PATCH", path, "br", json=long)
    assert changed.headers["content-encoding"] == "br"
    tag = changed.headers["etag"]
    assert tag.endswith('-br"')
    for status in (200, 412):
        title = {"title": f"Sag {status}"}
        answer = await raw(served, "PATCH", path, "gzip", json=title, headers={"If-Match": tag})
        assert answer.status_code == status


async def test_small_answers_and_those_about_the_caller_stay_as_they_are(served: Served) -> None:
    small = await served.ask("{ issues { totalCount } }", **{"Accept-Encoding": "gzip"})
    about = await served.ask(f"{{ viewer {{ email }} {LIST[1:]}", **{"Accept-Encoding": "gzip"})
    for answer in (small, about):
        assert "content-encoding" not in answer.headers
        assert "Accept-Encoding" in answer.headers["vary"]
    document = await raw(served, "GET", "/api/v1/openapi.json", "gzip")
    assert document.headers["content-encoding"] == "gzip"
    assert document.json()["openapi"]


async def test_head_has_the_fields_of_get_but_for_the_length(served: Served) -> None:
    for coding in ("identity", "gzip", "br", "zstd"):
        got = await raw(served, "GET", ISSUES, coding)
        head = await raw(served, "HEAD", ISSUES, coding)
        assert head.content == b""
        for name in ("content-encoding", "etag", "vary", "content-type"):
            assert head.headers.get(name) == got.headers.get(name), (coding, name)
        assert ("content-length" in head.headers) == (coding == "identity")


async def test_a_known_answer_is_compressed_once(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await raw(served, "GET", ISSUES, "zstd")
    for _ in range(3):
        await raw(served, "POST", "/graphql", "zstd", json={"query": LIST})

    async def fails(*_: object) -> bytes:
        raise AssertionError("compressed again")

    monkeypatch.setattr(Compression, "compress", fails)
    assert (await raw(served, "GET", ISSUES, "zstd")).status_code == 200
    again = await raw(served, "POST", "/graphql", "zstd", json={"query": LIST})
    assert again.headers["content-encoding"] == "zstd"


async def test_large_answers_wait_for_a_thread_and_only_so_many() -> None:
    compression = Compression(lambda *_: None)  # type: ignore[arg-type]
    large = b"x" * 100_000
    assert gzip.decompress(await compression.compress(large, "gzip") or b"") == large
    compression._waiting = MOST_WAITING
    assert await compression.compress(large, "gzip") is None
    assert await compression.compress(b"x" * 2_000, "gzip")


async def test_pages_and_assets_are_compressed_once_when_built(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "assets").mkdir()
    for name in ("playground.html", "board.html", "assets/app.js"):
        (tmp_path / name).write_text("const voltage = 1;\n" * 500)
    (tmp_path / "assets/font.ttf").write_bytes(b"x" * 5000)
    assert compress(tmp_path) == 9
    monkeypatch.setattr(pages, "BUILT", tmp_path)
    served = await serve()
    for path, kind in (("/assets/app.js", "javascript"), ("/board", "text/html")):
        plain = await raw(served, "GET", path, "identity")
        tags = {plain.headers["etag"]}
        for coding in CODINGS:
            async with served.client.stream("GET", path, headers={"Accept-Encoding": coding}) as it:
                assert DECODE[coding](await content(it)) == plain.content
            assert it.headers["content-encoding"] == coding
            assert kind in it.headers["content-type"]
            assert it.headers["content-type"] == plain.headers["content-type"]
            assert "Accept-Encoding" in it.headers["vary"]
            tags.add(it.headers["etag"])
        assert len(tags) == 4
    font = await raw(served, "GET", "/assets/font.ttf", "br")
    assert "content-encoding" not in font.headers
