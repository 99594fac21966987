"""Manners of the command line: help, completion, colour, JSON, and helpful errors."""

import errno
import json
import os
import pty
import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import make_url
from typer.testing import CliRunner, Result

from db.engine.sqlite_connection import driver
from gateway import startup_advice as unusable
from gateway.cli.main import app
from gateway.cli.options import FAILED, NO_DATABASE, USAGE
from gateway.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the data directory of this test."""
    monkeypatch.setenv("ISSUE_GATEWAY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("ISSUE_GATEWAY_DATABASE", raising=False)
    return lambda *words: CliRunner().invoke(app, list(words))


def groups_and_commands(command: Any, words: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {words: command}
    for name, inner in getattr(command, "commands", {}).items():
        found |= groups_and_commands(inner, (*words, name))
    return found


ALL = groups_and_commands(typer.main.get_command(app))
COMMANDS = [words for words, command in ALL.items() if not hasattr(command, "commands")]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_examples_of_the_help_are_right_usage(run: Run, words: tuple[str, ...]) -> None:
    shown = run(*words, "--help").stdout
    examples = re.findall(r"^    ?issue-gateway (.*)$", shown.partition("Examples:\n")[2], re.M)
    assert examples
    for example in examples:
        typed = shlex.split(re.split(r" [>|] ", example)[0])
        assert tuple(typed[: len(words)]) == words
        ALL[words].make_context(words[-1], typed[len(words) :])


@pytest.mark.parametrize("words", sorted(ALL.keys() - set(COMMANDS)), ids=" ".join)
def test_lists_of_commands_are_not_cut_off(run: Run, words: tuple[str, ...]) -> None:
    assert "..." not in run(*words, "--help").stdout.partition("Commands:")[2]


def test_version(run: Run) -> None:
    assert re.fullmatch(r"issue-gateway \d+\.\d+\.\d+\n", run("--version").stdout)


def test_completion_of_bash() -> None:
    """As a shell sources it, and then as the Tab key calls it."""
    script = (
        'eval "$(issue-gateway --show-completion)"; COMP_WORDS=(issue-gateway db re); COMP_CWORD=2;'
        ' _issue_gateway_completion issue-gateway; echo "${COMPREPLY[@]}"'
    )
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, env={**os.environ, "PATH": path}
    )
    assert done.stdout == "restore\n", done.stderr


def on_terminal(environment: Mapping[str, str]) -> str:
    """What a refused command says when its standard error is a terminal."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "gateway", "token", "list", "--database", "mysql://x/y"]
    subprocess.run(command, cwd=ROOT, stderr=its, env={**os.environ, **environment})
    os.close(its)
    said = os.read(ours, 4096).decode()
    os.close(ours)
    return said


def test_colour_only_on_a_terminal_that_wants_it(run: Run) -> None:
    assert "\x1b[31mError" in on_terminal({"NO_COLOR": ""})
    assert "\x1b" not in on_terminal({"NO_COLOR": "1"})
    assert "\x1b" not in run("token", "list", "--database", "mysql://x/y").stderr


def test_tokens_as_json(run: Run) -> None:
    created = run("token", "create", "--email", "a@example.com", "--expires", "90d", "--json")
    made = json.loads(created.stdout)
    assert made["token"].startswith("igw_")
    assert made["scope"] == "write"
    assert run("token", "revoke", made["id"]).exit_code == 0
    (listed,) = json.loads(run("token", "list", "--json").stdout)
    assert listed["id"] == made["id"]
    assert listed["state"] == "revoked"
    assert listed["expires_at"] == made["expires_at"]
    assert made["token"] not in json.dumps(listed)


def test_check_as_json(run: Run, tmp_path: Path) -> None:
    before = run("db", "check", "--json")
    assert before.exit_code == FAILED
    report = json.loads(before.stdout)
    assert (report["schema"], report["sound"]) == (None, False)
    run("demo", "--issues", "2")
    sound = json.loads(run("db", "check", "--json").stdout)
    assert sound["sound"]
    assert sound["writable"]
    assert {part["sound"] for part in sound["parts"]} == {True}
    connection = driver.connect(str(tmp_path / "data" / "issues.db"))
    with connection:
        connection.execute("UPDATE issue SET owner = 'somebody else' WHERE rowid = 1")
    connection.close()
    after = run("db", "check", "--json")
    assert after.exit_code == FAILED
    wrong = [part for part in json.loads(after.stdout)["parts"] if not part["sound"]]
    assert any("somebody else" in finding for part in wrong for finding in part["findings"])


