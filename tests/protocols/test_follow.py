"""The subscription `changes`: each change exactly once, in order, whoever made it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from starlette.applications import Starlette

from db import models
from db.actor import Actor
from db.engine import Write
from db.enums import ChangeAction, ObjectType
from db.maintenance.retention import trim
from tests.application import Headers
from tests.protocols.conftest import Change, Connect

CHANGES = """
subscription ($after: String, $filter: ChangeFilter) {
  changes(after: $after, filter: $filter) { cursor action objectType objectId patch }
}
"""
NUMBERS = "subscription ($after: String) { changes(after: $after) { cursor patch } }"
TITLES = "subscription { changes { object { ... on Issue { title } } } }"
SOMEBODY = Actor(author="somebody", email="somebody", is_admin=True, token_id=None)
CREATE = "mutation ($title: String!) { createIssue(input: {title: $title}) { issue { id } } }"

Log = Callable[..., Awaitable[None]]


@pytest.fixture
def log(app: Starlette) -> Log:
    """Append changes to the log that say only which they are, as another process would."""

    async def append(*numbers: int, text: str = "") -> None:
        async def work(write: Write) -> None:
            for number in numbers:
                write.record(
                    ChangeAction.CREATED,
                    ObjectType.SESSION,
                    f"00000000-0000-7000-8000-{number:012}",
                    issue_id=None,
                    version=None,
                    patch={"number": number, **({"text": text} if text else {})},
                )

        await app.state.database.write(SOMEBODY, work)

    return append


async def numbers(client: Any, count: int) -> list[int]:
    return [(await client.result())["changes"]["patch"]["number"] for _ in range(count)]


async def first_cursor(client: Any) -> str:
    data = await client.run("{ changes(first: 1) { edges { cursor } } }")
    return str(data["changes"]["edges"][0]["cursor"])


async def beginning(client: Any) -> None:
    """Wait until the subscription has found where it begins: what is sent later is done later."""
    await client.run("{ changes { totalCount } }", key="beginning")


async def test_a_subscriber_hears_of_changes_by_others(
    client_socket: Connect, client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    async with client_socket() as follower:
        await follower.subscribe("1", CHANGES)
        await beginning(follower)
        created = await client.post(
            "/graphql",
            headers=writer_headers,
            json={"query": CREATE, "variables": {"title": "Fan stalls"}},
        )
        change = (await follower.result())["changes"]
    assert change["objectId"] == created.json()["data"]["createIssue"]["issue"]["id"]
    assert (change["action"], change["objectType"]) == ("CREATED", "ISSUE")
    assert change["patch"]["title"] == "Fan stalls"


async def test_without_a_cursor_it_begins_at_the_end(client_socket: Connect, log: Log) -> None:
    await log(1, 2, 3)
    async with client_socket() as follower:
        await follower.subscribe("1", NUMBERS)
        await beginning(follower)
        await log(4, 5)
        assert await numbers(follower, 2) == [4, 5]


async def test_each_change_once_and_in_order_over_many_batches(
    client_socket: Connect, log: Log
) -> None:
    expected = list(range(1, 451))
    await log(1)
    async with client_socket() as follower:
        cursor = await first_cursor(follower)
        await log(*expected[1:300])
        await follower.subscribe("1", NUMBERS, after=cursor)
        for start in range(300, 450, 10):
            await log(*expected[start : start + 10])
        assert await numbers(follower, 449) == expected[1:]
        await log(451)
        assert await numbers(follower, 1) == [451]


async def test_a_cursor_resumes_after_what_was_received(client_socket: Connect, log: Log) -> None:
    await log(1)
    async with client_socket() as follower:
        await follower.subscribe("1", NUMBERS)
        await beginning(follower)
        await log(2)
        cursor = (await follower.result())["changes"]["cursor"]
    await log(3, 4)
    async with client_socket() as follower:
        await follower.subscribe("1", NUMBERS, after=cursor)
        assert await numbers(follower, 2) == [3, 4]


async def test_only_what_matches_the_filter(client_socket: Connect, log: Log) -> None:
    wanted = "00000000-0000-7000-8000-000000000150"
    async with client_socket() as follower:
        await follower.subscribe("1", CHANGES, filter={"objectId": {"eq": wanted}})
        await beginning(follower)
        await log(*range(1, 200))
        await log(150)
        assert await numbers(follower, 2) == [150, 150]


async def test_fragments_aliases_and_objects_are_selected(
    client_socket: Connect, client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    text = """
    subscription { made: changes { __typename what: action ...object } }
    fragment object on Change { object { id ... on Issue { title comments { totalCount } } } }
    """
    async with client_socket() as follower:
        await follower.subscribe("1", text)
        await beginning(follower)
        await client.post(
            "/graphql",
            headers=writer_headers,
            json={"query": CREATE, "variables": {"title": "Fan stalls"}},
        )
        change = (await follower.result())["made"]
    assert change["__typename"] == "Change"
    assert change["what"] == "CREATED"
    assert change["object"]["title"] == "Fan stalls"
    assert change["object"]["comments"] == {"totalCount": 0}


async def test_an_operation_of_this_process_wakes_followers_at_once(
    app: Starlette, client_socket: Connect
) -> None:
    app.state.notifier.interval = 60
    async with client_socket() as follower, client_socket() as writer:
        await follower.subscribe("1", CHANGES)
        await beginning(follower)
        started = time.monotonic()
        for title in ("one", "two"):
            await writer.run(CREATE, title=title)
            assert (await follower.result())["changes"]["patch"]["title"] == title
        assert time.monotonic() - started < 5


async def test_many_followers_share_one_look_at_the_log(
    app: Starlette, client_socket: Connect, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0
    sequence = app.state.database.sequence

    async def counted() -> int:
        nonlocal looks
        looks += 1
        return int(await sequence())

    monkeypatch.setattr(app.state.database, "sequence", counted)
    app.state.notifier.interval = 0.05
    async with client_socket() as follower:
        for number in range(30):
            await follower.subscribe(str(number), NUMBERS)
        await beginning(follower)
        looks, since = 0, time.monotonic()
        await asyncio.sleep(0.5)
        assert looks <= (time.monotonic() - since) / app.state.notifier.interval + 2
        await log(1)
        received = [await follower.receive() for _ in range(30)]
    assert {message["id"] for message in received} == {str(number) for number in range(30)}


async def test_a_change_that_costs_too_much_is_refused(client_socket: Connect) -> None:
    files = "issue { files(first: 100) { nodes { id } } }"
    nested = (
        f"comments(first: 100) {{ nodes {{ issue {{ comments {{ nodes {{ {files} }} }} }} }} }}"
    )
    text = f"subscription {{ changes {{ object {{ ... on Issue {{ {nested} }} }} }} }}"
    async with client_socket() as follower:
        await follower.subscribe("1", text)
        (error,) = await follower.error()
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert error["extensions"]["limit"] == "cost"


async def test_a_dear_selection_is_read_in_small_batches(client_socket: Connect, log: Log) -> None:
    nested = "comments(first: 90) { nodes { id } }"
    issues = f"... on Session {{ issues(first: 90) {{ nodes {{ {nested} }} }} }}"
    text = f"""
    subscription ($after: String) {{ changes(after: $after) {{ patch object {{ {issues} }} }} }}
    """
    await log(1)
    async with client_socket() as follower:
        cursor = await first_cursor(follower)
        await log(2, 3, 4)
        await follower.subscribe("1", text, after=cursor)
        assert await numbers(follower, 3) == [2, 3, 4]


async def test_a_client_that_does_not_read_holds_up_nobody(
    app: Starlette, client_socket: Connect, log: Log, change_settings: Change
) -> None:
    await log(0)
    async with client_socket() as slow, client_socket() as other:
        cursor = await first_cursor(slow)
        slow.connection.transport.pause_reading()
        await slow.subscribe("1", NUMBERS, after=cursor)
        for start in range(0, 3000, 500):
            await log(*range(start + 1, start + 501))
        assert (await other.run("{ changes { totalCount } }"))["changes"]["totalCount"] == 3001
        slow.connection.transport.resume_reading()
        assert await numbers(slow, 3000) == list(range(1, 3001))


async def test_a_subscription_has_begun_before_the_next_message_is_read(
    client_socket: Connect,
) -> None:
    """Also where it takes the id of one that was completed a moment ago, a hundred times."""
    async with client_socket() as client:
        for number in range(100):
            await client.subscribe("1", TITLES)
            if number % 2:
                await client.send({"id": "1", "type": "complete"})
                await client.subscribe("1", TITLES)
            await client.subscribe("2", CREATE, title=f"{number}")
            heard: dict[str, Any] = {}
            while len(heard) < 2:
                message = await client.receive()
                if message["type"] == "next":
                    heard[message["id"]] = message["payload"]["data"]
            assert heard["1"]["changes"]["object"]["title"] == f"{number}"
            await client.send({"id": "1", "type": "complete"})


async def test_a_cursor_older_than_the_log_is_told_of_a_reset(
    app: Starlette, client_socket: Connect, log: Log
) -> None:
    await log(1, 2, 3, 4)
    async with client_socket() as follower:
        old = await first_cursor(follower)
        rows = "edges { cursor node { action objectType objectId patch } }"
        page = (await follower.run(f"{{ changes {{ {rows} }} }}"))["changes"]["edges"]
        await trim_up_to(app, 3)
        for key, after in (("old", old), ("present", page[2]["cursor"])):
            await follower.subscribe(key, CHANGES, after=after)
            if key == "old":
                reset = (await follower.result(key))["changes"]
                assert (reset["action"], reset["objectType"]) == ("RESET", "LOG")
                assert reset["cursor"] == page[2]["cursor"]
            assert (await follower.result(key))["changes"]["patch"] == {"number": 4}
            await follower.send({"type": "complete", "id": key})
        # Whatever is asked for: who has missed something must know.
        await follower.subscribe("1", CHANGES, after=old, filter={"action": {"eq": "DELETED"}})
        assert (await follower.result())["changes"]["action"] == "RESET"
        await log(5)
        found = await follower.run(
            "query ($a: String) { changes(after: $a, filter: {objectType: {eq: ISSUE}})"
            " { totalCount nodes { action } } }",
            key="2",
            a=old,
        )
        assert found == {"changes": {"totalCount": 1, "nodes": [{"action": "RESET"}]}}


async def trim_up_to(app: Starlette, number: int) -> None:
    table = models.Change.__table__
    year = timedelta(days=365)

    async def work(write: Write) -> None:
        statement = update(table).where(table.c.sequence <= number).values(at=write.now - year)
        await write.execute(statement)

    await app.state.database.write(SOMEBODY, work)
    assert await trim(app.state.database, datetime.now(UTC) - year / 2) == number


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({"fields": {"some": {"eq": "title"}}}, [1, 2, 3]),
        ({"fields": {"none": {"in": ["created_by", "title"]}}}, [4]),
        ({"fields": {"length": {"gt": 5}}}, [1]),
        ({"issue": {"title": {"eq": "renamed"}}}, [1, 2, 4]),
        ({"issue": {"title": {"neq": "x"}}, "fields": {"some": {"eq": "deletedAt"}}}, [1, 4]),
    ],
)
async def test_changes_by_their_fields_and_their_issue(
    client: httpx.AsyncClient, writer_headers: Headers, wanted: Any, numbers: list[int]
) -> None:
    async def ask(query: str, **variables: Any) -> Any:
        body = {"query": query, "variables": variables}
        return (await client.post("/graphql", json=body, headers=writer_headers)).json()["data"]

    key = (await ask(CREATE, title="named"))["createIssue"]["issue"]["id"]
    rename = "updateIssue(input: {id: $i, title: $t}) { userErrors { code } }"
    await ask(f"mutation ($i: ID!, $t: String!) {{ {rename} }}", i=key, t="renamed")
    await ask('mutation { createSession(input: {title: "bench"}) { session { id } } }')
    await ask("mutation ($i: ID!) { deleteIssue(input: {id: $i}) { userErrors { code } } }", i=key)
    query = "query ($f: ChangeFilter) { changes(filter: $f) { nodes { cursor before } } }"
    everything = (await ask(query))["changes"]["nodes"]
    assert [each["before"] and each["before"].get("title") for each in everything] == [
        None, "named", None, None,
    ]  # fmt: skip
    places = {each["cursor"]: number for number, each in enumerate(everything, 1)}
    found = (await ask(query, f=wanted))["changes"]["nodes"]
    assert [places[each["cursor"]] for each in found] == numbers


@pytest.mark.parametrize(("length", "statements"), [(10, 20), (1_000_000, 14)])
async def test_a_follower_that_catches_up_reads_as_much_as_it_sends(
    client_socket: Connect,
    app: Starlette,
    log: Log,
    monkeypatch: pytest.MonkeyPatch,
    length: int,
    statements: int,
) -> None:
    """Large changes are read one by one, not in batches that are too large or read twice."""
    await log(*range(13), text="x" * length)
    read: list[int] = []
    fetch = app.state.database.fetch_bounded

    async def counted(text: str, *given: Any, **more: Any) -> Any:
        row = await fetch(text, *given, **more)
        read.append(sum(len(each or b"") for each in row))
        return row

    async with client_socket() as follower:
        after = await first_cursor(follower)
        monkeypatch.setattr(app.state.database, "fetch_bounded", counted)
        await follower.subscribe("1", NUMBERS, after=after)
        assert await numbers(follower, 12) == list(range(1, 13))
    assert len(read) <= statements
    assert max(read) < 3 * max(length, 10_000)
    assert sum(read) < 1.5 * 13 * (length + 1_000)
