"""Fault 8: killed in the middle of a migration. Old or new, never mixed; a backup first."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection

from db.engine import sqlite_file
from db.engine.open import FILE_NAME
from db.engine.sqlite_connection import connect_writer
from db.maintenance import migrate
from db.maintenance.check import check
from tests.databases import in_transaction
from tests.db.catalog import catalog
from tests.db.filled import fill
from tests.faults.conftest import NewDoomed, NewServer, Prepared, Scale
from tests.faults.disk import Disk, PowerCut
from tests.faults.doomed import KILLED, spread
from tests.numbers import Report

NEWER = "9999"
MIGRATION = f'''"""A migration as a later version may have it: new tables, moved rows."""

import sqlalchemy as sa
from alembic import op

revision = "{NEWER}"
down_revision = "{migrate.head()}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("team", sa.Column("name", sa.Text(), primary_key=True))
    op.execute("INSERT INTO team SELECT DISTINCT owner FROM issue")
    op.add_column("comment", sa.Column("stars", sa.Integer(), nullable=True))
    op.execute("UPDATE comment SET stars = 3")
    op.create_index("ix_comment_stars", "comment", ["stars"])
    op.execute("DELETE FROM reaction")
    op.drop_table("idempotency")
'''


@dataclass(frozen=True)
class State:
    """All that a migration may change: the schema, and rows that tell the versions apart."""

    schema: Sequence[tuple[object, ...]]
    reactions: int
    comments: int


def state(connection: Connection) -> State:
    def number(table: str) -> int:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0)

    return State(catalog(connection), number("reaction"), number("comment"))


@pytest.fixture(scope="session")
def migrations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The migrations of a later version."""
    folder = tmp_path_factory.mktemp("later") / "migrations"
    shutil.copytree(migrate.SCRIPTS, folder)
    (folder / "versions" / f"{NEWER}_later.py").write_text(MIGRATION)
    return folder


async def test_killed_at_any_operation_of_the_disk(
    new_doomed: NewDoomed,
    migrations: Path,
    disk_library: Path,
    sqlite_url: str,
    tmp_path: Path,
    scale: Scale,
    report: Report,
) -> None:
    template, root = tmp_path / "template", tmp_path / "data"
    await fill(sqlite_url)
    as_a_server_leaves_it(sqlite_url, template)
    old = await in_transaction(sqlite_file.url_of(template / FILE_NAME), state)
    root.mkdir()
    disk = Disk(disk_library, root, tmp_path / "disk")
    doomed = new_doomed({"MIGRATIONS": str(migrations), **disk.environment()})

    def run(die_after: int) -> int:
        shutil.rmtree(root)
        shutil.copytree(template, root)
        disk.clear()
        disk.control.die_after = die_after
        return doomed.upgrade(sqlite_file.url_of(root / FILE_NAME))

    assert run(0) == 0
    operations = disk.control.operations
    new = await in_transaction(sqlite_file.url_of(root / FILE_NAME), state)
    assert old.schema != new.schema
    assert old.reactions > new.reactions
    points = spread(operations, scale.of(12, 10_000))
    seen = {NEWER: 0, migrate.head(): 0}
    for point in points:
        assert run(point) == (KILLED if point <= operations else 0)
        cut = PowerCut(disk, template, tmp_path / "after").leave()
        for left in (cut, root):
            revision = await one_of(left, old, new)
            seen[revision] += 1
        shutil.rmtree(tmp_path / "after")
        assert doomed.upgrade(sqlite_file.url_of(root / FILE_NAME)) == 0
        assert await in_transaction(sqlite_file.url_of(root / FILE_NAME), state) == new
    assert min(seen.values()) > 0
    report(
        f"SQLite: killed, and power cut, at {len(points)} of {operations} operations:"
        f" {seen[migrate.head()]} times old, {seen[NEWER]} times new, never mixed"
    )


def as_a_server_leaves_it(url: str, data_dir: Path) -> None:
    """A copy of a database with a write-ahead log."""
    data_dir.mkdir()
    sqlite_file.copy(sqlite_file.path_of(url), data_dir / FILE_NAME)
    connect_writer(data_dir / FILE_NAME).close()


async def one_of(left: Path, old: State, new: State) -> str:
    """The revision of what a kill has left, which must be wholly the old one or the new one."""
    copy = left.with_name("examined")
    shutil.copytree(left, copy)
    url = sqlite_file.url_of(copy / FILE_NAME)
    revision = await migrate.current(url)
    assert revision in (migrate.head(), NEWER)
    assert await in_transaction(url, state) == (old if revision == migrate.head() else new)
    backup = sqlite_file.url_of(copy / f"{FILE_NAME}.{migrate.head()}.backup")
    if revision == NEWER:
        assert await in_transaction(backup, state) == old
        assert all([part.sound async for part in check(backup)])
    shutil.rmtree(copy)
    return revision


@pytest.mark.postgresql
async def test_killed_at_any_statement(
    new_doomed: NewDoomed,
    migrations: Path,
    new_postgres_url: Callable[..., str],
    migrated_postgres_url: str,
    scale: Scale,
    report: Report,
) -> None:
    template = new_postgres_url(migrated_postgres_url)
    await fill(template)
    old = await in_transaction(template, state)
    doomed = new_doomed({"MIGRATIONS": str(migrations)})
    found: list[tuple[str | None, State]] = []
    point, step = 1, scale.of(4, 1)
    while True:
        url = new_postgres_url(template)
        status = doomed.upgrade(url, statement=point)
        if status == 0:
            break
        assert status == KILLED
        found.append((await migrate.current(url), await in_transaction(url, state)))
        point += step
    assert await migrate.current(url) == NEWER
    new = await in_transaction(url, state)
    # The statements after the commit only look whether all is done.
    before = [each for each in found if each[0] == migrate.head()]
    after = found[len(before) :]
    assert len(before) > 1
    assert before == [(migrate.head(), old)] * len(before)
    assert after == [(NEWER, new)] * len(after)
    report(
        f"PostgreSQL: killed at {len(found)} statements, {len(before)} times the old schema,"
        f" {len(after)} times, after the commit, the new one"
    )


async def test_a_server_refuses_a_newer_schema(
    new_doomed: NewDoomed, migrations: Path, new_server: NewServer, prepared: Prepared
) -> None:
    assert (
        new_doomed({"MIGRATIONS": str(migrations)}).upgrade(
            sqlite_file.url_of(prepared.data_dir / FILE_NAME)
        )
        == 0
    )
    server = new_server(prepared.data_dir)
    with pytest.raises(AssertionError, match="newer version"):
        await server.start()
    assert await server.ended() == 3
