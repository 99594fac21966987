"""Backups: taken beside a writer, put in place, refused when that would lose something."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from db.engine import SYSTEM, open_database, sqlite_file
from db.engine.sqlite_connection import connect_writer
from db.maintenance import backup, migrate
from db.maintenance.check import check
from tests.db.filled import act, fill, spoil

NewDatabase = Callable[[str], str]


def ignore(_what: str, _done: int, _total: int) -> None:
    pass


async def sound(path: Path) -> bool:
    return all([part.sound async for part in check(sqlite_file.url_of(path))])


async def test_a_backup_holds_everything_and_is_put_back(
    url: str, new_database_url: NewDatabase, tmp_path: Path
) -> None:
    await fill(url)
    taken = tmp_path / "taken.db"
    counts = await backup.back_up(url, taken, ignore)
    assert counts["issue"] == 15
    assert stat.S_IMODE(taken.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.glob("taken*")) == ["taken.db"]
    assert await sound(taken)

    target = new_database_url("postgresql" if url.startswith("postgresql") else "sqlite")
    restored = await backup.restore(taken, target, force=False, progress=ignore)
    assert (restored.counts, restored.kept) == (counts, None)
    assert [part.findings async for part in check(target) if not part.sound] == []


async def test_a_backup_is_taken_while_a_transaction_is_open(
    sqlite_url: str, tmp_path: Path
) -> None:
    await fill(sqlite_url)
    connection = connect_writer(sqlite_file.path_of(sqlite_url))
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("DELETE FROM token")
    counts = await backup.back_up(sqlite_url, tmp_path / "taken.db", ignore)
    connection.execute("ROLLBACK")
    connection.close()
    assert counts["token"] == 1


async def test_an_existing_file_is_not_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    taken = tmp_path / "taken.db"
    taken.write_text("precious")
    with pytest.raises(backup.BackupError, match="exists"):
        await backup.back_up(sqlite_url, taken, ignore)
    assert taken.read_text() == "precious"


async def test_an_unsound_database_gives_no_backup(sqlite_url: str, tmp_path: Path) -> None:
    await fill(sqlite_url)
    await spoil(sqlite_url, "PRAGMA foreign_keys=OFF", "DELETE FROM session")
    with pytest.raises(backup.BackupError, match="not sound"):
        await backup.back_up(sqlite_url, tmp_path / "taken.db", ignore)
    assert list(tmp_path.glob("taken*")) == []


async def test_a_database_is_replaced_by_force_alone_and_kept(
    sqlite_url: str, tmp_path: Path
) -> None:
    await fill(sqlite_url)
    target = sqlite_file.path_of(sqlite_url)
    taken = tmp_path / "taken.db"
    counts = await backup.back_up(sqlite_url, taken, ignore)
    database = await open_database(sqlite_url, tmp_path)
    try:
        await act(database)
        with pytest.raises(backup.BackupError, match="database already"):
            await backup.restore(taken, sqlite_url, force=False, progress=ignore)
        with pytest.raises(backup.BackupError, match="Another process"):
            await backup.restore(taken, sqlite_url, force=True, progress=ignore)
        # After the refusal everything is unchanged, and the server continues.
        await database.write(SYSTEM, lambda write: write.probe())
    finally:
        await database.close()

    restored = await backup.restore(taken, sqlite_url, force=True, progress=ignore)
    assert restored.counts == counts
    assert restored.kept is not None
    assert await sound(restored.kept)
    assert await sound(target)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["issues.db", restored.kept.name, "taken.db"]
    )


async def test_a_damaged_database_can_be_replaced(sqlite_url: str, tmp_path: Path) -> None:
    taken, damaged = tmp_path / "taken.db", tmp_path / "damaged.db"
    await backup.back_up(sqlite_url, taken, ignore)
    damaged.write_bytes(b"no database" * 1000)
    restored = await backup.restore(taken, sqlite_file.url_of(damaged), force=True, progress=ignore)
    assert await sound(damaged)
    assert restored.kept is not None
    assert restored.kept.read_bytes().startswith(b"no database")


async def test_a_newer_backup_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    taken, target = tmp_path / "taken.db", tmp_path / "new" / "issues.db"
    await backup.back_up(sqlite_url, taken, ignore)
    await spoil(sqlite_file.url_of(taken), "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(migrate.NewerSchemaError):
        await backup.restore(taken, sqlite_file.url_of(target), force=False, progress=ignore)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no database" * 1000])
async def test_what_is_no_backup_is_refused(content: bytes, tmp_path: Path) -> None:
    taken, target = tmp_path / "taken.db", tmp_path / "issues.db"
    taken.write_bytes(content)
    with pytest.raises(backup.BackupError, match=r"no backup|cannot be read"):
        await backup.restore(taken, sqlite_file.url_of(target), force=False, progress=ignore)
    assert not target.exists()
