"""Webhooks: each change arrives, in the order of its issue, whatever the receiver does."""

import asyncio
import json
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from db import webhooks
from db.enums import TokenScope
from db.persisted import Document, register
from tests.webhooks.conftest import Lab, Start
from tests.webhooks.receiver import OK, Message, Receiver, receiving, status


async def test_a_change_arrives_signed(lab: Lab, receiver: Receiver) -> None:
    hook = await lab.hook(receiver)
    key = await lab.create("Rail sags")
    (message,) = await receiver.wait(1)
    assert Webhook(hook["secret"]).verify(message.body, message.headers) == message.json
    changes = await lab.data("{ changes(first: 100) { nodes { cursor issueId at } } }")
    (change,) = changes["changes"]["nodes"]
    assert message.id == change["cursor"]
    assert "." not in message.id
    assert message.json["type"] == "issue.created"
    assert message.json["timestamp"] == change["at"]
    assert message.json["data"]["objectId"] == key
    found = await lab.until(hook["id"], lambda each: each["pending"] == 0)
    (delivery,) = found["deliveries"]["nodes"]
    assert (delivery["status"], delivery["attempts"]) == ("DELIVERED", 1)
    assert (delivery["responseStatus"], delivery["response"]) == (200, "ok")
    assert delivery["payload"] == message.json


async def test_only_what_matches_and_has_happened_is_sent(lab: Lab, receiver: Receiver) -> None:
    filtered = {"fields": {"some": {"eq": "title"}}, "action": {"in": ["UPDATED"]}}
    hook = await lab.hook(receiver, filter=filtered)
    key = await lab.create("one")
    dry = 'updateIssue(input: {id: $i, title: "dry", dryRun: true}) { issue { id } }'
    await lab.data(f"mutation ($i: ID!) {{ {dry} }}", i=key)
    await lab.data('mutation { updateIssue(input: {id: "x", title: "y"}) { issue { id } } }')
    await lab.data(
        'mutation ($i: ID!) { updateIssue(input: {id: $i, owner: "Ada"}) { issue { id } } }', i=key
    )
    await lab.update(key, "two")
    await receiver.wait(1)
    await asyncio.sleep(0.3)
    (message,) = receiver.messages
    assert message.title == "two"
    assert message.json["data"]["before"]["title"] == "one"
    assert (await lab.data("query ($i: ID!) { webhook(id: $i) { filter } }", i=hook["id"]))[
        "webhook"
    ]["filter"] == filtered


@pytest.mark.parametrize(
    "trouble",
    [
        status(500),
        status(302, "Location: http://127.0.0.1:1/"),
        status(404),
        None,
        b"nonsense\r\n\r\n",
    ],
)
async def test_what_does_not_arrive_is_sent_again_in_order(
    lab: Lab, receiver: Receiver, trouble: bytes | None
) -> None:
    failures = 3

    def behave(message: Message) -> bytes | None:
        nonlocal failures
        if message.title == "first" and failures:
            failures -= 1
            return trouble
        return OK

    receiver.behave = behave
    hook = await lab.hook(receiver)
    key = await lab.create("first")
    await lab.update(key, "second")
    await lab.create("another")
    await receiver.wait(6)
    titles = [message.title for message in receiver.messages]
    assert [title for title in titles if title != "another"] == [*["first"] * 4, "second"]
    firsts = [message for message in receiver.messages if message.title == "first"]
    assert len({message.id for message in firsts}) == len({each.body for each in firsts}) == 1
    found = await lab.until(hook["id"], lambda each: each["pending"] == 0)
    assert found["isEnabled"]
    assert sorted(each["attempts"] for each in found["deliveries"]["nodes"]) == [1, 1, 4]


async def test_a_receiver_that_lies_about_its_length_has_taken_the_message(
    lab: Lab, receiver: Receiver
) -> None:
    receiver.behave = lambda message: b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nshort"
    hook = await lab.hook(receiver)
    await lab.create("one")
    found = await lab.until(
        hook["id"], lambda each: each["pending"] == 0 and each["deliveries"]["nodes"]
    )
    assert found["deliveries"]["nodes"][0]["status"] == "DELIVERED"
    assert len(receiver.messages) == 1


