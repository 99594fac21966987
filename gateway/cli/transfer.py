"""`issue-gateway import` and `export`: files and a running gateway."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import USAGE, examples, fail

if TYPE_CHECKING:
    from gateway.transfer.client import Gateway
    from gateway.transfer.failures import Done
    from gateway.transfer.results import Case

STANDARD_INPUT = "-"
MOST_FAULTS = 20
RECORDS = ("csv", "ndjson", "github", "jira")
RESULTS = ("junit", "openhtf")
TABLES = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "arrow": "application/vnd.apache.arrow.stream",
    "parquet": "application/vnd.apache.parquet",
}
EXPORTED = """
query Export($filter: IssueFilter) { issues(filter: $filter) { nodes {
  id title description status priority tags owner resolutionSummary createdBy createdAt updatedAt
  version jobRunId fingerprint occurrences lastSeenAt comments(first: 0) { totalCount }
} } }
"""

Url = Annotated[
    str,
    typer.Option(
        envvar="ATLAS_URL",
        show_default="http://127.0.0.1:8000",
        help="Address of the running gateway.",
    ),
]
TokenOption = Annotated[
    str,
    typer.Option(envvar="ATLAS_TOKEN", show_default=False, help="Token with the scope it needs."),
]
Scope = Annotated[
    str, typer.Option(help="Name of the test suite that the results belong to, such as nightly.")
]
CloseMissing = Annotated[
    bool,
    typer.Option(
        "--close-missing", help="Close issues of tests that are no longer in the results."
    ),
]


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file; - is standard input.")],
    form: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(RECORDS + RESULTS)}."),
    ],
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=FIELD", help="Column to read a field from."),
    ] = None,
    state: Annotated[
        list[str] | None,
        typer.Option("--state", metavar="NAME=STATUS", help="Status for a state."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be done, and do nothing.")
    ] = False,
    scope: Scope = "tests",
    close_missing: CloseMissing = False,
    url: Url = "http://127.0.0.1:8000",
    token: TokenOption = "",
) -> None:
    """Import issues, or results of tests, into a running gateway.

    The command can be repeated: nothing is imported twice, and an interrupted import resumes.
    """
    from gateway.transfer.client import GatewayError
    from gateway.transfer.records import FileError
    from gateway.transfer.results import READERS

    content = _read(file)
    gateway = _gateway(url, token)
    try:
        if form in RESULTS:
            cases = READERS[form](content, file.parent)
            _import_results(gateway, cases, scope, close_missing, dry_run)
        elif form in RECORDS:
            _import_records(gateway, content, form, _pairs(mapping), _pairs(state), dry_run)
        else:
            fail(f"--format: one of {', '.join(RECORDS + RESULTS)}.", code=USAGE)
    except FileError as error:
        shown = "\n".join(error.faults[:MOST_FAULTS])
        fail(f"{shown}", f"Nothing was imported: {len(error.faults)} faults.")
    except GatewayError as error:
        fail(f"{error}.", "Run the command again to resume: nothing is imported twice.")


def export(
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(TABLES)}.")
    ],
    chosen: Annotated[
        str | None,
        typer.Option("--filter", metavar="JSON", help="Only issues that match an IssueFilter."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", show_default="-", help="Where to write it.")
    ] = None,
    url: Url = "http://127.0.0.1:8000",
    token: TokenOption = "",
) -> None:
    """Export issues of a running gateway as a table."""
    import json

    from gateway.transfer.client import GatewayError

    if form not in TABLES:
        fail(f"--format: one of {', '.join(TABLES)}.", code=USAGE)
    try:
        given = json.loads(chosen) if chosen else None
    except ValueError as error:
        fail(f"--filter is not JSON: {error}.", code=USAGE)
    try:
        parts = _gateway(url, token).table(EXPORTED, {"filter": given}, TABLES[form])
        if output is None or str(output) == STANDARD_INPUT:
            for part in parts:
                sys.stdout.buffer.write(part)
        else:
            _write(output, parts)
    except GatewayError as error:
        fail(f"{error}.", "Nothing was written." if output else "The export is incomplete.")


def add_to(app: typer.Typer) -> None:
    """Add both commands."""
    app.command(
        "import",
        epilog=examples(
            "import issues.csv --format csv --map Summary=title --dry-run",
            "import github.json --format github",
            "import results.xml --format junit --scope nightly --close-missing",
        ),
    )(import_file)
    app.command(
        epilog=examples(
            "export --format csv --output issues.csv",
            'export --format parquet --filter \'{"status": {"eq": "OPEN"}}\' > open.parquet',
        )
    )(export)


def _import_records(
    gateway: "Gateway",
    content: bytes,
    form: str,
    mapping: dict[str, str],
    states: dict[str, str],
    dry_run: bool,
) -> None:
    from gateway.transfer.importing import Importer, state_table
    from gateway.transfer.records import Reading
    from gateway.transfer.sources import READERS

    reading = Reading(states)
    records = READERS[form](content, reading, mapping)
    reading.require_sound()
    for name, status, count in state_table(reading.states):
        typer.echo(f"state {name} -> {status}: {count}", err=True)
    total = len(records)
    importer = Importer(gateway, dry_run, lambda done: typer.echo(f"{done} of {total}", err=True))
    summary = importer.run(records)
    would = "would be " if dry_run else ""
    for reason in summary.refused[:MOST_FAULTS]:
        typer.echo(reason, err=True)
    print(
        f"{summary.created} issues {would}created, {summary.present} were there already,"
        f" {summary.comments} comments {would}written, {len(summary.refused)} refused."
    )
    if summary.refused:
        raise typer.Exit(1)


def _import_results(
    gateway: "Gateway", cases: "Sequence[Case]", scope: str, close_missing: bool, dry_run: bool
) -> None:
    import uuid

    from gateway.transfer.failures import FailureImport

    refused: list[str] = []

    def tell(done: "Done") -> None:
        print(f"{done.action}\t{done.name}\t{done.issue_id}")
        if done.action == "REFUSED":
            refused.append(done.name)

    FailureImport(gateway, scope, uuid.uuid4().hex, dry_run).apply(cases, close_missing, tell)
    if refused:
        raise typer.Exit(1)


def _gateway(url: str, token: str) -> "Gateway":
    from gateway.transfer.client import Gateway

    if not token:
        fail("ATLAS_TOKEN is not set.", "Make one: issue-gateway token create --help", USAGE)
    return Gateway(url, token)


def _pairs(given: Sequence[str] | None) -> dict[str, str]:
    pairs = {}
    for text in given or ():
        name, separator, value = text.rpartition("=")
        if not separator or not name or not value:
            raise typer.BadParameter(f"{text!r} is not NAME=VALUE")
        pairs[name] = value
    return pairs


def _read(file: Path) -> bytes:
    if str(file) == STANDARD_INPUT:
        return typer.get_binary_stream("stdin").read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}", param_hint="FILE") from None


def _write(output: Path, parts: Iterator[bytes]) -> None:
    """Write a file completely or not at all."""
    unfinished = output.with_name(f".{output.name}.part")
    try:
        with unfinished.open("wb") as file:
            for part in parts:
                file.write(part)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
