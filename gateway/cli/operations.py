"""The commands for the operations of clients; imports as in `gateway.cli.main`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.database import print_table
from gateway.cli.options import (
    DatabaseUrl,
    DataDir,
    JsonFlag,
    examples,
    fail,
    print_json,
    run,
    settings_from,
)

if TYPE_CHECKING:
    from db.persisted import Document, Registered
    from gateway.settings import Settings

STANDARD_INPUT = "-"
MOST_FAULTS = 20
"""The report of one command."""

operations_app = typer.Typer(
    help="Register operations, which clients then send by hash.\n\n"
    "`serve --locked` runs registered operations only.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@operations_app.command(
    "add",
    epilog=examples(
        "operations add src/queries/*.graphql",
        "operations add persisted-documents.json",
        "operations add - < operation.graphql",
    ),
)
def operations_add(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="A document or a manifest; - is standard input."),
    ],
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
) -> None:
    """Register GraphQL documents, and manifests of build tools.

    Manifests of Relay, GraphQL Code Generator and Apollo are known. All documents are first checked
    against the schema and the limits of the settings, then stored together or not at all. A
    document that is registered already stays as it is. The hash is that of the exact text.
    """
    from db.persisted import IdTakenError, register
    from gateway.startup import opened

    settings = settings_from(data_dir=data_dir, database=database)
    documents = _checked(settings, files)

    async def add() -> "list[Document]":
        async with opened(settings) as opened_database:
            return await register(opened_database, documents, _user())

    try:
        added = run(add())
    except IdTakenError as error:
        fail(f"{error}.", "Nothing was registered. See: issue-gateway operations list")
    for document in added:
        print(f"{document.sha256}\t{' '.join(document.operations)}")
    known = len({document.sha256 for document in documents}) - len(added)
    typer.echo(f"{len(added)} registered, {known} had been before.", err=True)


@operations_app.command("list", epilog=examples("operations list", "operations list --json"))
def operations_list(
    as_json: JsonFlag = False,
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
) -> None:
    """List what is registered, oldest first.

    Separated by tabs when not on a terminal; in JSON with the documents' text.
    """
    from db.persisted import list_documents
    from gateway.startup import opened

    settings = settings_from(data_dir=data_dir, database=database)

    async def read() -> "list[Registered]":
        async with opened(settings) as opened_database:
            return await list_documents(opened_database)

    found = run(read())
    if as_json:
        print_json([_as_json(each) for each in found])
        return
    rows = [
        (
            each.document.sha256,
            " ".join(each.document.operations),
            " ".join(each.document.ids),
            each.registered_by,
            f"{each.registered_at:%Y-%m-%d %H:%M}",
        )
        for each in found
    ]
    print_table(("sha256", "operations", "ids", "by", "registered"), rows)


@operations_app.command("remove", epilog=examples("operations remove sha256:3f1c...e9"))
def operations_remove(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID", help="Hashes or ids that `list` shows.")
    ],
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
) -> None:
    """Remove registered documents, all or none.

    Every server stops running them within 3 seconds.
    """
    from db.persisted import UnknownDocumentError, remove
    from gateway.startup import opened

    settings = settings_from(data_dir=data_dir, database=database)

    async def forget() -> int:
        async with opened(settings) as opened_database:
            return await remove(opened_database, ids)

    try:
        removed = run(forget())
    except UnknownDocumentError as error:
        fail(f"{error}.", "Nothing was removed. See: issue-gateway operations list")
    typer.echo(f"{removed} removed.", err=True)


def _checked(settings: "Settings", files: Sequence[Path]) -> "list[Document]":
    """Read all documents of the files; the command fails when one of them breaks a rule."""
    from gateway.graphql.manifests import documents_of
    from resolvers.document.operation import Operations
    from resolvers.root import build_schema, graphql_schema

    operations = Operations(graphql_schema(build_schema()), settings.document_limits)
    documents: list[Document] = []
    faults: list[str] = []
    for file in files:
        found, wrong = documents_of(*_read(file), operations)
        documents += found
        faults += wrong
    if faults:
        shown = "\n".join(faults[:MOST_FAULTS])
        fail(shown, f"Nothing was registered: {len(faults)} of the documents cannot be.")
    return documents


def _read(file: Path) -> tuple[str, bytes]:
    """Return the name and the text of a file."""
    if str(file) == STANDARD_INPUT:
        return "standard input", typer.get_binary_stream("stdin").read()
    try:
        return str(file), file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}", param_hint="FILE") from None


def _as_json(each: "Registered") -> dict[str, object]:
    return {
        "sha256": each.document.sha256,
        "operations": each.document.operations,
        "ids": each.document.ids,
        "registered_by": each.registered_by,
        "registered_at": each.registered_at,
        "text": each.document.text,
    }


def _user() -> str:
    """Return the name of the user who runs this command."""
    import getpass
    import os

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"  # without a name, as in many containers