async def test_a_slow_receiver_slows_no_other(start: Start, receiver: Receiver) -> None:
    lab = await start(webhook_timeout=0.3)
    async with receiving() as slow:
        slow.delay = 5
        slow_hook = await lab.hook(slow)
        await lab.hook(receiver)
        for number in range(5):
            await lab.create(f"{number}")
        async with asyncio.timeout(3):
            await receiver.wait(5)
        found = await lab.until(
            slow_hook["id"], lambda each: any(d["error"] for d in each["deliveries"]["nodes"])
        )
    errors = {each["error"] for each in found["deliveries"]["nodes"]} - {None}
    assert errors == {"No answer within 0.3 seconds."}


async def test_after_a_day_it_is_disabled_and_nothing_is_lost(lab: Lab, receiver: Receiver) -> None:
    receiver.behave = lambda message: status(503)
    hook = await lab.hook(receiver)
    await lab.create("one")
    found = await lab.until(hook["id"], lambda each: not each["isEnabled"])
    assert (
        found["disabledReason"]
        == "A message did not arrive within a day; last error: it answered 503"
    )
    assert found["deliveries"]["nodes"][0]["status"] == "FAILED"
    assert found["deliveries"]["nodes"][0]["attempts"] == 11
    await lab.create("two")
    receiver.behave = lambda message: OK
    receiver.messages.clear()
    enable = """mutation ($i: ID!) {
      updateWebhook(input: {id: $i, isEnabled: true}) { webhook { isEnabled disabledReason } } }"""
    answer = await lab.data(enable, i=hook["id"])
    assert answer["updateWebhook"]["webhook"] == {"isEnabled": True, "disabledReason": None}
    await receiver.wait(2)
    assert [message.title for message in receiver.messages] == ["one", "two"]


async def test_410_disables_at_once(lab: Lab, receiver: Receiver) -> None:
    receiver.behave = lambda message: status(410)
    hook = await lab.hook(receiver)
    await lab.create("one")
    found = await lab.until(hook["id"], lambda each: not each["isEnabled"])
    assert found["disabledReason"] == "The receiver answered 410 Gone."
    assert len(receiver.messages) == 1


async def test_a_message_can_be_tried_and_sent_again(lab: Lab, receiver: Receiver) -> None:
    hook = await lab.hook(receiver)
    tried = await lab.data(
        "mutation ($i: ID!) { testWebhook(input: {id: $i}) { delivery { id messageId status } } }",
        i=hook["id"],
    )
    (test,) = await receiver.wait(1)
    assert test.json["type"] == "test"
    assert test.id == tried["testWebhook"]["delivery"]["messageId"]
    again = """mutation ($d: ID!) {
      redeliver(input: {deliveryId: $d}) { delivery { status } userErrors { code field } } }"""
    await lab.until(hook["id"], lambda each: each["pending"] == 0)
    await lab.data(again, d=tried["testWebhook"]["delivery"]["id"])
    _, second = await receiver.wait(2)
    assert (second.id, second.body) == (test.id, test.body)
    refused = await lab.data(again, d="x")
    assert refused["redeliver"]["userErrors"] == [{"code": "NOT_FOUND", "field": ["deliveryId"]}]


async def test_a_registered_query_shapes_the_message(lab: Lab, receiver: Receiver) -> None:
    text = "query Card($issueId: ID!) { issue(id: $issueId) { text: title by: createdBy } }"
    document = Document(text, ("Card",), ("card",))
    await register(lab.app.state.database, [document], "an operator")
    unknown = {"url": receiver.url, "operation": "nothing"}
    refused = await lab.data(
        "mutation ($input: CreateWebhookInput!)"
        " { createWebhook(input: $input) { userErrors { code field } } }",
        input=unknown,
    )
    assert refused["createWebhook"]["userErrors"] == [{"code": "NOT_FOUND", "field": ["operation"]}]
    await lab.hook(receiver, operation="card")
    await lab.create("Fan stalls")
    (message,) = await receiver.wait(1)
    assert message.json["data"] == {"issue": {"text": "Fan stalls", "by": "admin@example.com"}}


