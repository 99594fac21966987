"""Files by the GraphQL multipart request specification."""

import httpx
import orjson
import pytest
from starlette.applications import Starlette

from tests.files.sending import LOG, SHA, holds, nothing_is_left, stored
from tests.rest.client import UNKNOWN, Script

OPERATION = (
    "mutation($input: UploadAttachmentInput!) { uploadAttachment(input: $input)"
    " { attachment { id name sha256 } userErrors { field message code } } }"
)


async def multipart(
    script: Script,
    operations: object,
    places: object,
    files: dict[str, tuple[str, bytes]],
    **headers: str,
) -> httpx.Response:
    fields = {"operations": orjson.dumps(operations), "map": orjson.dumps(places)}
    return await script.ask(
        "POST",
        "/graphql",
        data=fields,
        files=files,
        headers={"GraphQL-Preflight": "1", **headers},
    )


def operation(**given: object) -> dict[str, object]:
    return {"query": OPERATION, "variables": {"input": {"file": None, **given}}}


PLACE = {"0": ["variables.input.file"]}
SENT = {"0": ("bench.log", LOG)}


async def test_graphql_uploads_and_links(app: Starlette, engineer: Script) -> None:
    issue = await engineer.issue()
    response = await multipart(engineer, operation(issueId=issue["uuid"]), PLACE, SENT)
    payload = response.json()["data"]["uploadAttachment"]
    assert payload["userErrors"] == []
    assert (payload["attachment"]["name"], payload["attachment"]["sha256"]) == ("bench.log", SHA)
    shown = (await engineer.ask("GET", f"/api/v1/issues/{issue['uuid']}")).json()
    assert [each["attachment_name"] for each in shown["attachments"]] == ["bench.log"]
    assert stored(app) == {SHA: len(LOG)}
    assert await holds(app) == 0


async def test_a_refused_mutation_leaves_no_bytes(app: Starlette, engineer: Script) -> None:
    for given in ({"issueId": UNKNOWN}, {"size": 3}, {"name": ""}, {"sourceSessionId": "x"}):
        response = await multipart(engineer, operation(**given), PLACE, SENT)
        assert response.json()["data"]["uploadAttachment"]["userErrors"], given
        assert await nothing_is_left(app)
    dry = await multipart(engineer, operation(dryRun=True), PLACE, SENT)
    assert dry.json()["data"]["uploadAttachment"]["attachment"]["sha256"] == SHA
    assert await nothing_is_left(app)


async def test_an_upload_that_is_repeated_happens_once(app: Starlette, engineer: Script) -> None:
    key = {"Idempotency-Key": "once"}
    first = await multipart(engineer, operation(), PLACE, SENT, **key)
    again = await multipart(engineer, operation(), PLACE, SENT, **key)
    assert first.json() == again.json()
    assert stored(app) == {SHA: len(LOG)}
    other = await multipart(engineer, operation(), PLACE, {"0": ("bench.log", b"x")}, **key)
    assert other.json()["data"]["uploadAttachment"]["userErrors"][0]["code"] == "CONFLICT"
    assert stored(app) == {SHA: len(LOG)}


@pytest.mark.parametrize(
    ("operations", "places"),
    [
        (operation(), {"0": ["variables.input.nowhere"]}),
        (operation(), {"0": ["variables.input.file.deeper"]}),
        (operation(), {"0": ["query"]}),
        (operation(), {"0": ["variables"]}),
        (operation(), {"0": ["variables.input"]}),
        (operation(), {"0": []}),
        (operation(), {"0": "variables.input.file"}),
        (operation(), {"1": ["variables.input.file"]}),
        (operation(), {**PLACE, "1": ["variables.input.file"]}),
        (operation(), {"0": ["variables.input.file", "variables.input.file"]}),
        (operation(), []),
        ([operation()], PLACE),
        (1, PLACE),
        ({"query": OPERATION, "variables": {"input": {"file": "text"}}}, PLACE),
    ],
)
async def test_maps_that_are_refused(
    app: Starlette, engineer: Script, operations: object, places: object
) -> None:
    response = await multipart(engineer, operations, places, SENT)
    assert response.status_code == 400, response.text
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert await nothing_is_left(app)


async def test_a_form_of_a_foreign_page_is_refused(app: Starlette, engineer: Script) -> None:
    response = await multipart(engineer, operation(), PLACE, SENT, **{"GraphQL-Preflight": ""})
    assert response.status_code == 200
    fields = {"operations": orjson.dumps(operation()), "map": orjson.dumps(PLACE)}
    foreign = await engineer.ask("POST", "/graphql", data=fields, files=SENT)
    assert foreign.status_code == 400
