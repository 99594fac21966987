"""Resumable uploads, by the tus protocol."""

import base64
import hashlib
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from tests.application import Headers, NewToken, Serve
from tests.files.sending import LOG, SHA, described, nothing_is_left, staged, stored
from tests.rest.client import UNKNOWN, Script

UPLOADS = "/api/v1/uploads"
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}


def pairs(**given: str) -> str:
    encoded = {name: base64.b64encode(value.encode()).decode() for name, value in given.items()}
    return ",".join(f"{name} {value}" for name, value in encoded.items())


async def begin(
    script: Script, length: int = len(LOG), name: str = "bench.log", **given: str
) -> httpx.Response:
    metadata = pairs(filename=name, **given)
    headers = {**TUS, "Upload-Length": str(length), "Upload-Metadata": metadata}
    return await script.ask("POST", UPLOADS, headers=headers)


async def patch(script: Script, url: str, offset: int, data: bytes, **more: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in more.items()}
    headers = {**BYTES, "Upload-Offset": str(offset), **named}
    return await script.ask("PATCH", url, content=data, headers=headers)


async def head(script: Script, url: str) -> httpx.Response:
    return await script.ask("HEAD", url, headers=TUS)


async def started(script: Script, **given: Any) -> str:
    response = await begin(script, **given)
    assert response.status_code == 201, response.text
    return response.headers["location"]


async def test_an_upload_is_resumed(app: Starlette, engineer: Script) -> None:
    url = await started(engineer, title="Rail log", sha256=SHA)
    first = await patch(engineer, url, 0, LOG[:20])
    assert (first.status_code, first.headers["upload-offset"]) == (204, "20")
    assert not stored(app)
    state = (await head(engineer, url)).headers
    assert (state["upload-offset"], state["upload-length"]) == ("20", str(len(LOG)))
    assert "upload-expires" in state
    assert (await patch(engineer, url, 0, LOG)).status_code == 409
    last = await patch(engineer, url, 20, LOG[20:])
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(LOG)))
    attachment = url.rsplit("/", 1)[1]
    found = await described(engineer, attachment)
    assert (found["name"], found["sha256"]) == ("bench.log", SHA)
    assert (await engineer.ask("GET", found["url"])).content == LOG
    assert not staged(app)
    # The answer to the last piece may be lost.
    again = await head(engineer, url)
    assert again.headers["upload-offset"] == str(len(LOG))
    assert (await patch(engineer, url, len(LOG), b"")).status_code == 204


async def test_an_upload_goes_to_an_issue(app: Starlette, engineer: Script) -> None:
    issue = await engineer.issue()
    session = await engineer.session()
    url = await started(engineer, issue_id=issue["uuid"], session_id=session)
    await patch(engineer, url, 0, LOG)
    shown = (await engineer.ask("GET", f"/api/v1/issues/{issue['uuid']}")).json()
    assert [each["attachment_id"] for each in shown["attachments"]] == [url.rsplit("/", 1)[1]]
    assert shown["attachments"][0]["attachment_source_session_id"] == session
    plan = await started(engineer, name="plan.md", issue_id=issue["uuid"], file_type="plan")
    await patch(engineer, plan, 0, LOG)
    files = (await engineer.ask("GET", f"/api/v1/issues/{issue['uuid']}/files")).json()
    assert [(each["file_name"], each["file_type"]) for each in files] == [("plan.md", "plan")]


async def test_what_the_server_can(app: Starlette, engineer: Script) -> None:
    response = await engineer.ask("OPTIONS", UPLOADS)
    assert response.status_code == 204
    assert response.headers["tus-extension"] == "creation,expiration,termination,checksum"
    assert response.headers["tus-max-size"] == str(25 * 1024 * 1024)
    without = await engineer.ask("POST", UPLOADS)
    assert (without.status_code, without.headers["tus-version"]) == (412, "1.0.0")


async def test_checksums(app: Starlette, engineer: Script) -> None:
    url = await started(engineer)
    right = base64.b64encode(hashlib.sha256(LOG[:9]).digest()).decode()
    wrong = await patch(engineer, url, 0, LOG[:8], Upload_Checksum=f"sha256 {right}")
    assert wrong.status_code == 460
    assert (await head(engineer, url)).headers["upload-offset"] == "0"
    fine = await patch(engineer, url, 0, LOG[:9], Upload_Checksum=f"sha256 {right}")
    assert fine.headers["upload-offset"] == "9"
    for given in ("md5 AAAA", "sha256 ?"):
        refused = await patch(engineer, url, 9, LOG[9:], Upload_Checksum=given)
        assert refused.status_code == 400


async def test_content_that_is_not_what_was_announced(app: Starlette, engineer: Script) -> None:
    url = await started(engineer, sha256="0" * 64)
    assert (await patch(engineer, url, 0, LOG)).status_code == 460
    assert await nothing_is_left(app)
    longer = await started(engineer)
    assert (await patch(engineer, longer, 0, LOG + b"!")).status_code == 413
    assert (await head(engineer, longer)).headers["upload-offset"] == "0"


