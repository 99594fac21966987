"""The database stops, with and without closing connections, and returns: 503, then answers."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from db.enums import TokenScope
from db.errors import Unavailable
from db.tokens import create_token
from gateway.app import create_app
from gateway.settings import Settings
from resolvers.execution import execute
from tests.application import BASE_URL
from tests.db.wire import Wire

pytestmark = pytest.mark.postgresql

ISSUES = "/api/v1/issues"
ISSUE = {"title": "Sag at startup", "description": []}
QUERY = {"query": "{ issues { totalCount } }"}
TOLD_WITHIN = 2.0


@pytest.fixture
async def wire(postgres_database: str) -> Wire:
    return Wire(postgres_database)


@pytest.fixture
async def client(wire: Wire, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with wire.laid() as url:
        app = create_app(Settings(database=url, data_dir=tmp_path, pool_size=3))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url=BASE_URL) as client,
        ):
            _, secret = await create_token(app.state.database, "ada@example.com", TokenScope.WRITE)
            client.headers["Authorization"] = f"Bearer {secret}"
            yield client


async def every_kind(client: httpx.AsyncClient) -> list[httpx.Response]:
    return await asyncio.gather(
        client.get(ISSUES),
        client.post(ISSUES, json=ISSUE),
        client.post("/graphql", json=QUERY),
        *(client.get(ISSUES) for _ in range(6)),
    )


def assert_unavailable(answers: list[httpx.Response]) -> None:
    assert {answer.status_code for answer in answers} == {503}
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in answers)


async def recovered(client: httpx.AsyncClient) -> list[httpx.Response]:
    async with asyncio.timeout(5):
        while (await client.get("/readyz")).status_code != 200:
            await asyncio.sleep(0.1)
    return await every_kind(client)


async def test_a_server_that_is_stopped(client: httpx.AsyncClient, wire: Wire) -> None:
    assert (await client.post(ISSUES, json=ISSUE)).status_code == 201
    wire.refusing = True
    wire.cut()
    began = time.monotonic()
    assert_unavailable(await every_kind(client))
    assert time.monotonic() - began < TOLD_WITHIN
    assert (await client.get("/healthz")).status_code == 200
    wire.refusing = False
    assert {answer.status_code for answer in await recovered(client)} == {200, 201}
    assert (await client.get(ISSUES)).json()["count"] == 2


async def test_a_server_that_falls_silent(client: httpx.AsyncClient, wire: Wire) -> None:
    assert (await client.post(ISSUES, json=ISSUE)).status_code == 201
    wire.open.clear()
    for _ in range(2):
        began = time.monotonic()
        assert_unavailable(await every_kind(client))
        assert time.monotonic() - began < TOLD_WITHIN
    wire.open.set()
    assert {answer.status_code for answer in await recovered(client)} == {200, 201}


async def test_graphql_says_it_in_its_own_form(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it goes between the check of the token and the statement."""

    async def gone(*_: object) -> None:
        raise Unavailable("gone")

    monkeypatch.setattr(execute, "run", gone)
    answer = await client.post("/graphql", json=QUERY)
    assert_unavailable([answer])
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "UNAVAILABLE"
