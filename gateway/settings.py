"""Settings: one environment variable `ISSUE_GATEWAY_...` for each field.

The command line overrides the environment. Source: design, section 8.
"""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from db.engine import database_url
from db.engine.sqlite_connection import WAL_RESET_FIXED, driver
from db.files.open import files_address, open_store
from db.files.staging import FOLDER as STAGING
from resolvers.document.limits import DocumentLimits

PREFIX = "ISSUE_GATEWAY_"
SQLITE_LOOK = 0.02
MEBIBYTE = 1024 * 1024
CORS_HEADERS = (
    # ours
    *("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "If-Range"),
    *("Range", "Cache-Control", "Last-Event-ID", "X-Explain", "X-Min-Sequence", "X-Request-ID"),
    *("Upload-Length", "Upload-Metadata", "Upload-Offset", "Upload-Checksum", "Tus-Resumable"),
    # Apollo, Relay, urql and other GraphQL clients
    *("Apollo-Require-Preflight", "GraphQL-Preflight", "X-Requested-With"),
    *("apollographql-client-name", "apollographql-client-version"),
    *("graphql-client-name", "graphql-client-version"),
    *("X-Apollo-Operation-Name", "X-Apollo-Operation-Id"),
    # tracing: W3C, Sentry, Datadog, Zipkin, New Relic, Elastic
    *("traceparent", "tracestate", "baggage", "sentry-trace", "newrelic"),
    *("x-datadog-origin", "x-datadog-parent-id", "x-datadog-trace-id", "x-datadog-tags"),
    *("x-datadog-sampling-priority", "elastic-apm-traceparent", "b3"),
    *("X-B3-TraceId", "X-B3-SpanId", "X-B3-ParentSpanId", "X-B3-Sampled", "X-B3-Flags"),
)
"""Headers that well-known browser clients send."""
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SQLITE_URL = re.compile(r"sqlite:///.+")
_HOST = r"(\[[^]]*\]|[^:,/?\[\]]*)(:\d{1,5})?"
POSTGRESQL_URL = re.compile(rf"postgres(ql)?://([^/?]*@)?{_HOST}(,{_HOST})*([/?].*)?")
"""Several hosts may follow one another, as in libpq (PostgreSQL 18, section 32.1.1.2)."""
ONE_SERVER_URL = re.compile(rf"postgres(ql)?://([^/?]*@)?{_HOST}(/[^?,]*)?(\?.*)?")
BETWEEN_URLS = re.compile(r"\s*,\s*(?=postgres(?:ql)?://)")


class Settings(BaseSettings):
    """One gateway process. Times are in seconds, sizes in bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    data_dir: Path = Field(default=Path("data"), description="Directory for the data.")
    database: str | None = Field(
        default=None,
        description="`sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`. Without it: SQLite"
        " in the data directory.",
    )
    read_database: str | None = Field(
        default=None,
        description="Replicas of the PostgreSQL database, to read from; commas between their URLs.",
    )
    pool_size: int = Field(
        default=10,
        ge=1,
        le=1000,
        description="Most connections of each process to each PostgreSQL server.",
    )
    statement_cache: int = Field(
        default=512,
        ge=0,
        description="Statements prepared on each connection; 0 behind a PgBouncer that pools"
        " transactions.",
    )
    files: str | None = Field(
        default=None,
        description="Where the content of attachments is kept: a directory, `s3://BUCKET/PREFIX`,"
        " `gs://...` or `az://...`. Without it: `files` in the data directory.",
    )
    upload_limit: int = Field(
        default=25 * MEBIBYTE, ge=1, description="Largest file to upload, in bytes."
    )
    upload_timeout: float = Field(
        default=3600.0,
        gt=0,
        description="Longest time for one request with files to arrive, in seconds; between two"
        " pieces the wait is that for a request body.",
    )
    uploads_at_once: int = Field(
        default=4, ge=1, description="Requests with files that one token may send at once."
    )
    upload_lifetime: float = Field(
        default=86_400.0,
        gt=0,
        description="How long an unfinished upload can be resumed, in seconds.",
    )
    readers: int | None = Field(
        default=None,
        ge=1,
        le=64,
        description="Long reads at once. By default 2 on SQLite; cores - 1, 1 or 2, on PostgreSQL.",
    )
    workers: int = Field(default=1, ge=1, le=256, description="Server processes.")
    demo: bool = Field(default=True, description="Fill an empty database with example issues.")
    locked: bool = Field(
        default=False, description="Run operations of clients only if they are registered."
    )
    reload: bool = Field(default=False, description="Restart when the source changes.")
    body_limit: int = Field(default=MEBIBYTE, ge=1, description="Largest request body, in bytes.")
    body_timeout: float = Field(default=30.0, gt=0, description="Longest wait for a request body.")
    header_timeout: float = Field(
        default=10.0, gt=0, description="Longest wait for the headers of a request."
    )
    send_timeout: float = Field(
        default=30.0, gt=0, description="Longest wait for a client to take more of its answer."
    )
    operation_timeout: float = Field(default=10.0, gt=0, description="Longest run of an operation.")
    statement_timeout: float = Field(
        default=5.0, gt=0, description="Longest run of one SQL statement, in seconds."
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
    websocket_connections: int = Field(
        default=20, ge=1, description="WebSockets that one token may have open at once."
    )
    websocket_origins: str = Field(
        default="",
        description="Other origins whose pages may open a WebSocket, separated by spaces.",
    )
    websocket_ping: float = Field(
        default=20.0, gt=0, description="Time between two pings of a WebSocket client."
    )
    websocket_token_check: float = Field(
        default=3.0, gt=0, description="Longest life of a WebSocket whose token has ended."
    )
    streams_per_token: int = Field(
        default=200,
        ge=1,
        description="Event streams that one token may have open in each process.",
    )
    webhook_private: bool = Field(
        default=False,
        description="Let webhooks lead to private, loopback and link-local addresses.",
    )
    webhook_timeout: float = Field(
        default=15.0, gt=0, description="Longest wait for the answer of a webhook, in seconds."
    )
    shutdown_timeout: int = Field(
        default=20, ge=1, description="Longest wait for requests in flight at the end."
    )
    token_rate: float = Field(
        default=5000.0, ge=0, description="Requests per second with one token; 0 for no limit."
    )
    token_burst: int = Field(
        default=50_000, ge=1, description="Requests with one token that may come at once."
    )
    address_rate: float = Field(
        default=10.0,
        ge=0,
        description="Requests per second of one address without a valid token; 0 for no limit.",
    )
    address_burst: int = Field(
        default=100,
        ge=1,
        description="Requests of one address without a valid token that may come at once.",
    )
    most_in_flight: int = Field(
        default=1000, ge=1, description="Requests at once; beyond that they are refused with 503."
    )
    longest_lag: float = Field(
        default=0.5,
        gt=0,
        description="Refuse with 503 when a process lags longer than this, in seconds.",
    )
    costly_share: float = Field(
        default=0.25,
        gt=0,
        le=1,
        description="Share of a process for new operations, large bodies and large changes of all"
        " tokens.",
    )
    document_length: int = Field(
        default=100_000,
        ge=1,
        description="Most characters of a document; long values belong in variables.",
    )
    document_tokens: int = Field(
        default=2000, ge=1, description="Most lexical tokens of a document."
    )
    document_depth: int = Field(default=12, ge=1, description="Most levels of nested fields.")
    document_aliases: int = Field(default=30, ge=0, description="Most aliases of an operation.")
    document_root_fields: int = Field(
        default=20, ge=1, description="Most root fields of an operation."
    )
    document_directives: int = Field(default=10, ge=0, description="Most directives in a document.")
    document_selections: int = Field(
        default=10_000,
        ge=1,
        description="Most fields of an operation, with its fragments expanded.",
    )
    answer_limit: int = Field(
        default=16 * MEBIBYTE,
        ge=64 * 1024,
        le=512 * MEBIBYTE,
        description="Most bytes of one answer, and of what one token's WebSockets wait to send.",
    )
    table_rows: int = Field(
        default=1_000_000, ge=1, description="Most rows of a table; a longer one is broken off."
    )
    table_timeout: float = Field(
        default=600.0, gt=0, description="Longest time to send a table, in seconds."
    )
    tables: int = Field(
        default=4,
        ge=1,
        description="Tables that each process sends at once; one token has at most all but one.",
    )
    operation_cost: int = Field(
        default=10_000, ge=1, description="Largest cost of an operation, in points."
    )
    answer_cache: int = Field(
        default=64 * 1024 * 1024,
        ge=0,
        description="Memory of each process for answers to queries that are asked again, in bytes;"
        " 0 keeps none.",
    )
    slow_operation: float = Field(
        default=1.0,
        ge=0,
        description="Log operations slower than this, in seconds, with their SQL.",
    )
    warn_deprecated: bool = Field(
        default=False,
        description="Log operations that use what is deprecated in the schema, with what they use.",
    )
    public_metrics: bool = Field(default=False, description="Answer /metrics without a token.")
    allowed_hosts: str = Field(
        default="",
        description="Host names that the server answers to, separated by spaces. Without it: any.",
    )
    cors_origins: str = Field(default="", description="Allowed CORS origins, separated by spaces.")
    cors_headers: str = Field(
        default=" ".join(CORS_HEADERS),
        description="Request headers that pages of other origins may send, separated by spaces.",
    )
    root_path: str = Field(
        default="",
        pattern=r"^(/[A-Za-z0-9._~-]+)*$",
        description="Path prefix that a proxy in front removes.",
    )
    forwarded_allow_ips: str = Field(
        default="127.0.0.1,::1",
        description="Proxies whose X-Forwarded-For and -Proto are believed; * for any.",
    )
    ssl_certfile: Path | None = Field(default=None, description="Certificate, to serve HTTPS.")
    ssl_keyfile: Path | None = Field(default=None, description="Its private key.")
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto", description="How log lines look; auto: text on a terminal, else JSON."
    )

    @field_validator("database")
    @classmethod
    def _known_scheme(cls, value: str | None) -> str | None:
        if value is None or SQLITE_URL.fullmatch(value) or POSTGRESQL_URL.fullmatch(value):
            return value
        raise ValueError("must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME")

    @field_validator("files")
    @classmethod
    def _known_store(cls, value: str | None) -> str | None:
        if value is not None:
            open_store(value)
        return value

    @field_validator("read_database")
    @classmethod
    def _postgresql(cls, value: str | None) -> str | None:
        urls = [] if value is None else BETWEEN_URLS.split(value)
        if not all(ONE_SERVER_URL.fullmatch(url) for url in urls):
            raise ValueError("must be postgresql://USER:PASSWORD@HOST:PORT/NAME, one host in each")
        if len(set(urls)) < len(urls):
            raise ValueError("must not name a server twice")
        return value

    @field_validator("ssl_certfile", "ssl_keyfile")
    @classmethod
    def _readable(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("is not a file")
        return value

    @model_validator(mode="after")
    def _replica_has_primary(self) -> "Settings":
        if self.read_database and self.on_sqlite:
            raise ValueError("--read-database needs --database postgresql://...")
        return self

    @model_validator(mode="after")
    def _key_has_certificate(self) -> "Settings":
        if self.ssl_keyfile and not self.ssl_certfile:
            raise ValueError("--ssl-keyfile needs --ssl-certfile")
        return self

    @model_validator(mode="after")
    def _several_writers_are_safe(self) -> "Settings":
        if self.workers > 1 and self.on_sqlite and driver.sqlite_version_info < WAL_RESET_FIXED:
            raise ValueError(
                f"several workers on SQLite need SQLite {'.'.join(map(str, WAL_RESET_FIXED))}, "
                f"this is {driver.sqlite_version}, which can damage a file that two processes "
                "write; install pysqlite3, pass --database postgresql://... or --workers 1"
            )
        return self

    @property
    def database_url(self) -> str:
        """Return the full address of the database."""
        return database_url(self.database, self.data_dir)

    @property
    def read_databases(self) -> Sequence[str]:
        """The addresses of the replicas."""
        return BETWEEN_URLS.split(self.read_database) if self.read_database else ()

    @property
    def files_address(self) -> str:
        """The full address of the store of files."""
        return files_address(self.files, self.data_dir)

    @property
    def staging(self) -> Path:
        """The folder for files on their way in."""
        return self.data_dir / STAGING

    @property
    def on_sqlite(self) -> bool:
        """Return whether the database is embedded."""
        return urlsplit(self.database_url).scheme == "sqlite"

    @property
    def longest_look(self) -> float:
        """Return the maximum time between two polls of the log, in seconds.

        A poll of a SQLite file takes microseconds, and workers send each other no notifications.
        """
        if self.on_sqlite and self.workers > 1:
            return min(self.follow_interval, SQLITE_LOOK)
        return self.follow_interval

    @property
    def base_url(self) -> str:
        """Return the server's URL for a browser on this machine, without a slash at the end."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        scheme = "https" if self.ssl_certfile else "http"
        return (
            f"{scheme}://[{host}]:{self.port}" if ":" in host else f"{scheme}://{host}:{self.port}"
        )

    @property
    def document_limits(self) -> DocumentLimits:
        """The largest document of a client."""
        return DocumentLimits(
            length=self.document_length,
            tokens=self.document_tokens,
            depth=self.document_depth,
            aliases=self.document_aliases,
            root_fields=self.document_root_fields,
            selections=self.document_selections,
            directives=self.document_directives,
        )

    @property
    def is_exposed(self) -> bool:
        """Return whether other machines can reach the server."""
        return self.host not in LOOPBACK


def to_environment(settings: Settings) -> Mapping[str, str]:
    """The variables from which another process reads the same settings."""
    values = settings.model_dump(mode="json", exclude_none=True)
    return {PREFIX + name.upper(): str(value) for name, value in values.items()}


def hand_to_workers(settings: Settings) -> None:
    """Let the processes that the server starts, and the reloader, read these settings."""
    os.environ.update(to_environment(settings))
