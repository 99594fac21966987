"""The command line. Commands import what they need when they run: `--help` is instant."""

import gc
from datetime import UTC, datetime
from typing import Annotated

import typer

from gateway.cli import retention as retention  # adds `db trim` and `db purge`
from gateway.cli.backup import backup_app
from gateway.cli.database import db_app, token_app
from gateway.cli.doctor import add_to as add_doctor
from gateway.cli.files import files_app
from gateway.cli.operations import operations_app
from gateway.cli.options import (
    DatabaseUrl,
    DataDir,
    Files,
    ForwardedAllowIps,
    Locked,
    PoolSize,
    ReadDatabase,
    Readers,
    RootPath,
    SslCertfile,
    SslKeyfile,
    StatementCache,
    WarnDeprecated,
    examples,
    fail,
    run,
    settings_from,
)
from gateway.cli.transfer import add_to as add_transfer

app = typer.Typer(
    epilog=examples("serve", "token create --email me@example.com", "db backup --help")
    + "\n\nExit codes: 0 done, 1 failed or the answer is no, 2 wrong usage, "
    "3 the database cannot be used.",
    no_args_is_help=True,
    # Rendering the help with rich takes longer than the rest of the command.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(token_app, name="token")
app.add_typer(operations_app, name="operations")
app.add_typer(files_app, name="files")
db_app.add_typer(backup_app)
app.add_typer(db_app, name="db")
add_transfer(app)
add_doctor(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"issue-gateway {version('issue-gateway')}")
        raise typer.Exit


@app.callback()
def about(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """A self-hosted GraphQL gateway over issues: one operation, one SQL statement."""


@app.command(
    epilog=examples(
        "serve",
        "serve --port 9000 --data-dir /srv/issues --no-demo",
        "serve --host 0.0.0.0 --database postgresql://me:secret@db/issues --workers 4",
    )
)
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
    files: Files = None,
    read_database: ReadDatabase = None,
    pool_size: PoolSize = None,
    statement_cache: StatementCache = None,
    readers: Readers = None,
    workers: Annotated[
        int | None,
        typer.Option(
            envvar="ISSUE_GATEWAY_WORKERS",
            show_default="1",
            help="Server processes.",
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
    locked: Locked = None,
    warn_deprecated: WarnDeprecated = None,
    root_path: RootPath = None,
    forwarded_allow_ips: ForwardedAllowIps = None,
    ssl_certfile: SslCertfile = None,
    ssl_keyfile: SslKeyfile = None,
) -> None:
    """Migrate the database and serve it.

    The first start prints an admin token, once. SIGTERM lets requests in flight finish.
    """
    # Long because the options are its parameters. The collector is off while modules are imported,
    # since scanning them for garbage is a tenth of the start time. structlog would load rich, a
    # twentieth, for tracebacks in a form that we do not use.
    gc.disable()
    from db.lazy import absent

    with absent("rich"):
        import structlog as structlog
    from gateway import serving
    from gateway.settings import hand_to_workers
    from gateway.startup import first_start, opened
    from gateway.startup_advice import StartupError

    settings = settings_from(
        host=host,
        port=port,
        data_dir=data_dir,
        database=database,
        files=files,
        read_database=read_database,
        pool_size=pool_size,
        statement_cache=statement_cache,
        readers=readers,
        workers=workers,
        demo=demo,
        reload=reload,
        locked=locked,
        warn_deprecated=warn_deprecated,
        root_path=root_path,
        forwarded_allow_ips=forwarded_allow_ips,
        ssl_certfile=ssl_certfile,
        ssl_keyfile=ssl_keyfile,
    )
    try:
        serving.require_free_port(settings)
    except StartupError as error:
        fail(str(error), error.advice)

    async def start() -> str | None:
        async with opened(settings, upgrade=True) as opened_database:
            return await first_start(opened_database, settings)

    serving.greet(settings, run(start()))
    hand_to_workers(settings)
    serving.serve(settings)


@app.command(
    epilog=examples("demo", "demo --issues 20000 --seed 7", "demo --issues 50 --until 2026-04-13")
)
def demo(
    issues: Annotated[int, typer.Option(min=1, max=10_000_000, help="How many issues.")] = 1000,
    comments_per_issue: Annotated[
        int | None,
        typer.Option(min=0, max=1000, show_default="as many as fit", help="Comments per issue."),
    ] = None,
    seed: Annotated[
        int, typer.Option(help="Seed of the data; another seed gives different data.")
    ] = 2,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
            metavar="<date>",
            show_default="now",
            help="When the data ends, in UTC. With the same seed, the data is the same.",
        ),
    ] = None,
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
    files: Files = None,
) -> None:
    """Add made-up issues.

    They are those of a hardware lab, with comments, files and sessions.
    """
    # Long because the options are its parameters.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from gateway.startup import AlreadyLoadedError, load_demo, opened

    settings = settings_from(data_dir=data_dir, database=database, files=files)
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
                settings,
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


@app.command(epilog=examples("schema > schema.graphql"))
def schema() -> None:
    """Print the GraphQL schema in its definition language."""
    from resolvers.root import build_schema

    print(build_schema().as_str())


@app.command(epilog=examples("openapi > openapi.json"))
def openapi() -> None:
    """Print the OpenAPI document of the REST surface."""
    import orjson

    from rest_compat import openapi as document

    print(orjson.dumps(document.build(), option=orjson.OPT_INDENT_2).decode())


def main() -> None:
    """Run the command line."""
    app()