async def test_an_upload_is_given_up(app: Starlette, engineer: Script) -> None:
    url = await started(engineer)
    await patch(engineer, url, 0, LOG[:9])
    assert (await engineer.ask("DELETE", url, headers=TUS)).status_code == 204
    assert (await head(engineer, url)).status_code == 404
    assert await nothing_is_left(app)


@pytest.mark.parametrize(
    ("length", "name", "given", "status"),
    [
        (0, "a.log", {}, 422),
        (26 * 1024 * 1024, "a.log", {}, 413),
        (9, "", {}, 422),
        (9, "../a.log", {}, 422),
        (9, "a" * 300, {}, 422),
        (9, "a.log", {"issue_id": UNKNOWN}, 422),
        (9, "a.log", {"session_id": "x"}, 422),
        (9, "a.log", {"sha256": "x"}, 422),
        (9, "a.log", {"file_type": "plan"}, 422),
    ],
)
async def test_beginnings_that_are_refused(
    app: Starlette, engineer: Script, length: int, name: str, given: dict[str, str], status: int
) -> None:
    response = await begin(engineer, length, name, **given)
    assert response.status_code == status, response.text
    assert await nothing_is_left(app)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "x"}, 400),
        ({"Upload-Defer-Length": "1"}, 400),
        ({"Upload-Length": "9", "Upload-Metadata": "filename ?"}, 400),
        ({"Upload-Length": "9", "Upload-Metadata": "filename YQ==,filename YQ=="}, 400),
    ],
)
async def test_headers_that_are_refused(
    app: Starlette, engineer: Script, headers: dict[str, str], status: int
) -> None:
    response = await engineer.ask("POST", UPLOADS, headers={**TUS, **headers})
    assert response.status_code == status, response.text
    assert await nothing_is_left(app)


async def test_pieces_that_are_refused(app: Starlette, engineer: Script) -> None:
    url = await started(engineer)
    assert (await patch(engineer, url, 3, LOG)).status_code == 409
    for headers in ({"Content-Type": "text/plain"}, {"Tus-Resumable": "0.2"}):
        given = {**BYTES, "Upload-Offset": "0", **headers}
        response = await engineer.ask("PATCH", url, content=LOG, headers=given)
        assert response.status_code in (412, 415)
    assert (await patch(engineer, f"{UPLOADS}/{UNKNOWN}", 0, LOG)).status_code == 404
    assert (await patch(engineer, f"{UPLOADS}/nonsense", 0, LOG)).status_code == 404


async def test_an_upload_of_somebody_else(
    app: Starlette,
    engineer: Script,
    client: httpx.AsyncClient,
    new_token: NewToken,
    reader_headers: Headers,
) -> None:
    url = await started(engineer)
    other = Script(client, await new_token("other@example.com"))
    for method in ("HEAD", "PATCH", "DELETE"):
        headers = {**BYTES, "Upload-Offset": "0"}
        assert (await other.ask(method, url, headers=headers)).status_code == 404
    assert (await begin(Script(client, reader_headers))).status_code == 403
    assert (await begin(Script(client, {}))).status_code == 401


async def test_two_clients_on_one_upload(app: Starlette, engineer: Script) -> None:
    url = await started(engineer)
    with app.state.resumable.writing(url.rsplit("/", 1)[1]):
        assert (await patch(engineer, url, 0, LOG)).status_code == 423
        assert (await engineer.ask("DELETE", url, headers=TUS)).status_code == 423
    assert (await patch(engineer, url, 0, LOG)).status_code == 204


async def test_a_process_that_ends_before_the_attachment_is_there(
    app: Starlette, engineer: Script
) -> None:
    url = await started(engineer)
    upload = url.rsplit("/", 1)[1]
    with app.state.resumable.writing(upload) as writer:
        writer.write(LOG)
        writer.sync()
    assert (await head(engineer, url)).headers["upload-offset"] == str(len(LOG))
    assert (await described(engineer, upload))["sha256"] == SHA


async def test_what_is_not_on_disk_was_not_received(app: Starlette, engineer: Script) -> None:
    url = await started(engineer)
    upload = url.rsplit("/", 1)[1]
    with app.state.resumable.writing(upload) as writer:
        writer.write(LOG[:5])
        writer.sync()
        writer.write(b"torn")
    assert (await head(engineer, url)).headers["upload-offset"] == "5"
    await patch(engineer, url, 5, LOG[5:])
    assert (await described(engineer, upload))["sha256"] == SHA


async def test_uploads_expire(serve: Serve) -> None:
    gateway = await serve(upload_lifetime=0.001)
    script = Script(gateway.client, {})
    url = await started(script)
    assert (await patch(script, url, 0, LOG)).status_code == 410
    assert gateway.app.state.resumable.remove_expired() == 1
    assert (await head(script, url)).status_code == 404
    assert not staged(gateway.app)


async def test_many_unfinished_uploads(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    gateway = await serve()
    monkeypatch.setattr("gateway.files.tus.MOST_OPEN", 2)
    script = Script(gateway.client, {})
    assert [(await begin(script)).status_code for _ in range(3)] == [201, 201, 429]
