"""Notes on an operation while it runs, for logs and metrics."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from resolvers.execution.response_cache import CachedAnswer

LONGEST_NAME = 64
"""Maximum characters of an operation's name: the client chooses it, and log lines contain it."""


@dataclass(slots=True)
class Trace:
    """Notes on one operation. Of the client's text they hold the operation's name alone.

    `kind` is `query`, `mutation` or `subscription`, None as long as it is not known; `cost` its
    points; `cached` the answer that was kept from before, if it was answered by one; `about_caller`
    says that the answer tells about the caller; `last_change` is the number of the last change that
    it has made, if it has made one; `statements` the texts that were run, without values; `codes`
    those of its errors; `database_seconds` the time spent waiting for the statements, of all its
    `seconds` since it `began`, on the clock of `time.perf_counter`; `deprecated` are the
    coordinates of what it uses of the schema that will go, if that is asked for.
    """

    name: str | None = None
    kind: str | None = None
    cost: int = 0
    cached: CachedAnswer | None = None
    about_caller: bool = False
    last_change: int | None = None
    statements: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    deprecated: Collection[str] = ()
    began: float = 0.0
    database_seconds: float = 0.0
    seconds: float = 0.0

    def known(self, name: str | None, kind: str) -> None:
        """Record the operation."""
        self.name = name[:LONGEST_NAME] if name else None
        self.kind = kind

    def ran(self, texts: Iterable[str], seconds: float) -> None:
        """Record statements that ran together, and their duration."""
        self.statements.extend(texts)
        self.database_seconds += seconds
