"""`db trim` and `db purge`: what they say, and what is gone afterwards."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from db.actions import issue
from db.actions.issue import NewIssue
from db.engine import SYSTEM, Write, open_database
from db.models import Change, Issue
from gateway.cli.main import app
from gateway.cli.options import USAGE

Run = Callable[..., Result]
YEAR = timedelta(days=365)


@pytest.fixture
def run(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `db` on a database with two issues of a year ago, one of them deleted."""
    monkeypatch.setenv("ISSUE_GATEWAY_DATABASE", url)
    monkeypatch.setenv("ISSUE_GATEWAY_DATA_DIR", str(tmp_path / "data"))

    async def fill(write: Write) -> None:
        for title in ("kept", "Zenerdiode"):
            created = await issue.create(write, NewIssue(title=title, description=[]))
        await issue.delete(write, created)

    async def age(write: Write) -> None:
        long_ago = write.now - YEAR
        await write.execute(update(Change.__table__).values(at=long_ago))
        gone = update(Issue.__table__).where(Issue.__table__.c.deleted_at.is_not(None))
        await write.execute(gone.values(deleted_at=long_ago))

    async def work() -> None:
        database = await open_database(url, tmp_path / "data")
        # Changes are written when their transaction ends.
        for step in (fill, age):
            await database.write(SYSTEM, step)
        await database.close()

    asyncio.run(work())
    return lambda *words: CliRunner().invoke(app, ["db", *words])


def test_old_changes_are_deleted_once(run: Run) -> None:
    assert run("trim", "--changes-before", "52w").stdout == "3 changes are deleted.\n"
    assert run("trim", "--changes-before", "52w").stdout == "0 changes are deleted.\n"
    assert run("check").exit_code == 0


def test_nothing_young_is_deleted(run: Run) -> None:
    assert run("trim", "--changes-before", "104w").stdout == "0 changes are deleted.\n"
    assert run("purge", "--deleted-before", "104w").stdout.startswith("0 issues, ")


def test_deleted_issues_are_gone_for_good(run: Run, url: str) -> None:
    purged = run("purge", "--deleted-before", "30d")
    assert purged.exit_code == 0, purged.output
    assert purged.stdout == (
        "1 issues, 0 comments and 0 files are gone for good, with their texts in the log and the"
        " search records.\n"
    )
    assert purged.stderr == "Earlier backups still contain them.\n"
    checked = run("check")
    assert checked.exit_code == 0, checked.output
    if url.startswith("sqlite"):
        folder = Path(url.removeprefix("sqlite:///")).parent
        assert not any(b"Zenerdiode" in file.read_bytes() for file in folder.glob("*.db*"))


@pytest.mark.parametrize("command", [("trim", "--changes-before"), ("purge", "--deleted-before")])
@pytest.mark.parametrize("age", ["soon", "", "-3d", "90"])
def test_an_age_that_is_none_is_refused(run: Run, command: tuple[str, str], age: str) -> None:
    refused = run(*command, age)
    assert refused.exit_code == USAGE, refused.output
    assert run("trim", "--changes-before", "52w").stdout == "3 changes are deleted.\n"
