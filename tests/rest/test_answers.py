"""What answers of operations become: statuses, bodies and header fields."""

from collections.abc import Callable

import httpx
import pytest

from rest_compat.conditional import entity_tag
from tests.rest.conftest import COMMENT_ID, ISSUE_ID, REVISION, FakeAnswer, FakeExecute

ISSUE = b'{"uuid":"' + ISSUE_ID.encode() + b'","title":"\xc3\xa4"}'
TAG = entity_tag(ISSUE, 3)
PATH = f"/issues/{ISSUE_ID}"
COMMENT_PATH = f"{PATH}/comments/{COMMENT_ID}"
Refuse = Callable[..., None]


@pytest.fixture
def one_issue(execute: FakeExecute) -> FakeExecute:
    execute.answer(issue=ISSUE, revision=REVISION)
    return execute


def page(count: int) -> bytes:
    return b'{"items":[{"a":",\\"count\\":1"}],"count":%d}' % count


async def test_the_body_is_the_text_of_the_operation(
    api: httpx.AsyncClient, one_issue: FakeExecute
) -> None:
    response = await api.get(PATH)
    assert response.status_code == 200
    assert response.content == ISSUE
    assert response.headers["content-type"] == "application/json"
    assert response.headers["etag"] == TAG


async def test_head_differs_from_get_in_the_body_only(
    api: httpx.AsyncClient, one_issue: FakeExecute
) -> None:
    got, head = await api.get(PATH), await api.head(PATH)
    assert head.content == b""
    assert head.headers == got.headers
    assert head.headers["content-length"] == str(len(ISSUE))


async def test_creating(api: httpx.AsyncClient, execute: FakeExecute) -> None:
    execute.answer(createIssue={"issue": ISSUE, "revision": REVISION, "userErrors": b"[]"})
    response = await api.post("/issues", json={"title": "x", "description": []})
    assert response.status_code == 201
    assert response.content == ISSUE
    assert response.headers["location"] == f"http://test/api/v1{PATH}"
    assert response.headers["etag"] == TAG


async def test_commenting(api: httpx.AsyncClient, execute: FakeExecute) -> None:
    execute.answer(addComment={"comment": b"{}", "revision": REVISION, "userErrors": b"[]"})
    response = await api.post(f"{PATH}/comments", json={"content": "x"})
    assert response.status_code == 201
    assert response.content == b"{}"
    assert "location" not in response.headers


async def test_deleting(api: httpx.AsyncClient, execute: FakeExecute) -> None:
    execute.answer(deleteIssue={"userErrors": b"[]"})
    response = await api.delete(PATH)
    assert response.status_code == 204
    assert response.content == b""
    assert "content-type" not in response.headers


async def test_lists_pass_through(api: httpx.AsyncClient, execute: FakeExecute) -> None:
    execute.answer(issues=page(7))
    response = await api.get("/issues?limit=2&offset=3&status=open&status=resolved&x=%22%3E")
    assert response.content == page(7)
    assert response.headers["x-total-count"] == "7"
    kept = "status=open&status=resolved&x=%22%3E"
    assert response.headers["link"] == (
        f'<http://test/api/v1/issues?{kept}&limit=2&offset=5>; rel="next", '
        f'<http://test/api/v1/issues?{kept}&limit=2&offset=1>; rel="prev"'
    )


@pytest.mark.parametrize(
    ("query", "count", "links"),
    [
        ("", 0, {}),
        ("", 100, {}),
        ("", 101, {"next": "limit=100&offset=100"}),
        ("offset=1", 5, {"prev": "limit=100&offset=0"}),
        ("limit=2&offset=4", 5, {"prev": "limit=2&offset=2"}),
        ("limit=2&offset=90", 5, {"prev": "limit=2&offset=3"}),
    ],
)
async def test_links(
    api: httpx.AsyncClient, execute: FakeExecute, query: str, count: int, links: dict[str, str]
) -> None:
    execute.answer(issues=page(count))
    response = await api.get(f"/issues?{query}")
    found = {relation: link["url"] for relation, link in response.links.items() if relation}
    assert found == {
        relation: f"http://test/api/v1/issues?{query}" for relation, query in links.items()
    }


async def test_comments_are_taken_out_of_their_issue(
    api: httpx.AsyncClient, execute: FakeExecute
) -> None:
    execute.answer(issue=b'{"comments":' + page(1) + b"}")
    response = await api.get(f"{PATH}/comments")
    assert response.content == page(1)


