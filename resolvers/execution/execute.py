"""Execution: one operation in, finished JSON out."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import partial
from operator import itemgetter
from typing import TypedDict

import structlog
from graphql import GraphQLError, OperationType

from db.errors import BadInput
from db.explain import explain
from db.query.compile import LAST_CHANGE, Statement
from db.query.fetch import run
from db.query.selection import Request
from resolvers.document.actual_cost import Charge
from resolvers.document.coordinates import deprecated_among, deprecated_in
from resolvers.document.cost import MUTATION, Cost
from resolvers.document.operation import INSIDE, Operation, Operations
from resolvers.document.plans import MutationField, QueryPlan
from resolvers.document.selection import Variables
from resolvers.document.variables import Split
from resolvers.errors import (
    ErrorCode,
    OperationError,
    OutcomeUnknown,
    WireError,
    code_of,
    is_foreseen,
    wire_error,
)
from resolvers.execution.abandoned import watched
from resolvers.execution.context import Context
from resolvers.execution.evidence import POINTS, look_inside, signs, viewer_values
from resolvers.execution.literal import Piece, dump, join, literal_json
from resolvers.execution.mutation import Mutation, items_of
from resolvers.execution.permissions import require_admin, require_admin_for, require_scope
from resolvers.execution.repeat import Repeat, forget
from resolvers.execution.response_cache import CachedAnswer
from resolvers.root import MUTATION_RESOLVERS
from schema.payload import MutationInput

log = structlog.get_logger()

SUBSCRIPTION_CHANNELS = "Subscriptions need a WebSocket, or `Accept: text/event-stream` alone."


class Explained(TypedDict):
    """The text of a statement, without its values, and the database's plan for it."""

    sql: str
    plan: list[str]


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one operation.

    `data` holds the root fields by response key, in order; it is None when nothing was executed or
    a root field that cannot be null has failed. `started` tells the two apart, as the GraphQL
    specification does (section 7.1): only a started operation has a `data` entry. `cost` is what it
    cost, in points (`resolvers.document.cost`); `explained` its statement, when an admin has asked
    for it. `unchanged` is the tag of the answer that the client holds, when that answer is still
    right; then there is no data. The caller that computes the tag of an answer calls `note_tag`.
    `cached` is the answer in the response cache, when the data is that. `cursor` is that of the
    change which is the result.
    """

    data: Mapping[str, Piece] | None
    errors: list[WireError] = dataclass_field(default_factory=list)
    started: bool = True
    cost: Charge | None = None
    explained: Explained | None = None
    unchanged: str | None = None
    cached: CachedAnswer | None = None
    note_tag: Callable[[str], None] = forget
    cursor: str | None = None

    def body(self, *, tells_cached: bool = True) -> bytes:
        """Write the response in the form of the GraphQL specification (section 7).

        Args:
            tells_cached: add an extension when the answer comes from the response cache.
        """
        if self.cached is None:
            return self._body(cached=False)
        name = ("body", self.cost, tells_cached)
        made = self.cached.made.get(name)
        if made is None:
            made = self._body(cached=tells_cached)
            self.cached.add(name, made)
        return made

    def _body(self, *, cached: bool) -> bytes:
        parts = []
        if self.errors:
            parts.append(b'"errors":' + dump(self.errors))
        if self.started:
            parts.append(b'"data":' + (b"null" if self.data is None else join(self.data)))
        if cost := self.cost:
            known = b',"cached":true' if cached else b""
            explained = b',"explain":' + dump(self.explained) if self.explained else b""
            parts.append(
                b'"extensions":{"cost":{"requested":%d,"actual":%d,"limit":%d%b}%b}'
                % (cost.requested, cost.actual(self.data), cost.limit, known, explained)
            )
        return b"{" + b",".join(parts) + b"}"


def refused(error: OperationError) -> Result:
    """The answer to an operation that did not start."""
    return Result(None, error.on_the_wire(), started=False)


async def execute(
    operations: Operations,
    context: Context,
    text: str,
    variables: Mapping[str, object],
    operation_name: str | None = None,
) -> Result:
    """Answer one query or mutation. Never raises: failures are errors of the result."""
    trace = context.trace
    result = await _execute(operations, context, text, variables, operation_name)
    trace.seconds = time.perf_counter() - trace.began
    if result.errors:
        trace.codes = list(map(code_of, result.errors))
    context.finished(trace)
    return result


async def _execute(
    operations: Operations,
    context: Context,
    text: str,
    variables: Mapping[str, object],
    operation_name: str | None,
) -> Result:
    try:
        caller = context.viewer.actor.token_id
        async with operations.throttle.turn(caller, context.request.penalty) as turn:
            context.trace.began = time.perf_counter()
            operation = operations.get(text, operation_name)
            await turn.give_way()
            coerced, shaped, plan = _begin(operation, context, text, variables)
        if plan is not None:
            return await _query(context, operation, plan, shaped, variables)
        return await _mutate_in_time(context, operation, coerced, shaped)
    except Exception as error:
        operations.throttle.refused(context.viewer.actor.token_id)
        return ended_by(context, error)


async def _mutate_in_time(
    context: Context, operation: Operation, coerced: Variables, shaped: Split
) -> Result:
    """Raises OutcomeUnknown: the writer does not undo a change when its caller stops waiting."""
    try:
        async with asyncio.timeout(context.limits.seconds):
            return await _mutate(context, operation, coerced, shaped)
    except TimeoutError:
        raise OutcomeUnknown from None


def _begin(
    operation: Operation, context: Context, text: str, variables: Mapping[str, object]
) -> tuple[Variables, Split, QueryPlan | None]:
    """Prepare a request without the database: its variables, and a query's plan."""
    context.trace.known(*operation.title)
    if context.services.warn_deprecated:
        in_text = deprecated_in(operation.schema, text)
        context.trace.deprecated = in_text | deprecated_among(
            operation.schema, operation.node, variables
        )
    require_scope(context.viewer, operation.kind)
    if context.request.explain:
        require_admin(context.viewer, "An explanation")
    if operation.kind is OperationType.SUBSCRIPTION:
        raise OperationError.of(ErrorCode.BAD_USER_INPUT, SUBSCRIPTION_CHANNELS)
    coerced = operation.coerce(variables)
    shaped = operation.split(coerced)
    plan = None
    if operation.kind is OperationType.QUERY:
        plan = operation.query_plan(context.database.dialect, shaped, context.options, variables)
        require_admin_for(context.viewer, plan.fields)
    return coerced, shaped, plan


