"""Advice for a person whose database cannot be used."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from db.engine import sqlite_file
from db.engine.sqlite_connection import driver
from db.errors import Unavailable
from db.maintenance.migrate import NewerSchemaError
from db.postgresql_driver import asyncpg
from gateway.settings import Settings


class StartupError(Exception):
    """The server cannot start; `advice` says what to do about it."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


def kinds_of_errors() -> tuple[type[Exception], ...]:
    """Return what the drivers raise: a function, since naming its errors loads a driver."""
    return (
        driver.Error,
        asyncpg.PostgresError,
        asyncpg.InterfaceError,
        SQLAlchemyError,
        OSError,
        TimeoutError,
        Unavailable,
    )


@contextmanager
def driver_errors(settings: Settings) -> Iterator[None]:
    """Raise StartupError for what the driver of the database says, and for a newer schema."""
    try:
        yield
    except NewerSchemaError as error:
        raise StartupError(
            f"{shown(settings)} has schema {error.revision}, which only a newer version knows.",
            "Run that version, or restore the backup that was made before it migrated.",
        ) from error
    except kinds_of_errors() as error:
        raise unusable(settings, error) from error


def shown(settings: Settings) -> str:
    """Return the address of the database without its password."""
    if settings.on_sqlite:
        return str(sqlite_file.path_of(settings.database_url))
    parts = urlsplit(settings.database_url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def unusable(settings: Settings, error: Exception) -> StartupError:
    """Return the error and advice for a driver's exception."""
    cause = _cause(error)
    said = cause.strerror if isinstance(cause, OSError) and cause.strerror else cause
    if settings.on_sqlite:
        advice = _sqlite_advice(sqlite_file.path_of(settings.database_url))
    else:
        advice = _postgresql_advice(cause)
    return StartupError(f"Cannot use {shown(settings)}: {str(said).rstrip('.')}.", advice)


def _cause(error: BaseException) -> BaseException:
    """Return the driver's own error, which SQLAlchemy and its asyncpg adapter wrap."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig
    cause = error.__cause__
    return cause if isinstance(cause, asyncpg.PostgresError | asyncpg.InterfaceError) else error


def _postgresql_advice(error: BaseException) -> str:
    match error:
        case asyncpg.InvalidCatalogNameError():
            return "Create the database first, such as with createdb."
        case asyncpg.InvalidAuthorizationSpecificationError():
            return "Are user and password right?"
        case asyncpg.InsufficientPrivilegeError():
            return (
                "The user needs a schema to create tables in: GRANT CREATE ON SCHEMA public TO ..."
            )
        case OSError():
            return "Is a server running there, and are host and port right?"
    return "Is the server running, and are user, password and database name right?"


def _sqlite_advice(path: Path) -> str:
    """A folder or file of another user is the usual reason, and can be detected."""
    # Path.exists would raise for a file in an unreadable folder.
    there = next((each for each in (path, *path.parents) if os.path.exists(each)), Path("/"))
    if not os.access(there, os.W_OK):
        owner = there.stat().st_uid
        if owner != os.geteuid():
            return (
                f"{there} belongs to {user_name(owner)}: run this as that user, "
                "or choose another directory with --data-dir."
            )
        return f"{there} is not writable: change that, or choose another with --data-dir."
    return (
        "Is the directory writable, and the file a database of issue-gateway? "
        "Choose another with --data-dir."
    )


def user_name(uid: int) -> str:
    """The name of a user of this machine."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
