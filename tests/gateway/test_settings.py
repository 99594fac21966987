"""Settings: the environment, what overrides it, and what is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.cli.options import parse_duration
from gateway.settings import PREFIX, Settings, hand_to_workers, to_environment

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def test_defaults_are_those_of_the_design() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.data_dir == Path("data")
    assert settings.demo
    assert not settings.reload
    assert settings.body_limit == 1024 * 1024
    assert settings.database_url == f"sqlite:///{Path('data/issues.db').absolute()}"


def test_environment_is_read_and_overridden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISSUE_GATEWAY_PORT", "9000")
    monkeypatch.setenv("ISSUE_GATEWAY_DEMO", "false")
    assert Settings().port == 9000
    assert not Settings().demo
    assert Settings(port=9001).port == 9001


def test_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ISSUE_GATEWAY_PORT", "")
    assert Settings().port == 8000


def test_workers_read_the_same_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(
        port=9002, demo=False, workers=3, database="postgresql://db/issues", body_timeout=1.5
    )
    for name, value in to_environment(settings).items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings


def test_hand_to_workers_sets_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # `setenv` restores at the end what the call changes.
    for name in to_environment(Settings()):
        monkeypatch.setenv(name, "")
    hand_to_workers(Settings(port=9003))
    assert Settings().port == 9003


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("port", 0),
        ("port", 65536),
        ("host", ""),
        ("workers", 0),
        ("database", "mysql://x/y"),
        ("database", "issues.db"),
        ("body_limit", 0),
        ("statement_timeout", 0),
        ("log_format", "xml"),
    ],
)
def test_nonsense_is_refused(field: str, value: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({field: value})
    assert refused.value.errors()[0]["loc"] == (field,)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("::", "http://[::1]:8000"),
        ("lab.example", "http://lab.example:8000"),
    ],
)
def test_base_url_is_one_a_browser_can_open(host: str, url: str) -> None:
    assert Settings(host=host).base_url == url


@pytest.mark.parametrize(
    ("text", "seconds"), [("30m", 1800), ("12h", 43200), ("90d", 7776000), (" 4W ", 2419200)]
)
def test_durations(text: str, seconds: int) -> None:
    assert parse_duration(text).total_seconds() == seconds
