"""The response cache: never an answer older than a change that was acknowledged before."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from db.engine import Database, open_database
from db.enums import TokenScope
from db.query.compile import Statement
from db.tokens import create_token
from gateway.app import create_app
from gateway.settings import Settings
from resolvers.execution.execute import Result, execute
from resolvers.execution.response_cache import ResponseCache
from tests.api.test_revalidation import MUTATIONS, OPERATIONS, READS, Read, read_of
from tests.application import BASE_URL, Serve
from tests.contexts import context_of
from tests.documents.laboratory import NOW, laboratory
from tests.documents.test_documents import SCHEMA, VIEWER
from tests.generated.choices import Choices
from tests.generated.operations import operation
from tests.numbers import OPERATIONS as FEW_OPERATIONS
from tests.numbers import batches
from tests.reference.relations import World
from tests.reference.store import replace

LIST = "{ issues(first: 5) { nodes { id title } totalCount } }"
CREATE = 'mutation { createIssue(input: {title: "Sag"}) { issue { id } } }'
UPDATE = """mutation ($id: ID!, $title: String!) {
  updateIssue(input: {id: $id, title: $title}) { issue { title } userErrors { message } }
}"""
COMMENT = """mutation ($id: ID!, $text: String!) {
  addComment(input: {issueId: $id, content: $text}) { comment { id } userErrors { message } }
}"""
COUNTED = """query ($id: ID!) {
  issues(first: 1, filter: {id: {eq: $id}}) { nodes { title } }
  comments(first: 1, filter: {issue: {id: {eq: $id}}}) { totalCount }
}"""
TITLES = "{ issues { nodes { title } } }"
COMMENTS = "{ issues { nodes { comments { totalCount } } } }"
GENERATED = 20
DOCUMENTED = 20
"""Operations of a batch: made ones, and ones of `tests/documents`."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    batches(metafunc, FEW_OPERATIONS)


async def test_what_is_asked_again_is_cached_until_something_changes(serve: Serve) -> None:
    served = await serve()
    await served.ask(CREATE)
    answers = [(await served.ask(LIST)).json() for _ in range(4)]
    told = [answer["extensions"]["cost"].get("cached", False) for answer in answers]
    assert told == [False, False, True, True]
    assert len({json.dumps(answer["data"]) for answer in answers}) == 1
    await served.ask(CREATE)
    changed = (await served.ask(LIST)).json()
    assert "cached" not in changed["extensions"]["cost"]
    assert changed["data"]["issues"]["totalCount"] == 2
    assert "cached" in (await served.ask(LIST)).json()["extensions"]["cost"]


async def test_without_memory_nothing_is_cached(serve: Serve) -> None:
    served = await serve(answer_cache=0)
    for _ in range(4):
        assert "cached" not in (await served.ask(LIST)).json()["extensions"]["cost"]


async def test_rest_answers_are_cached_and_one_tag_stands_for_the_same_bytes(serve: Serve) -> None:
    served = await serve()
    for path in ("/api/v1/issues", f"/graphql?query={LIST}"):
        answers = [await served.client.get(path) for _ in range(4)]
        assert len({(answer.headers["etag"], answer.content) for answer in answers}) == 1
    assert served.app.state.services.responses.hits == 4


async def test_who_asks_and_when_are_part_of_the_key(serve: Serve) -> None:
    served = await serve()
    await served.ask(CREATE)
    mine = "{ issues(filter: {createdBy: {isMe: true}}) { totalCount } }"
    other = await served.new_token("other@example.com", TokenScope.READ)
    for _ in range(3):
        assert (await served.ask(mine)).json()["data"]["issues"]["totalCount"] == 1
        answer = await served.client.post("/graphql", json={"query": mine}, headers=other)
        assert answer.json()["data"]["issues"]["totalCount"] == 0
    recent = '{ issues(filter: {createdAt: {gt: "-PT1S"}}) { totalCount } }'
    for _ in range(3):
        await served.ask(recent)
    await asyncio.sleep(1.1)
    assert (await served.ask(recent)).json()["data"]["issues"]["totalCount"] == 0
    for _ in range(3):
        viewer = (await served.ask("{ viewer { email } issues { totalCount } }")).json()
        assert "cached" not in viewer["extensions"]["cost"]


def test_the_memory_is_bounded_with_all_that_is_made_of_an_answer() -> None:
    cache = ResponseCache(1_000_000)
    statement = Statement("SELECT 1 FROM issue", ("a",), (), "", may_repeat=True)
    for number in range(100):
        key = cache.key(statement, 1, [number])
        assert key is not None
        cache.keep(key, {"a": b"x" * 50_000}, b"1")
        answer = cache.find(key)
        assert answer is not None
        answer.add("gzip", b"y" * 10_000)
        assert cache.weight <= cache.memory
    assert cache.weight > cache.memory / 2
    assert cache.weight == sum(found.size for found in cache._answers._values.values())
    cache.keep("large", {"a": b"x" * 200_000}, b"1")
    assert cache.find("large") is None