def ended_by(context: Context, error: Exception) -> Result:
    """The answer to an operation that `error` ended."""
    if isinstance(error, OperationError):
        return refused(error)
    if isinstance(error, BadInput):
        return Result(None, [wire_error(error, context.request.id)], started=False)
    return _failed(context, error)


def _failed(context: Context, error: Exception, path: Sequence[str] = ()) -> Result:
    if not is_foreseen(error):
        log.exception("operation failed", request_id=context.request.id)
    return Result(None, [wire_error(error, context.request.id, path)])


async def _query(
    context: Context,
    operation: Operation,
    plan: QueryPlan,
    shaped: Split,
    given: Mapping[str, object],
) -> Result:
    inside = sum(literal.name in INSIDE for literal in plan.literals.values())
    points = plan.cost.points(shaped.leaves) + POINTS * inside
    work = plan.cost.finding(shaped.leaves) + POINTS * inside
    limit = admitted(context, points, plan.parts, shaped.leaves)
    cost = Charge(points, limit, work, (plan.counting,))
    pieces: dict[str, Piece] = {**plan.introspection}
    pieces.update(await _literals(context, plan, shaped.leaves))
    explained, statement = None, plan.statement
    note_tag: Callable[[str], None] = forget
    if statement:
        request = Request(
            shaped.leaves, context.viewer.actor.author, context.now, context.viewer.scope
        )
        repeat = _repeat(context, operation, plan, statement, request, given)
        if repeat.may_be_known:
            repeat.last_change = await _last_change(context, statement, request)
            if repeat.tag:
                return Result(None, cost=cost, unchanged=repeat.tag)
            if cached := repeat.answer:
                context.trace.cached = cached
                return Result(cached.data, cost=cost, cached=cached, note_tag=repeat.note_tag)
        is_followed = repeat.is_followed()
        if is_followed:
            statement = statement.with_last_change()
        found = await _fetch(context, statement, request, brief=plan.is_brief)
        if is_followed:
            repeat.made(found.pop(LAST_CHANGE), found)
            note_tag = repeat.note_tag
        if context.request.explain:
            explained = await _explain(context, statement, request)
        elif len(found) == len(plan.keys):
            return Result(found, cost=cost, note_tag=note_tag)
        pieces.update(found)
    answer = {key: pieces[key] for key in plan.keys}
    return Result(answer, cost=cost, explained=explained, note_tag=note_tag)


async def _literals(
    context: Context, plan: QueryPlan, leaves: Sequence[object]
) -> dict[str, Piece]:
    """Return the root fields that no statement reads: the viewer, and the text of files."""
    context.trace.about_caller = bool(plan.literals)
    pieces: dict[str, Piece] = {}
    for key, literal in plan.literals.items():
        if literal.name in INSIDE:
            pieces[key] = await look_inside(context, literal, leaves)
        else:
            viewer = viewer_values(context, leaves)
            pieces[key] = dump(literal_json("Viewer", viewer, literal.fields))
    return pieces


