"""The command line. Every command imports what it needs when it runs: `--help` must be instant."""

import signal
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli_backup import backup_app
from gateway.cli_database import db_app, token_app
from gateway.cli_options import (
    DatabaseUrl,
    DataDir,
    PoolSize,
    ReadDatabase,
    Readers,
    StatementCache,
    fail,
    run,
    settings_from,
)

if TYPE_CHECKING:
    from gateway.settings import Settings

app = typer.Typer(
    help="A self-hosted GraphQL gateway over issues: one operation, one SQL statement.",
    epilog="Exit codes: 0 done, 1 failed or the answer is no, 2 wrong usage, "
    "3 the database cannot be used.",
    no_args_is_help=True,
    # Drawing the help with rich takes longer than everything else together.
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(token_app, name="token")
db_app.add_typer(backup_app)
app.add_typer(db_app, name="db")


@app.command()
def serve(
    host: Annotated[
        str | None,
        typer.Option(envvar="ISSUE_GATEWAY_HOST", show_default="127.0.0.1", help="Address."),
    ] = None,
    port: Annotated[
        int | None, typer.Option(envvar="ISSUE_GATEWAY_PORT", show_default="8000", help="Port.")
    ] = None,
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
    read_database: ReadDatabase = None,
    pool_size: PoolSize = None,
    statement_cache: StatementCache = None,
    readers: Readers = None,
    workers: Annotated[
        int | None,
        typer.Option(
            envvar="ISSUE_GATEWAY_WORKERS",
            show_default="1",
            help="Server processes; more than one needs PostgreSQL.",
        ),
    ] = None,
    demo: Annotated[
        bool | None,
        typer.Option(
            "--demo/--no-demo",
            envvar="ISSUE_GATEWAY_DEMO",
            show_default="demo",
            help="Fill an empty database with example issues.",
        ),
    ] = None,
    reload: Annotated[
        bool | None,
        typer.Option(
            "--reload",
            envvar="ISSUE_GATEWAY_RELOAD",
            show_default="off",
            help="Restart when the source changes.",
        ),
    ] = None,
) -> None:
    """Migrate the database and serve it. The first start prints an admin token, once."""
    # Long because the options are its parameters.
    from gateway.settings import hand_to_workers
    from gateway.startup import first_start, opened

    settings = settings_from(
        host=host,
        port=port,
        data_dir=data_dir,
        database=database,
        read_database=read_database,
        pool_size=pool_size,
        statement_cache=statement_cache,
        readers=readers,
        workers=workers,
        demo=demo,
        reload=reload,
    )
    _require_free_port(settings)

    async def start() -> str | None:
        async with opened(settings, upgrade=True) as opened_database:
            return await first_start(opened_database, settings)

    _greet(settings, run(start()))
    hand_to_workers(settings)
    _serve(settings)


def _serve(settings: "Settings") -> None:
    import uvicorn

    # uvicorn drains and then raises the signal again, for whoever handled it before: a server that
    # was asked to stop and did has succeeded.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        "gateway.app:from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        reload=settings.reload,
        reload_dirs=[str(Path(__file__).parent.parent)] if settings.reload else None,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_timeout,
        ws_max_size=settings.websocket_message_limit,
        ws_ping_interval=settings.websocket_ping,
        ws_ping_timeout=settings.websocket_ping,
        # As with bodies, a small message must not unpack to a large one.
        ws_per_message_deflate=False,
    )


def _require_free_port(settings: "Settings") -> None:
    """Before the token is printed: a start that cannot succeed must not use it up."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            fail(
                f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}.",
                "Choose another with --host and --port.",
            )


def _greet(settings: "Settings", token: str | None) -> None:
    from gateway.startup import shown

    url = settings.base_url
    lines = {
        "Playground": f"{url}/graphql" + (f"#token={token}" if token else ""),
        "Board": f"{url}/board",
        "Docs": f"{url}/docs",
        "GraphQL": f"{url}/graphql",
        "REST": f"{url}/api/v1",
        "API document": f"{url}/api/v1/openapi.json",
        "Database": shown(settings),
    }
    print(f"issue-gateway on {url} (Ctrl-C stops it)\n")
    print("\n".join(f"  {name:<14}{value}" for name, value in lines.items()))
    if token is not None:
        print(f"\n  {'Admin token':<14}{token}")
        print("\nThe token is shown this once. For the examples of the README:")
        print(f"  export ISSUE_GATEWAY_TOKEN={token}")
    print(flush=True)


@app.command()
def demo(
    issues: Annotated[int, typer.Option(min=1, max=10_000_000, help="How many issues.")] = 1000,
    comments_per_issue: Annotated[
        int | None,
        typer.Option(
            min=0, max=1000, show_default="as many as fit", help="Comments on each issue."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed makes other data.")] = 2,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
            show_default="now",
            help="When the data ends, in UTC. With the same seed, the data is the same.",
        ),
    ] = None,
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
) -> None:
    """Add made-up issues of a hardware lab, with comments, files and sessions."""
    # Long because the options are its parameters.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from gateway.startup import AlreadyLoadedError, load_demo, opened

    settings = settings_from(data_dir=data_dir, database=database)
    now = until.replace(tzinfo=UTC) if until else datetime.now(UTC)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )

    async def load(bar: Progress) -> None:
        task = bar.add_task("issues", total=issues)
        async with opened(settings) as opened_database:
            await load_demo(
                opened_database,
                seed,
                issues,
                comments_per_issue,
                now,
                lambda done: bar.update(task, completed=done),
            )

    try:
        with Progress(*columns, console=Console(stderr=True)) as bar:
            run(load(bar))
    except AlreadyLoadedError:
        fail("This data is in the database already.", "Choose another --seed or --until.")


@app.command()
def schema() -> None:
    """Print the GraphQL schema."""
    from resolvers.root import build_schema

    print(build_schema().as_str())


@app.command()
def openapi() -> None:
    """Print the OpenAPI document of the REST surface."""
    import orjson

    from rest_compat import openapi as document

    print(orjson.dumps(document.build(), option=orjson.OPT_INDENT_2).decode())


def main() -> None:
    """Run the command line."""
    app()
