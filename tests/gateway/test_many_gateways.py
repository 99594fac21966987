"""Several gateways on one PostgreSQL: what one of them does holds for all of them, at once."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from starlette.applications import Starlette

from db.enums import TokenScope
from db.persisted import Document, digest, register, remove
from db.tokens import create_token, revoke_token
from gateway.app import create_app
from gateway.settings import Settings
from tests.application import BASE_URL

pytestmark = pytest.mark.postgresql

ISSUES = "/api/v1/issues"
ISSUE = {"title": "Sag at startup", "description": []}
CHANGES = "{ changes(first: 100) { nodes { cursor } } }"


class Gateway:
    """One of them, and a client of it."""

    def __init__(self, app: Starlette, client: httpx.AsyncClient) -> None:
        self.app = app
        self.client = client

    async def ask(self, query: str, token: str, **variables: object) -> Any:
        response = await self.client.post(
            "/graphql", json={"query": query, "variables": variables}, headers=bearer(token)
        )
        return response.json()["data"]

    async def new_token(self, scope: TokenScope = TokenScope.WRITE) -> tuple[str, str]:
        return await create_token(self.app.state.database, "ada@example.com", scope)


def bearer(token: str, **more: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}", **more}


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Gateway]:
    app = create_app(settings)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url=BASE_URL
        ) as client,
    ):
        yield Gateway(app, client)


@pytest.fixture
async def gateways(postgres_database: str, tmp_path: Path) -> AsyncIterator[list[Gateway]]:
    settings = Settings(database=postgres_database, data_dir=tmp_path, pool_size=4, longest_lag=60)
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(running(settings)) for _ in range(2)]


async def test_a_token_is_known_and_revoked_everywhere_at_once(gateways: list[Gateway]) -> None:
    one, other = gateways
    token_id, token = await one.new_token()
    for gateway in gateways:
        assert (await gateway.client.get(ISSUES, headers=bearer(token))).status_code == 200
    await revoke_token(one.app.state.database, token_id)
    for gateway in (other, one):
        assert (await gateway.client.get(ISSUES, headers=bearer(token))).status_code == 401


async def test_a_change_is_seen_by_the_others(gateways: list[Gateway]) -> None:
    one, other = gateways
    _, token = await one.new_token()
    made = await one.client.post(ISSUES, json=ISSUE, headers=bearer(token))
    uuid = made.json()["uuid"]
    tag = (await other.client.get(f"{ISSUES}/{uuid}", headers=bearer(token))).headers["etag"]
    changed = await other.client.patch(
        f"{ISSUES}/{uuid}", json={"title": "Sag"}, headers=bearer(token)
    )
    assert changed.status_code == 200
    seen = await one.client.get(f"{ISSUES}/{uuid}", headers=bearer(token, **{"If-None-Match": tag}))
    assert (seen.status_code, seen.json()["title"]) == (200, "Sag")
    stale = await one.client.patch(
        f"{ISSUES}/{uuid}", json={"title": "Dip"}, headers=bearer(token, **{"If-Match": tag})
    )
    assert stale.status_code == 412


async def test_one_version_has_one_winner(gateways: list[Gateway]) -> None:
    _, token = await gateways[0].new_token()
    made = await gateways[0].client.post(ISSUES, json=ISSUE, headers=bearer(token))
    address = f"{ISSUES}/{made.json()['uuid']}"
    headers = bearer(token, **{"If-Match": made.headers["etag"]})
    answers = await asyncio.gather(
        *(
            gateways[number % 2].client.patch(
                address, json={"title": f"by {number}"}, headers=headers
            )
            for number in range(16)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200] + 15 * [412]


async def test_an_idempotency_key_counts_once_over_all(gateways: list[Gateway]) -> None:
    _, token = await gateways[0].new_token()
    headers = bearer(token, **{"Idempotency-Key": "same"})
    answers = await asyncio.gather(
        *(
            gateways[number % 2].client.post(ISSUES, json=ISSUE, headers=headers)
            for number in range(32)
        )
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["uuid"] for answer in answers}) == 1
    listed = await gateways[1].client.get(ISSUES, headers=bearer(token))
    assert listed.json()["count"] == 1


async def test_readers_of_the_log_never_miss_a_number(gateways: list[Gateway]) -> None:
    _, token = await gateways[0].new_token()
    made = 0

    async def write(gateway: Gateway) -> None:
        nonlocal made
        for _ in range(10):
            answer = await gateway.client.post(ISSUES, json=ISSUE, headers=bearer(token))
            assert answer.status_code == 201
        made += 10

    async def read(gateway: Gateway) -> list[int]:
        log = await gateway.ask(CHANGES, token)
        cursors = [node["cursor"] for node in log["changes"]["nodes"]]
        return [json.loads(bytes.fromhex(cursor))[1] for cursor in cursors]

    async def follow(gateway: Gateway) -> None:
        while made < 40:
            numbers = await read(gateway)
            # Whoever has read a number never has to look for a smaller one again.
            assert numbers == list(range(1, len(numbers) + 1))

    await asyncio.gather(*(write(gateways[n % 2]) for n in range(4)), *map(follow, gateways))
    for gateway in gateways:
        assert await read(gateway) == list(range(1, 41))


async def test_a_registered_operation_is_known_everywhere_until_it_is_removed(
    gateways: list[Gateway], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.graphql.persisted.TRUST", 0.2)
    _, token = await gateways[0].new_token()
    document, body = Document(CHANGES, ()), {"documentId": digest(CHANGES)}

    async def data(gateway: Gateway) -> Any:
        answer = await gateway.client.post("/graphql", json=body, headers=bearer(token))
        return answer.json().get("data")

    assert [await data(gateway) for gateway in gateways] == [None, None]
    # Both at once: one of them stores it, none of them fails.
    added = await asyncio.gather(
        *(register(gateway.app.state.database, [document], "ada") for gateway in gateways)
    )
    assert sorted(map(len, added)) == [0, 1]
    assert all([await data(gateway) for gateway in gateways])
    await remove(gateways[0].app.state.database, [document.sha256])
    for gateway in gateways:
        while await data(gateway):
            await asyncio.sleep(0.01)


async def test_a_plan_is_not_kept_over_a_migration(
    gateways: list[Gateway], postgres_database: str
) -> None:
    """Statements name their columns, so a column more changes nothing that was prepared."""
    _, token = await gateways[0].new_token()
    query = '{ issues(filter: {tags: {some: {eq: "x"}}}) { totalCount nodes { title tags } } }'
    for gateway in gateways:
        await gateway.ask(query, token)
    connection = await asyncpg.connect(postgres_database)
    for change in (
        "ALTER TABLE issue ADD COLUMN more text",
        "ALTER TABLE issue_tag ADD COLUMN more text",
        "ALTER TABLE issue DROP COLUMN more",
        "ALTER TABLE issue_tag DROP COLUMN more",
    ):
        await connection.execute(change)
        for gateway in gateways:
            assert (await gateway.ask(query, token))["issues"] == {"totalCount": 0, "nodes": []}
            answer = await gateway.client.post(ISSUES, json=ISSUE, headers=bearer(token))
            assert answer.status_code == 201, answer.text
    await connection.close()


async def test_a_change_is_announced_to_the_others(gateways: list[Gateway]) -> None:
    """By LISTEN and NOTIFY: here the log is looked at only once a minute."""
    one, other = gateways
    _, token = await one.new_token()
    notifier = other.app.state.notifier
    notifier.interval = 60
    await asyncio.sleep(0.5)  # until it listens
    waits = []
    for _ in range(15):
        seen = await one.app.state.database.sequence()
        heard = asyncio.create_task(notifier.grown(seen))
        await asyncio.sleep(0.02)
        await one.client.post(ISSUES, json=ISSUE, headers=bearer(token))
        began = time.perf_counter()
        async with asyncio.timeout(10):
            await heard
        waits.append(time.perf_counter() - began)
    assert notifier.interval == 60
    print("median seconds from the answer to the other gateway:", sorted(waits)[7])


async def test_who_does_not_listen_looks(postgres_database: str, tmp_path: Path) -> None:
    """As behind a PgBouncer that pools transactions."""
    settings = Settings(
        database=postgres_database, data_dir=tmp_path, statement_cache=0, longest_lag=60
    )
    async with running(settings) as one, running(settings) as other:
        _, token = await one.new_token()
        seen = await one.app.state.database.sequence()
        await one.client.post(ISSUES, json=ISSUE, headers=bearer(token))
        async with asyncio.timeout(5):
            await other.app.state.notifier.grown(seen)
