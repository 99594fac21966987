"""Reference pages of settings, commands and tables; `make docs` writes them.

The pages are generated from `Settings`, the commands and the models; a test compares the committed
files.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table
from typer.main import get_command

from db.models import metadata
from gateway.cli.main import app
from gateway.settings import PREFIX, Settings

PROGRAM = "issue-gateway"
SETTINGS = f"""# Settings

Written by `make docs` from `gateway/settings.py`. Every setting is an environment variable for all
commands. Some are options of `{PROGRAM} serve` too; the option overrides the variable. Times are
in seconds, sizes in bytes.

| Variable | Option | Default | Meaning |
|---|---|---|---|
"""
COMMANDS = f"""# Commands

Written by `make docs` from the commands themselves. `{PROGRAM} COMMAND --help` shows the same,
with examples.

Commands that touch data take `--data-dir` and `--database`, and migrate an empty database first.
Exit codes: 0 done; 1 it failed, or the answer is no; 2 wrong usage; 3 the database cannot be used.
Results for scripts go to standard output, everything else to standard error.
`{PROGRAM} --install-completion` makes the shell complete commands and options; `NO_COLOR` switches
colours off; `--version` prints the version.
"""


DATA_MODEL = """# Data model

Written by `make docs` from `db/models`. The picture shows the tables and which of them refer to
which; the lists below it show every column. Columns that end in `_folded` hold the case-folded text
of the column before them ([decision 3](../decisions/0003-folded-columns.md)).

"""


def settings_page() -> str:
    """Return `docs/reference/settings.md`: one row for each field of `Settings`."""
    options = {
        option.name: ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
        for option in get_command(app).commands["serve"].params  # type: ignore[attr-defined]
    }
    rows = (
        f"| `{PREFIX}{name.upper()}` | {options.get(name, '')} | {_default(field.default)}"
        f" | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    )
    return SETTINGS + "".join(rows)


def commands_page() -> str:
    """Return `docs/reference/commands.md`: one section for each command, with its options."""
    return COMMANDS + "".join(_sections(get_command(app), PROGRAM))


def data_model_page() -> str:
    """Return `docs/reference/data-model.md`: a diagram of the tables, then their columns."""
    tables = metadata.sorted_tables
    arrows = sorted(
        f"    {key.column.table.name} ||--o{{ {table.name} : {key.parent.name}\n"
        for table in tables
        for key in table.foreign_keys
    )
    alone = sorted(f"    {table.name}\n" for table in tables if not table.foreign_keys)
    picture = "```mermaid\nerDiagram\n" + "".join(arrows + alone) + "```\n"
    return DATA_MODEL + picture + "".join(map(_table, sorted(tables, key=lambda one: one.name)))


def _table(table: Table) -> str:
    rows = "".join(
        f"| `{column.name}` | {type(column.type).__name__} | {'yes' if column.nullable else 'no'} |"
        f" {_key(column)} |\n"
        for column in table.columns
        if not column.name.endswith("_folded")
    )
    return f"\n## `{table.name}`\n\n| Column | Type | Null | Key |\n|---|---|---|---|\n{rows}"


def _key(column: Column[Any]) -> str:
    refers = ", ".join(f"refers to `{key.target_fullname}`" for key in column.foreign_keys)
    return ", ".join(part for part in ("primary" if column.primary_key else "", refers) if part)


def _default(value: object) -> str:
    if value is None or value == "":
        return "none"
    return ("off", "on")[value] if isinstance(value, bool) else str(value)


def _sections(command: Any, name: str) -> Iterator[str]:
    inner = getattr(command, "commands", None)
    if inner is not None:
        for part, one in inner.items():
            yield from _sections(one, f"{name} {part}")
        return
    rows = "".join(_row(parameter) for parameter in command.params)
    table = f"\n| Argument or option | Meaning |\n|---|---|\n{rows}" if rows else ""
    yield f"\n## `{name}`\n\n{_one_paragraph(command.help)}\n{table}"


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        names = f"`{(parameter.metavar or parameter.name).upper()}`"
    else:
        names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    return f"| {names} | {_one_paragraph(parameter.help)}{_unless_given(parameter)} |\n"


def _unless_given(parameter: Any) -> str:
    shown = parameter.show_default
    if isinstance(shown, str):
        return f" Default: {shown}."
    if shown and parameter.default not in (None, False, ""):
        return f" Default: {parameter.default}."
    return " Required." if parameter.required else ""


def _one_paragraph(text: str | None) -> str:
    return " ".join((text or "").split())


def main(folder: str) -> None:
    """Write the pages into `folder`."""
    Path(folder, "settings.md").write_text(settings_page(), encoding="utf-8")
    Path(folder, "data-model.md").write_text(data_model_page(), encoding="utf-8")
    Path(folder, "commands.md").write_text(commands_page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
