"""Commands that back up, check, restore and copy whole databases."""

from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from gateway.cli.options import (
    DatabaseUrl,
    DataDir,
    Files,
    JsonFlag,
    examples,
    fail,
    print_json,
    run,
    settings_from,
)

if TYPE_CHECKING:
    from db.maintenance.copy import CopyProgress
    from gateway.settings import Settings

backup_app = typer.Typer(rich_markup_mode=None)

T = TypeVar("T")


@backup_app.command(
    "backup",
    epilog=examples("db backup issues-2026-11-25.db", "db backup --data-dir /srv/issues copy.db"),
)
def db_backup(
    path: Annotated[Path, typer.Argument(help="The file to make; it must not exist.")],
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
    files: Files = None,
) -> None:
    """Copy the database and the files while a server runs.

    When the command ends, the copy is verified and on disk; `restore` puts it back. The content of
    attachments is copied to PATH.files; that of a bucket is not.
    """
    from db.maintenance.backup import BackupError, back_up
    from gateway.doctor.backups import note_backup

    settings = settings_from(data_dir=data_dir, database=database, files=files)

    def work(progress: "CopyProgress") -> Coroutine[Any, Any, Mapping[str, int]]:
        return back_up(settings.database_url, path, progress)

    try:
        counts = _with_bar(settings, work)
    except BackupError as error:
        fail(str(error), error.advice)
    _copy_files(settings.files_address, str(_files_beside(path)))
    _print_counts(counts)
    typer.echo(f"Backup {path} is complete, verified and on disk.", err=True)
    try:
        note_backup(settings, path)
    except OSError as error:
        typer.echo(f"`doctor` cannot know of it: {error}.", err=True)


def _files_beside(path: Path) -> Path:
    """The directory with the content of attachments that goes with a backup."""
    return path.with_name(path.name + ".files")


def _copy_files(source: str, target: str) -> None:
    """Copy and verify the content of attachments; for a bucket, print a command that does."""
    from db.errors import Unavailable
    from db.files.bucket import is_bucket
    from db.files.open import open_store
    from db.files.store import StoreFull
    from db.maintenance.files import CopyFault, copy

    if is_bucket(source) or is_bucket(target):
        typer.echo(
            f"The content of attachments is not copied. Run: issue-gateway files copy"
            f" --from {source} --to {target}",
            err=True,
        )
        return
    if not Path(source).is_dir():
        return
    try:
        copied = copy(open_store(source), open_store(target), lambda _done, _all: None)
    except (CopyFault, StoreFull, Unavailable) as error:
        fail(f"The content of attachments could not be copied: {error or 'the disk is full'}.")
    typer.echo(f"{copied} files are in {target}, verified.", err=True)


@backup_app.command(
    "restore",
    epilog=examples(
        "db restore issues-2026-11-25.db --data-dir ./new",
        "db restore issues-2026-11-25.db --force",
    ),
)
def db_restore(
    path: Annotated[Path, typer.Argument(help="A file that `db backup` has made.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace a database; the old file is kept.")
    ] = False,
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
    files: Files = None,
) -> None:
    """Put a backup in place. The server must be stopped.

    It is migrated to the schema of this version.
    """
    from db.maintenance.backup import BackupError, Restored, restore

    settings = settings_from(data_dir=data_dir, database=database, files=files)

    def work(progress: "CopyProgress") -> Coroutine[Any, Any, Restored]:
        return restore(path, settings.database_url, force=force, progress=progress)

    try:
        restored = _with_bar(settings, work)
    except BackupError as error:
        fail(str(error), error.advice)
    if _files_beside(path).is_dir():
        _copy_files(str(_files_beside(path)), settings.files_address)
    _print_counts(restored.counts)
    if restored.kept:
        typer.echo(f"The database that was there is kept as {restored.kept}.", err=True)
    typer.echo(f"Backup {path} is in place.", err=True)


