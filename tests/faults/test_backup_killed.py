"""Backups and restores that are killed or lose power: there is always a whole database."""

import shutil
import subprocess
from pathlib import Path

from db.engine import sqlite_file
from db.engine.open import FILE_NAME
from db.engine.sqlite_connection import connect_writer, driver
from db.maintenance.check import check
from tests.db.filled import fill, spoil
from tests.faults.conftest import NewDoomed, Scale
from tests.faults.disk import Disk, PowerCut
from tests.faults.doomed import KILLED, spread
from tests.faults.server import ROOT, command, environment
from tests.numbers import Report


async def test_a_finished_backup_survives_a_power_cut(
    disk_library: Path, sqlite_url: str, tmp_path: Path
) -> None:
    await fill(sqlite_url)
    root, empty = tmp_path / "backups", tmp_path / "empty"
    root.mkdir()
    empty.mkdir()
    disk = Disk(disk_library, root, tmp_path / "disk")
    taken = root / "taken.db"
    subprocess.run(
        command("db", "backup", str(taken), "--database", sqlite_url),
        cwd=ROOT,
        env=environment(**disk.environment()),
        check=True,
        capture_output=True,
    )
    left = PowerCut(disk, empty, tmp_path / "after").leave()
    assert [file.name for file in left.iterdir()] == ["taken.db"]
    assert (left / "taken.db").read_bytes() == taken.read_bytes()
    assert await sound(left / "taken.db")


async def test_a_restore_killed_at_any_operation_of_the_disk(
    new_doomed: NewDoomed,
    disk_library: Path,
    sqlite_url: str,
    tmp_path: Path,
    scale: Scale,
    report: Report,
) -> None:
    await fill(sqlite_url)
    template, root, taken = tmp_path / "template", tmp_path / "data", tmp_path / "taken.db"
    template.mkdir()
    sqlite_file.copy(sqlite_file.path_of(sqlite_url), taken)
    sqlite_file.copy(taken, template / FILE_NAME)
    connect_writer(template / FILE_NAME).close()  # with a write-ahead log, as a server leaves it
    await spoil(sqlite_file.url_of(template / FILE_NAME), "DELETE FROM idempotency")
    root.mkdir()
    disk = Disk(disk_library, root, tmp_path / "disk")
    doomed = new_doomed(disk.environment())

    def run(die_after: int) -> int:
        shutil.rmtree(root)
        shutil.copytree(template, root)
        disk.clear()
        disk.control.die_after = die_after
        return doomed.restore(taken, sqlite_file.url_of(root / FILE_NAME))

    assert run(0) == 0
    operations = disk.control.operations
    seen = [0, 0]
    points = spread(operations, scale.of(12, 10_000))
    for point in points:
        assert run(point) == (KILLED if point <= operations else 0)
        cut = PowerCut(disk, template, tmp_path / "after").leave()
        for left in (cut, root):
            assert await sound(left / FILE_NAME)
            seen[answers_kept(left / FILE_NAME)] += 1
        shutil.rmtree(tmp_path / "after")
    assert min(seen) > 0
    report(
        f"killed, and power cut, at {len(points)} of {operations} operations:"
        f" {seen[0]} times the old database, {seen[1]} times the restored one, always whole"
    )


async def sound(path: Path) -> bool:
    return all([part.sound async for part in check(sqlite_file.url_of(path))])


def answers_kept(path: Path) -> int:
    """What tells the backup, which has one, from the database in its place."""
    connection = driver.connect(str(path))
    ((rows,),) = connection.execute("SELECT count(*) FROM idempotency")
    connection.close()
    return int(rows)
