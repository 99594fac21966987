"""Fault 2: the power is cut under 8 writers, and only what was synced survives. None lost."""

import random
import shutil
from pathlib import Path

from tests.faults.conftest import NewServer, Prepared, Scale
from tests.faults.disk import Disk, PowerCut
from tests.faults.load import Load
from tests.faults.verify import Verdict, copied, verify
from tests.numbers import Report

ACKNOWLEDGEMENTS = 210
"""In each cycle, at least."""
EVEN = (0, 2, 4)
"""Numbers of cycles in which only what was synced survives."""


async def cycle(
    number: int,
    server_of: NewServer,
    library: Path,
    data_dir: Path,
    load: Load,
    build: str = "",
) -> Verdict:
    """Start, write, cut the power, verify a copy of what is left; the next cycle goes on from it.

    Every second time anything not synced may survive too, in part and in any order.
    """
    lot = random.Random(number)
    before, after = data_dir.with_name("before"), data_dir.with_name("after")
    shutil.copytree(data_dir, before)
    disk = Disk(library, data_dir, data_dir.with_name("disk"))
    server = server_of(data_dir, build=build, more=disk.environment())
    await server.start()
    writing = load.begin(server.port)
    await load.until(ACKNOWLEDGEMENTS + lot.randrange(60), writing)
    server.kill()
    await writing
    left = PowerCut(disk, before, after).leave(lot if number % 2 else None)
    shutil.rmtree(data_dir)
    left.rename(data_dir)
    shutil.rmtree(before)
    shutil.rmtree(after)
    return await verify(copied(data_dir, data_dir.with_name("copy")), load.journal)


async def test_nothing_acknowledged_is_lost(
    new_server: NewServer,
    disk_library: Path,
    prepared: Prepared,
    tmp_path: Path,
    scale: Scale,
    report: Report,
) -> None:
    load = Load(tmp_path / "journal", prepared.token)
    cycles = scale.of(2, 100)
    for number in range(cycles):
        verdict = await cycle(number, new_server, disk_library, prepared.data_dir, load)
        assert verdict.sound, (number, verdict)
    acknowledged = len(load.journal.acknowledged)
    assert acknowledged >= cycles * ACKNOWLEDGEMENTS
    report(f"{cycles} power cuts, {acknowledged:,} acknowledged: 0 lost, 0 doubled, 0 torn")


async def test_control_not_waiting_for_the_disk_is_caught(
    new_server: NewServer, disk_library: Path, prepared: Prepared, tmp_path: Path, report: Report
) -> None:
    load = Load(tmp_path / "journal", prepared.token)
    # Even so nothing is lost in a cut that comes right after a checkpoint: there is another then.
    for number in EVEN:
        verdict = await cycle(
            number, new_server, disk_library, prepared.data_dir, load, build="normal"
        )
        if verdict.lost:
            break
    assert verdict.lost
    report(f"{len(verdict.lost)} of {len(load.journal.acknowledged)} lost, as must be")
