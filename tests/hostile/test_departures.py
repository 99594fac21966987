"""Clients that leave: their statements end, and others do not wait for them."""

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from tests.server import Gateway, start_gateway, stop_gateway

COMMENTS = 100
SLOW = """query($f: CommentFilter) { comments(first: 1, filter: $f) { totalCount } }"""
EVERY: dict[str, object] = {"content": {"contains": "e"}}
for _ in range(3):
    EVERY = {"issue": {"comments": {"every": EVERY}}}
"""Each comment of an issue looks at each comment for each comment: minutes."""
PAGE = "{ issues(first: 20) { nodes { id title comments(first: 5) { nodes { content } } } } }"


CREATE = "mutation($title: String!) { createIssue(input: {title: $title}) { issue { id } } }"
REMARKS = " ".join(
    f'c{number}: addComment(input: {{issueId: $id, content: "remark {number}"}})'
    " { comment { id } }"
    for number in range(20)
)
COMMENTS_OF = f"mutation($id: ID!) {{ {REMARKS} }}"


def ask(client: httpx.Client, text: str, variables: dict[str, object]) -> Any:
    """The data of an operation."""
    answer = client.post("/graphql", json={"query": text, "variables": variables})
    assert "errors" not in answer.json(), answer.text
    return answer.json()["data"]


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway with an issue of many comments.

    What ends a statement on either engine is tested in `tests/db/test_engine.py`, both together
    with 20,000 issues by `python -m benchmarks.bystanders`.
    """
    limits = {"operation_cost": 10**12, "statement_timeout": 60, "operation_timeout": 60}
    folder = tmp_path_factory.mktemp("departures")
    started = start_gateway(folder, "--no-demo", **limits)
    with httpx.Client(base_url=started.base_url, headers=started.headers) as client:
        made = ask(client, CREATE, {"title": "crowded"})["createIssue"]["issue"]
        for _ in range(COMMENTS // 20):
            ask(client, COMMENTS_OF, {"id": made["id"]})
    yield started
    assert stop_gateway(started) == 0


def running(gateway: Gateway) -> int:
    """How many reads run or wait."""
    text = httpx.get(f"{gateway.base_url}/metrics", headers=gateway.headers).text
    return int(float(text.partition("\nissue_gateway_reads ")[2].split()[0]))


async def until_quiet(gateway: Gateway, seconds: float) -> None:
    """Wait until nothing runs; fail if that takes longer than `seconds`."""
    end = time.monotonic() + seconds
    while await asyncio.to_thread(running, gateway):
        assert time.monotonic() < end, "statements of clients that left run on"
        await asyncio.sleep(0.05)


async def used(gateway: Gateway) -> float:
    """The share of a processor that the gateway uses."""

    def seconds() -> float:
        stat = Path(f"/proc/{gateway.process.pid}/stat").read_text(encoding="ascii")
        ticks = stat.rpartition(")")[2].split()[11:13]
        return sum(map(int, ticks)) / 100

    before = seconds()
    await asyncio.sleep(0.5)
    return (seconds() - before) / 0.5


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_client_that_leaves_ends_its_statement(gateway: Gateway, method: str) -> None:
    question = {"query": SLOW, "variables": {"f": EVERY}}
    async with httpx.AsyncClient(base_url=gateway.base_url, headers=gateway.headers) as client:
        if method == "GET":
            params = {"query": SLOW, "variables": json.dumps({"f": EVERY})}
            ask = [client.get("/graphql", params=params, timeout=0.5) for _ in range(6)]
        else:
            ask = [client.post("/graphql", json=question, timeout=0.5) for _ in range(6)]
        answers = await asyncio.gather(*ask, return_exceptions=True)
        assert all(isinstance(answer, httpx.ReadTimeout) for answer in answers), answers
    await until_quiet(gateway, 2)
    if Path("/proc/self/stat").exists():
        assert await used(gateway) < 0.5
    began = time.monotonic()
    page = httpx.post(gateway.graphql_url, json={"query": PAGE}, headers=gateway.headers)
    assert page.status_code == 200
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("leave", ["close", "complete"])
async def test_a_socket_that_leaves_ends_its_statements(gateway: Gateway, leave: str) -> None:
    socket = await connect(gateway.socket_url, subprotocols=[Subprotocol("graphql-transport-ws")])
    init = {"type": "connection_init", "payload": gateway.headers}
    await socket.send(json.dumps(init))
    assert json.loads(await socket.recv())["type"] == "connection_ack"
    for number in range(6):
        payload = {"query": SLOW, "variables": {"f": EVERY}}
        await socket.send(json.dumps({"type": "subscribe", "id": str(number), "payload": payload}))
    await asyncio.sleep(0.5)
    assert await asyncio.to_thread(running, gateway) == 6
    if leave == "close":
        socket.transport.abort()
    else:
        for number in range(6):
            await socket.send(json.dumps({"type": "complete", "id": str(number)}))
    await until_quiet(gateway, 2)
    await socket.close()


async def test_a_subscription_that_looks_for_its_beginning_ends_too(gateway: Gateway) -> None:
    """Its first read takes long; the socket is read meanwhile."""
    socket = await connect(gateway.socket_url, subprotocols=[Subprotocol("graphql-transport-ws")])
    await socket.send(json.dumps({"type": "connection_init", "payload": gateway.headers}))
    await socket.recv()
    text = "subscription($a: String, $f: ChangeFilter) { changes(after: $a, filter: $f) { id } }"
    first = "{ changes(first: 1) { edges { cursor } } }"
    answer = httpx.post(gateway.graphql_url, json={"query": first}, headers=gateway.headers)
    cursor = answer.json()["data"]["changes"]["edges"][0]["cursor"]
    never = {"issue": {"comments": {"every": EVERY}}}
    payload = {"query": text, "variables": {"a": cursor, "f": never}}
    await socket.send(json.dumps({"type": "subscribe", "id": "a", "payload": payload}))
    await asyncio.sleep(0.1)
    socket.transport.abort()
    await until_quiet(gateway, 2)
