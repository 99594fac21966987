"""The gateway without group commit: the baseline of the write benchmark."""

from starlette.applications import Starlette

from db.engine import sqlite_writer
from gateway.app import from_environment


def application() -> Starlette:
    """The same server, whose writer commits after each work."""
    sqlite_writer.BATCH = 1
    return from_environment()
