"""Uploads that are too large, packed, broken off or in the wrong place: nothing of them stays."""

import gzip
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.applications import Starlette

from tests.application import NewToken
from tests.files.sending import LOG, nothing_is_left, stored, upload
from tests.files.test_graphql_uploads import OPERATION, SENT, multipart
from tests.files.test_text import ask
from tests.files.test_tus import BYTES, started
from tests.rest.client import Script

ATTACHMENTS = "/api/v1/attachments"
KIND = "multipart/form-data; boundary=b"
BEGUN = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.log"\r\n\r\n' + b"line\n" * 9
)
END = b"\r\n--b--\r\n"
LIMIT = 25 * 1024 * 1024


@pytest.mark.parametrize("is_announced", [True, False])
async def test_a_file_that_is_too_large(
    app: Starlette, engineer: Script, is_announced: bool
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield BEGUN
        for _ in range(26):
            yield b"x" * 1024 * 1024
        yield END

    length = {"Content-Length": str(11 * LIMIT)} if is_announced else {}
    response = await engineer.ask(
        "POST", ATTACHMENTS, content=pieces(), headers={"Content-Type": KIND, **length}
    )
    assert response.status_code == 413
    assert str(LIMIT) in response.json()["detail"]
    assert await nothing_is_left(app)


async def test_graphql_files_that_are_too_large_or_too_many(
    app: Starlette, engineer: Script
) -> None:
    operation = {"query": OPERATION, "variables": {"input": {"file": None}}}
    place = {"0": ["variables.input.file"]}
    large = {"0": ("a.log", b"x" * (LIMIT + 1))}
    many = {str(number): ("a.log", b"x") for number in range(11)}
    for files, said in ((large, str(LIMIT)), (many, "10")):
        response = await multipart(engineer, operation, place, files)
        assert response.status_code == 413, response.text
        assert said in response.text
        assert await nothing_is_left(app)


@pytest.mark.parametrize("path", [ATTACHMENTS, "/graphql"])
async def test_a_client_that_leaves(app: Starlette, new_token: NewToken, path: str) -> None:
    """Once with a file begun, once with a file whole."""
    for sent in (BEGUN, BEGUN + b"\r\n--b\r\n"):
        messages: list[dict[str, Any]] = [
            {"type": "http.request", "body": sent, "more_body": True},
            {"type": "http.disconnect"},
        ]

        async def receive(left: list[dict[str, Any]] = messages) -> dict[str, Any]:
            return left.pop(0) if len(left) > 1 else left[0]

        async def send(_: object) -> None:
            pass

        given = {**await new_token(), "Content-Type": KIND, "Host": "127.0.0.1"}
        given["GraphQL-Preflight"] = "1"
        headers = [(name.lower().encode(), value.encode()) for name, value in given.items()]
        scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode()}
        scope |= {"headers": headers, "query_string": b"", "scheme": "http", "root_path": ""}
        scope |= {"http_version": "1.1", "client": ("127.0.0.1", 9), "server": ("127.0.0.1", 80)}
        await app(scope, receive, send)
        assert await nothing_is_left(app)


async def test_nothing_is_unpacked(app: Starlette, engineer: Script) -> None:
    """Neither what a request says to be packed, nor a file that is."""
    packed = gzip.compress(b"\0" * 20_000_000)
    headers = {"Content-Type": KIND, "Content-Encoding": "gzip"}
    whole = gzip.compress(BEGUN + END)
    refused = await engineer.ask("POST", ATTACHMENTS, content=whole, headers=headers)
    assert refused.status_code == 415, refused.text
    url = await started(engineer)
    headers = {**BYTES, "Upload-Offset": "0", "Content-Encoding": "gzip"}
    refused = await engineer.ask("PATCH", url, content=gzip.compress(LOG), headers=headers)
    assert refused.status_code == 415, refused.text
    assert await engineer.ask("DELETE", url, headers=BYTES)
    assert await nothing_is_left(app)
    made = (await upload(engineer, packed, "bomb.csv")).json()["attachment_id"]
    assert list(stored(app).values()) == [len(packed)]
    content = await engineer.ask("GET", f"{ATTACHMENTS}/{made}/content")
    assert (content.headers["content-type"], content.content) == ("application/gzip", packed)
    assert "content-encoding" not in content.headers
    for field in (
        f'attachmentText(id: "{made}") {{ text }}',
        f'attachmentGrep(ids: ["{made}"], pattern: "a") {{ truncated }}',
    ):
        answer = await ask(engineer, f"{{ {field} }}")
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("place", ["title", "issueId", "isVisible"])
async def test_a_file_where_none_belongs(app: Starlette, engineer: Script, place: str) -> None:
    operation = {"query": OPERATION, "variables": {"input": {place: None}}}
    response = await multipart(engineer, operation, {"0": [f"variables.input.{place}"]}, SENT)
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"].endswith(": a file")
    assert await nothing_is_left(app)


async def test_a_file_that_the_operation_does_not_use(app: Starlette, engineer: Script) -> None:
    query = "{ viewer { email } }"
    operation = {"query": query, "variables": {"file": None}}
    response = await multipart(engineer, operation, {"0": ["variables.file"]}, SENT)
    assert response.json()["data"]["viewer"]
    assert await nothing_is_left(app)
