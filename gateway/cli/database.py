"""The commands for tokens and the database; imports as in `gateway.cli.main`."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from gateway.cli.options import (
    DatabaseUrl,
    DataDir,
    JsonFlag,
    examples,
    fail,
    parse_duration,
    print_json,
    run,
    settings_from,
)

if TYPE_CHECKING:
    from db.tokens import TokenInfo

LONGEST_EMAIL = 320

token_app = typer.Typer(
    help="Make, list and revoke bearer tokens.", no_args_is_help=True, rich_markup_mode=None
)
db_app = typer.Typer(help="Maintain the database.", no_args_is_help=True, rich_markup_mode=None)


@token_app.command(
    "create",
    epilog=examples(
        "token create --email me@example.com",
        "token create --email ci@example.com --name Atlas --expires 90d",
        "token create --email board@example.com --scope read --json",
    ),
)
def token_create(
    email: Annotated[str, typer.Option(help="The user that the token acts as.")],
    scope: Annotated[
        Literal["read", "write", "admin"],
        typer.Option(help="What the token may do; each scope includes the ones before it."),
    ] = "write",
    name: Annotated[
        str | None,
        typer.Option(
            help="A name for the token; with the name `Atlas`, changes are signed as Atlas."
        ),
    ] = None,
    expires: Annotated[
        str | None, typer.Option(show_default="never", help="Such as 12h, 90d or 4w.")
    ] = None,
    as_json: JsonFlag = False,
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
) -> None:
    """Make a token and print it, alone, on standard output.

    It cannot be shown again.
    """
    # Long because the options are its parameters.
    from db.enums import TokenScope
    from db.tokens import create_token
    from gateway.startup import opened

    if not 3 <= len(email) <= LONGEST_EMAIL or "@" not in email:
        raise typer.BadParameter(f"{email!r} is no e-mail address", param_hint="--email")
    expires_at = None if expires is None else datetime.now(UTC) + parse_duration(expires)
    settings = settings_from(data_dir=data_dir, database=database)

    async def create() -> tuple[str, str]:
        async with opened(settings) as opened_database:
            return await create_token(
                opened_database, email, TokenScope[scope.upper()], name=name, expires_at=expires_at
            )

    token_id, secret = run(create())
    if as_json:
        described = {"email": email, "name": name, "scope": scope, "expires_at": expires_at}
        print_json({"id": token_id, "token": secret} | described)
        return
    print(secret)
    until = f" until {expires_at:%Y-%m-%d %H:%M} UTC" if expires_at else ""
    typer.echo(f"Token {token_id}: {scope} for {email}{until}. It is not shown again.", err=True)


@token_app.command("list", epilog=examples("token list", "token list --json"))
def token_list(
    as_json: JsonFlag = False, data_dir: DataDir = None, database: DatabaseUrl = None
) -> None:
    """List all tokens, without the secrets.

    Separated by tabs when not on a terminal.
    """
    from db.tokens import list_tokens
    from gateway.startup import opened

    settings = settings_from(data_dir=data_dir, database=database)

    async def read() -> "list[TokenInfo]":
        async with opened(settings) as opened_database:
            return await list_tokens(opened_database)

    now = datetime.now(UTC)
    tokens = [_described(token, now) for token in run(read())]
    if as_json:
        print_json(tokens)
        return
    if not tokens:
        typer.echo(
            "There is no token yet. Make one: issue-gateway token create --email E", err=True
        )
    rows = [
        (
            token["id"],
            token["email"],
            token["name"] or "",
            token["scope"],
            f"{token['created_at']:%Y-%m-%d %H:%M}",
            f"{token['expires_at']:%Y-%m-%d %H:%M}" if token["expires_at"] else "never",
            token["state"],
        )
        for token in tokens
    ]
    print_table(("id", "email", "name", "scope", "created", "expires", "state"), rows)


def _described(token: "TokenInfo", now: datetime) -> dict[str, Any]:
    """Return the public facts of a token, with its state at `now`."""
    expired = token.expires_at is not None and token.expires_at <= now
    return {
        "id": token.id,
        "email": token.email,
        "name": token.name,
        "scope": token.scope.name.lower(),
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
        "state": "revoked" if token.revoked_at else "expired" if expired else "valid",
    }


@token_app.command("revoke", epilog=examples("token revoke 01a2135e-dc9d-74b3-93ac-c59a0663c2f9"))
def token_revoke(
    token_id: Annotated[str, typer.Argument(help="The id that `token list` shows.")],
    data_dir: DataDir = None,
    database: DatabaseUrl = None,
) -> None:
    """Revoke a token. The next request with it fails."""
    from db.tokens import revoke_token
    from gateway.startup import opened

    settings = settings_from(data_dir=data_dir, database=database)

    async def revoke() -> bool:
        async with opened(settings) as opened_database:
            return await revoke_token(opened_database, token_id)

    if not run(revoke()):
        fail(f"There is no valid token {token_id}.", "See: issue-gateway token list")
    typer.echo(f"Token {token_id} is revoked.", err=True)


@db_app.command(
    "upgrade", epilog=examples("db upgrade", "db upgrade --database postgresql://me@db/issues")
)
def db_upgrade(data_dir: DataDir = None, database: DatabaseUrl = None) -> None:
    """Migrate the database to the schema of this version.

    `serve` does it by itself. A SQLite file with an older schema is copied first.
    """
    from gateway.startup import opened, revision

    settings = settings_from(data_dir=data_dir, database=database)

    async def upgrade() -> str | None:
        async with opened(settings, upgrade=True):
            return await revision(settings)

    print(f"schema {run(upgrade())}")


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below their head; separated by tabs when not on a terminal."""
    if not sys.stdout.isatty():
        print("\n".join("\t".join(row) for row in (head, *rows)))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*head, box=None)
    for row in rows:
        table.add_row(*row)
    Console().print(table)
