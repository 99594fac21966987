"""Automatic persisted queries: a hash stands for a document that was sent with it before."""

import json

import httpx
import pytest

from db.engine import Database
from db.persisted import digest
from gateway.graphql.persisted import LONGEST, PersistedDocuments
from gateway.graphql.request import GraphQLRequest
from resolvers.errors import OperationError
from tests.application import Headers

QUERY = "{ viewer { email } }"
DATA = {"viewer": {"email": "reader@example.com"}}


def extensions(query: str) -> dict[str, object]:
    return {"persistedQuery": {"version": 1, "sha256Hash": digest(query)}}


def persisted(query: str) -> GraphQLRequest:
    return GraphQLRequest(query, {}, None, digest(query))


def by_hash(query: str) -> GraphQLRequest:
    return GraphQLRequest(None, {}, None, digest(query))


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
async def test_an_unknown_hash_then_both_then_the_hash_alone(
    client: httpx.AsyncClient, reader_headers: Headers, accept: str
) -> None:
    headers = {**reader_headers, "Accept": accept}
    params = {"extensions": json.dumps(extensions(QUERY))}
    unknown = await client.get("/graphql", headers=headers, params=params)
    assert unknown.status_code == 200
    (error,) = unknown.json()["errors"]
    assert error["message"] == "PersistedQueryNotFound"
    assert error["extensions"] == {"code": "PERSISTED_QUERY_NOT_FOUND"}

    both = {"query": QUERY, "extensions": extensions(QUERY)}
    assert (await client.post("/graphql", headers=headers, json=both)).json()["data"] == DATA
    known = await client.get("/graphql", headers=headers, params=params)
    assert known.json()["data"] == DATA


async def test_a_hash_cannot_be_given_to_another_document(
    client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    forged = {"query": "{ issues { totalCount } }", "extensions": extensions(QUERY)}
    answer = await client.post("/graphql", headers=reader_headers, json=forged)
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    only = {"extensions": extensions(QUERY)}
    answer = await client.post("/graphql", headers=reader_headers, json=only)
    assert answer.json()["errors"][0]["message"] == "PersistedQueryNotFound"


async def test_a_known_mutation_still_needs_post(
    client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    text = 'mutation { createIssue(input: {title: "x"}) { issue { id } } }'
    both = {"query": text, "extensions": extensions(text)}
    await client.post("/graphql", headers=writer_headers, json=both)
    params = {"extensions": json.dumps(extensions(text))}
    assert (await client.get("/graphql", headers=writer_headers, params=params)).status_code == 405


@pytest.mark.parametrize("persisted_query", [1, [], {}, {"sha256Hash": 1}, {"sha256Hash": "00"}])
async def test_what_is_no_hash_is_400(
    client: httpx.AsyncClient, reader_headers: Headers, persisted_query: object
) -> None:
    body = {"query": QUERY, "extensions": {"persistedQuery": persisted_query}}
    answer = await client.post("/graphql", headers=reader_headers, json=body)
    assert answer.status_code == 400
    assert "sha256Hash" in answer.json()["errors"][0]["message"]


async def test_the_documents_used_last_are_kept(database: Database) -> None:
    kept = PersistedDocuments(size=2)
    for query in ("{ a }", "{ b }"):
        await kept.document(persisted(query), database)
    assert await kept.document(by_hash("{ a }"), database) == "{ a }"
    await kept.document(persisted("{ c }"), database)
    assert await kept.document(by_hash("{ a }"), database) == "{ a }"
    with pytest.raises(OperationError):
        await kept.document(by_hash("{ b }"), database)


async def test_a_very_long_document_is_answered_and_forgotten(database: Database) -> None:
    kept, long = PersistedDocuments(), "{ a }".ljust(LONGEST + 1)
    assert await kept.document(persisted(long), database) == long
    with pytest.raises(OperationError):
        await kept.document(by_hash(long), database)
