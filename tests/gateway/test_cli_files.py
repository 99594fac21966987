"""The commands that look after files: check, prune, copy; and files in backups."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from gateway.cli.main import app
from gateway.cli.options import FAILED, USAGE

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the demo."""
    monkeypatch.setenv("ISSUE_GATEWAY_DATA_DIR", str(data))
    for name in ("DATABASE", "FILES"):
        monkeypatch.delenv(f"ISSUE_GATEWAY_{name}", raising=False)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    assert run("demo", "--issues", "8").exit_code == 0
    return run


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*/*")}


def test_check_finds_what_is_wrong(run: Run, data: Path) -> None:
    sound = run("files", "check", "--hashes")
    assert sound.exit_code == 0, sound.output
    assert "0 of them unused" in sound.stdout
    first, second = sorted((data / "files").glob("*/*"))[:2]
    first.unlink()
    second.write_bytes(b"x" * second.stat().st_size)
    assert run("files", "check").exit_code == FAILED
    found = run("files", "check", "--hashes", "--json")
    assert found.exit_code == FAILED
    report = json.loads(found.stdout)
    assert report["faults"] >= 2
    said = " ".join(report["findings"])
    assert "missing" in said
    assert "damaged" in said


def test_prune_removes_what_is_old_and_unused(run: Run, data: Path) -> None:
    before = contents(data / "files")
    (data / "files" / "aa").mkdir(exist_ok=True)
    orphan = data / "files" / "aa" / ("aa" + "0" * 62)
    orphan.write_bytes(b"orphan")
    assert "0 files" in run("files", "prune").stdout, "an upload may be about to use it"
    long_ago = time.time() - 3 * 86_400
    for path in (data / "files").glob("*/*"):
        os.utime(path, (long_ago, long_ago))
    assert "1 files" in run("files", "prune").stdout
    assert contents(data / "files") == before


def test_copy_moves_bytes_and_verifies(run: Run, data: Path, tmp_path: Path) -> None:
    source, target = data / "files", tmp_path / "target"
    for _ in range(2):
        copied = run("files", "copy", "--from", str(source), "--to", str(target))
        assert copied.exit_code == 0, copied.output
        assert "verified" in copied.stdout
        assert contents(target) == contents(source)
    damaged = next(source.glob("*/*"))
    damaged.write_bytes(b"x" * damaged.stat().st_size)
    (target / damaged.parent.name / damaged.name).unlink()
    refused = run("files", "copy", "--from", str(source), "--to", str(target))
    assert refused.exit_code == FAILED
    assert "damaged" in refused.stderr
    assert not (target / damaged.parent.name / damaged.name).exists()
    unknown = run("files", "copy", "--from", str(source), "--to", "ftp://host/files")
    assert unknown.exit_code == USAGE


def test_a_backup_has_the_files(run: Run, data: Path, tmp_path: Path) -> None:
    kept = contents(data / "files")
    taken = tmp_path / "taken.db"
    saved = run("db", "backup", str(taken))
    assert saved.exit_code == 0, saved.output
    assert contents(tmp_path / "taken.db.files") == kept
    for path in (data / "files").glob("*/*"):
        path.unlink()
    assert run("files", "check").exit_code == FAILED
    restored = run("db", "restore", str(taken), "--force")
    assert restored.exit_code == 0, restored.output
    assert contents(data / "files") == kept
    assert run("files", "check", "--hashes").exit_code == 0


def test_with_a_bucket_a_backup_says_what_to_copy(run: Run, tmp_path: Path) -> None:
    saved = run("db", "backup", str(tmp_path / "taken.db"), "--files", "s3://evidence/issues")
    assert saved.exit_code == 0, saved.output
    assert "files copy --from s3://evidence/issues" in saved.stderr
    assert not (tmp_path / "taken.db.files").exists()


def test_a_demo_whose_files_cannot_be_stored(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "blocked").write_text("no folder")
    monkeypatch.setenv("ISSUE_GATEWAY_FILES", str(tmp_path / "blocked"))
    failed = run("demo", "--issues", "3", "--seed", "9")
    assert failed.exit_code != 0
    assert "The demo's files cannot be stored" in failed.stderr
    assert "ISSUE_GATEWAY_FILES" in failed.stderr
