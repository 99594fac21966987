"""Fault 5: SIGTERM under load. All that was begun is finished, and the exit status is 0."""

import asyncio
from pathlib import Path

import orjson

from tests.faults.client import Connection, Lost, connected
from tests.faults.conftest import NewServer, Prepared, Scale
from tests.faults.load import ISSUES, Load
from tests.faults.verify import copied, verify
from tests.numbers import Report

BEGUN = 16
"""Requests that have sent their head and half of their body when the signal comes."""


async def test_what_was_begun_is_finished(
    new_server: NewServer, prepared: Prepared, tmp_path: Path, scale: Scale, report: Report
) -> None:
    load = Load(tmp_path / "journal", prepared.token)
    rounds = scale.of(1, 25)
    for number in range(rounds):
        server = new_server(prepared.data_dir)
        await server.start()
        writing = load.begin(server.port)
        await load.until(100, writing)
        bodies = [
            orjson.dumps({"title": f"Begun {number} {which}", "description": []})
            for which in range(BEGUN)
        ]
        async with connected(server.port, prepared.token, BEGUN) as begun:
            for connection, body in zip(begun, bodies, strict=True):
                connection.start("POST", ISSUES, len(body), {})
                await connection.part(body[:10])
            await load.until(20, writing)
            server.terminate()
            # Only once it refuses connections has it seen the signal.
            while await listens(server.port):
                await asyncio.sleep(0.005)
            answers = await asyncio.gather(
                *(each.finish(body[10:]) for each, body in zip(begun, bodies, strict=True))
            )
        assert [answer.status for answer in answers] == [201] * BEGUN
        await writing
        assert await server.ended() == 0, server.printed()
        # Never half an answer, never an error: the journal would have raised.
        assert not load.journal.half_answers
        assert set(load.journal.statuses) <= {200, 201}
    verdict = await verify(copied(prepared.data_dir, tmp_path / "copy"), load.journal)
    assert verdict.sound, verdict
    report(
        f"{rounds} times, {rounds * BEGUN} begun requests finished, of"
        f" {len(load.journal.acknowledged):,} acknowledged 0 lost, exit status 0"
    )


async def listens(port: int) -> bool:
    try:
        (await Connection.open(port, "")).close()
    except Lost:
        return False
    return True
