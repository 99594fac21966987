"""A receiver that is down for an hour: afterwards all changes arrive, in order by issue."""

import asyncio
from datetime import datetime, timedelta, tzinfo

import pytest

from gateway.webhooks import dispatcher
from gateway.webhooks.dispatcher import PAUSES
from tests.webhooks.conftest import Start
from tests.webhooks.receiver import OK, Message, Receiver, status

STEP = timedelta(minutes=10)
OUTAGE = timedelta(hours=1)
MOMENT = 0.15
"""Seconds for the gateway to send what is due after the clock was put forward."""


class Clock(datetime):
    """The time of this machine, put forward."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + cls.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    """The clock of the dispatcher, with the pauses that users have."""
    monkeypatch.setattr(Clock, "ahead", timedelta())
    monkeypatch.setattr(dispatcher, "datetime", Clock)
    monkeypatch.setattr(dispatcher, "PAUSES", PAUSES)
    return Clock


@pytest.mark.parametrize("backlog", [1000, 4], ids=["all-wait", "most-stay-in-the-log"])
async def test_after_an_hour_all_changes_arrive_in_order(
    start: Start,
    receiver: Receiver,
    clock: type[Clock],
    monkeypatch: pytest.MonkeyPatch,
    backlog: int,
) -> None:
    monkeypatch.setattr(dispatcher, "BACKLOG", backlog)
    lab = await start()
    answers = {True: None, False: status(503)}
    receiver.behave = lambda message: answers[len(receiver.messages) % 2 == 0]
    hook = await lab.hook(receiver)
    keys = [await lab.create("0") for _ in range(3)]
    expected = {key: ["0"] for key in keys}
    while clock.ahead < OUTAGE:
        await asyncio.sleep(MOMENT)
        clock.ahead += STEP
        for key in keys:
            expected[key].append(str(clock.ahead))
            await lab.update(key, str(clock.ahead))
    assert (await lab.webhook(hook["id"]))["isEnabled"]
    assert len(receiver.messages) >= len(keys) * 4

    arrived: list[Message] = []

    def take(message: Message) -> bytes:
        arrived.append(message)
        return OK

    receiver.behave = take
    async with asyncio.timeout(20):
        while sum(map(len, expected.values())) > len(arrived):
            clock.ahead += STEP
            await asyncio.sleep(MOMENT)
    found = await lab.until(hook["id"], lambda each: each["pending"] == 0)
    assert found["isEnabled"]
    assert clock.ahead < 3 * OUTAGE
    for key, titles in expected.items():
        mine = [each.title for each in arrived if each.json["data"]["objectId"] == key]
        assert mine == titles
