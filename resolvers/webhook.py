"""Mutations of webhooks."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from db.actions import webhook as webhooks
from db.engine import Write
from resolvers.execution.mutation import Outcome
from resolvers.inputs import changes
from schema.field import or_default
from schema.webhook import (
    CreateWebhookInput,
    DeleteWebhookInput,
    RedeliverInput,
    TestWebhookInput,
    UpdateWebhookInput,
)


async def create_webhook(write: Write, given: CreateWebhookInput) -> Outcome:
    """Add a webhook; only this answer has its secret."""
    webhook, secret = await webhooks.create(
        write,
        given.url,
        secret=or_default(given.secret, None),
        filter=_stored(or_default(given.filter, None)),
        operation=or_default(given.operation, None),
    )
    return {"webhook": webhook, "secret": secret}


async def update_webhook(write: Write, given: UpdateWebhookInput) -> Outcome:
    """Change the given fields of a webhook."""
    changed = changes(given, webhooks.WebhookChanges)
    if "filter" in changed:
        changed["filter"] = _stored(changed["filter"])
    return {"webhook": await webhooks.update_webhook(write, given.id, changed)}


async def delete_webhook(write: Write, given: DeleteWebhookInput) -> Outcome:
    """Delete a webhook with its deliveries."""
    return {"deleted_id": await webhooks.delete(write, given.id)}


async def test_webhook(write: Write, given: TestWebhookInput) -> Outcome:
    """Send a test message."""
    return {"delivery": await webhooks.test(write, given.id)}


async def redeliver(write: Write, given: RedeliverInput) -> Outcome:
    """Send a message again."""
    return {"delivery": await webhooks.redeliver(write, given.delivery_id)}


def _stored(value: object) -> Any:
    """A filter as a client would write it in JSON."""
    if isinstance(value, Mapping):
        return {name: _stored(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_stored(item) for item in value]
    return value.name if isinstance(value, Enum) else value
