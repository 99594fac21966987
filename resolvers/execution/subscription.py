"""Subscriptions: following the change log, or the answer of a query.

A follower reads the log forward by cursor, one statement per batch, at the speed of its client.
Therefore nothing is queued for a slow client, and each change is sent exactly once.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from graphql import OperationType

from db import json_numbers
from db.errors import AnswerTooLarge, Unavailable
from db.query.compile import Statement, compile_selection
from db.query.fetch import run
from db.query.parameters import resolve
from db.query.selection import Field, Request, Slot
from resolvers.document.cost import cost_of
from resolvers.document.operation import Operation, Operations
from resolvers.document.variables import Split
from resolvers.execution.context import Context, utc_now
from resolvers.execution.execute import Result, admitted, ended_by, execute
from resolvers.execution.literal import dump
from resolvers.execution.live import LiveQueries
from resolvers.execution.notifier import ChangeNotifier
from resolvers.execution.permissions import require_scope
from resolvers.throttle import Throttle, counted

BATCH = 100
"""Changes read at once, unless that would cost more points than one operation may."""
FIRST_BATCH = 2
"""Changes in the first batch, whose size in bytes is not yet known; the next ones may double."""
BATCH_BYTES = 64 * 1024
"""Maximum bytes of changes held for one slow client; a single larger change is held too. The event
loop reads them in one piece, 10 microseconds a kilobyte.
"""
SENDING = 50e-6
"""Seconds of the event loop for one change that is read and sent."""
SENDING_BYTE = 20e-9
"""Further seconds for each byte of it; those beyond `BATCH_BYTES` count several times."""


def _edges(key: str, arguments: Mapping[str, object], node: tuple[Field, ...]) -> Field:
    """Some changes, each with its cursor."""
    edge = (Field("cursor", "cursor"), Field("node", "node", fields=node))
    return Field(key, "changes", arguments, (Field("edges", "edges", fields=edge),))


END = _edges("end", {"last": 1}, (Field("sequence", "sequence"),))
"""The last change of the log."""


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """Edges of changes that were read together.

    The next batch begins after `after`; `seen` is the number of the last change at that time;
    `is_last` says that the batch reaches that change.
    """

    edges: Sequence[Mapping[str, Any]]
    after: str | None
    seen: int
    is_last: bool


class Follower:
    """One subscription to `changes`, its root `field`, with the values of its variables.

    Raises OperationError (LIMIT_EXCEEDED) when a single change costs too much.
    """

    def __init__(self, field: Field, leaves: Sequence[object], context: Context) -> None:
        self.context = context
        self.leaves = leaves
        self.field = field
        each = 1 + cost_of(self.field.fields, context.options).points(self.leaves)
        self._most = max(1, min(BATCH, admitted(context, each) // each))
        self.size = min(FIRST_BATCH, self._most)
        self.is_behind = False
        """Whether changes were read that are not the last."""
        self._statements: dict[bool, Statement] = {}

    async def changes(
        self, notifier: ChangeNotifier, begun: asyncio.Event
    ) -> AsyncGenerator[tuple[str, object], None]:
        """Yield the changes as they are committed, each with its cursor, without end.

        `begun` is set when the start position is known. Raises BadInput before that when an
        argument breaks a rule.
        """
        after: object = self.context.request.resume_after
        if after is None:
            after = resolve(self.field.arguments.get("after"), self.leaves)
        # Without a cursor, only the end of the log is read.
        batch = await self.read(None, 0) if after is None else await self.read(after, self.size)
        begun.set()
        while True:
            self.is_behind = not batch.is_last
            for edge in batch.edges:
                yield edge["cursor"], edge["node"]
            if batch.is_last:
                await notifier.grown(batch.seen)
            batch = await self._read_in_time(batch.after, notifier.interval)

    async def _read_in_time(self, after: str | None, interval: float) -> ChangeBatch:
        """Read the next batch; if the database is unavailable, wait until it answers."""
        while True:
            try:
                return await self.read(after, self.size)
            except Unavailable:
                await asyncio.sleep(interval)

    async def read(self, after: object, size: int) -> ChangeBatch:
        """At most `size` changes that match, and the end of the log, in one snapshot.

        When they exceed `BATCH_BYTES`, only the first changes are kept, and the next batch is
        smaller.
        """
        found = await self._fetch(after, size)
        edges, end = (json_numbers.loads(found[key])["edges"] for key in ("page", "end"))
        is_full = 0 < min(size, self.size) == len(edges)
        fit = max(1, len(edges) * BATCH_BYTES // max(BATCH_BYTES, len(found["page"])))
        if fit < len(edges):
            self.size, edges, is_full = fit, edges[:fit], True
        elif is_full and 2 * len(found["page"]) <= BATCH_BYTES:
            self.size = min(self._most, 2 * self.size)
        last = edges if is_full else end
        return ChangeBatch(
            edges,
            after=last[-1]["cursor"] if last else None,
            seen=end[-1]["node"]["sequence"] if end else 0,
            is_last=not is_full,
        )

    async def _fetch(self, after: object, size: int) -> Mapping[str, bytes]:
        """The page and the end. Raises AnswerTooLarge when a single change is too large."""
        context = self.context
        while True:
            leaves = [*self.leaves, size] if after is None else [*self.leaves, size, after]
            try:
                return await run(
                    context.database.fetch_bounded,
                    self._statement(from_start=after is None),
                    Request(leaves, context.viewer.actor.author, utc_now(), context.viewer.scope),
                )
            except AnswerTooLarge:
                if size <= 1:
                    raise
                size = self.size = size // 4 or 1

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
    live: LiveQueries,
    begun: asyncio.Event,
    text: str,
    variables: Mapping[str, object],
    operation_name: str | None = None,
) -> AsyncGenerator[Result, None]:
    """Every result of one operation: one of a query or mutation, one for each change of a
    subscription. Never raises: a failure is the error of the last result.

    `begun` is set when a subscription knows its start position: it sends every later change of its
    client. Other operations do not set it.
    """
    try:
        async with operations.throttle.turn(context.viewer.actor.token_id):
            operation = operations.get(text, operation_name)
        if operation.kind is not OperationType.SUBSCRIPTION:
            begun.set()
            yield await execute(operations, context, text, variables, operation_name)
            return
        require_scope(context.viewer, operation.kind)
        shaped = operation.split(operation.coerce(variables))
        field = operation.followed(shaped)
        if field.name == "changes":
            follower = Follower(field, shaped.leaves, context)
            found = _changes(follower, live.notifier, begun, operations.throttle)
        else:
            found = _answers(operation, field, shaped, context, live, begun)
        async with aclosing(found):
            async for result in found:
                yield result
    except Exception as error:
        begun.set()
        yield ended_by(context, error)


async def _changes(
    follower: Follower, notifier: ChangeNotifier, begun: asyncio.Event, throttle: Throttle
) -> AsyncGenerator[Result, None]:
    """Yield the changes, at a pace that leaves most of the event loop to other callers.

    New changes come no faster than they are written, and only their bytes are counted.
    """
    caller = follower.context.viewer.actor.token_id
    async with aclosing(follower.changes(notifier, begun)) as changes:
        async for cursor, change in changes:
            data = dump(change)
            yield Result({follower.field.key: data}, cursor=cursor)
            bytes_sent = counted(len(data), BATCH_BYTES)
            await throttle.pay(caller, SENDING * follower.is_behind + SENDING_BYTE * bytes_sent)


async def _answers(
    operation: Operation,
    field: Field,
    shaped: Split,
    context: Context,
    live: LiveQueries,
    begun: asyncio.Event,
) -> AsyncGenerator[Result, None]:
    """Yield the answer of a live query, again whenever it changes."""
    admitted(context, cost_of((field,), context.options).points(shaped.leaves))
    dialect, options = context.database.dialect, context.options
    statement = operation.payload_statement(
        dialect, shaped, options, field.key, lambda: compile_selection(dialect, (field,), options)
    )
    async with live.joined(context, statement, shaped.leaves) as query:
        begun.set()
        async with aclosing(query.answers()) as answers:
            async for answer in answers:
                yield answer