@pytest.mark.parametrize(
    "address",
    [
        "issues.db",
        "sqlite:issues.db",
        "mysql://me@db/issues",
        "postgresql:/issues",
        "postgresql://me@db:port/issues",
        "postgresql://me@db:5432:5433/issues",
    ],
)
def test_an_address_that_cannot_be_right_is_2(run: Run, address: str) -> None:
    result = run("token", "list", "--database", address)
    assert result.exit_code == USAGE, result.output
    assert "--database: must be sqlite:///PATH or postgresql://" in result.stderr


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///issues?host=/run/postgresql",
        "postgres://me:p%40ss@db.example.com:5432/issues",
        "postgresql://me@[::1]:5432/issues",
        "postgresql://me@db1:5432,db2:5433/issues",
        "sqlite:////srv/issues.db",
    ],
)
def test_an_address_of_either_engine_is_taken(address: str) -> None:
    assert Settings(database=address).database_url == address


def test_a_wrong_variable_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISSUE_GATEWAY_BODY_LIMIT", "much")
    result = run("token", "list")
    assert result.exit_code == USAGE
    assert "ISSUE_GATEWAY_BODY_LIMIT: " in result.stderr


@pytest.mark.parametrize(
    "words", [("token", "list"), ("db", "check"), ("db", "upgrade"), ("serve", "--port")]
)
def test_a_database_of_a_newer_version_is_3(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Upgrading it is not the way out."""
    run("db", "upgrade")
    connection = driver.connect(str(tmp_path / "data" / "issues.db"))
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    result = run(*words, *([str(free_port())] if words[0] == "serve" else []))
    assert result.exit_code == NO_DATABASE, result.output
    assert "issues.db has schema 9999, which only a newer version knows." in result.stderr
    assert "Run that version, or restore the backup" in result.stderr
    assert "db upgrade" not in result.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_directory_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated for another user, since the tests may run as root, who has all permissions."""
    owner = tmp_path.stat().st_uid
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    denied = PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "issues.db"))
    error = unusable.unusable(Settings(data_dir=tmp_path), denied)
    assert str(error) == f"Cannot use {tmp_path / 'issues.db'}: Permission denied."
    assert error.advice.startswith(
        f"{tmp_path} belongs to {unusable.user_name(owner)}: run this as"
    )
    monkeypatch.setattr(os, "geteuid", lambda: owner)
    assert "is not writable" in unusable.unusable(Settings(data_dir=tmp_path), denied).advice


def test_a_directory_that_cannot_be_made(run: Run) -> None:
    result = run("token", "list", "--data-dir", "/proc/none/data")
    assert result.exit_code == NO_DATABASE
    assert "Cannot use /proc/none/data/issues.db: " in result.stderr
    assert "--data-dir" in result.stderr
    assert "Errno" not in result.stderr


def test_postgresql_without_that_database(run: Run, postgres_url: str) -> None:
    nowhere = make_url(postgres_url).set(database="nothing_here")
    address = nowhere.render_as_string(hide_password=False)
    result = run("token", "list", "--database", address)
    assert result.exit_code == NO_DATABASE
    assert 'database "nothing_here" does not exist.' in result.stderr
    assert "createdb" in result.stderr
    assert "sqlalche" not in result.stderr


@pytest.mark.parametrize("host", ["192.0.2.1", "name.invalid"])
def test_an_address_that_is_not_ours(run: Run, host: str) -> None:
    result = run("serve", "--host", host)
    assert result.exit_code == FAILED
    assert "choose another with --host" in result.stderr


def test_a_port_in_use_names_the_next(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == FAILED
    assert f"--port {port % 65_535 + 1}" in result.stderr
    assert list(tmp_path.iterdir()) == []