@pytest.fixture
async def gateways(url: str, tmp_path: Path) -> AsyncIterator[list[httpx.AsyncClient]]:
    """Two gateways with a cache each, on one database."""
    settings = Settings(
        database=url, data_dir=tmp_path, longest_lag=60, costly_share=1, token_rate=0
    )
    async with AsyncExitStack() as stack:
        clients = []
        for _ in range(2):
            app = create_app(settings)
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx.ASGITransport(app)
            client = httpx.AsyncClient(transport=transport, base_url=BASE_URL)
            clients.append(await stack.enter_async_context(client))
        _, secret = await create_token(app.state.database, "ada@example.com", TokenScope.WRITE)
        for client in clients:
            client.headers["Authorization"] = f"Bearer {secret}"
        yield clients


async def _data(client: httpx.AsyncClient, query: str, **variables: object) -> Any:
    response = await client.post("/graphql", json={"query": query, "variables": variables})
    answer = response.json()
    assert "errors" not in answer, answer
    return answer["data"]


async def test_no_answer_is_older_than_what_was_acknowledged(
    gateways: list[httpx.AsyncClient],
) -> None:
    """Writers count up in titles and in comments; readers compare with what was acknowledged."""
    issue = (await _data(gateways[0], CREATE))["createIssue"]["issue"]["id"]
    await _data(gateways[0], UPDATE, id=issue, title="0")
    written = {"title": 0, "comments": 0}
    chance = Random(7)
    ends = asyncio.get_running_loop().time() + 1.5

    async def write(kind: str) -> None:
        while asyncio.get_running_loop().time() < ends:
            client, number = chance.choice(gateways), written[kind] + 1
            if kind == "title":
                await _data(client, UPDATE, id=issue, title=str(number))
            else:
                await _data(client, COMMENT, id=issue, text=str(number))
            written[kind] = number
            await asyncio.sleep(chance.random() / 30)

    async def read(client: httpx.AsyncClient) -> int:
        asked = 0
        while asyncio.get_running_loop().time() < ends:
            before = dict(written)
            query = chance.choice([COUNTED, TITLES, COMMENTS])
            data = await _data(client, query, **({"id": issue} if query == COUNTED else {}))
            (node,) = data["issues"]["nodes"]
            counts = data.get("comments") or node.get("comments")
            assert int(node.get("title", before["title"])) >= before["title"]
            assert counts is None or counts["totalCount"] >= before["comments"]
            asked += 1
            await asyncio.sleep(0)  # a known answer waits for nothing, and would keep the loop
        return asked

    readers = [read(client) for client in gateways for _ in range(2)]
    *asked, _, _ = await asyncio.gather(*readers, write("title"), write("comments"))
    caches = [client._transport.app.state.services.responses for client in gateways]  # type: ignore[attr-defined]
    assert all(cache.hits for cache in caches)
    assert sum(filter(None, asked)) > sum(cache.hits for cache in caches)


@pytest.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url, Path(), readers=1, pool_size=1, timeout=30)
    yield opened
    await opened.close()


async def test_generated_operations_between_all_mutations(database: Database, batch: int) -> None:
    """Two caches of one database, and none, answer the same after every mutation."""
    await replace(database, laboratory())
    world = World(laboratory(), VIEWER.actor.author, NOW)
    made = [operation(Choices.of_chance((batch, n)), SCHEMA, world) for n in range(GENERATED)]
    reads = [Read(one.text, json.dumps(one.variables)) for one in made if not one.cursors]
    documented = [read for read in READS if "viewer {" not in read.text]
    reads += Random(batch).sample(documented, DOCUMENTED)
    caches = [ResponseCache(2**26), ResponseCache(2**26)]

    async def ask(read: Read, cache: ResponseCache) -> Result:
        context = context_of(database, VIEWER, read.options, now=NOW, responses=cache)
        return await execute(OPERATIONS, context, read.text, json.loads(read.variables))

    order = sorted(MUTATIONS)
    Random(batch).shuffle(order)
    for mutation in order:
        for read in reads:
            for cache in caches[: 1 + (len(read.text) + len(mutation)) % 2]:
                await ask(read, cache)
        await ask(read_of(MUTATIONS[mutation]), caches[0])
        for read in reads:
            right = (await ask(read, ResponseCache(0))).data
            for cache in caches:
                assert (await ask(read, cache)).data == right, (mutation, read)
    assert all(cache.hits for cache in caches)
