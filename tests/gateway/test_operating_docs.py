"""The guides for operators name what there is, all of it, with its defaults."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from typer.main import get_command

from gateway.cli.main import app
from gateway.observability.metrics import Exposition, ServerMetrics
from gateway.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent.parent
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LIMITS = re.compile(r"timeout|limit|rate|burst|document_|cost|in_flight|lag|origins|hosts")
ELSEWHERE = {"shutdown_timeout"}


def metrics() -> set[str]:
    registry = CollectorRegistry()
    registry.register(Exposition(ServerMetrics()))
    return set(re.findall(r"# TYPE (\w+)", generate_latest(registry).decode()))


def test_every_metric_is_listed_and_no_other() -> None:
    assert set(re.findall(r"\| `(issue_gateway_\w+)`", OPERATIONS)) == metrics()
    assert set(re.findall(r"`(issue_gateway_\w+)`", OPERATIONS)) <= metrics()


@pytest.mark.parametrize("text", [OPERATIONS, SECURITY], ids=["operations", "security"])
def test_every_setting_that_is_named_exists(text: str) -> None:
    named = {name.lower() for name in re.findall(rf"{PREFIX}(\w+)", text)}
    assert named
    assert named <= set(Settings.model_fields)


def test_every_limit_is_in_the_table_with_its_default() -> None:
    rows = re.findall(rf"\| `{PREFIX}(\w+)` \| ?([^|\n]*?) ?\|", SECURITY)
    table = {name.lower(): default for name, default in rows}
    for name, default in table.items():
        assert default == str(Settings.model_fields[name].default), name
    wanted = {name for name in Settings.model_fields if LIMITS.search(name)} - ELSEWHERE
    assert wanted <= set(table)


@pytest.mark.parametrize("text", [OPERATIONS, SECURITY], ids=["operations", "security"])
def test_every_command_and_option_that_is_named_exists(text: str) -> None:
    command = get_command(app)
    for words in re.findall(r"issue-gateway ((?:serve|db \w+|token \w+))", text):
        here = command
        for word in words.split():
            here = here.commands[word]  # type: ignore[attr-defined]
    known = {
        option
        for name in ("serve",)
        for parameter in command.commands[name].params  # type: ignore[attr-defined]
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    for option in ("--root-path", "--forwarded-allow-ips", "--ssl-certfile", "--ssl-keyfile"):
        assert option in known
        assert option in OPERATIONS


@pytest.mark.parametrize("text", [OPERATIONS, SECURITY], ids=["operations", "security"])
def test_what_is_referred_to_is_there(text: str) -> None:
    for path in re.findall(r"`((?:tests|resolvers)/[\w/.]+)`", text):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"\]\((?!#)([^)#]+)", text):
        assert (ROOT / "docs" / path).exists(), path


def test_systemd_has_nothing_to_say_about_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze")
    (unit,) = re.findall(r"^```ini\n(.*?)^```$", OPERATIONS, re.DOTALL | re.MULTILINE)
    installed = "/opt/issue-gateway/bin"
    assert installed in unit
    path = tmp_path / "issue-gateway.service"
    path.write_text(unit.replace(installed, str(Path(sys.executable).parent)), encoding="utf-8")
    found = subprocess.run(
        ["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=True
    )
    said = (found.stdout + found.stderr).splitlines()
    assert [line for line in said if path.stem in line] == []
