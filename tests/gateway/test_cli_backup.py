"""The commands that copy, check and put back databases."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from db.engine.sqlite_connection import driver
from gateway.cli.main import app
from gateway.cli.options import FAILED, NO_DATABASE, USAGE

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the data directory of this test."""
    monkeypatch.setenv("ISSUE_GATEWAY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("ISSUE_GATEWAY_DATABASE", raising=False)
    return lambda *words: CliRunner().invoke(app, list(words))


def test_backup_restore_copy_and_check(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--issues", "5").exit_code == 0
    taken, copied = tmp_path / "taken.db", tmp_path / "copied.db"
    saved = run("db", "backup", str(taken))
    assert saved.exit_code == 0, saved.output
    assert ("issue", "5", "rows") in [tuple(line.split()) for line in saved.stdout.splitlines()]

    refused = run("db", "restore", str(taken))
    assert refused.exit_code == FAILED
    assert "--force" in refused.stderr
    restored = run("db", "restore", str(taken), "--force")
    assert restored.exit_code == 0, restored.output
    assert restored.stdout == saved.stdout
    assert "kept as" in restored.stderr

    moved = run("db", "copy", "--from", f"sqlite:///{taken}", "--to", f"sqlite:///{copied}")
    assert moved.exit_code == 0, moved.output
    assert moved.stdout == saved.stdout
    again = run("db", "copy", "--from", f"sqlite:///{taken}", "--to", f"sqlite:///{copied}")
    assert again.exit_code == FAILED
    assert "not empty" in again.stderr

    checked = run("db", "check", "--database", f"sqlite:///{copied}")
    assert checked.exit_code == 0, checked.output
    assert checked.stdout.count(" ok\n") == 8


def test_check_tells_what_is_wrong(run: Run, tmp_path: Path) -> None:
    run("demo", "--issues", "2")
    connection = driver.connect(str(tmp_path / "data" / "issues.db"))
    with connection:
        connection.execute("UPDATE issue SET owner = 'somebody else'")
    connection.close()
    checked = run("db", "check")
    assert checked.exit_code == FAILED
    assert 'owner is "somebody else", logged was' in checked.stdout
    assert "findings" in checked.stderr


def test_what_cannot_be_done_is_said(run: Run, tmp_path: Path) -> None:
    assert run("db", "backup", str(tmp_path / "a.db")).exit_code == FAILED
    assert run("db", "restore", str(tmp_path / "a.db")).exit_code == FAILED
    assert run("db", "copy", "--from", "mysql://a", "--to", "sqlite:///b").exit_code == USAGE
    missing = json.dumps(str(tmp_path / "nowhere" / "x.db"))[1:-1]
    nowhere = f"postgresql://nobody@/none?host={missing}"
    refused = run("db", "copy", "--from", nowhere, "--to", f"sqlite:///{tmp_path}/c.db")
    assert refused.exit_code == NO_DATABASE