async def test_files_are_a_bare_array(api: httpx.AsyncClient, execute: FakeExecute) -> None:
    execute.answer(issue=b'{"files":' + page(1) + b"}")
    response = await api.get(f"{PATH}/files")
    assert response.content == b'[{"a":",\\"count\\":1"}]'
    assert response.headers["x-total-count"] == "1"


async def test_metrics(api: httpx.AsyncClient, execute: FakeExecute) -> None:
    execute.answer(issueMetrics=b'{"metrics":[]}')
    response = await api.get("/issues/metrics")
    assert response.content == b'{"metrics":[]}'
    assert response.headers["etag"] == entity_tag(response.content)


@pytest.mark.parametrize("path", [PATH, f"{PATH}/comments", f"{PATH}/files"])
async def test_unknown_issues(api: httpx.AsyncClient, execute: FakeExecute, path: str) -> None:
    execute.answer(issue=b"null", revision=b"null")
    response = await api.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "title": "Not Found",
        "status": 404,
        "detail": "There is no issue with this id.",
    }


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (TAG, 304),
        (f"W/{TAG}", 304),
        (f'{TAG[:-1]}-gzip"', 304),
        (f'W/{TAG[:-1]}-br"', 304),
        (f'{TAG[:-1]}-zstd"', 304),
        (f'{TAG[:-1]}-x"', 200),
        (f'"a", {TAG}', 304),
        ("*", 304),
        ('"3-0"', 200),
        ("nonsense", 200),
    ],
)
async def test_if_none_match(
    api: httpx.AsyncClient, one_issue: FakeExecute, given: str, status: int
) -> None:
    response = await api.get(PATH, headers={"If-None-Match": given})
    assert response.status_code == status
    assert response.headers["etag"] == TAG
    assert response.content == (b"" if status == 304 else ISSUE)
    assert ("content-type" in response.headers) == (status == 200)


async def test_if_none_match_on_a_list(api: httpx.AsyncClient, execute: FakeExecute) -> None:
    execute.answer(issues=page(300))
    first = await api.get("/issues")
    again = await api.get("/issues", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    kept = ("etag", "cache-control", "vary")
    assert [again.headers[name] for name in kept] == [first.headers[name] for name in kept]
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["vary"] == "Authorization"


async def test_the_tag_of_a_list_covers_its_header_fields(
    api: httpx.AsyncClient, execute: FakeExecute
) -> None:
    for count in (1, 2):
        execute.answer(issue=b'{"files":' + page(count) + b"}")
    one, other = await api.get(f"{PATH}/files"), await api.get(f"{PATH}/files")
    assert one.content == other.content
    assert one.headers["x-total-count"] != other.headers["x-total-count"]
    assert one.headers["etag"] != other.headers["etag"]


async def test_an_answer_that_is_known_to_be_unchanged(
    api: httpx.AsyncClient, execute: FakeExecute, one_issue: FakeExecute
) -> None:
    first = await api.get(PATH)
    assert execute.answers[0].tags == [TAG]
    execute.answers[:] = [FakeAnswer(unchanged=TAG)]
    again = await api.get(PATH, headers={"If-None-Match": TAG})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]
    stale = await api.get(PATH, headers={"If-None-Match": TAG, "If-Match": '"3-0"'})
    assert stale.status_code == 412


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (TAG, 200),
        (f"W/{TAG}", 200),
        (f'{TAG[:-1]}-gzip"', 200),
        (f'"a", W/{TAG[:-1]}-zstd"', 200),
        ("*", 200),
        ('"3-0"', 412),
        (f'{TAG[:-1]}-"', 412),
    ],
)
async def test_if_match_of_a_read(
    api: httpx.AsyncClient, one_issue: FakeExecute, given: str, status: int
) -> None:
    assert (await api.get(PATH, headers={"If-Match": given})).status_code == status


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (TAG, 3),
        ('"3-0"', 3),
        ("*", None),
        (f"W/{TAG}", 3),
        (f'{TAG[:-1]}-gzip"', 3),
        (f'W/{TAG[:-1]}-br"', 3),
        ('"3-0-zstd"', 3),
        ('"3-0-brotli"', 0),
        ('"abc"', 0),
        ("nonsense", 0),
        ('"99999999999-ab"', 0),
        ('"4294967296-ab"', 0),
        ("", 0),
    ],
)
async def test_if_match_names_the_version_to_start_from(
    api: httpx.AsyncClient, execute: FakeExecute, given: str, expected: int | None
) -> None:
    execute.answer(updateIssue={"issue": ISSUE, "revision": REVISION, "userErrors": b"[]"})
    await api.patch(PATH, json={}, headers={"If-Match": given})
    wanted = {} if expected is None else {"expectedVersion": expected}
    assert execute.input == {"id": ISSUE_ID, **wanted}