@backup_app.command(
    "copy",
    epilog=examples("db copy --from sqlite:///data/issues.db --to postgresql://me@db/issues"),
)
def db_copy(
    source: Annotated[
        str, typer.Option("--from", help="Address of the database to copy; stop its server.")
    ],
    target: Annotated[str, typer.Option("--to", help="Address of an empty database.")],
) -> None:
    """Copy everything to another database, and compare the two.

    Each may be on either engine. The server of the first must be stopped.
    """
    from db.maintenance.copy import CopyRefused, copy

    # Either of the two may be unavailable.
    settings_from(database=source)
    settings = settings_from(database=target)
    try:
        counts = _with_bar(settings, lambda progress: copy(source, target, progress))
    except CopyRefused as error:
        fail(str(error), error.advice)
    _print_counts(counts)
    typer.echo("Every table of the copy has the rows and the checksum of the source.", err=True)


@backup_app.command("check", epilog=examples("db check", "db check --json | jq .sound"))
def db_check(
    as_json: JsonFlag = False, data_dir: DataDir = None, database: DatabaseUrl = None
) -> None:
    """Check that the database is consistent.

    Exit code 1 if it is not. Checks the file, references, the change log and the search records. A
    server may run meanwhile.
    """
    from gateway.startup_advice import shown

    settings = settings_from(data_dir=data_dir, database=database)
    report: dict[str, object] = {"database": shown(settings), "sound": False}
    try:
        _check_all(settings, report, _say_nothing if as_json else print)
        report["sound"] = True
    finally:
        if as_json:
            print_json(report)


def _say_nothing(*_words: object, **_how: object) -> None:
    """Ignore a progress line: the report is printed as a whole."""


def _check_all(settings: "Settings", report: dict[str, object], say: Callable[..., None]) -> None:
    """Fill the report and pass each line to `say`; end the command when something is wrong."""
    from db.maintenance.migrate import head
    from gateway.startup import opened, revision

    async def writable() -> bool:
        async with opened(settings) as opened_database:
            return await opened_database.writable()

    say(f"database  {report['database']}")
    present = run(revision(settings))
    report |= {"schema": present, "schema_of_this_version": head()}
    say(f"schema    {present or 'none'} (this version: {head()})")
    if present is None:
        fail(
            f"There is no database yet: {report['database']}.",
            "Check --data-dir or --database, or make one: issue-gateway db upgrade",
        )
    if present != head():
        fail("The schema is not the one of this version.", "Run: issue-gateway db upgrade")
    answer = report["writable"] = run(writable())
    say(f"writable  {'yes' if answer else 'no'}")
    if not answer:
        fail("The database takes no writes.", "Is the disk full, or the directory read-only?")
    findings = run(_check_parts(settings, report, say))
    if findings:
        fail(
            f"{findings} finding{'s' if findings > 1 else ''}.",
            "Restore a backup that passes: issue-gateway db restore",
        )


async def _check_parts(
    settings: "Settings", report: dict[str, object], say: Callable[..., None]
) -> int:
    """The number of findings."""
    from dataclasses import asdict

    from db.maintenance.check import check
    from gateway.startup_advice import driver_errors

    findings = 0
    parts: list[object] = []
    report["parts"] = parts
    with driver_errors(settings):
        async for part in check(settings.database_url):
            parts.append(asdict(part) | {"sound": part.sound})
            say(f"{part.name:<24}{part.checked:>12,} {part.unit:<8}", end="")
            say("ok" if part.sound else "WRONG", flush=True)
            for finding in part.findings:
                say(f"  {finding}")
            if part.untold:
                say(f"  and {part.untold:,} more")
            findings += len(part.findings) + part.untold
    return findings


def _with_bar(settings: "Settings", work: Callable[["CopyProgress"], Coroutine[Any, Any, T]]) -> T:
    """Do the work with a progress bar on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from gateway.startup_advice import driver_errors

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )

    async def watched(bar: Progress) -> T:
        task = bar.add_task("rows", total=None)

        def progress(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        with driver_errors(settings):
            return await work(progress)

    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        return run(watched(bar))


def _print_counts(counts: Mapping[str, int]) -> None:
    for name, rows in counts.items():
        print(f"{name:<24}{rows:>12,} rows")
