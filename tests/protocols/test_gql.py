"""Python's `gql` against a running gateway, over HTTP and over a WebSocket."""

import asyncio

import pytest

from tests.server import Gateway

gql = pytest.importorskip("gql")
exceptions = pytest.importorskip("gql.transport.exceptions")
over_http = pytest.importorskip("gql.transport.httpx")
over_websocket = pytest.importorskip("gql.transport.websockets")

PAGE = "query ($first: Int!) { issues(first: $first) { nodes { id title } } }"
CREATE = """
mutation ($input: CreateIssueInput!) { createIssue(input: $input) { issue { id } } }
"""


async def test_over_http_with_the_schema_fetched(running_gateway: Gateway) -> None:
    transport = over_http.HTTPXAsyncTransport(
        url=running_gateway.graphql_url, headers=running_gateway.headers
    )
    async with gql.Client(transport=transport, fetch_schema_from_transport=True) as session:
        page = gql.gql(PAGE)
        page.variable_values = {"first": 3}
        assert len((await session.execute(page))["issues"]["nodes"]) == 3
        page.variable_values = {"first": 101}
        with pytest.raises(exceptions.TransportQueryError) as refused:
            await session.execute(page)
        assert refused.value.errors is not None
        assert refused.value.errors[0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_over_a_websocket(running_gateway: Gateway) -> None:
    transport = over_websocket.WebsocketsTransport(
        url=running_gateway.socket_url,
        init_payload=running_gateway.headers,
        subprotocols=[over_websocket.WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
    )
    async with gql.Client(transport=transport) as session:
        changes = session.subscribe(gql.gql("subscription { changes { objectId action } }"))
        upcoming = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)
        create = gql.gql(CREATE)
        create.variable_values = {"input": {"title": "Made with gql"}}
        created = await session.execute(create)
        assert await upcoming == {
            "changes": {"objectId": created["createIssue"]["issue"]["id"], "action": "CREATED"}
        }
        await changes.aclose()