@pytest.mark.parametrize(
    ("method", "path", "root"),
    [
        ("PATCH", PATH, "updateIssue"),
        ("DELETE", PATH, "deleteIssue"),
        ("PATCH", COMMENT_PATH, "updateComment"),
        ("DELETE", COMMENT_PATH, "deleteComment"),
    ],
)
async def test_a_stale_version(
    api: httpx.AsyncClient, execute: FakeExecute, refuse: Refuse, method: str, path: str, root: str
) -> None:
    refuse(root, "CONFLICT", "version")
    body = {"content": "x"} if method == "PATCH" else None
    response = await api.request(method, path, json=body, headers={"If-Match": '"2-ab"'})
    assert response.status_code == 412
    assert (await api.request(method, path, json=body)).status_code == 409


async def test_any_of_several_versions_will_do(
    api: httpx.AsyncClient, execute: FakeExecute, refuse: Refuse
) -> None:
    refuse("updateIssue", "CONFLICT", "version")
    execute.answer(updateIssue={"issue": ISSUE, "revision": REVISION, "userErrors": b"[]"})
    response = await api.patch(PATH, json={}, headers=[("If-Match", '"2-a"'), ("If-Match", TAG)])
    assert response.status_code == 200
    tried = [call.variables["input"] for call in execute.calls]
    assert tried == [{"id": ISSUE_ID, "expectedVersion": version} for version in (3, 2)]
    many = ", ".join(f'"{n}-a"' for n in range(1, 12))
    assert (await api.patch(PATH, json={}, headers={"If-Match": many})).status_code == 400


@pytest.mark.parametrize(
    ("code", "field", "status"),
    [
        ("INVALID", ("title",), 422),
        ("NOT_FOUND", ("id",), 404),
        ("NOT_FOUND", (), 404),
        ("NOT_FOUND", ("attachmentIds", "2"), 422),
        ("FORBIDDEN", ("id",), 403),
        ("TOO_LARGE", ("description",), 413),
        ("not_found", ("id",), 404),
    ],
)
async def test_user_errors(
    api: httpx.AsyncClient, refuse: Refuse, code: str, field: tuple[str, ...], status: int
) -> None:
    refuse("createIssue", code, *field)
    response = await api.post("/issues", json={"title": "x", "description": []})
    assert response.status_code == status
    assert response.json()["detail"] == "No."


async def test_user_errors_name_the_field_as_the_reference_does(
    api: httpx.AsyncClient, refuse: Refuse
) -> None:
    refuse("addComment", "NOT_FOUND", "attachmentIds", "2", noun="comment")
    response = await api.post(f"{PATH}/comments", json={"content": "x"})
    assert response.status_code == 422
    assert response.json()["errors"] == [
        {"loc": ["body", "attachment_ids", 2], "msg": "No.", "type": "not_found"}
    ]


@pytest.mark.parametrize(
    ("code", "extensions", "status", "headers"),
    [
        ("BAD_USER_INPUT", {}, 422, {}),
        ("LIMIT_EXCEEDED", {}, 422, {}),
        ("UNAUTHENTICATED", {}, 401, {"www-authenticate": "Bearer"}),
        ("FORBIDDEN", {}, 403, {}),
        ("RATE_LIMITED", {"retryAfter": 2.2}, 429, {"retry-after": "3"}),
        ("UNAVAILABLE", {"retryAfter": 0.1}, 503, {"retry-after": "1"}),
        ("TIMEOUT", {}, 503, {"retry-after": "1"}),
        ("INTERNAL", {}, 500, {}),
        ("INTERNAL", {"retryAfter": 5}, 503, {"retry-after": "5"}),
        ("GRAPHQL_PARSE_FAILED", {}, 500, {}),
        ("GRAPHQL_VALIDATION_FAILED", {}, 500, {}),
        ("SOMETHING_NEW", {}, 500, {}),
    ],
)
async def test_errors(
    api: httpx.AsyncClient,
    execute: FakeExecute,
    code: str,
    extensions: dict[str, object],
    status: int,
    headers: dict[str, str],
) -> None:
    execute.fail(code, **extensions)
    for response in (await api.get("/issues"), await api.delete(PATH)):
        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == status
        assert headers.items() <= dict(response.headers).items()


async def test_inner_errors_say_nothing_but_where_to_look(
    api: httpx.AsyncClient, execute: FakeExecute
) -> None:
    execute.fail("INTERNAL", requestId="r-1")
    response = await api.get("/issues")
    assert response.json() == {
        "title": "Internal Server Error",
        "status": 500,
        "detail": "Something went wrong on our side.",
        "request_id": "r-1",
    }
