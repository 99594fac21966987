"""Subscriptions: following the change log.

A follower reads the log forward by cursor, one statement for a batch, as fast as its client takes
it. So nothing is queued for a slow client, nothing is lost, and nothing comes twice.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass

from graphql import OperationType

from db import json_numbers
from db.engine import Database
from db.errors import Unavailable
from db.query.compile import Statement, compile_selection
from db.query.fetch import run
from db.query.parameters import resolve
from db.query.selection import Field, Request, Slot
from resolvers.document.cost import cost_of
from resolvers.document.operation import Operation, Operations
from resolvers.document.variables import split
from resolvers.execution.context import Context, utc_now
from resolvers.execution.execute import Result, charged, ended_by, execute
from resolvers.execution.literal import dump
from resolvers.execution.permissions import require_scope

BATCH = 100
"""Changes read at once, unless that would cost more points than one operation may."""


def _edges(key: str, arguments: Mapping[str, object], node: tuple[Field, ...]) -> Field:
    """Some changes, each with its cursor."""
    edge = (Field("cursor", "cursor"), Field("node", "node", fields=node))
    return Field(key, "changes", arguments, (Field("edges", "edges", fields=edge),))


END = _edges("end", {"last": 1}, (Field("sequence", "sequence"),))
"""The last change there is."""


class ChangeNotifier:
    """Tells when the change log has grown.

    Whichever follower waits first looks at the log every `interval` seconds, for all of them: a
    thousand followers cost no more than one.
    """

    def __init__(self, database: Database, interval: float) -> None:
        self.interval = interval
        self._database = database
        self._last = 0
        self._looking = asyncio.Lock()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Have somebody look at once: this process has committed a change."""
        self._woken.set()

    async def grown(self, seen: int) -> None:
        """Wait until the log has gone beyond the change with the number `seen`."""
        while self._last <= seen:
            async with self._looking:
                if self._last <= seen:
                    await self._look()

    async def _look(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self.interval):
                await self._woken.wait()
        self._woken.clear()
        # A database that does not answer may well do so the next time.
        with suppress(Unavailable, TimeoutError):
            self._last = await self._database.sequence()


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes that were read at once.

    `after` is where to go on, `seen` the number of the last change when they were read; with
    `is_last`, everything up to that one was looked at.
    """

    changes: Sequence[object]
    after: str | None
    seen: int
    is_last: bool


class Follower:
    """One subscription to `changes`, with the values of its variables.

    Raises OperationError: LIMIT_EXCEEDED when a single change costs too much, BAD_USER_INPUT for
    variables that are not of their types.
    """

    def __init__(self, operation: Operation, context: Context, given: Mapping[str, object]) -> None:
        shaped = split(operation.coerce(given))
        self.context = context
        self.leaves = shaped.leaves
        self.field = operation.followed(shaped)
        each = 1 + cost_of(self.field.fields, context.options).points(self.leaves)
        self.size = max(1, min(BATCH, charged(context, each).limit // each))
        self._statements: dict[bool, Statement] = {}

    async def changes(
        self, notifier: ChangeNotifier, begun: asyncio.Event
    ) -> AsyncGenerator[object, None]:
        """The changes as they are committed, for ever.

        `begun` is set when it is settled where they begin. Raises BadInput before that when an
        argument breaks a rule.
        """
        after = resolve(self.field.arguments.get("after"), self.leaves)
        # No cursor, no changes: only the end is read.
        batch = await self._read(None, 0) if after is None else await self._read(after, self.size)
        begun.set()
        while True:
            for change in batch.changes:
                yield change
            if batch.is_last:
                await notifier.grown(batch.seen)
            batch = await self._read_in_time(batch.after, notifier.interval)

    async def _read_in_time(self, after: str | None, interval: float) -> Batch:
        """The next batch, as soon as the database answers again."""
        while True:
            try:
                return await self._read(after, self.size)
            except Unavailable:
                await asyncio.sleep(interval)

    async def _read(self, after: object, size: int) -> Batch:
        """At most `size` changes that match, and the end of the log, as of one moment."""
        context = self.context
        leaves = [*self.leaves, size] if after is None else [*self.leaves, size, after]
        found = await run(
            context.database.fetch,
            self._statement(from_start=after is None),
            Request(leaves, context.viewer.actor.author, utc_now()),
        )
        edges, end = (json_numbers.loads(found[key])["edges"] for key in ("page", "end"))
        is_full = 0 < size == len(edges)
        last = edges if is_full else end
        return Batch(
            [edge["node"] for edge in edges],
            after=last[-1]["cursor"] if last else None,
            seen=end[-1]["node"]["sequence"] if end else 0,
            is_last=not is_full,
        )

    def _statement(self, *, from_start: bool) -> Statement:
        if from_start not in self._statements:
            count = len(self.leaves)
            arguments = {**self.field.arguments, "first": Slot(count), "after": Slot(count + 1)}
            if from_start:
                del arguments["after"]
            self._statements[from_start] = compile_selection(
                self.context.database.dialect,
                (_edges("page", arguments, self.field.fields), END),
                self.context.options,
            )
        return self._statements[from_start]


async def results(
    operations: Operations,
    context: Context,
    notifier: ChangeNotifier,
    begun: asyncio.Event,
    text: str,
    variables: Mapping[str, object],
    operation_name: str | None = None,
) -> AsyncGenerator[Result, None]:
    """Every result of one operation: one of a query or mutation, one for each change of a
    subscription. Never raises: whatever goes wrong is the last result's error.

    `begun` is set when a subscription has found its beginning: all that its client does from then
    on comes after. An operation of another kind has none to find.
    """
    try:
        caller = context.viewer.actor.token_id
        await operations.throttle.settled(caller)
        seen = time.perf_counter()
        operation = operations.get(text, operation_name)
        if operation.kind is not OperationType.SUBSCRIPTION:
            begun.set()
            yield await execute(operations, context, text, variables, operation_name)
            return
        require_scope(context.viewer, operation.kind)
        follower = Follower(operation, context, variables)
        operations.throttle.charge(caller, time.perf_counter() - seen)
        async with aclosing(follower.changes(notifier, begun)) as changes:
            async for change in changes:
                yield Result({follower.field.key: dump(change)})
    except Exception as error:
        begun.set()
        yield ended_by(context, error)
