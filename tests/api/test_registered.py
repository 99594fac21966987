"""Registered operations by hash and by id, and a server that runs nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from db.engine import Database
from db.errors import Unavailable
from db.persisted import Document, digest, register, remove
from gateway.app import create_app
from gateway.graphql.persisted import TRUST, PersistedDocuments
from gateway.settings import Settings
from tests.application import Headers

QUERY = "query Me { viewer { email } }"
HASH = digest(QUERY)
MUTATION = 'mutation { createIssue(input: {title: "x"}) { issue { title } } }'
DATA = {"viewer": {"email": "reader@example.com"}}
BY_HASH = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": HASH}}}
ACCEPT = ("application/json", "application/graphql-response+json")

NAMED: list[dict[str, Any]] = [
    {"documentId": f"sha256:{HASH}"},
    {"documentId": HASH},
    {"documentId": f"sha256:{HASH.upper()}"},
    {"documentId": "own-id"},
    {"documentId": HASH, "query": None, "extensions": {}, "operationName": "Me"},
    BY_HASH,
]


class Lookups:
    """How often the database was asked for a document, and a clock."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.now = 0.0
        self.failure: Exception | None = None
        fetch_brief = database.fetch_brief

        async def counted(text: str, parameters: Any = ()) -> Any:
            if "persisted_document" in text:
                self.count += 1
                if self.failure:
                    raise self.failure
            return await fetch_brief(text, parameters)

        monkeypatch.setattr(database, "fetch_brief", counted)


@pytest.fixture
async def registered(app: Starlette) -> None:
    documents = [Document(QUERY, ("Me",), ("own-id",)), Document(MUTATION, ())]
    await register(app.state.database, documents, "ada")


@pytest.fixture
def lookups(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> Lookups:
    return Lookups(app.state.database, monkeypatch)


@pytest.fixture
def new_process(app: Starlette, lookups: Lookups) -> Callable[..., None]:
    """Forget all that this process knows."""

    def forget(*, locked: bool = False) -> None:
        app.state.persisted = PersistedDocuments(locked=locked, clock=lambda: lookups.now)

    return forget


async def post(client: httpx.AsyncClient, headers: Headers, body: object) -> httpx.Response:
    return await client.post("/graphql", headers=headers, json=body)


async def get(client: httpx.AsyncClient, headers: Headers, body: Any) -> httpx.Response:
    params = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in body.items()
        if value is not None
    }
    return await client.get("/graphql", headers=headers, params=params)


@pytest.mark.parametrize("send", [post, get])
@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("body", NAMED)
async def test_a_registered_operation_runs_by_its_names(
    client: httpx.AsyncClient,
    reader_headers: Headers,
    registered: None,
    new_process: Callable[..., None],
    body: dict[str, Any],
    locked: bool,
    send: Any,
) -> None:
    new_process(locked=locked)
    answer = await send(client, reader_headers, body)
    assert (answer.status_code, answer.json()["data"]) == (200, DATA)


async def test_a_registered_operation_has_the_plan_of_its_text(
    app: Starlette, client: httpx.AsyncClient, reader_headers: Headers, registered: None
) -> None:
    await post(client, reader_headers, {"query": QUERY})
    seen = len(app.state.operations._known)
    for body in NAMED[:4]:
        assert (await post(client, reader_headers, body)).json()["data"] == DATA
    assert len(app.state.operations._known) == seen


async def test_a_mutation_needs_post(
    client: httpx.AsyncClient, writer_headers: Headers, registered: None
) -> None:
    body = {"documentId": digest(MUTATION)}
    assert (await get(client, writer_headers, body)).status_code == 405
    answer = await post(client, writer_headers, body)
    assert answer.json()["data"] == {"createIssue": {"issue": {"title": "x"}}}


@pytest.mark.parametrize(("accept", "status"), [(ACCEPT[0], 200), (ACCEPT[1], 400)])
@pytest.mark.parametrize("identifier", [digest("{ other }"), "nobody", "x-mine:nobody"])
async def test_an_unknown_id_is_an_error(
    client: httpx.AsyncClient, reader_headers: Headers, accept: str, status: int, identifier: str
) -> None:
    headers = {**reader_headers, "Accept": accept}
    answer = await post(client, headers, {"documentId": identifier})
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert identifier in error["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": 1},
        {"documentId": []},
        {"documentId": "sha256:00"},
        {"documentId": "a\0b"},
        {"documentId": "a" * 10_000},
        {"documentId": ""},
        {"documentId": HASH, "query": QUERY},
        {"documentId": HASH, **BY_HASH},
    ],
)
async def test_what_names_no_one_document_is_400(
    client: httpx.AsyncClient, reader_headers: Headers, registered: None, body: dict[str, Any]
) -> None:
    assert (await post(client, reader_headers, body)).status_code == 400


