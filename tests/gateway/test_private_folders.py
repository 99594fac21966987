"""Folders that the gateway and its commands make: nobody but their owner enters them."""

import re
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from gateway.cli.main import app
from gateway.cli.uploading import Uploader, UploadError
from gateway.doctor.backups import note_backup
from gateway.settings import Settings

ROOT = Path(__file__).parents[2]
PACKAGES = ("db", "gateway", "resolvers", "rest_compat", "schema")
MAKERS = re.compile(r"\bmkdir\(|\bmakedirs\(")


def modes(top: Path, folder: str) -> set[int]:
    """The modes of the folders below `top` on the way to `folder`, and of that."""
    made = [top / folder, *(top / folder).parents]
    return {each.stat().st_mode & 0o777 for each in made[: made.index(top)]}


def invoke(*words: object) -> None:
    found = CliRunner().invoke(app, list(map(str, words)))
    assert found.exit_code == 0, found.output


def test_a_first_start_and_a_restored_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ISSUE_GATEWAY_DATABASE", raising=False)
    monkeypatch.setenv("ISSUE_GATEWAY_DATA_DIR", str(tmp_path / "a" / "b" / "c"))
    invoke("demo", "--issues", 1)
    assert modes(tmp_path, "a/b/c") == {0o700}
    invoke("db", "backup", tmp_path / "taken.db")
    monkeypatch.setenv("ISSUE_GATEWAY_DATA_DIR", str(tmp_path / "d" / "e" / "f"))
    invoke("db", "restore", tmp_path / "taken.db")
    assert modes(tmp_path, "d/e/f") == {0o700}


def test_the_note_of_a_backup(tmp_path: Path) -> None:
    note_backup(Settings(data_dir=tmp_path / "a" / "b" / "c"), tmp_path / "taken.db")
    assert modes(tmp_path, "a/b/c") == {0o700}


def test_the_memory_of_uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(201 if request.method == "POST" else 401, headers={"Location": "/u"})

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a" / "b"))
    (tmp_path / "log").write_bytes(b"lines")
    transport = httpx.MockTransport(answer)
    with (
        Uploader("http://127.0.0.1", "token", transport=transport) as uploader,
        pytest.raises(UploadError),
    ):
        uploader.upload(tmp_path / "log", "1", None, lambda *, completed: None)
    assert modes(tmp_path, "a/b/issue-gateway") == {0o700}


def test_every_folder_is_made_by_the_one_function_that_keeps_it_private() -> None:
    found = {
        f"{path.relative_to(ROOT)}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if MAKERS.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"db/files/directory.py"}