async def test_secrets_are_told_once_and_never_logged(
    start: Start, receiver: Receiver, capfd: pytest.CaptureFixture[str]
) -> None:
    lab = await start()
    hook = await lab.hook(receiver)
    await lab.create("one")
    await receiver.wait(1)
    read = await lab.data(
        "{ webhooks { nodes { id url deliveries { nodes { payload response } } } } }"
    )
    assert hook["secret"] not in json.dumps(read)
    given = "whsec_" + "QUJD" * 10
    chosen = await lab.hook(receiver, secret=given)
    assert chosen["secret"] == given
    out, err = capfd.readouterr()
    assert "whsec_" not in out + err


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "ftp://example.com/"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "https://user:pass@example.com/"}, "url"),
        ({"url": "https://exa mple.com/"}, "url"),
        ({"url": "https://example.com/\r\nX: y"}, "url"),
        ({"url": "https://example.com:99999/"}, "url"),
        ({"url": "https://example.com/" + "x" * 3000}, "url"),
        ({"url": "https://example.com/", "secret": "short"}, "secret"),
        ({"url": "https://example.com/", "secret": "whsec_QUJD"}, "secret"),
    ],
)
async def test_bad_input_is_refused(lab: Lab, given: dict[str, Any], field: str) -> None:
    found = await lab.data(
        "mutation ($input: CreateWebhookInput!)"
        " { createWebhook(input: $input) { webhook { id } userErrors { code field } } }",
        input=given,
    )
    assert found["createWebhook"]["userErrors"] == [{"code": "INVALID", "field": [field]}]
    assert (await lab.data("{ webhooks { totalCount } }"))["webhooks"]["totalCount"] == 0


async def test_webhooks_are_for_admins(lab: Lab) -> None:
    headers = await lab.new_token("writer@example.com", TokenScope.WRITE)
    for query in (
        "{ webhooks { totalCount } }",
        '{ ... on Query { w: webhook(id: "x") { id } } }',
        'mutation { createWebhook(input: {url: "https://example.com"}) { webhook { id } } }',
        'mutation { redeliver(input: {deliveryId: "x"}) { delivery { id } } }',
    ):
        answer = await lab.client.post("/graphql", json={"query": query}, headers=headers)
        assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN", query


async def test_one_gateway_of_several_sends_and_another_takes_over(
    start: Start, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "LEASE", webhooks.LEASE / 30)
    first, second = await start(), await start()
    hook = await first.hook(receiver)
    keys = [await lab.create("start") for lab in (first, second)]
    await receiver.wait(2)
    serving = [lab for lab in (first, second) if lab.app.state.dispatcher._tasks]
    assert len(serving) == 1
    # Killed: its tasks end and nobody gives the lease back.
    dispatcher = serving[0].app.state.dispatcher
    for task in (dispatcher._looking, *dispatcher._tasks.values()):
        task.cancel()
    dispatcher._tasks.clear()
    for number in range(5):
        for key in keys:
            await second.update(key, f"{number}")
    await second.until(
        hook["id"],
        lambda each: len(each["deliveries"]["nodes"]) == 12 and not each["pending"],
    )
    for key in keys:
        mine = [each for each in receiver.messages if each.json["data"]["objectId"] == key]
        # What was sent when its gateway was killed may come twice.
        assert [*dict.fromkeys(each.title for each in mine)] == ["start", *map(str, range(5))]


async def test_a_gateway_killed_between_sending_and_noting_sends_again(
    start: Start, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = await start()
    recorded = webhooks.record
    died = asyncio.Event()

    async def dies(*given: Any) -> None:
        if not died.is_set():
            died.set()
            raise RuntimeError("killed")
        await recorded(*given)

    monkeypatch.setattr(webhooks, "record", dies)
    await lab.hook(receiver)
    await lab.create("one")
    one, two = await receiver.wait(2)
    assert one.id == two.id


async def test_a_backlog_is_bounded_and_nothing_is_skipped(
    lab: Lab, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.webhooks.dispatcher.BACKLOG", 3)
    receiver.behave = lambda message: status(503)
    hook = await lab.hook(receiver)
    for number in range(12):
        await lab.create(f"{number}")
    receiver.behave = lambda message: OK
    await lab.until(
        hook["id"], lambda each: len(each["deliveries"]["nodes"]) == 12 and not each["pending"]
    )
    arrived = {message.title for message in receiver.messages}
    assert arrived == {f"{number}" for number in range(12)}
