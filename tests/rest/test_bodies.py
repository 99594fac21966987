"""Which texts are bodies: malformed, too large, too deep, unstorable, mislabelled ones are 4xx."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest

from rest_compat.body import LARGEST_BODY
from tests.rest.conftest import MINIMAL, FakeExecute

JSON = {"content-type": "application/json"}


def nested(levels: int) -> bytes:
    """A body that is nested `levels` deep."""
    inner = b"[" * (levels - 3) + b"]" * (levels - 3)
    return b'{"title":"x","description":[{"a":%b}]}' % inner


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"{'title': 1}", 400),
        (b"{} {}", 400),
        (b'{"title":"\xff"}', 400),
        (b'{"title":"a\nb"}', 400),
        ("{}".encode("utf-16"), 400),
        (b"\xef\xbb\xbf{}", 400),
        (b'{"title":"a","title":"b","description":[]}', 400),
        (nested(65), 400),
        (b"[" * 100_000, 400),
        (b"[" * 100_000 + b"]" * 100_000, 400),
        (b'{"a":' * 100_000, 400),
        (b"null", 422),
        (b"1", 422),
        (b'"x"', 422),
        (b"true", 422),
        (b"[]", 422),
        (b"NaN", 422),
        (b'{"title":"x","description":[{"a":-Infinity}]}', 422),
        (b'{"title":"x","description":[{"a":1e999}]}', 422),
        (b'{"title":"x","description":[{"a":9223372036854775808}]}', 422),
        (b'{"title":"x","description":[{"a":-9223372036854775809}]}', 422),
        (b'{"title":"x","description":[{"a":%b}]}' % (b"9" * 5000), 422),
        (rb'{"title":"\ud800","description":[]}', 422),
        (rb'{"title":"a\u0000b","description":[]}', 422),
        (rb'{"title":"x","description":[{"\udfff":1}]}', 422),
        (rb'{"title":"x","description":[{"a":["\u0000"]}]}', 422),
        (nested(64), 201),
        (b'{"title":"x","description":[{"a":9223372036854775807,"b":-9223372036854775808}]}', 201),
        (rb'{"title":"\ud83d\ude00","description":[]}', 201),
    ],
)
async def test_bodies(
    api: httpx.AsyncClient, answering: FakeExecute, raw: bytes, status: int
) -> None:
    response = await api.post("/issues", content=raw, headers=JSON)
    assert response.status_code == status, response.text
    assert bool(answering.calls) == (status == 201)
    if status != 201:
        assert response.headers["content-type"] == "application/problem+json"


async def test_text_that_cannot_be_stored_is_located(api: httpx.AsyncClient) -> None:
    raw = rb'{"title":"x","description":[{"a":["\u0000"]}]}'
    response = await api.post("/issues", content=raw, headers=JSON)
    assert response.json()["errors"] == [
        {
            "loc": ["body", "description", 0, "a", 0],
            "msg": "Text must be without NUL and lone surrogates.",
            "type": "unstorable_text",
        }
    ]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"content-type": "application/json; charset=UTF-8"}, 201),
        ({"content-type": "Application/JSON"}, 201),
        ({"content-type": "application/merge-patch+json"}, 201),
        ({"content-type": "application/json; charset=utf-16"}, 415),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": ""}, 415),
        ({"content-type": "application/json", "content-encoding": "gzip"}, 415),
        ({"content-type": "application/json", "content-encoding": "identity"}, 201),
    ],
)
async def test_media_types(
    api: httpx.AsyncClient, answering: FakeExecute, headers: dict[str, str], status: int
) -> None:
    response = await api.post("/issues", content=json.dumps(MINIMAL), headers=headers)
    assert response.status_code == status


async def test_a_body_that_is_too_large_is_not_read_to_its_end(api: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 64 * LARGEST_BODY:
            sent += 65_536
            yield b" " * 65_536

    announced = await api.post("/issues", content=b" " * (LARGEST_BODY + 1), headers=JSON)
    assert announced.status_code == 413
    streamed = await api.post("/issues", content=endless(), headers=JSON)
    assert streamed.status_code == 413
    assert sent < 2 * LARGEST_BODY


async def test_the_largest_body(api: httpx.AsyncClient, answering: FakeExecute) -> None:
    raw = json.dumps(MINIMAL).encode().ljust(LARGEST_BODY)
    assert (await api.post("/issues", content=raw, headers=JSON)).status_code == 201
