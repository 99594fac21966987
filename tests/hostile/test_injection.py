"""SQL in filters, orders, cursors and searches; each is a text like any other, on both engines."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx
import orjson
import pytest

from tests.application import Headers
from tests.rest.client import Script

PAYLOADS = (
    *("'", "''", '"', "\\", "\\'", "`", ";", "--", "/*", "%", "_", "%' OR '1'='1", "?", "$1", ":x"),
    *("' OR 1=1 --", "'; DROP TABLE issue; --", "') UNION SELECT secret FROM token --"),
    *(
        "*",
        "sag*",
        '"sag',
        "sag AND",
        "NEAR(",
        "NEAR/2",
        "^sag",
        "title:sag",
        "{title}: sag",
        "-sag",
    ),
    *("sag & !", "sag <-> :*", "'sag':*A", "( | )", "sag\n--", "\u202e", "\ufeff", "x" * 4000),
)
WORDS = {"*", "sag*", '"sag', "^sag", "-sag", "sag AND"}
OPERATORS = (
    *("eq", "neq", "contains", "containsIgnoreCase"),
    *("startsWith", "endsWith", "eqIgnoreCase"),
)
THIS_YEAR = str(datetime.now(UTC).year).encode()
FILTER = "query ($filter: IssueFilter) { issues(filter: $filter) { totalCount } }"


@pytest.fixture
async def script(client: httpx.AsyncClient, admin_headers: Headers) -> Script:
    script = Script(client, admin_headers)
    await script.issue(title="The rail sags", tags=["power"])
    return script


async def ask(script: Script, query: str, **variables: object) -> Any:
    answer = await script.ask("POST", "/graphql", json={"query": query, "variables": variables})
    return answer.json()


async def test_texts_in_filters_are_only_texts(script: Script) -> None:
    for payload in PAYLOADS:
        given: dict[str, object] = {
            "or": [
                *({"title": {operator: payload}} for operator in OPERATORS if operator != "neq"),
                {"tags": {"some": {"in": [payload]}}},
                {"owner": {"eq": payload}},
                {"comments": {"some": {"content": {"contains": payload}}}},
            ]
        }
        assert (await ask(script, FILTER, filter=given))["data"]["issues"]["totalCount"] == 0
        given = {"not": given}
        assert (await ask(script, FILTER, filter=given))["data"]["issues"]["totalCount"] == 1


async def test_a_search_has_words_and_no_syntax(script: Script) -> None:
    for payload in PAYLOADS:
        answer = await ask(script, FILTER, filter={"search": f"{payload} {payload}"})
        # `sag` is the start of a word in the title; all other signs mean nothing. Signs alone find
        # nothing, and letters that are not seen are as a search that is not given.
        words = "".join(letter if letter.isalnum() else " " for letter in payload).split()
        unseen = payload in ("\u202e", "\ufeff")
        expected = int(unseen or (bool(words) and all(word in ("sag", "rail") for word in words)))
        assert answer["data"]["issues"]["totalCount"] == expected, payload


async def test_what_cannot_be_stored_is_refused_in_every_operator(script: Script) -> None:
    for operator in OPERATORS:
        for given in ({"title": {operator: "sag\0"}}, {"tags": {"some": {operator: "\0"}}}):
            (error,) = (await ask(script, FILTER, filter=given))["errors"]
            assert error["extensions"]["code"] == "BAD_USER_INPUT"
            assert operator in error["extensions"]["field"]
    assert (await ask(script, FILTER, filter={"title": {"in": ["sag", "\0"]}}))["errors"]
    for text in ('"\\u0000"', '"\\ud800"'):
        literal = f"{{ issues(filter: {{title: {{eq: {text}}}}}) {{ totalCount }} }}"
        assert (await ask(script, literal))["errors"]


async def test_orders_groups_and_names_are_of_a_fixed_set(script: Script) -> None:
    for field in ("TITLE; DROP TABLE issue", "title", "secret", '"TITLE"', "1", "CREATED_AT DESC"):
        for text in (
            f"{{ issues(orderBy: [{{field: {field}}}]) {{ totalCount }} }}",
            f"{{ issueGroups(by: [{field}]) {{ count }} }}",
        ):
            codes = {error["extensions"]["code"] for error in (await ask(script, text))["errors"]}
            assert codes <= {"GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"}
        text = "query ($by: [IssueGroupKey!]!) { issueGroups(by: $by) { count } }"
        assert (await ask(script, text, by=[field]))["errors"]


async def test_parameters_of_rest_are_only_texts(script: Script) -> None:
    for payload in PAYLOADS[:30]:
        for name in ("search", "owner", "tag", "tags", "status", "priority", "created_by", "sort"):
            answer = await script.ask("GET", "/api/v1/issues", params={name: payload})
            assert answer.status_code in (200, 422), (name, payload)
        answer = await script.ask("GET", f"/api/v1/issues/{quote(payload, safe='')}")
        assert answer.status_code in (200, 404, 405), payload
    assert (await script.ask("GET", "/api/v1/issues")).json()["count"] == 1


async def test_cursors_are_what_was_handed_out_or_nothing(script: Script) -> None:
    for number in range(3):
        await script.issue(title=f"Sag {number}")
    text = (
        "query ($after: String, $order: [IssueOrder!]) { issues(first: 2, after: $after,"
        " orderBy: $order) { nodes { id } pageInfo { endCursor } } }"
    )
    by_title = [{"field": "TITLE"}]
    good = (await ask(script, text))["data"]["issues"]["pageInfo"]["endCursor"]
    titled = (await ask(script, text, order=by_title))["data"]["issues"]["pageInfo"]["endCursor"]
    assert "errors" not in await ask(script, text, after=good)
    assert "errors" not in await ask(script, text, after=titled, order=by_title)
    values = bytes.fromhex(good)
    forged = [
        *("x", "0", "zz", "00", "ff" * 10, "é", "' OR 1=1 --", good * 2, "00" * 10_000),
        *(good[:length] for length in range(1, len(good), 7)),
        *(
            (values[:place] + bytes([values[place] ^ 1]) + values[place + 1 :]).hex()
            for place in range(14)
        ),
        *(
            text.hex()
            for text in (b"[]", b"null", b"{}", b"[1,2,3]", b'["x"]', b"[" * 2000, values + b"]")
        ),
        *(
            values.replace(old, new).hex()
            for old, new in ((b'"2026', b'"9999'), (b'"2026', b"1.5,"), (b"-", b"'"), (b'"', b""))
        ),
    ]
    for cursor in [*forged, titled]:
        answer = await ask(script, text, after=cursor)
        if "errors" in answer:
            (error,) = answer["errors"]
            assert error["extensions"]["code"] == "BAD_USER_INPUT", cursor
            assert error["extensions"]["field"] == "after"
        else:  # a place in the list, if not one that was handed out
            assert datetime.fromisoformat(orjson.loads(bytes.fromhex(cursor))[1])
    assert "errors" in await ask(script, text, after=good, order=by_title)
    assert "errors" in await ask(script, f'{{ comments(after: "{good}") {{ nodes {{ id }} }} }}')


@pytest.mark.parametrize("year", ["0001", "0827", "3200", "9999"])
async def test_a_cursor_may_name_any_instant(script: Script, year: str) -> None:
    text = (
        "query ($after: String, $before: String, $first: Int, $last: Int) {"
        " issues(first: $first, last: $last, after: $after, before: $before,"
        ' filter: {search: "sags"})'
        " { nodes { title } edges { cursor } } }"
    )
    (edge,) = (await ask(script, text, first=1))["data"]["issues"]["edges"]
    position = bytes.fromhex(edge["cursor"])
    cursor = position.replace(b'"' + THIS_YEAR, b'"' + year.encode()).hex()
    after = (await ask(script, text, first=1, after=cursor))["data"]["issues"]["nodes"]
    before = (await ask(script, text, last=1, before=cursor))["data"]["issues"]["nodes"]
    found = [{"title": "The rail sags"}]
    assert (after, before) == ((found, []) if year.encode() > THIS_YEAR else ([], found))


async def test_names_of_files_are_texts_and_not_paths(script: Script) -> None:
    attachment = await script.attachment(name="log.csv")
    issue = (await script.issue(title="Files"))["uuid"]
    for number, name in enumerate(
        ("../../etc/passwd", "/etc/passwd", "..\\x", "a\r\nX: y", "%2e%2e")
    ):
        body = {
            "query": "mutation ($input: AddFileInput!) { addFile(input: $input)"
            " { file { fileName attachment { url } } userErrors { code } } }",
            "variables": {
                "input": {
                    "issueId": issue,
                    "fileName": name,
                    "fileType": "csv",
                    "attachmentId": attachment,
                }
            },
        }
        answer = (await script.ask("POST", "/graphql", json=body)).json()["data"]["addFile"]
        if answer["file"] is not None:
            assert answer["file"]["fileName"] == name, number
            assert "passwd" not in str(answer["file"]["attachment"]["url"])
    listed = await script.ask("GET", f"/api/v1/issues/{issue}/files")
    assert listed.status_code == 200
    assert "x" not in listed.headers


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../settings.py",
        "/assets/..%2f..%2fsettings.py",
        "/assets/%2e%2e/%2e%2e/settings.py",
        "/assets//etc/passwd",
        "/docs/../../settings.py",
        "/docs/..%2f..%2f..%2fetc%2fpasswd",
        "/docs/%2fetc%2fpasswd",
        "/docs/....//....//etc/passwd",
        "/docs/%00",
        "/assets/%00.js",
    ],
)
async def test_paths_lead_nowhere(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert answer.status_code in (401, 404)
    assert "root:" not in answer.text
    assert "import" not in answer.text