def _repeat(
    context: Context,
    operation: Operation,
    plan: QueryPlan,
    statement: Statement,
    request: Request,
    given: Mapping[str, object],
) -> Repeat:
    """Look for an earlier answer to the same request."""
    repeat = Repeat(context.services.responses)
    if context.request.explain:
        return repeat
    if context.request.held and not signs(plan.literals):
        parts = (operation.text, operation.title, given, context.viewer, context.options)
        repeat.revalidate(context.request.held, parts, statement.values(request))
    # For a short statement, the check for changes would cost as much as the statement.
    if not plan.is_brief and len(statement.keys) == len(plan.keys):
        repeat.look_up(statement, context.viewer.scope, statement.values(request))
    return repeat


async def _last_change(context: Context, statement: Statement, request: Request) -> bytes:
    """The last change of anything that the statement reads, without running it."""
    found = await _fetch(context, statement.last_change_alone(), request, brief=True)
    return found[LAST_CHANGE]


async def _fetch(
    context: Context, statement: Statement, request: Request, *, brief: bool
) -> dict[str, bytes]:
    database = context.database
    began = time.perf_counter()
    try:
        reads = await database.fresh(context.viewer.actor.token_id, context.request.least_change)
        if brief:
            # Waits at most as long as one statement may take.
            return await run(reads.fetch_brief, statement, request)
        fetch = partial(reads.fetch_bounded, varied=statement.varied)
        database.reading += 1
        try:
            async with asyncio.timeout(context.limits.seconds) as deadline:
                with watched(context.request.departure, deadline):
                    return await run(fetch, statement, request)
        finally:
            database.reading -= 1
    finally:
        context.trace.ran((statement.text,), time.perf_counter() - began)


async def _explain(context: Context, statement: Statement, request: Request) -> Explained:
    values = statement.values(request)
    return Explained(
        sql=statement.text, plan=await explain(context.database, statement.text, values)
    )


async def _mutate(
    context: Context, operation: Operation, variables: Variables, shaped: Split
) -> Result:
    """Run the root fields one after the other (GraphQL specification, section 6.2.2)."""
    fields = operation.mutation_fields(shaped, context.options)
    require_admin_for(context.viewer, (field.name for field in fields))
    inputs = [
        None if field.name == "__typename" else operation.mutation_input(field, variables)
        for field in fields
    ]
    points = _points(fields, inputs, shaped)
    counting = tuple(field.counting for field in fields)
    cost = Charge(points, admitted(context, points), MUTATION * len(fields), counting)
    pieces: dict[str, Piece] = {}
    for field, given in zip(fields, inputs, strict=True):
        if given is None:
            pieces[field.key] = dump(field.payload_type)
            continue
        resolver = MUTATION_RESOLVERS[field.name]
        try:
            mutation = Mutation(context, operation, shaped, field, resolver, given, variables)
            pieces[field.key] = await mutation.run()
        except Exception as error:
            return _failed(context, error, [field.key])
    return Result(pieces, cost=cost)


def _points(
    fields: Sequence[MutationField], inputs: Sequence[MutationInput | None], shaped: Split
) -> int:
    """Count the points of all root fields; a bulk mutation costs its points for each item."""
    return sum(
        MUTATION + items_of(given) * (field.cost.points(shaped.leaves) + 1) - 1
        for field, given in zip(fields, inputs, strict=True)
    )


def admitted(
    context: Context,
    points: int,
    parts: Sequence[tuple[str, Cost]] = (),
    leaves: Sequence[object] = (),
) -> int:
    """Return the limit on points for an operation that costs so many.

    Raises `OperationError` (LIMIT_EXCEEDED) for an operation that costs too much.

    `parts` are its root fields with what each costs: the error names the one that costs most, and
    the page with which it would fit.
    """
    limit = context.limits.cost
    if points > limit:
        message = f"The operation costs {points:,} points; at most {limit:,} are allowed."
        extensions: dict[str, object] = {"limit": "cost", "cost": points}
        costs = [(cost.points(leaves), key, cost) for key, cost in parts]
        most, key, cost = max(costs, key=itemgetter(0), default=(0, "", None))
        first = cost.fitting(leaves, points - limit) if cost else None
        if cost:
            message += f" `{key}` costs most, {most:,} points"
            message += f": with `first: {first}` it fits." if first else "."
            extensions |= {"field": key, **({"first": first} if first else {})}
        else:
            message += " Ask for smaller pages."
        raise OperationError(
            ErrorCode.LIMIT_EXCEEDED, [GraphQLError(message, extensions=extensions)]
        )
    context.trace.cost = points
    return limit
