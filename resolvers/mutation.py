"""Mutations: each root field is one transaction, and its payload is read inside it."""

import hashlib
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import orjson

from db.actions import idempotency
from db.engine import Write
from db.errors import Refused
from db.query.fetch import fetch
from db.query.selection import Field, Request, Slot
from resolvers.context import Context
from resolvers.errors import user_errors
from resolvers.literal import dump, literal_json
from resolvers.operation import MutationField, Operation
from resolvers.variables import Split

Input = Mapping[str, Any]
"""A mutation's input with Python names; fields that the client left out are missing."""

Outcome = Mapping[str, str]
"""The ids of a payload's objects by their Python names, as in `{"issue": id}`."""

NOT_CHANGES = frozenset({"id", "client_mutation_id", "expected_version"})
"""Members of an input that say what to change and how, not what to change it to."""

Resolver = Callable[[Write, Input], Coroutine[Any, Any, Outcome]]
Payload = dict[str, bytes]


def changes(given: Input) -> Input:
    """What an input wants to set."""
    return {name: value for name, value in given.items() if name not in NOT_CHANGES}


async def run_mutation(
    context: Context,
    operation: Operation,
    split: Split,
    field: MutationField,
    resolver: Resolver,
    given: Input,
) -> Payload:
    """Carry out one root field and answer its payload, member by member.

    A refusal is data: the payload's objects are null and `userErrors` say why.
    """

    async def work(write: Write) -> Payload:
        key = context.idempotency_key and f"{context.idempotency_key}/{field.key}"
        if not key:
            return await answer(write, await resolver(write, given))
        fingerprint = _fingerprint(operation, field, given)
        stored = await idempotency.find(write, key, fingerprint)
        if stored is not None:
            return {name: text.encode() for name, text in orjson.loads(stored).items()}
        payload = await answer(write, await resolver(write, given))
        texts = {name: text.decode() for name, text in payload.items()}
        await idempotency.store(write, key, fingerprint, orjson.dumps(texts).decode())
        return payload

    async def answer(write: Write, outcome: Outcome) -> Payload:
        wanted = tuple(item for item in field.payload if item.fields and item.name in outcome)
        first_slot = len(split.leaves)
        objects = tuple(
            Field(
                item.key,
                item.name,
                {"id": Slot(first_slot + index), "include_deleted": True},
                item.fields,
            )
            for index, item in enumerate(wanted)
        )
        found: Payload = {}
        if objects:
            statement = operation.payload_statement(
                write.dialect, split, context.options, field.key, objects
            )
            leaves = [*split.leaves, *(outcome[item.name] for item in wanted)]
            request = Request(leaves, context.viewer.actor.author, context.now)
            found = await fetch(write, statement, request)
        return _payload(field, given, outcome, found, [])

    try:
        return await context.database.write(context.viewer.actor, work)
    except Refused as refused:
        return _payload(field, given, {}, {}, user_errors(refused))


def _payload(
    field: MutationField,
    given: Input,
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
            payload[item.key] = dump(given.get("client_mutation_id"))
        elif item.name == "__typename":
            payload[item.key] = dump(field.payload_type)
        else:
            payload[item.key] = dump(outcome.get(item.name))
    return payload


def _fingerprint(operation: Operation, field: MutationField, given: Input) -> str:
    """Tells whether two requests with one idempotency key ask for the same."""
    parts = [operation.text, field.key, repr(sorted(given.items()))]
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()
