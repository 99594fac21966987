"""Files through the whole request path: in by forms, out in ranges, nothing left behind."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from db.files.media import media_type_of
from tests.application import Headers, NewToken
from tests.files.sending import (
    LOG,
    PNG,
    SHA,
    SVG,
    described,
    holds,
    nothing_is_left,
    staged,
    stored,
    upload,
)
from tests.rest.client import UNKNOWN, Script


async def test_a_file_goes_in_and_comes_out(app: Starlette, engineer: Script) -> None:
    response = await upload(engineer, title="Rail log")
    assert response.status_code == 201, response.text
    made = response.json()
    assert response.headers["location"].endswith(f"/api/v1/attachments/{made['attachment_id']}")
    assert (made["attachment_name"], made["attachment_type"]) == ("bench.log", "log")
    found = await described(engineer, made["attachment_id"])
    url = f"/api/v1/attachments/{made['attachment_id']}/content"
    assert found == {
        "name": "bench.log",
        "type": "log",
        "size": len(LOG),
        "mediaType": "text/plain",
        "sha256": SHA,
        "url": url,
    }
    content = await engineer.ask("GET", url)
    assert content.content == LOG
    assert content.headers["etag"] == f'"{SHA}"'
    assert content.headers["content-disposition"] == 'attachment; filename="bench.log"'
    assert content.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert content.headers["x-content-type-options"] == "nosniff"
    assert stored(app) == {SHA: len(LOG)}
    assert not staged(app)
    assert await holds(app) == 0


async def test_the_same_bytes_are_kept_once(app: Starlette, engineer: Script) -> None:
    first, second = await upload(engineer), await upload(engineer, name="other.txt")
    assert first.json()["attachment_id"] != second.json()["attachment_id"]
    assert stored(app) == {SHA: len(LOG)}


async def test_a_file_is_filed_under_an_issue(app: Starlette, engineer: Script) -> None:
    issue = await engineer.issue()
    path = f"/api/v1/issues/{issue['uuid']}/files"
    response = await engineer.ask(
        "POST", path, files={"file": ("plan.md", b"# Plan")}, data={"file_type": "plan"}
    )
    assert response.status_code == 201, response.text
    assert (await engineer.ask("GET", path)).json() == [response.json()]
    found = await described(engineer, response.json()["attachment_id"])
    assert (found["mediaType"], found["type"]) == ("text/markdown", "md")


async def test_files_come_up_in_a_session(app: Starlette, engineer: Script) -> None:
    session = (await engineer.ask("POST", "/api/v1/sessions", json={})).json()["session_id"]
    path = f"/api/v1/sessions/{session}"
    sent = [("files", ("a.log", b"a")), ("files", ("b.log", b"b"))]
    response = await engineer.ask("POST", f"{path}/upload-files", files=sent)
    assert response.status_code == 201, response.text
    names = [each["attachment_name"] for each in response.json()["attachments"]]
    assert names == ["a.log", "b.log"]
    first = response.json()["attachments"][0]["attachment_id"]
    assert (await engineer.ask("DELETE", f"{path}/attachments/{first}")).status_code == 204
    left = (await engineer.ask("GET", path)).json()["attachments"]
    assert [each["attachment_name"] for each in left] == ["b.log"]
    again = await engineer.ask("DELETE", f"{path}/attachments/{first}")
    assert again.status_code == 404


@pytest.mark.parametrize(
    ("given", "status", "expected"),
    [
        ("bytes=0-3", 206, LOG[:4]),
        ("bytes=5-", 206, LOG[5:]),
        ("bytes=-4", 206, LOG[-4:]),
        ("bytes=0-999999", 206, LOG),
        ("bytes=3-1", 200, LOG),
        ("bytes=0-1,3-4", 200, LOG),
        ("lines=0-1", 200, LOG),
        ("bytes=", 200, LOG),
    ],
)
async def test_ranges(
    app: Starlette, engineer: Script, given: str, status: int, expected: bytes
) -> None:
    made = (await upload(engineer)).json()["attachment_id"]
    path = f"/api/v1/attachments/{made}/content"
    response = await engineer.ask("GET", path, headers={"Range": given})
    assert (response.status_code, response.content) == (status, expected)
    if status == 206:
        start = LOG.index(expected) if expected != LOG else 0
        last = start + len(expected) - 1
        assert response.headers["content-range"] == f"bytes {start}-{last}/{len(LOG)}"


async def test_conditions(app: Starlette, engineer: Script) -> None:
    path = f"/api/v1/attachments/{(await upload(engineer)).json()['attachment_id']}/content"

    async def get(method: str = "GET", **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await engineer.ask(method, path, headers=named)

    beyond = await get(Range="bytes=999-")
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{len(LOG)}"
    assert (await get(Range="bytes=0-1", If_Range=f'"{SHA}"')).status_code == 206
    assert (await get(Range="bytes=0-1", If_Range='"other"')).content == LOG
    assert (await get(If_None_Match=f'"{SHA}"')).status_code == 304
    assert (await get(If_Match='"other"')).status_code == 412
    head = await get("HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(LOG))
    assert head.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "a/b.log", "a\\b.log", "a\nb.log", "..", ".", " ", "x" * 300, "ä" * 130],
)
async def test_names_that_are_refused(app: Starlette, engineer: Script, name: str) -> None:
    response = await upload(engineer, name=name)
    assert response.status_code == 422, response.text
    assert await nothing_is_left(app)


async def test_an_odd_name_is_shown_and_saved_safely(app: Starlette, engineer: Script) -> None:
    response = await upload(engineer, name='Mäß "x" \u202egpj.exe')
    made = response.json()
    assert made["attachment_name"] == 'Mäß "x" gpj.exe'
    path = f"/api/v1/attachments/{made['attachment_id']}/content"
    given = (await engineer.ask("GET", path)).headers["content-disposition"]
    plain, encoded = "M__ _x_ gpj.exe", "M%C3%A4%C3%9F%20%22x%22%20gpj.exe"
    assert given == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (PNG, "x.csv", "image/png"),
        (b"a,b\n", "x.csv", "text/csv"),
        (SVG, "x.svg", "image/svg+xml"),
        (b"<html>", "x.html", "text/html"),
        (b"<html>", "x.png", "text/plain"),
        (b"\0\1\2", "x.txt", "application/octet-stream"),
        ("ä".encode()[:1], "x.txt", "text/plain"),
        (b"%PDF-1.7\n", "x.bin", "application/pdf"),
    ],
)
def test_the_bytes_tell_the_media_type(head: bytes, name: str, expected: str) -> None:
    assert media_type_of(head, name) == expected


async def test_only_safe_images_are_shown_in_place(app: Starlette, engineer: Script) -> None:
    for data, name, manner in ((PNG, "x.png", "inline"), (SVG, "x.svg", "attachment")):
        made = (await upload(engineer, data, name)).json()["attachment_id"]
        response = await engineer.ask("GET", f"/api/v1/attachments/{made}/content")
        assert response.headers["content-disposition"].startswith(manner)


async def test_scripts_and_styles_are_plain_text(app: Starlette, engineer: Script) -> None:
    """Else a page of the gateway could run them: its policy allows scripts of its own origin."""
    for name in ("x.js", "x.mjs", "x.css"):
        made = (await upload(engineer, b"alert(1)", name)).json()["attachment_id"]
        response = await engineer.ask("GET", f"/api/v1/attachments/{made}/content")
        assert response.headers["content-type"] == "text/plain; charset=utf-8"


def form(*parts: bytes, end: bytes = b"--b--\r\n") -> bytes:
    return b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + end


FILE = b'Content-Disposition: form-data; name="file"; filename="a.log"\r\n\r\nline'
FIELD = b'Content-Disposition: form-data; name="title"\r\n\r\nx'


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (form(FILE), "multipart/form-data", 400),
        (form(FILE), "multipart/form-data; boundary=" + "x" * 100, 400),
        (form(FILE), "multipart/form-data; boundary=other", 400),
        (form(FILE, end=b""), "multipart/form-data; boundary=b", 400),
        (form(FILE)[:60], "multipart/form-data; boundary=b", 400),
        (form(FIELD), "multipart/form-data; boundary=b", 422),
        (form(FILE, FILE), "multipart/form-data; boundary=b", 422),
        (form(FILE, FIELD, FIELD), "multipart/form-data; boundary=b", 400),
        (form(FILE, *[FIELD] * 1000), "multipart/form-data; boundary=b", 400),
        (form(*[FILE] * 11), "multipart/form-data; boundary=b", 413),
        (form(*[FILE] * 1000), "multipart/form-data; boundary=b", 400),
        (form(FILE.replace(b"line", b"")), "multipart/form-data; boundary=b", 422),
        (form(FILE.replace(b'"file"', b'"data"')), "multipart/form-data; boundary=b", 422),
        (form(FILE.replace(b"form-data", b"attachment")), "multipart/form-data; boundary=b", 400),
        (form(FILE, FIELD.replace(b"x", b"\xff")), "multipart/form-data; boundary=b", 400),
        (form(FILE, FIELD.replace(b"x", b"\0")), "multipart/form-data; boundary=b", 422),
        (b"{}", "application/json", 415),
        (b"", "multipart/form-data; boundary=b", 400),
        (
            form(b"Content-Transfer-Encoding: base64\r\n" + FILE),
            "multipart/form-data; boundary=b",
            415,
        ),
    ],
)
async def test_forms_that_are_refused(
    app: Starlette, engineer: Script, body: bytes, kind: str, status: int
) -> None:
    response = await engineer.ask(
        "POST", "/api/v1/attachments", content=body, headers={"Content-Type": kind}
    )
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert await nothing_is_left(app)


@pytest.mark.parametrize(
    "fields",
    [
        {"session_id": "nonsense"},
        {"session_id": UNKNOWN},
        {"issue_id": UNKNOWN},
        {"is_visible": "maybe"},
        {"title": "x" * 1001},
    ],
)
async def test_fields_that_are_refused(
    app: Starlette, engineer: Script, fields: dict[str, Any]
) -> None:
    response = await upload(engineer, **fields)
    assert response.status_code == 422, response.text
    assert await nothing_is_left(app)


async def test_who_may_not_write_uploads_nothing(
    app: Starlette, client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    assert (await upload(Script(client, {}))).status_code == 401
    assert (await upload(Script(client, reader_headers))).status_code == 403
    assert await nothing_is_left(app)


async def test_an_attachment_that_is_not_there(app: Starlette, engineer: Script) -> None:
    record = await engineer.attachment()
    for each in (UNKNOWN, "nonsense", record):
        response = await engineer.ask("GET", f"/api/v1/attachments/{each}/content")
        assert response.status_code == 404
    assert (await engineer.ask("GET", f"/api/v1/attachments/{UNKNOWN}")).status_code == 404


async def test_lists_and_changes(app: Starlette, engineer: Script) -> None:
    session = (await engineer.ask("POST", "/api/v1/sessions", json={"title": "Sag"})).json()
    made = (await upload(engineer, session_id=session["session_id"])).json()
    await upload(engineer, b"a,b", "other.csv")
    path = "/api/v1/attachments"

    async def listed(**parameters: str) -> list[str]:
        response = await engineer.ask("GET", path, params=parameters)
        assert response.status_code == 200, response.text
        return [each["attachment_name"] for each in response.json()["items"]]

    assert await listed() == ["other.csv", "bench.log"]
    assert await listed(session_id=session["session_id"]) == ["bench.log"]
    assert await listed(attachment_type="csv") == ["other.csv"]
    assert await listed(created_after="2020-01-01", created_before="2020-01-02") == []
    assert await listed(created_after=made["attachment_created_at"]) == ["other.csv"]
    bad = await engineer.ask("GET", path, params={"created_after": "soon"})
    assert bad.status_code == 422
    change = await engineer.ask(
        "PATCH", f"{path}/{made['attachment_id']}", json={"title": "T", "is_visible": False}
    )
    assert (change.json()["attachment_title"], change.json()["is_visible"]) == ("T", False)
    starred = await engineer.ask(
        "PUT", f"/api/v1/sessions/{session['session_id']}", json={"starred": True}
    )
    assert starred.json()["is_starred"] is True
    sessions = (await engineer.ask("GET", "/api/v1/sessions")).json()
    assert (sessions["count"], sessions["items"][0]["session_title"]) == (1, "Sag")
    gone = await engineer.ask("DELETE", f"/api/v1/sessions/{session['session_id']}")
    assert gone.status_code == 204
    assert (await engineer.ask("GET", f"{path}/{made['attachment_id']}")).json()[
        "attachment_source_session_id"
    ] is None


async def test_deleted_attachments_leave_what_refers_to_them(
    app: Starlette, engineer: Script, client: httpx.AsyncClient, new_token: NewToken
) -> None:
    issue = await engineer.issue()
    made = (await upload(engineer, issue_id=issue["uuid"])).json()["attachment_id"]
    await engineer.comment(issue, attachment_ids=[made])
    file = {"issueId": issue["uuid"], "attachmentId": made, "fileName": "f", "fileType": "t"}
    await engineer.graphql("addFile", "file", **file)
    other = Script(client, await new_token("other@example.com"))
    query = (
        "mutation($input: DeleteAttachmentInput!) { deleteAttachment(input: $input)"
        " { deletedId userErrors { code } } }"
    )
    body = {"query": query, "variables": {"input": {"id": made}}}
    refused = (await other.ask("POST", "/graphql", json=body)).json()["data"]["deleteAttachment"]
    assert refused["userErrors"] == [{"code": "FORBIDDEN"}]
    done = (await engineer.ask("POST", "/graphql", json=body)).json()["data"]["deleteAttachment"]
    assert done == {"deletedId": made, "userErrors": []}
    path = f"/api/v1/issues/{issue['uuid']}"
    assert (await engineer.ask("GET", path)).json()["attachments"] == []
    assert (await engineer.ask("GET", f"{path}/files")).json() == []
    comments = (await engineer.ask("GET", f"{path}/comments")).json()
    assert comments["items"][0]["attachments"] == []
    assert (await engineer.ask("GET", f"/api/v1/attachments/{made}/content")).status_code == 404


async def test_links_are_taken_away(app: Starlette, engineer: Script) -> None:
    made, session = await engineer.attachment(), await engineer.session()
    issue = await engineer.issue(attachment_ids=[made], session_ids=[session])
    for name, ids in (("unlinkAttachments", "attachmentIds"), ("unlinkSessions", "sessionIds")):
        wanted = [made if ids == "attachmentIds" else session, UNKNOWN]
        await engineer.graphql(name, "issue", issueId=issue["uuid"], **{ids: wanted})
    shown = (await engineer.ask("GET", f"/api/v1/issues/{issue['uuid']}")).json()
    assert (shown["attachments"], shown["sessions"]) == ([], [])
