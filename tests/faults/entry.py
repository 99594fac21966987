"""`issue-gateway` with a fault built in, for the controls: tests that cannot fail prove nothing.

FAULT_BUILD names the fault: `early` acknowledges writes before they are committed, `normal` does
not wait for the disk (`synchronous=NORMAL`), `memory` tells followers of what is committed while
they are connected and of nothing else. `brief` is no fault: a webhook is taken over at once.
`trusting` takes any server that calls itself the primary for the
primary, and keeps its connections to it. `unstored` commits attachments before their bytes,
`unsynced` before their bytes are on disk.
"""

import asyncio
import os
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from db import primary, webhooks
from db.actions.records import content as contents
from db.engine import SYSTEM, postgresql_pool, sqlite, sqlite_writer
from db.engine.sqlite_connection import connect_writer
from db.engine.sqlite_writer import WorkResult, Writer, WriteRequest
from db.files import directory
from db.files.library import Hold, Library
from db.files.staging import Content
from db.primary import Primary
from db.query.selection import Field
from gateway.cli.main import main
from resolvers.execution import subscription
from resolvers.execution.context import Context

LATER = 0.05
"""Seconds between an early acknowledgement and its commit."""


class EarlyWriter(Writer):
    """Says that it is done when the rows are changed, and commits later."""

    def _perform(self, request: WriteRequest, in_savepoint: bool) -> WorkResult:
        outcome = super()._perform(request, in_savepoint)
        sqlite_writer._settle_from_thread([outcome])
        return outcome

    def _commit(self, first: WriteRequest) -> list[WorkResult]:
        self._connection.set_trace_callback(_wait_before_commit)
        return super()._commit(first)


class FromMemory(subscription.Follower):
    """Forgets what was committed before a follower came, as a queue in memory does."""

    def __init__(self, field: Field, leaves: Sequence[object], context: Context) -> None:
        arguments = {name: each for name, each in field.arguments.items() if name != "after"}
        here = replace(context, request=replace(context.request, resume_after=None))
        super().__init__(replace(field, arguments=arguments), leaves, here)


def _wait_before_commit(statement: str) -> None:
    if statement == "COMMIT":
        time.sleep(LATER)


def _connect_without_waiting(path: Path, *, most_bytes: int | None = None) -> sqlite3.Connection:
    connection = connect_writer(path, most_bytes=most_bytes)
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection


async def _keep_later(self: Library, content: Content) -> Hold:
    """Hold the content now, and store its bytes after the row has committed."""
    copy = content.path.with_name(f"{uuid4().hex}.part")
    copy.write_bytes(content.path.read_bytes())
    hold = await self.database.write(SYSTEM, lambda write: contents.hold(write, content.sha256))
    asyncio.get_running_loop().call_later(0.3, self.store.put, content.sha256, copy)
    return Hold(hold, content.sha256)


async def _accept_any(_self: Primary, _found: object) -> None:
    """Accept any timeline."""


class _Unsynced:
    """The module `os` with an fsync that does nothing."""

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)

    def fsync(self, _descriptor: int) -> None:
        """Wait for nothing."""


def build(fault: str) -> None:
    """Change the program in this process."""
    if fault == "early":
        sqlite.Writer = EarlyWriter  # type: ignore[attr-defined]
    elif fault == "normal":
        sqlite_writer.connect_writer = _connect_without_waiting  # type: ignore[attr-defined]
    elif fault == "memory":
        subscription.Follower = FromMemory  # type: ignore[misc]
    elif fault == "trusting":
        postgresql_pool.CHECK_SECONDS = postgresql_pool.TRUST_SECONDS = float("inf")
        Primary._accept = _accept_any  # type: ignore[method-assign,assignment]
        # Of all that say so, the one that did so first.
        primary.max = min  # type: ignore[attr-defined]
    elif fault == "brief":
        webhooks.LEASE = timedelta(seconds=3)
    elif fault == "unsynced":
        directory.os = _Unsynced()  # type: ignore[assignment,attr-defined]
    elif fault == "unstored":
        Library.keep = _keep_later  # type: ignore[method-assign]


# Workers import this module under another name, and need the fault too.
build(os.environ.get("FAULT_BUILD", ""))
if __name__ == "__main__":
    main()
