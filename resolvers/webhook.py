"""Mutations of webhooks."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from db.actions import webhook as webhooks
from db.engine import Write
from resolvers.execution.mutation import Input, Outcome, changes, new_fields


async def create_webhook(write: Write, given: Input) -> Outcome:
    """Add a webhook; only this answer has its secret."""
    webhook, secret = await webhooks.create(write, **_stored(new_fields(given)))
    return {"webhook": webhook, "secret": secret}


async def update_webhook(write: Write, given: Input) -> Outcome:
    """Change the given fields of a webhook."""
    fields = _stored(changes(given))
    return {"webhook": await webhooks.update_webhook(write, given["id"], fields)}


async def delete_webhook(write: Write, given: Input) -> Outcome:
    """Delete a webhook with its deliveries."""
    return {"deleted_id": await webhooks.delete(write, given["id"])}


async def test_webhook(write: Write, given: Input) -> Outcome:
    """Send a test message."""
    return {"delivery": await webhooks.test(write, given["id"])}


async def redeliver(write: Write, given: Input) -> Outcome:
    """Send a message again."""
    return {"delivery": await webhooks.redeliver(write, given["delivery_id"])}


def _stored(fields: Input) -> dict[str, Any]:
    """The fields with a filter as a client would write it in JSON."""
    return {name: _json(value) for name, value in fields.items()}


def _json(value: object) -> Any:
    if isinstance(value, Mapping):
        return {name: _json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    return value.name if isinstance(value, Enum) else value
