"""`issue-gateway doctor`: each fault is seen, said with what to do, and nothing is changed."""

import asyncio
import json
import os
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from db.engine.sqlite_connection import driver
from db.files.store import StoreUnavailable
from db.maintenance import migrate
from db.maintenance.inspection import Server
from gateway.cli.main import app
from gateway.cli.options import FAILED
from gateway.doctor import database, diagnosis
from gateway.doctor.backups import NOTE
from gateway.doctor.finding import State
from gateway.doctor.machine import check_directory, check_file_system, check_free_space

Checks = Mapping[str, Mapping[str, str]]
Doctor = Callable[..., Result]
NOW = datetime(2026, 4, 13, tzinfo=UTC)


@pytest.fixture
def doctor(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """Run `doctor` on a migrated database."""
    monkeypatch.setenv("ISSUE_GATEWAY_DATABASE", url)
    monkeypatch.setenv("ISSUE_GATEWAY_DATA_DIR", str(tmp_path / "data"))
    return lambda *words: CliRunner().invoke(app, ["doctor", *words])


def checks(result: Result) -> Checks:
    document = json.loads(result.stdout)
    assert document["healthy"] is (result.exit_code == 0)
    return {each["check"]: each for each in document["checks"]}


def server(**facts: object) -> Server:
    usual: dict[str, object] = {
        "version": "18.0",
        "version_number": 180_000,
        "is_replica": False,
        "clock": NOW,
        "connections": 97,
        "used_by_others": 0,
        "lag": 0.0,
    }
    return Server(**(usual | facts))  # type: ignore[arg-type]  # as a row of the server has them


def test_a_healthy_installation(doctor: Doctor, url: str) -> None:
    result = doctor()
    assert result.exit_code == 0
    lines = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert [line for line in lines if not line.startswith("ok ")] == [
        "warn  backup          `db backup` was never run with this data directory"
    ]
    found = checks(doctor("--json"))
    assert found["schema"]["message"] == f"{migrate.head()}, the one of this version"
    assert ("connections" in found) is url.startswith("postgresql")
    assert "advice" in found["backup"]
    assert "advice" not in found["schema"]


def test_nothing_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "missing"
    result = CliRunner().invoke(app, ["doctor", "--data-dir", str(folder), "--json"])
    assert "empty" in checks(result)["schema"]["message"]
    assert not folder.exists()


def test_a_backup_is_known(doctor: Doctor, tmp_path: Path) -> None:
    made = CliRunner().invoke(app, ["db", "backup", str(tmp_path / "copy.db")])
    assert made.exit_code == 0, made.output
    found = checks(doctor("--json"))["backup"]
    assert found["state"] == "ok"
    assert found["message"] == f"{tmp_path / 'copy.db'}, 0 days 0 hours old"
    note = tmp_path / "data" / NOTE
    old = datetime.now(UTC) - timedelta(days=8, minutes=1)
    note.write_text(json.dumps(json.loads(note.read_text()) | {"at": old.isoformat()}))
    assert checks(doctor("--json"))["backup"]["state"] == "warning"
    note.write_text("{")
    assert "never" in checks(doctor("--json"))["backup"]["message"]


def test_an_older_schema_fails(doctor: Doctor, url: str) -> None:
    asyncio.run(migrate.downgrade(url, "-1"))
    result = doctor("--json")
    found = checks(result)["schema"]
    assert (result.exit_code, found["state"]) == (FAILED, "failure")
    assert found["advice"] == "Run: issue-gateway db upgrade"


def test_a_database_that_is_away_fails() -> None:
    result = CliRunner().invoke(
        app, ["doctor", "--database", "postgresql://nobody@127.0.0.1:1/none", "--json"]
    )
    found = checks(result)
    assert result.exit_code == FAILED
    assert found["database"]["advice"].startswith("Is a server running there")
    assert "backup" in found  # the checks after it are made all the same


def test_an_exposed_server_is_warned_of(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISSUE_GATEWAY_HOST", "0.0.0.0")  # the fault to be seen
    result = doctor()
    assert result.exit_code == 0
    assert "Set ISSUE_GATEWAY_ALLOWED_HOSTS." in result.stdout
    assert "Set --ssl-certfile, or put a proxy with TLS in front." in result.stdout


def test_a_bucket_that_is_away_fails(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def size(self, _key: str) -> int:
            raise StoreUnavailable("The bucket cannot answer now.")

    monkeypatch.setattr(diagnosis, "open_store", lambda _address: Away())
    result = doctor("--files", "s3://bucket/prefix", "--json")
    assert checks(result)["files"]["state"] == "failure"


@pytest.mark.postgresql
def test_connections_are_counted(postgres_database: str, tmp_path: Path) -> None:
    words = ("doctor", "--database", postgres_database, "--data-dir", str(tmp_path), "--json")
    result = CliRunner().invoke(app, [*words, "--gateways", "100", "--workers", "2"])
    found = checks(result)["connections"]
    assert found["state"] == "failure"
    assert found["message"].startswith("gateways 100 x workers 2 x 13 = at most 2600;")


@pytest.mark.postgresql
def test_a_replica_that_is_none_fails(postgres_database: str, tmp_path: Path) -> None:
    words = ("doctor", "--database", postgres_database, "--data-dir", str(tmp_path), "--json")
    same = CliRunner().invoke(app, [*words, "--read-database", postgres_database])
    assert checks(same)["replica"]["state"] == "failure"
    away = CliRunner().invoke(app, [*words, "--read-database", "postgresql://me@127.0.0.1:1/x"])
    assert checks(away)["replica"]["state"] == "warning"
    both = ("--read-database", postgres_database, "--read-database", "postgresql://127.0.0.1:1/x")
    found = checks(CliRunner().invoke(app, [*words, *both]))
    assert [found[f"replica {number}"]["state"] for number in (1, 2)] == ["failure", "warning"]
    assert "127.0.0.1:1" in found["replica 2"]["message"]


@pytest.mark.parametrize(
    ("facts", "state", "said"),
    [
        (
            {"is_replica": True, "lag": 0.04},
            State.OK,
            "db2, PostgreSQL 18.0, 0.0 s behind",
        ),
        ({"is_replica": True, "lag": 11.0}, State.WARNING, "db2 is 11 s behind"),
        ({"is_replica": True, "lag": None}, State.WARNING, "db2 has replayed nothing yet"),
        ({}, State.FAILURE, "db2 of --read-database is a primary: its rows are not those"),
    ],
)
async def test_the_lag_of_a_replica(
    facts: Mapping[str, object], state: State, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def inspect(_url: str) -> Server:
        return server(**facts)

    monkeypatch.setattr(database, "inspect", inspect)
    found = await database.check_replica("postgresql://me:secret@db2/x")
    assert (found.state, found.message) == (state, said)


@pytest.mark.parametrize(
    ("url", "state"),
    [
        ("postgresql://db1,db2/x", State.OK),
        ("postgresql://db1,db2:5432/x", State.OK),
        ("postgresql://db1,db2/y", State.FAILURE),
        ("postgresql://db1,db3/x", State.FAILURE),
        ("postgresql://db2/x", State.FAILURE),
    ],
)
async def test_a_server_of_a_cluster_may_be_the_primary(
    url: str, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a failover, without a change of the settings."""

    async def inspect(_url: str) -> Server:
        return server()

    monkeypatch.setattr(database, "inspect", inspect)
    found = await database.check_replica("postgresql://me:secret@db2/x", of=url)
    assert found.state is state


@pytest.mark.parametrize(
    ("seconds", "state", "said"),
    [(0.5, State.OK, "500 ms from"), (3, State.WARNING, "ahead"), (-3, State.WARNING, "behind")],
)
def test_the_clocks_of_two_machines(seconds: float, state: State, said: str) -> None:
    found = database.compare_clocks(server(), NOW + timedelta(seconds=seconds))
    assert found.state is state
    assert said in found.message


def test_an_old_sqlite_is_warned_of(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ISSUE_GATEWAY_DATABASE")
    monkeypatch.setattr(driver, "sqlite_version_info", (3, 40, 0))
    assert checks(doctor("--json"))["SQLite version"]["state"] == "warning"


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
31 22 0:41 / /srv rw - nfs4 server:/export rw
32 31 8:2 / /srv/fast rw - xfs /dev/sdb1 rw
33 22 0:42 / /mnt/two\\040words rw master:1 - fuse.sshfs me@host: rw
34 22 8:3 / /later rw - cifs //server/share rw
35 22 8:4 / /later rw - btrfs /dev/sdc1 rw
"""


@pytest.mark.parametrize(
    ("path", "kind", "state"),
    [
        ("/home/me/data", "ext4", State.OK),
        ("/srv/data", "nfs4", State.FAILURE),
        ("/srv/fast/data", "xfs", State.OK),
        ("/srv/faster", "nfs4", State.FAILURE),
        ("/mnt/two words/data", "fuse.sshfs", State.FAILURE),
        ("/later/data", "btrfs", State.OK),
    ],
)
def test_a_network_file_system_is_refused(
    path: str, kind: str, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    monkeypatch.setattr(Path, "exists", lambda _self: True)
    found = check_file_system(Path(path), holds_database=True, mounts=mounts)
    assert found.state is state
    assert f" on {kind}" in found.message
    beside = check_file_system(Path(path), holds_database=False, mounts=mounts)
    assert beside.state is (State.OK if state is State.OK else State.WARNING)


def test_a_directory_of_another_user_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root, who runs this in continuous integration, may write everywhere.
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    found = check_directory("data directory", tmp_path / "data")
    assert found.state is State.FAILURE
    assert str(tmp_path) in found.message


def test_an_open_directory_is_warned_of(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    tmp_path.chmod(0o755)
    assert check_directory("data directory", folder).advice == f"Run: chmod 700 {folder}"
    tmp_path.chmod(0o700)
    assert check_directory("data directory", folder).state is State.OK


def test_a_directory_may_have_a_relative_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "files").mkdir(mode=0o700)
    monkeypatch.chdir(tmp_path)
    found = check_directory("files", Path("files"))
    assert found.message == f"{tmp_path / 'files'}, mode 0700"


@pytest.mark.parametrize(
    ("free", "state"), [(99, State.FAILURE), (1000, State.WARNING), (5000, State.OK)]
)
def test_a_disk_that_fills(
    free: int, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type(shutil.disk_usage(tmp_path))(10_000 << 20, 0, free << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert check_free_space(tmp_path).state is state
