"""Fault 3: the disk fails to sync, or is full. No 2xx, reads go on, and it recovers by itself."""

import asyncio
import shutil
import time
from pathlib import Path

import pytest

from tests.faults.client import connected
from tests.faults.conftest import NewServer, Prepared, Scale
from tests.faults.disk import Disk, PowerCut
from tests.faults.load import ISSUES, Load
from tests.faults.verify import copied, verify
from tests.numbers import Report

READS = ("/healthz", f"{ISSUES}?limit=5", "/graphql?query=%7Bissues%7BtotalCount%7D%7D")
BROKEN_FOR = 0.5
RECOVERY = 3.0
"""Seconds from a sound disk to an acknowledged write."""


async def broken(port: int, token: str) -> None:
    """Reads are answered, a write and the readiness are not."""
    async with connected(port, token) as (connection,):
        for path in READS:
            answer = await connection.send("GET", path)
            assert answer.status == 200, (path, answer)
        ready = await connection.send("GET", "/readyz")
        assert ready.status == 503, ready
        refused = await connection.send("POST", ISSUES, {"title": "Not kept", "description": []})
    assert refused.status in (503, 507), refused
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.headers["content-type"].startswith("application/problem+json")


async def break_and_mend(disk: Disk, fault: str, load: Load, port: int) -> float:
    """Under load; the seconds from a sound disk to an acknowledged write."""
    journal = load.journal
    writing = load.begin(port)
    await load.until(60, writing)
    setattr(disk.control, fault, 1)
    # What was on its way when the disk broke may still be acknowledged: it had been synced.
    load.stop()
    await writing
    acknowledged, refused = len(journal.acknowledged), journal.refused
    writing = load.begin(port)
    await asyncio.gather(broken(port, load.token), asyncio.sleep(BROKEN_FOR))
    assert len(journal.acknowledged) == acknowledged
    assert journal.refused > refused
    setattr(disk.control, fault, 0)
    mended = time.monotonic()
    await load.until(1, writing)
    seconds = time.monotonic() - mended
    await load.until(60, writing)
    load.stop()
    await writing
    return seconds


@pytest.mark.parametrize("fault", ["sync_fails", "full"])
async def test_a_failing_disk(
    fault: str,
    new_server: NewServer,
    disk_library: Path,
    prepared: Prepared,
    tmp_path: Path,
    scale: Scale,
    report: Report,
) -> None:
    before = tmp_path / "before"
    shutil.copytree(prepared.data_dir, before)
    disk = Disk(disk_library, prepared.data_dir, tmp_path / "disk")
    server = new_server(prepared.data_dir, more=disk.environment())
    await server.start()
    load = Load(tmp_path / "journal", prepared.token)
    rounds = scale.of(1, 25)
    slowest = 0.0
    for _ in range(rounds):
        slowest = max(slowest, await break_and_mend(disk, fault, load, server.port))
    assert slowest < RECOVERY
    server.kill()
    left = PowerCut(disk, before, tmp_path / "after").leave()
    verdict = await verify(copied(left, tmp_path / "copy"), load.journal)
    assert verdict.sound, verdict
    journal = load.journal
    report(
        f"{rounds} times, {journal.refused:,} writes refused, none"
        f" acknowledged meanwhile; writing again after {slowest * 1000:.0f} ms; of"
        f" {len(journal.acknowledged):,} acknowledged 0 lost in a power cut after that"
    )
