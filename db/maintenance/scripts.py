"""The migration scripts, as Alembic runs them; loaded only when there is one to run."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def run(connection: Connection, folder: Path, revision: str, *, upwards: bool) -> None:
    """Run the scripts in `folder` that lead up or down to `revision`, inside the transaction."""
    config = configuration(folder)
    config.attributes["connection"] = connection
    move = command.upgrade if upwards else command.downgrade
    move(config, revision)


def configuration(folder: Path) -> Config:
    """Return what Alembic needs to find the scripts in `folder`."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
