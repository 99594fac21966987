"""The commands for the content of attachments; imports as in `gateway.cli.main`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import (
    USAGE,
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
    from db.maintenance.files import Report

files_app = typer.Typer(
    help="Upload files, and maintain the store of files.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@files_app.command(
    "add",
    epilog=examples(
        "files add b8c9d0e1-f2a3-4567-bcde-678901234567 bench.log scope.csv",
        "files add b8c9d0e1-f2a3-4567-bcde-678901234567 plan.md --type troubleshooting_plan",
    ),
)
def files_add(
    issue_id: Annotated[str, typer.Argument(help="The issue to add to.")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="The files.")],
    file_type: Annotated[
        str | None,
        typer.Option("--type", show_default="none", help="List it among the files of the issue."),
    ] = None,
    url: Annotated[
        str,
        typer.Option(envvar="ATLAS_URL", help="Address of the gateway."),
    ] = "http://127.0.0.1:8000",
    token: Annotated[
        str | None,
        typer.Option(envvar="ATLAS_TOKEN", show_default="none", help="A token that may write."),
    ] = None,
) -> None:
    """Upload files to an issue of a running gateway.

    The ids of the attachments are printed. An interrupted upload resumes where it stopped, also
    when the command is run again.
    """
    from functools import partial

    from rich.console import Console
    from rich.progress import Progress

    from gateway.cli.uploading import Uploader, UploadError

    if not token:
        fail("No token.", "Set ATLAS_TOKEN, or pass --token.", USAGE)
    for path in paths:
        if not path.is_file():
            raise typer.BadParameter(f"{path} is no file", param_hint="PATH")
    with Progress(console=Console(stderr=True)) as bar, Uploader(url, token) as uploader:
        for path in paths:
            task = bar.add_task(path.name, total=path.stat().st_size)
            advance = partial(bar.update, task)
            try:
                made = uploader.upload(path, issue_id, file_type, advance)
            except UploadError as error:
                fail(f"{path}: {error}", error.advice)
            print(made)


@files_app.command("check", epilog=examples("files check", "files check --hashes"))
def files_check(
    hashes: Annotated[
        bool, typer.Option("--hashes", help="Read every file and compare its SHA-256.")
    ] = False,
    as_json: JsonFlag = False,
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
    files: Files = None,
) -> None:
    """Compare the attachments with the store.

    Exit code 1 if content is missing or damaged. A server may run meanwhile.
    """
    from dataclasses import asdict

    from db.files.open import open_store
    from db.maintenance.files import check
    from gateway.startup import opened

    settings = settings_from(data_dir=data_dir, database=database, files=files)

    async def work() -> "Report":
        async with opened(settings) as opened_database:
            return await check(opened_database, open_store(settings.files_address), hashes=hashes)

    report = run(work())
    if as_json:
        print_json(asdict(report))
    else:
        print(f"store        {settings.files_address}")
        print(f"attachments  {report.attachments} with content")
        print(f"files        {report.files}, {report.orphans} of them unused")
        for finding in report.findings:
            print(f"wrong        {finding}")
    if report.faults:
        fail(f"{report.faults} findings.", "Restore the files from a backup, then check again.")


@files_app.command("prune", epilog=examples("files prune"))
def files_prune(
    data_dir: DataDir = None, database: DatabaseUrl = None, files: Files = None
) -> None:
    """Remove stored files that no attachment uses, and abandoned uploads.

    Files stored within the last day stay, because an upload may need them. A server may run
    meanwhile.
    """
    from db.files.library import Library
    from db.files.open import open_store
    from db.files.resumable import Resumable
    from db.maintenance.files import prune
    from gateway.startup import opened

    settings = settings_from(data_dir=data_dir, database=database, files=files)

    async def work() -> tuple[int, int]:
        async with opened(settings) as opened_database:
            library = Library(opened_database, open_store(settings.files_address), settings.staging)
            return await prune(library, Resumable(settings.staging, settings.upload_lifetime))

    removed, uploads = run(work())
    print(f"{removed} files and {uploads} abandoned uploads removed")


@files_app.command(
    "copy", epilog=examples("files copy --from data/files --to s3://evidence/issues")
)
def files_copy(
    source: Annotated[str, typer.Option("--from", help="The store to copy.")],
    target: Annotated[str, typer.Option("--to", help="Where to.")],
) -> None:
    """Copy all files to another store, and verify each.

    The command can be repeated: a file that is there already is only verified. `db copy` copies the
    rows.
    """
    from rich.console import Console
    from rich.progress import Progress

    from db.errors import Unavailable
    from db.files.open import open_store
    from db.files.store import StoreFull
    from db.maintenance.files import CopyFault, copy

    try:
        old, new = open_store(source), open_store(target)
    except ValueError as error:
        fail(f"{error}.", code=USAGE)
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("files", total=None)
        try:
            copied = copy(old, new, lambda done, all_: bar.update(task, completed=done, total=all_))
        except (CopyFault, Unavailable) as error:
            fail(str(error))
        except StoreFull:
            fail("There is no space for more files.")
    print(f"{copied} files are in {target}, verified")
