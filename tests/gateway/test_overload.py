"""An overloaded server refuses requests early, and recovers."""

import asyncio
import time

import pytest

from db.errors import Unavailable
from gateway.access.overload import HEARTBEAT, Load
from tests.application import Serve

VIEWER = "{ viewer { email } }"


async def test_requests_beyond_the_most_in_flight_are_503(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = await serve(most_in_flight=2)
    database, release = served.app.state.database, asyncio.Event()
    fetch = database.fetch

    async def held(*given: object) -> object:
        await release.wait()
        return await fetch(*given)

    monkeypatch.setattr(type(database), "fetch", lambda _, *given: held(*given))
    waiting = [
        asyncio.create_task(served.ask("{ issues { nodes { id } } }"))  #
        for _ in range(2)
    ]
    async with asyncio.timeout(20):
        while served.app.state.load.in_flight < 2:
            await asyncio.sleep(0.001)
    refused = await served.ask(VIEWER)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
    assert refused.json()["errors"][0]["message"] == "The server is busy."
    for path in ("/healthz", "/readyz", "/metrics"):
        assert (await served.client.get(path)).status_code == 200
    release.set()
    assert [(await answer).status_code for answer in waiting] == [200, 200]
    assert (await served.ask(VIEWER)).status_code == 200


async def test_a_loop_that_is_late_is_noticed_before_it_has_caught_up() -> None:
    load = Load(1000, 0.3)
    beats: list[float] = []
    async with load.watched(beats.append):
        await asyncio.sleep(0)
        time.sleep(0.5)  # somebody blocks the loop
        assert load.is_too_much
        async with asyncio.timeout(20):
            while len(beats) < 1:
                await asyncio.sleep(0.001)
        assert beats[0] >= 0.3
        assert load.is_too_much


async def test_a_loop_that_has_caught_up_refuses_nothing() -> None:
    """One halt of the process made it refuse everything for a tenth of a second afterwards."""
    load = Load(1000, 0.3)
    beats: list[float] = []
    async with load.watched(beats.append):
        await asyncio.sleep(0)
        time.sleep(0.5)
        async with asyncio.timeout(20):
            while not beats:
                await asyncio.sleep(0.001)
        assert load.is_too_much
        await asyncio.sleep(HEARTBEAT / 2)
        assert not load.is_too_much


async def test_a_lag_is_503(serve: Serve) -> None:
    served = await serve(longest_lag=1)
    served.app.state.load._late = 1.5
    assert (await served.ask(VIEWER)).status_code == 503


async def test_an_operation_that_takes_too_long_is_503(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = await serve(operation_timeout=0.05)

    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(type(served.app.state.database), "fetch", never)
    answer = await served.ask("{ issues { nodes { id } } }")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "TIMEOUT"}


async def test_a_database_that_is_away_is_503(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = await serve()

    async def away(*_: object) -> None:
        raise Unavailable("connection to /secret/path refused")

    monkeypatch.setattr(type(served.app.state.database), "fetch", away)
    for answer in (
        await served.ask("{ issues { nodes { id } } }"),
        await served.client.get("/api/v1/issues"),
    ):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert "secret" not in answer.text


async def test_a_change_that_takes_too_long_may_have_been_made(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = await serve(operation_timeout=0.05)

    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(type(served.app.state.database), "write", never)
    answer = await served.ask('mutation { createSession(input: {title: "x"}) { session { id } } }')
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "TIMEOUT"}
    assert "not known" in error["message"]
