"""Options of several commands, and the ways in which commands end.

Exit codes: 0 done; 1 it failed, or the answer is no; 2 wrong usage; 3 the database cannot be used.
"""

import os
import re
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from gateway.settings import Settings

FAILED, USAGE, NO_DATABASE = 1, 2, 3
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}

T = TypeVar("T")

JsonFlag = Annotated[bool, typer.Option("--json", help="Answer in JSON, for scripts.")]
DataDir = Annotated[
    Path | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_DATA_DIR",
        show_default="data",
        help="Where data is kept.",
        readable=False,  # `gateway.startup_advice` has a better message
    ),
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_DATABASE",
        show_default="SQLite in the data directory",
        help="sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.",
    ),
]
Files = Annotated[
    str | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_FILES",
        show_default="files in the data directory",
        help="A directory, s3://BUCKET/PREFIX, gs://... or az://...: the content of attachments.",
    ),
]
ReadDatabase = Annotated[
    list[str] | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_READ_DATABASE",
        show_default="none",
        help="A replica of the PostgreSQL database, to read from; may be given several times.",
    ),
]
PoolSize = Annotated[
    int | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_POOL_SIZE",
        show_default="10",
        help="Maximum connections of each process to each PostgreSQL server.",
    ),
]
StatementCache = Annotated[
    int | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_STATEMENT_CACHE",
        show_default="512",
        help="Statements prepared on each connection; 0 behind PgBouncer.",
    ),
]
Readers = Annotated[
    int | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_READERS",
        show_default="by the engine and the cores",
        help="Long reads at once in each process.",
    ),
]
Locked = Annotated[
    bool | None,
    typer.Option(
        "--locked",
        envvar="ISSUE_GATEWAY_LOCKED",
        show_default="off",
        help="Run registered operations only; see `operations`.",
    ),
]

WarnDeprecated = Annotated[
    bool | None,
    typer.Option(
        "--warn-deprecated",
        envvar="ISSUE_GATEWAY_WARN_DEPRECATED",
        show_default="off",
        help="Log operations that use deprecated fields or values.",
    ),
]
RootPath = Annotated[
    str | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_ROOT_PATH",
        show_default="none",
        help="Path prefix that a proxy in front removes, such as /issues.",
    ),
]
ForwardedAllowIps = Annotated[
    str | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_FORWARDED_ALLOW_IPS",
        show_default="127.0.0.1,::1",
        help="Trusted proxies for X-Forwarded-For and -Proto; * for any.",
    ),
]
SslCertfile = Annotated[
    Path | None,
    typer.Option(
        envvar="ISSUE_GATEWAY_SSL_CERTFILE",
        show_default="none",
        help="Certificate, to serve HTTPS.",
    ),
]
SslKeyfile = Annotated[
    Path | None,
    typer.Option(envvar="ISSUE_GATEWAY_SSL_KEYFILE", show_default="none", help="Its private key."),
]


def examples(*lines: str) -> str:
    """The examples at the end of a command's help; the first character prevents wrapping."""
    return "\b\n" + "\n".join(("Examples:", *(f"  issue-gateway {line}" for line in lines)))


def print_json(value: object) -> None:
    """Print one document on standard output; instants as RFC 3339 writes them."""
    import orjson

    print(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def parse_duration(text: str) -> timedelta:
    """`90d` as a span of time; minutes, hours, days and weeks. Raises typer.BadParameter."""
    match = re.fullmatch(r"([1-9]\d{0,4})([mhdw])", text.strip().lower())
    if match is None:
        raise typer.BadParameter(
            f"{text!r} is no span of time such as 12h, 90d or 4w", param_hint="--expires"
        )
    return timedelta(**{UNITS[match[2]]: int(match[1])})


def settings_from(**given: object) -> "Settings":
    """The environment, overridden by the options that were given."""
    from pydantic import ValidationError

    from gateway.settings import PREFIX, Settings

    options = {
        # An option that may be given several times.
        name: ",".join(value) if isinstance(value, list) else value
        for name, value in given.items()
        if value is not None and value != []
    }
    try:
        return Settings(**options)  # type: ignore[arg-type]
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0]) if fault["loc"] else ""
        where = "--" + name.replace("_", "-") if name in options else PREFIX + name.upper()
        said = fault["msg"].removeprefix("Value error, ")
        fail(f"{where}: {said}." if name else f"{said}.", code=USAGE)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do the work of a command; a database that cannot be used ends it with exit code 3."""
    import asyncio

    from gateway.startup_advice import StartupError

    try:
        return asyncio.run(work)
    except StartupError as error:
        fail(str(error), error.advice, NO_DATABASE)


def fail(message: str, advice: str = "", code: int = FAILED) -> NoReturn:
    """End the command with an error, and `advice` on what to do next."""
    # Without a terminal, typer leaves the colour out itself; see no-color.org.
    typer.secho(
        f"Error: {message}", fg="red", err=True, color=False if os.environ.get("NO_COLOR") else None
    )
    if advice:
        typer.echo(advice, err=True)
    raise typer.Exit(code)
