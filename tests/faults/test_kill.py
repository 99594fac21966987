"""Fault 1: `kill -9` under 8 writers. None lost, none torn, none doubled on retry."""

import random
from pathlib import Path

from tests.faults.conftest import NewServer, Prepared, Scale
from tests.faults.load import Load
from tests.faults.verify import Verdict, copied, verify
from tests.numbers import Report

ACKNOWLEDGEMENTS = 210
"""In each cycle, at least."""

REPEATED = 10


async def cycle(
    number: int, server_of: NewServer, prepared: Prepared, load: Load, build: str = ""
) -> Verdict:
    """Start, write, kill in the middle, verify a copy."""
    lot = random.Random(number)
    server = server_of(prepared.data_dir, build=build)
    await server.start()
    await load.repeat(server.port, lot, REPEATED)
    writing = load.begin(server.port)
    await load.until(ACKNOWLEDGEMENTS + lot.randrange(60), writing)
    server.kill()
    await writing
    url = copied(prepared.data_dir, prepared.data_dir.with_name("copy"))
    return await verify(url, load.journal)


async def test_nothing_acknowledged_is_lost(
    new_server: NewServer, prepared: Prepared, tmp_path: Path, scale: Scale, report: Report
) -> None:
    load = Load(tmp_path / "journal", prepared.token)
    cycles = scale.of(2, 100)
    for number in range(cycles):
        verdict = await cycle(number, new_server, prepared, load)
        assert verdict.sound, (number, verdict)
    journal = load.journal
    acknowledged = len(journal.acknowledged)
    assert acknowledged >= cycles * ACKNOWLEDGEMENTS
    assert journal.retried > 0
    report(
        f"{cycles} kills, {acknowledged:,} acknowledged, {journal.lost_connections:,} connections"
        f" lost, {journal.retried:,} retried: 0 lost, 0 doubled, 0 torn"
    )


async def test_control_acknowledging_early_is_caught(
    new_server: NewServer, prepared: Prepared, tmp_path: Path, report: Report
) -> None:
    load = Load(tmp_path / "journal", prepared.token)
    verdict = await cycle(0, new_server, prepared, load, build="early")
    assert verdict.lost
    report(f"{len(verdict.lost)} of {len(load.journal.acknowledged)} lost, as must be")
