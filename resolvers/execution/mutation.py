"""Mutations: each root field is one transaction, and its payload is read inside it."""

import hashlib
import time
from collections.abc import Callable, Coroutine, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from strawberry import UNSET
from strawberry.utils.str_converters import to_camel_case

from db.actions.bulk import MOST, ItemResult
from db.actions.records import idempotency
from db.engine import Work, Write
from db.errors import Refused, RefusedItems
from db.query.compile import Statement, compile_each, compile_selection
from db.query.fetch import run
from db.query.selection import Field, Request, Slot
from resolvers.document.operation import Operation
from resolvers.document.plans import MutationField
from resolvers.document.selection import Variables
from resolvers.document.variables import Split
from resolvers.errors import user_errors
from resolvers.execution.context import Context
from resolvers.execution.literal import dump, join, literal_json
from resolvers.execution.results import OBJECT, objects, results_json
from resolvers.inputs import TYPED
from schema.bulk import CreateIssuesInput, IssuesTarget
from schema.field import or_default
from schema.payload import MutationInput

Outcome = Mapping[str, object]
"""The members of a payload by their Python names. The value of an object is its id, as in
`{"issue": id}`; that of `results` its items; other values are plain.
"""

NONE: Outcome = {"results": [], "count": 0}
"""Values of the payload members that cannot be null, for a refused mutation."""

Resolver = Callable[[Write, Any], Coroutine[Any, Any, Outcome]]
"""Takes the input that `schema.root.mutations` declares for its name; a test compares the two."""

Payload = dict[str, bytes]


class Rehearsed(Exception):
    """Ends a dry run: the transaction is rolled back, and `payload` is still the answer."""

    def __init__(self, payload: Payload) -> None:
        super().__init__("a dry run")
        self.payload = payload


def items_of(given: MutationInput | None) -> int:
    """Count the objects that an input says to change: one, where it names no list."""
    if isinstance(given, CreateIssuesInput):
        return max(1, len(given.issues))
    if isinstance(given, IssuesTarget):
        return max(1, len(or_default(given.ids, ())), or_default(given.expected_count, 1))
    return 1


