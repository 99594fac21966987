"""Registered operations over a socket, locked and not."""

from typing import Any

import pytest
from starlette.applications import Starlette

from db.persisted import Document, digest, register
from gateway.graphql.persisted import PersistedDocuments
from tests.protocols.conftest import Connect
from tests.protocols.socket_client import SocketClient

CHANGES = "subscription Changes { changes { action } }"
VIEWER = "{ viewer { email } }"
CREATE = 'mutation { createIssue(input: {title: "x"}) { issue { title } } }'
BY_HASH = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest(CHANGES)}}}


@pytest.fixture(params=[False, True], ids=["open", "locked"])
async def locked(request: pytest.FixtureRequest, app: Starlette) -> bool:
    documents = [Document(CHANGES, ("Changes",), ("own",)), Document(CREATE, ())]
    await register(app.state.database, documents, "ada")
    app.state.persisted = PersistedDocuments(locked=request.param)
    return bool(request.param)


async def subscribe(client: SocketClient, key: str, payload: dict[str, Any]) -> None:
    await client.send({"id": key, "type": "subscribe", "payload": payload})


@pytest.mark.parametrize(
    "payload",
    [
        {"documentId": "own"},
        {"documentId": f"sha256:{digest(CHANGES)}"},
        {"documentId": digest(CHANGES), "query": ""},
        BY_HASH,
        {"query": CHANGES},
    ],
)
async def test_a_registered_subscription(
    locked: bool, client_socket: Connect, payload: dict[str, Any]
) -> None:
    async with client_socket() as client:
        await subscribe(client, "1", payload)
        await subscribe(client, "2", {"documentId": digest(CREATE)})
        answers = [await client.receive() for _ in range(3)]
        of_the_first = [each["payload"]["data"] for each in answers if each["id"] == "1"]
        assert of_the_first == [{"changes": {"action": "CREATED"}}]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"documentId": "nobody"}, "BAD_USER_INPUT"),
        (
            {"extensions": {"persistedQuery": {"sha256Hash": digest(VIEWER)}}},
            "PERSISTED_QUERY_NOT_FOUND",
        ),
        ({"query": "{ no GraphQL"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": VIEWER}, None),
    ],
)
async def test_what_is_not_registered(
    locked: bool, client_socket: Connect, payload: dict[str, Any], code: str | None
) -> None:
    async with client_socket() as client:
        await subscribe(client, "1", payload)
        if locked or code:
            (error,) = await client.error()
            assert error["extensions"]["code"] == ("FORBIDDEN" if locked else code)
        else:
            assert await client.result() == {"viewer": {"email": "engineer@example.com"}}
            await client.receive()
        # The socket goes on.
        await subscribe(client, "1", {"documentId": digest(CREATE)})
        assert (await client.result())["createIssue"] == {"issue": {"title": "x"}}
