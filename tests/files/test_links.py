"""Links to content without a token: signed keys, which end with their token."""

import httpx
import pytest
from starlette.applications import Starlette

from db.tokens import revoke_token
from tests.application import NewToken
from tests.files.sending import LOG, upload
from tests.rest.client import UNKNOWN, Script

KEY = "query($for: Int!) { viewer { email downloadKey(expiresIn: $for) } }"


async def download_key(script: Script, seconds: object = 60) -> dict[str, object]:
    body = {"query": KEY, "variables": {"for": seconds}}
    answer: dict[str, object] = (await script.ask("POST", "/graphql", json=body)).json()
    return answer


async def content_of(script: Script, name: str = "bench.log") -> str:
    made = (await upload(script, name=name)).json()["attachment_id"]
    return f"/api/v1/attachments/{made}/content"


async def test_a_key_opens_content_and_nothing_else(
    app: Starlette, client: httpx.AsyncClient, engineer: Script
) -> None:
    url = await content_of(engineer)
    answer = await download_key(engineer)
    key = answer["data"]["viewer"]["downloadKey"]  # type: ignore[index]
    assert (await client.get(url, params={"key": key})).content == LOG
    head = await client.head(url, params={"key": key})
    assert head.headers["content-length"] == str(len(LOG))
    assert (await client.get(url)).status_code == 401
    assert (await client.get("/api/v1/issues", params={"key": key})).status_code == 401
    assert (await client.post("/graphql", params={"key": key}, json={})).status_code == 401
    text = str(key)
    forged = text[:-2] + ("AA" if text[-2:] != "AA" else "BB")
    for other in (forged, text.replace(".all.", ".one."), ""):
        assert (await client.get(url, params={"key": other})).status_code == 401, other
    until = text.split(".")[1]
    longer = text.replace(until, str(int(until) + 60))
    assert (await client.get(url, params={"key": longer})).status_code == 401


async def test_a_key_ends_with_its_token(
    app: Starlette, client: httpx.AsyncClient, engineer: Script
) -> None:
    url = await content_of(engineer)
    key = (await download_key(engineer))["data"]["viewer"]["downloadKey"]  # type: ignore[index]
    await revoke_token(app.state.database, str(key).split(".")[0])
    assert (await client.get(url, params={"key": key})).status_code == 401


@pytest.mark.parametrize("seconds", [0, -1, 604_801])
async def test_lifetimes_that_are_refused(app: Starlette, engineer: Script, seconds: int) -> None:
    errors = (await download_key(engineer, seconds))["errors"]
    assert errors[0]["extensions"] == {  # type: ignore[index]
        "code": "BAD_USER_INPUT",
        "field": "expiresIn",
    }


async def test_keys_by_alias_and_default(app: Starlette, engineer: Script) -> None:
    query = "{ viewer { a: downloadKey b: downloadKey(expiresIn: 60) __typename } }"
    answer = await engineer.ask("POST", "/graphql", json={"query": query})
    viewer = answer.json()["data"]["viewer"]
    assert [*viewer] == ["a", "b", "__typename"]
    assert int(viewer["a"].split(".")[1]) - int(viewer["b"].split(".")[1]) == 3540


async def test_an_export_opens_one_attachment(
    app: Starlette, client: httpx.AsyncClient, engineer: Script, new_token: NewToken
) -> None:
    url, other = await content_of(engineer), await content_of(engineer, "other.log")
    made = await engineer.ask("POST", url.replace("/content", "/export"))
    assert made.status_code == 200, made.text
    link = made.json()["url"]
    assert (await client.get(link)).content == LOG
    assert link.startswith("http://127.0.0.1:8000" + url)
    assert (await client.get(other + "?" + link.partition("?")[2])).status_code == 401
    missing = await engineer.ask("POST", f"/api/v1/attachments/{UNKNOWN}/export")
    assert missing.status_code == 404
