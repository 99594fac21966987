"""The command line, in this process; `test_serve.py` runs the server as another."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from db.maintenance import migrate
from db.tokens import well_formed
from gateway.cli.main import app
from gateway.cli.options import FAILED, NO_DATABASE, USAGE
from gateway.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent.parent
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the data directory of this test."""
    monkeypatch.setenv("ISSUE_GATEWAY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("ISSUE_GATEWAY_DATABASE", raising=False)

    def command(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return command


LOADED = """
import runpy, sys
try:
    runpy.run_module("gateway", run_name="__main__")
finally:
    print(*{name.partition(".")[0] for name in sys.modules})
"""
SERVER = {"db", "schema", "resolvers", "rest_compat"} | {
    *("graphql", "pydantic", "sqlalchemy", "starlette", "strawberry", "structlog", "uvicorn"),
}


def test_help_is_instant() -> None:
    """It loads nothing of the server, which would take ten times as long."""
    command = [sys.executable, "-c", LOADED, "--help"]
    shown = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert "Usage:" in shown.stdout
    loaded = set(shown.stdout.splitlines()[-1].split())
    assert "typer" in loaded
    assert not loaded & SERVER


def test_token_create_prints_the_token_alone(run: Run) -> None:
    result = run("token", "create", "--email", "a@example.com", "--expires", "90d")
    assert result.exit_code == 0, result.output
    assert well_formed(result.stdout.removesuffix("\n"))
    assert result.stdout.strip() not in result.stderr


def test_tokens_are_listed_and_revoked(run: Run) -> None:
    for email, scope in (("a@example.com", "read"), ("b@example.com", "admin")):
        run("token", "create", "--email", email, "--scope", scope, "--name", "CI")
    head, first, second = run("token", "list").stdout.splitlines()
    assert head.split("\t") == ["id", "email", "name", "scope", "created", "expires", "state"]
    token_id, *shown = first.split("\t")
    assert (*shown[:3], *shown[4:]) == ("a@example.com", "CI", "read", "never", "valid")
    assert second.split("\t")[3] == "admin"

    assert run("token", "revoke", token_id).exit_code == 0
    assert run("token", "list").stdout.splitlines()[1].endswith("\trevoked")
    again = run("token", "revoke", token_id)
    assert again.exit_code == FAILED
    assert "token list" in again.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("token", "create"),
        ("token", "create", "--email", "nobody"),
        ("token", "create", "--email", "a@example.com", "--scope", "root"),
        ("token", "create", "--email", "a@example.com", "--expires", "soon"),
        ("token", "create", "--email", "a@example.com", "--expires", "0d"),
        ("demo", "--issues", "0"),
        ("demo", "--until", "yesterday"),
        ("serve", "--port", "65536"),
        ("serve", "--workers", "0"),
        ("token", "list", "--database", "mysql://x/y"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_2_and_touches_nothing(run: Run, tmp_path: Path, words: tuple[str]) -> None:
    result = run(*words)
    assert result.exit_code == USAGE, result.output
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_data_directory_that_cannot_be_used_is_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    result = run("token", "list")
    assert result.exit_code == NO_DATABASE
    assert "--data-dir" in result.stderr


def test_a_file_that_is_no_database_is_3(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "issues.db").write_bytes(b"no database at all" * 100)
    for words in (("token", "list"), ("db", "check"), ("db", "upgrade")):
        result = run(*words)
        assert result.exit_code == NO_DATABASE, result.output
        assert "issues.db" in result.stderr


def test_a_check_of_nothing_says_that_there_is_no_database(run: Run, tmp_path: Path) -> None:
    result = run("db", "check")
    assert result.exit_code == 1
    assert "There is no database yet" in result.stderr
    assert "--data-dir" in result.stderr
    assert not (tmp_path / "data").exists()


def test_a_server_that_is_not_there_is_3_and_hides_the_password(run: Run) -> None:
    result = run("token", "list", "--database", "postgresql://me:hunter2@127.0.0.1:1/issues")
    assert result.exit_code == NO_DATABASE
    assert "127.0.0.1:1/issues" in result.stderr
    assert "Is a server running there" in result.stderr
    assert "hunter2" not in result.output


def test_db_check_tells_what_is_missing(run: Run) -> None:
    before = run("db", "check")
    assert before.exit_code == FAILED
    assert "issue-gateway db upgrade" in before.stderr
    upgraded = run("db", "upgrade")
    assert upgraded.exit_code == 0, upgraded.output
    assert migrate.head() in upgraded.stdout
    after = run("db", "check")
    assert after.exit_code == 0, after.output
    assert "writable  yes" in after.stdout


def test_demo_is_reproducible_and_not_loaded_twice(run: Run, tmp_path: Path) -> None:
    words = ("demo", "--issues", "5", "--comments-per-issue", "2", "--until", "2026-04-13")
    assert run(*words).exit_code == 0
    again = run(*words)
    assert again.exit_code == FAILED
    assert "--seed" in again.stderr
    other = run(*words, "--seed", "77")
    assert other.exit_code == 0, other.output


def test_schema_is_the_committed_one(run: Run) -> None:
    assert run("schema").stdout == (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")


def test_openapi_is_the_committed_one(run: Run) -> None:
    committed = (ROOT / "rest_compat" / "openapi.json").read_text(encoding="utf-8")
    assert json.loads(run("openapi").stdout) == json.loads(committed)


def commands(command: Any, name: str) -> dict[str, Any]:
    """The commands below one, as typer's own copy of click holds them."""
    found: dict[str, Any] = {}
    for part, inner in getattr(command, "commands", {}).items():
        found |= commands(inner, f"{name} {part}")
    return found or {name: command}


def every_command() -> dict[str, Any]:
    return commands(typer.main.get_command(app), "issue-gateway")


def test_options_of_serve_are_settings() -> None:
    for option in every_command()["issue-gateway serve"].params:
        assert option.name in Settings.model_fields
        assert option.envvar == PREFIX + option.name.upper()
