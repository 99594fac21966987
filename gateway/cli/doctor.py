"""The command `doctor`; imports as in `gateway.cli.main`."""

from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import (
    FAILED,
    DatabaseUrl,
    DataDir,
    Files,
    JsonFlag,
    PoolSize,
    ReadDatabase,
    examples,
    print_json,
    run,
    settings_from,
)

if TYPE_CHECKING:
    from gateway.doctor.finding import Finding

SIGNS = {"ok": ("ok", "green"), "warning": ("warn", "yellow"), "failure": ("FAIL", "red")}


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        epilog=examples(
            "doctor",
            "doctor --json",
            "doctor --database postgresql://me@db/issues --workers 4 --gateways 2",
        )
    )(doctor)


def doctor(
    gateways: Annotated[
        int, typer.Option(min=1, help="How many gateways share the PostgreSQL server.")
    ] = 1,
    workers: Annotated[
        int | None,
        typer.Option(
            envvar="ISSUE_GATEWAY_WORKERS", show_default="1", help="Server processes of each."
        ),
    ] = None,
    as_json: JsonFlag = False,
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
    files: Files = None,
    read_database: ReadDatabase = None,
    pool_size: PoolSize = None,
) -> None:
    """Check an installation: settings, disk, database, backup.

    Changes nothing. Each fault says what to do. The exit code is 1 if a check fails; warnings do
    not change it.
    """
    # Long because the options are its parameters.
    from gateway.doctor.diagnosis import diagnose, is_healthy

    settings = settings_from(
        workers=workers,
        data_dir=data_dir,
        database=database,
        files=files,
        read_database=read_database,
        pool_size=pool_size,
    )

    async def check() -> "list[Finding]":
        return [finding async for finding in diagnose(settings, gateways)]

    findings = run(check())
    healthy = is_healthy(findings)
    if as_json:
        checks = [
            {"check": each.check, "state": each.state, "message": each.message} | _advice(each)
            for each in findings
        ]
        print_json({"healthy": healthy, "checks": checks})
    else:
        _print(findings)
    if not healthy:
        raise typer.Exit(FAILED)


def _advice(finding: "Finding") -> dict[str, str]:
    return {"advice": finding.advice} if finding.advice else {}


def _print(findings: "list[Finding]") -> None:
    width = max(len(finding.check) for finding in findings)
    for finding in findings:
        sign, colour = SIGNS[finding.state]
        typer.secho(f"{sign:<6}", fg=colour, nl=False)
        print(f"{finding.check:<{width}}  {finding.message}")
        if finding.advice:
            print(f"{'':<{width + 8}}{finding.advice}")