@dataclass(frozen=True, slots=True)
class Mutation:
    """One root field of a mutation with the input of one request.

    `split` are the variables that arguments inside the payload may use, `variables` are all.
    """

    context: Context
    operation: Operation
    split: Split
    field: MutationField
    resolver: Resolver
    given: MutationInput
    variables: Variables

    async def run(self) -> Payload:
        """Run the mutation and return its payload, member by member.

        A refusal is data: the objects of the payload are null, and `userErrors` give the reason.
        """
        work = self._work()
        done: Write | None = None
        began = time.perf_counter()

        async def traced(write: Write) -> Payload:
            nonlocal done
            done = write
            return await work(write)

        database = self.context.database
        database.writing += 1
        try:
            payload = await database.write(self.context.viewer.actor, traced)
        except Refused as refused:
            return self._refused(refused)
        except Rehearsed as rehearsed:
            return rehearsed.payload
        finally:
            database.writing -= 1
            self.context.trace.ran(done.texts if done else (), time.perf_counter() - began)
        if done and done.last_change:
            self.context.trace.last_change = done.last_change
        self.context.services.committed()
        return payload

    def _work(self) -> Work[Payload]:
        if self.given.dry_run:
            return self._rehearse
        return self._once if self.context.request.idempotency_key else self._act

    async def _rehearse(self, write: Write) -> Payload:
        """Do everything except the commit. Raises Rehearsed."""
        payload = await self._act(write)
        await write.finish()
        raise Rehearsed(payload)

    async def _act(self, write: Write) -> Payload:
        outcome = await self.resolver(write, self.given)
        objects = await self._read(write, outcome)
        return _payload(self.field, self.given, outcome, objects, [])

    async def _once(self, write: Write) -> Payload:
        """Run the action, or return the kept answer of the same idempotency key."""
        key = f"{self.context.request.idempotency_key}/{self.field.key}"
        fingerprint = self._fingerprint()
        stored = await idempotency.find(write, key, fingerprint)
        if stored is not None:
            # The variables were the same; the payload is read again from what was done then.
            write.last_change = await write.sequence()
            return {name: text.encode() for name, text in orjson.loads(stored).items()}
        payload = await self._act(write)
        texts = {name: text.decode() for name, text in payload.items()}
        await idempotency.store(write, key, fingerprint, orjson.dumps(texts).decode())
        return payload

    async def _read(self, write: Write, outcome: Outcome) -> Payload:
        """The objects of the payload as this transaction sees them."""
        found: Payload = {}
        wanted = []
        for item in self.field.payload:
            here = outcome.get(item.name)
            if item.name == "results" and isinstance(here, list):
                found[item.key] = results_json(item, here, await self._each(write, item, here))
            elif item.fields and here is not None:
                if all(child.name == "id" for child in item.fields):
                    # Many programs ask for no more, and it is known without a statement.
                    found[item.key] = join({child.key: dump(here) for child in item.fields})
                else:
                    wanted.append(item)
        if not wanted:
            return found
        leaves = [*self.split.leaves, *(outcome[item.name] for item in wanted)]
        slots = map(Slot, range(len(self.split.leaves), len(leaves)))
        lookups = tuple(
            Field(item.key, item.name, {"id": slot, "include_deleted": True}, item.fields)
            for item, slot in zip(wanted, slots, strict=True)
        )
        key = self.field.key, *(item.key for item in wanted)
        statement = self._statement(
            write, key, lambda: compile_selection(write.dialect, lookups, self.context.options)
        )
        return found | await run(write.fetch_bounded, statement, self._request(leaves))

    async def _each(
        self, write: Write, results: Field, items: Sequence[ItemResult]
    ) -> Sequence[Sequence[bytes]]:
        """The objects of those items that were carried out."""
        selections = objects(results)
        ids = [item.issue_id for item in items if item.issue_id]
        if not selections or not ids:
            return ()
        slot = Slot(len(self.split.leaves))
        statement = self._statement(
            write,
            (self.field.key, results.key, MOST),
            lambda: compile_each(
                write.dialect, OBJECT, selections, slot, MOST, self.context.options
            ),
        )
        request = self._request([*self.split.leaves, ids])
        return await write.fetch_all(statement.text, statement.values(request))

    def _statement(self, write: Write, key: Hashable, make: Callable[[], Statement]) -> Statement:
        return self.operation.payload_statement(
            write.dialect, self.split, self.context.options, key, make
        )

    def _request(self, leaves: Sequence[object]) -> Request:
        viewer = self.context.viewer
        return Request(leaves, viewer.actor.author, self.context.now, viewer.scope)

    def _refused(self, refused: Refused) -> Payload:
        outcome: Outcome = {}
        found: Payload = {}
        if isinstance(refused, RefusedItems):
            items = [ItemResult(None, errors) for errors in refused.items]
            results = [item for item in self.field.payload if item.name == "results"]
            found = {item.key: results_json(item, items, ()) for item in results}
        return _payload(self.field, self.given, outcome, found, user_errors(refused.errors))

    def _fingerprint(self) -> str:
        """Tells whether two requests with one idempotency key ask for the same."""
        # Coercion has put the members of inputs in the order of the schema. The variables are
        # compared too, because they also decide what the payload answers.
        variables = repr(_without_unset(self.variables))
        parts = [self.operation.text, self.field.key, variables]
        return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _without_unset(value: object) -> object:
    """Replace inputs by what they set: a new optional member must change no fingerprint."""
    if isinstance(value, TYPED):
        members = vars(value).items()
        # By the names of the schema, which earlier versions stored too.
        return {
            to_camel_case(name): _without_unset(item) for name, item in members if item is not UNSET
        }
    if isinstance(value, dict):
        return {name: _without_unset(item) for name, item in value.items()}
    return [_without_unset(item) for item in value] if isinstance(value, list) else value


def _payload(
    field: MutationField,
    given: MutationInput,
    outcome: Outcome,
    objects: Payload,
    errors: list[dict[str, object]],
) -> Payload:
    payload: Payload = {}
    for item in field.payload:
        if item.key in objects:
            payload[item.key] = objects[item.key]
        elif item.name == "user_errors":
            listed = [literal_json("UserError", error, item.fields) for error in errors]
            payload[item.key] = dump(listed)
        elif item.name == "client_mutation_id":
            payload[item.key] = dump(or_default(given.client_mutation_id, None))
        elif item.name == "__typename":
            payload[item.key] = dump(field.payload_type)
        else:
            payload[item.key] = dump(outcome.get(item.name, NONE.get(item.name)))
    return payload
