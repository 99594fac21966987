"""The commands that remove old data: `trim`, `purge`; imports as in `gateway.cli.main`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.database import db_app
from gateway.cli.options import DatabaseUrl, DataDir, examples, parse_duration, run, settings_from

if TYPE_CHECKING:
    from db.maintenance.retention import Purged


@db_app.command("trim", epilog=examples("db trim --changes-before 90d"))
def db_trim(
    changes_before: Annotated[str, typer.Option(help="Age, such as 12h, 90d or 52w.")],
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
) -> None:
    """Delete old changes from the log.

    A follower whose cursor is older than the rest gets a RESET.
    """
    from db.maintenance.retention import trim
    from gateway.startup import opened

    before = datetime.now(UTC) - parse_duration(changes_before)
    settings = settings_from(data_dir=data_dir, database=database)

    async def work() -> int:
        async with opened(settings) as opened_database:
            return await trim(opened_database, before)

    print(f"{run(work())} changes are deleted.")


@db_app.command("purge", epilog=examples("db purge --deleted-before 30d"))
def db_purge(
    deleted_before: Annotated[str, typer.Option(help="Age, such as 12h, 30d or 52w.")],
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
) -> None:
    """Remove deleted issues for good, with all their texts.

    They cannot be restored. The log keeps who did what and when, without the texts. On SQLite the
    file is rewritten, and changes wait until that is done.
    """
    from db.maintenance.retention import purge, scrub
    from gateway.startup import opened

    before = datetime.now(UTC) - parse_duration(deleted_before)
    settings = settings_from(data_dir=data_dir, database=database)

    async def work() -> "Purged":
        async with opened(settings) as opened_database:
            return await purge(opened_database, before)

    purged = run(work())
    if purged.issues and settings.on_sqlite:
        scrub(settings.database_url)
    print(
        f"{purged.issues} issues, {purged.comments} comments and {purged.files} files are gone for"
        " good, with their texts in the log and the search records."
    )
    if purged.issues:
        typer.echo("Earlier backups still contain them.", err=True)
