"""`--read-database`: reads come from a replica that lags, and every token sees its own writes."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError
from starlette.applications import Starlette

from db.engine import ReplicaStatus
from db.enums import TokenScope
from db.tokens import create_token, revoke_token
from gateway.app import create_app
from gateway.observability.metrics import Busy, ServerMetrics
from gateway.settings import Settings
from tests.application import BASE_URL
from tests.databases import lent
from tests.db.replay import replay

pytestmark = pytest.mark.postgresql

ISSUES = "/api/v1/issues"
TITLES = {"query": "{ issues { nodes { title } } }"}
CREATE = """mutation($title: String!) {
  createIssue(input: {title: $title, description: []}) { issue { id } userErrors { code } }
}"""

Headers = Mapping[str, str]
CatchUp = Callable[[], Awaitable[None]]


@pytest.fixture
def replica_url(request: pytest.FixtureRequest) -> Iterator[str]:
    with lent(request) as url:
        yield url


@pytest.fixture
def catch_up(postgres_database: str, replica_url: str) -> CatchUp:
    """Let the replica replay all that has happened."""
    return partial(replay, postgres_database, replica_url)


@pytest.fixture
async def app(postgres_database: str, replica_url: str, tmp_path: Path) -> AsyncIterator[Starlette]:
    settings = Settings(
        database=postgres_database, read_database=replica_url, data_dir=tmp_path, pool_size=4
    )
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as client:
        yield client


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not reached():
            await asyncio.sleep(0.02)


async def new_token(app: Starlette, email: str) -> Headers:
    _, secret = await create_token(app.state.database, email, TokenScope.WRITE)
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
async def writer(app: Starlette) -> Headers:
    return await new_token(app, "ada@example.com")


@pytest.fixture
async def reader(app: Starlette) -> Headers:
    return await new_token(app, "bob@example.com")


async def titles(client: httpx.AsyncClient, headers: Headers, **more: str) -> list[str]:
    answer = await client.post("/graphql", json=TITLES, headers={**headers, **more})
    assert answer.status_code == 200, answer.text
    listed = await client.get(ISSUES, headers={**headers, **more})
    found = [node["title"] for node in answer.json()["data"]["issues"]["nodes"]]
    assert [item["title"] for item in listed.json()["items"]] == found
    return found


async def create(client: httpx.AsyncClient, headers: Headers, title: str) -> str:
    """The number of the change."""
    answer = await client.post(
        "/graphql", json={"query": CREATE, "variables": {"title": title}}, headers=headers
    )
    assert answer.json()["data"]["createIssue"]["userErrors"] == [], answer.text
    return answer.headers["X-Change-Sequence"]


async def test_own_writes_are_read_at_once_and_others_later(
    client: httpx.AsyncClient, writer: Headers, reader: Headers, catch_up: CatchUp
) -> None:
    number = await create(client, writer, "Sag")
    assert await titles(client, writer) == ["Sag"]
    assert await titles(client, reader) == []
    assert await titles(client, reader, **{"X-Min-Sequence": number}) == ["Sag"]
    await catch_up()
    assert await titles(client, reader) == ["Sag"]
    assert int(await create(client, writer, "Dip")) > int(number)
    assert await titles(client, writer) == ["Dip", "Sag"]
    # The number of the first change is there, so the replica will do.
    assert await titles(client, reader, **{"X-Min-Sequence": number}) == ["Sag"]


async def test_rest_tells_the_number_too(
    client: httpx.AsyncClient, writer: Headers, reader: Headers
) -> None:
    made = await client.post(ISSUES, json={"title": "Sag", "description": []}, headers=writer)
    number = made.headers["X-Change-Sequence"]
    address = f"{ISSUES}/{made.json()['uuid']}"
    assert (await client.get(address, headers=reader)).status_code == 404
    seen = await client.get(address, headers={**reader, "X-Min-Sequence": number})
    assert seen.json() == made.json()
    assert "X-Change-Sequence" not in seen.headers
    removed = await client.delete(address, headers=writer)
    assert int(removed.headers["X-Change-Sequence"]) > int(number)
    assert (await client.get(address, headers=writer)).status_code == 404


async def test_a_repeated_write_tells_a_number_that_shows_it(
    client: httpx.AsyncClient, writer: Headers, reader: Headers
) -> None:
    headers = {**writer, "Idempotency-Key": "once"}
    first = await create(client, headers, "Sag")
    again = await create(client, headers, "Sag")
    assert int(again) >= int(first)
    assert await titles(client, reader, **{"X-Min-Sequence": again}) == ["Sag"]


async def test_what_changes_nothing_has_no_number(
    client: httpx.AsyncClient, writer: Headers
) -> None:
    refused = await client.post(ISSUES, json={"title": "", "description": []}, headers=writer)
    assert refused.status_code == 422
    assert "X-Change-Sequence" not in refused.headers


@pytest.mark.parametrize("number", ["", "-1", "x", "1.5", "9" * 19, "١"])
async def test_a_number_that_is_none(
    client: httpx.AsyncClient, writer: Headers, number: str
) -> None:
    headers = [(n.encode(), v.encode()) for n, v in (*writer.items(), ("X-Min-Sequence", number))]
    answer = await client.post("/graphql", json=TITLES, headers=headers)
    assert answer.status_code == 400
    assert "X-Min-Sequence" in answer.text


async def test_tokens_are_those_of_the_primary(
    client: httpx.AsyncClient, catch_up: CatchUp, app: Starlette
) -> None:
    """One that the replica does not know yet is good, one that it still knows is not."""
    token_id, secret = await create_token(app.state.database, "late@example.com", TokenScope.WRITE)
    headers = {"Authorization": f"Bearer {secret}"}
    assert (await client.get(ISSUES, headers=headers)).status_code == 200
    await catch_up()
    assert await revoke_token(app.state.database, token_id)
    assert (await client.get(ISSUES, headers=headers)).status_code == 401


async def test_what_is_unchanged_is_so_where_it_is_read(
    client: httpx.AsyncClient, writer: Headers, reader: Headers, catch_up: CatchUp
) -> None:
    """The replica answers for what it shows, not for what has happened."""

    async def ask(headers: Headers, tag: str = "", **more: str) -> httpx.Response:
        held = {"If-None-Match": tag} if tag else {}
        return await client.get(ISSUES, headers={**headers, **held, **more})

    await create(client, writer, "Sag")
    await catch_up()
    old = (await ask(reader)).headers["etag"]
    number = await create(client, writer, "Dip")
    new = (await ask(writer)).headers["etag"]
    assert new != old
    for _ in range(2):
        assert (await ask(reader, old)).status_code == 304
        assert (await ask(writer, new)).status_code == 304
        assert (await ask(writer, old)).headers["etag"] == new
        assert (await ask(reader, old, **{"X-Min-Sequence": number})).headers["etag"] == new
    await catch_up()
    seen = await ask(reader, old)
    assert (seen.status_code, seen.headers["etag"]) == (200, new)
    assert (await ask(reader, new)).status_code == 304


async def test_operators_see_each_replica(
    client: httpx.AsyncClient, writer: Headers, app: Starlette, catch_up: CatchUp
) -> None:
    await create(client, writer, "Sag")
    await until(lambda: (app.state.database.replicas[0].lag or 0) > 0.5)
    ready = await client.get("/readyz")
    assert ready.status_code == 200
    (told,) = ready.json()["replicas"]
    assert told["usable"] is True
    assert told["lagSeconds"] > 0.5
    _, secret = await create_token(app.state.database, "op@example.com", TokenScope.ADMIN)
    await until(lambda: app.state.metrics.busy.replicas[0].lag > 0.5)
    answer = await client.get("/metrics", headers={"Authorization": f"Bearer {secret}"})
    series = dict(re.findall(r"issue_gateway_replica_(\w+){.*replica=\"1\".*} (\S+)", answer.text))
    assert series["up"] == "1.0"
    assert 0.5 < float(series["lag_seconds"]) < 60
    await catch_up()
    await until(lambda: app.state.database.replicas[0].lag == 0)


def test_two_workers_tell_the_worse() -> None:
    near, far = ReplicaStatus("db2", True, 0.0), ReplicaStatus("db2", False, 3.0)
    total = ServerMetrics()
    for status in (near, far):
        total.add(ServerMetrics(busy=Busy(replicas=[status])))
    assert total.busy.replicas == [ReplicaStatus("db2", False, 3.0)]


PRIMARY = "postgresql://me@db1/issues"


@pytest.mark.parametrize(
    ("given", "urls"),
    [
        ("postgresql://me@db2/x", ["postgresql://me@db2/x"]),
        (
            "postgresql://db2/x, postgres://a,b@db3/x",
            ["postgresql://db2/x", "postgres://a,b@db3/x"],
        ),
        (None, []),
    ],
)
def test_a_list_of_replicas(given: str | None, urls: list[str]) -> None:
    assert list(Settings(database=PRIMARY, read_database=given).read_databases) == urls


@pytest.mark.parametrize(
    "given",
    [
        "",
        "sqlite:///x",
        "postgresql://db2,db3/x",  # one server each: the check and the read must meet the same
        "postgresql://db2/x,",
        "postgresql://db2/x,postgresql://db2/x",
    ],
)
def test_a_list_that_is_refused(given: str) -> None:
    with pytest.raises(ValidationError, match="must"):
        Settings(database=PRIMARY, read_database=given)
