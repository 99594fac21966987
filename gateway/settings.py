"""What can be set from outside: one environment variable `ISSUE_GATEWAY_...` for each field.

The command line overrides the environment. Source: design, section 8.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from db.engine import database_url

PREFIX = "ISSUE_GATEWAY_"
MEBIBYTE = 1024 * 1024
SCHEMES = ("sqlite", "postgresql", "postgres")


class Settings(BaseSettings):
    """One gateway process. Times are in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    data_dir: Path = Field(default=Path("data"), description="Where data is kept.")
    database: str | None = Field(
        default=None,
        description="Address of the database; a SQLite file in the data directory without.",
    )
    workers: int = Field(
        default=1, ge=1, le=256, description="Server processes; more need PostgreSQL."
    )
    demo: bool = Field(default=True, description="Fill an empty database with example issues.")
    reload: bool = Field(default=False, description="Restart when the source changes.")
    body_limit: int = Field(default=MEBIBYTE, ge=1, description="Largest request body.")
    body_timeout: float = Field(default=30.0, gt=0, description="Longest wait for a request body.")
    statement_timeout: float = Field(
        default=5.0, gt=0, description="Longest run of one SQL statement."
    )
    follow_interval: float = Field(
        default=0.25, gt=0, description="Longest wait until subscribers hear of a change."
    )
    websocket_init_timeout: float = Field(
        default=3.0, gt=0, description="Longest wait for the first message of a WebSocket."
    )
    websocket_message_limit: int = Field(
        default=64 * 1024, ge=1, description="Largest message of a WebSocket client."
    )
    websocket_operations: int = Field(
        default=50, ge=1, description="Operations that one WebSocket may run at once."
    )
    websocket_origins: str = Field(
        default="",
        description="Origins of foreign pages that may open a WebSocket, separated by spaces.",
    )
    websocket_ping: float = Field(
        default=20.0, gt=0, description="Time between two pings of a WebSocket client."
    )
    websocket_token_check: float = Field(
        default=3.0, gt=0, description="Longest life of a WebSocket whose token has ended."
    )
    shutdown_timeout: int = Field(
        default=20, ge=1, description="Longest wait for requests in flight at the end."
    )
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto", description="How log lines look; auto: text on a terminal, else JSON."
    )

    @field_validator("database")
    @classmethod
    def _known_scheme(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in SCHEMES:
            raise ValueError("must start with sqlite:/// or postgresql://")
        return value

    @model_validator(mode="after")
    def _one_writer_on_sqlite(self) -> "Settings":
        if self.workers > 1 and self.on_sqlite:
            raise ValueError(
                "several workers need PostgreSQL: SQLite has one writer; "
                "pass --database postgresql://... or --workers 1"
            )
        return self

    @property
    def database_url(self) -> str:
        """Where the database is, in full."""
        return database_url(self.database, self.data_dir)

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is embedded."""
        return urlsplit(self.database_url).scheme == "sqlite"

    @property
    def base_url(self) -> str:
        """Where a browser on this machine finds the server, without a slash at the end."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def to_environment(settings: Settings) -> Mapping[str, str]:
    """The variables from which another process reads the same settings."""
    values = settings.model_dump(mode="json", exclude_none=True)
    return {PREFIX + name.upper(): str(value) for name, value in values.items()}


def hand_to_workers(settings: Settings) -> None:
    """Let the processes that the server starts, and the reloader, read these settings."""
    os.environ.update(to_environment(settings))