async def test_what_a_process_has_seen_costs_no_read(
    client: httpx.AsyncClient,
    reader_headers: Headers,
    registered: None,
    lookups: Lookups,
    new_process: Callable[..., None],
) -> None:
    new_process()
    for _ in range(5):
        assert (await post(client, reader_headers, BY_HASH)).json()["data"] == DATA
    assert lookups.count == 1
    lookups.now += TRUST
    for _ in range(5):
        assert (await post(client, reader_headers, BY_HASH)).json()["data"] == DATA
    assert lookups.count == 2
    await post(client, reader_headers, {"query": QUERY})
    assert lookups.count == 2


@pytest.mark.parametrize("body", [*NAMED, {"query": QUERY}])
async def test_a_removal_is_noticed(
    app: Starlette,
    client: httpx.AsyncClient,
    reader_headers: Headers,
    registered: None,
    lookups: Lookups,
    new_process: Callable[..., None],
    body: dict[str, Any],
) -> None:
    new_process(locked=True)
    assert (await post(client, reader_headers, body)).json()["data"] == DATA
    await remove(app.state.database, [HASH])
    lookups.now += TRUST
    assert (await post(client, reader_headers, body)).status_code == 403
    await register(app.state.database, [Document(QUERY, (), ("own-id",))], "ada")
    assert (await post(client, reader_headers, body)).json()["data"] == DATA


async def test_an_id_may_stand_for_another_document_later(
    app: Starlette,
    client: httpx.AsyncClient,
    reader_headers: Headers,
    registered: None,
    lookups: Lookups,
    new_process: Callable[..., None],
) -> None:
    new_process()
    body = {"documentId": "own-id"}
    assert (await post(client, reader_headers, body)).json()["data"] == DATA
    await remove(app.state.database, ["own-id"])
    await register(app.state.database, [Document("{ viewer { scope } }", (), ("own-id",))], "ada")
    lookups.now += TRUST
    answer = await post(client, reader_headers, body)
    assert answer.json()["data"] == {"viewer": {"scope": "READ"}}


async def test_a_database_that_is_away_is_503(
    client: httpx.AsyncClient,
    reader_headers: Headers,
    registered: None,
    lookups: Lookups,
    new_process: Callable[..., None],
) -> None:
    new_process(locked=True)
    lookups.failure = Unavailable("away")
    assert (await post(client, reader_headers, BY_HASH)).status_code == 503
    lookups.failure = None
    assert (await post(client, reader_headers, BY_HASH)).status_code == 200


OTHER = "{ viewer { scope } }"
UNREGISTERED: list[dict[str, Any]] = [
    {"query": OTHER},
    {"query": f"{QUERY} "},
    {"query": "{ __schema { types { name } } }"},
    {"query": "{{{ no GraphQL"},
    {"documentId": "nobody"},
    {"documentId": digest(OTHER)},
    {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest(OTHER)}}},
    {"query": OTHER, "extensions": {"persistedQuery": {"sha256Hash": digest(OTHER)}}},
]


@pytest.mark.parametrize("send", [post, get])
@pytest.mark.parametrize("body", UNREGISTERED)
async def test_a_locked_server_refuses_everything_else(
    app: Starlette,
    client: httpx.AsyncClient,
    admin_headers: Headers,
    registered: None,
    new_process: Callable[..., None],
    body: dict[str, Any],
    send: Any,
) -> None:
    new_process(locked=True)
    for accept in ACCEPT:  # nothing is learnt from the first
        answer = await send(client, {**admin_headers, "Accept": accept}, body)
        assert answer.status_code == 403
        (error,) = answer.json()["errors"]
        assert error["extensions"] == {"code": "FORBIDDEN"}
        assert "issue-gateway operations add" in error["message"]
    assert len(app.state.operations._known) == 0


async def test_a_locked_server_runs_the_text_of_a_registered_operation(
    client: httpx.AsyncClient,
    reader_headers: Headers,
    registered: None,
    lookups: Lookups,
    new_process: Callable[..., None],
) -> None:
    new_process(locked=True)
    for body in ({"query": QUERY}, {"query": QUERY, **BY_HASH}):
        for _ in range(3):
            assert (await post(client, reader_headers, body)).json()["data"] == DATA
    assert lookups.count == 1


async def test_a_locked_server_still_answers_rest(
    client: httpx.AsyncClient, writer_headers: Headers, new_process: Callable[..., None]
) -> None:
    new_process(locked=True)
    made = await client.post(
        "/api/v1/issues", headers=writer_headers, json={"title": "x", "description": []}
    )
    assert made.status_code == 201, made.text
    listed = await client.get("/api/v1/issues", headers=writer_headers)
    assert listed.json()["count"] == 1


def test_the_setting_locks(tmp_path: Path) -> None:
    for locked in (False, True):
        app = create_app(Settings(data_dir=tmp_path, locked=locked))
        assert app.state.persisted.locked is locked
