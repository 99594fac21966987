"""State changes of webhooks. They are not in the change log, which is about issues."""

import base64
import binascii
import re
import secrets
from collections.abc import Mapping
from typing import TypedDict
from urllib.parse import urlsplit

import orjson
from sqlalchemy import bindparam, select, update

from db import models
from db.actions import rules
from db.actions.records import rows
from db.engine import Write
from db.enums import DeliveryStatus
from db.errors import Refused
from db.identifier import identifier
from db.models.types import stored_datetime
from db.persisted import find as find_document
from db.query.cursor import change_cursor

WEBHOOK = models.Webhook.__table__
DELIVERY = models.WebhookDelivery.__table__
ID = ("id",)
SECRET_PREFIX = "whsec_"
SECRET_BYTES = 32
LONGEST_URL = 2048
MOST_WEBHOOKS = 100

_COUNT = select(WEBHOOK.c.id)
_WAITING_AGAIN = (
    update(DELIVERY)
    .where(DELIVERY.c.webhook_id == bindparam("target"), DELIVERY.c.status == DeliveryStatus.FAILED)
    .values(status=DeliveryStatus.PENDING, attempts=0)
)
_DUE_NOW = (
    update(DELIVERY)
    .where(
        DELIVERY.c.webhook_id == bindparam("target"), DELIVERY.c.status == DeliveryStatus.PENDING
    )
    .values(next_attempt_at=bindparam("now", type_=DELIVERY.c.next_attempt_at.type))
)


class WebhookChanges(TypedDict, total=False):
    """Fields of a webhook to set; one that is missing stays as it is."""

    url: str | None
    secret: str | None
    filter: Mapping[str, object] | None
    operation: str | None
    is_enabled: bool | None


async def create(
    write: Write,
    url: str,
    secret: str | None = None,
    filter: Mapping[str, object] | None = None,
    operation: str | None = None,
) -> tuple[str, str]:
    """Add a webhook for changes from now on; return its id and its secret."""
    _check_url(url)
    await _check_operation(write, operation)
    if len(await write.rows(_COUNT)) >= MOST_WEBHOOKS:
        raise Refused.invalid((), f"There are at most {MOST_WEBHOOKS} webhooks.")
    secret = _checked_secret(secret)
    webhook_id = rows.new_id()
    await rows.add(
        write,
        WEBHOOK,
        {
            "id": webhook_id,
            "url": url,
            "secret": secret,
            "filter": orjson.dumps(filter or {}).decode(),
            "operation": operation,
            "created_by": write.actor.author,
            "created_at": write.now,
            "is_enabled": True,
            "disabled_reason": None,
            "cursor": change_cursor(await write.sequence()),
            "lease_owner": None,
            "lease_until": None,
        },
    )
    return webhook_id, secret


async def update_webhook(write: Write, webhook_id: str, changes: WebhookChanges) -> str:
    """Change the given fields; `is_enabled` sends all waiting messages, in order."""
    row = await _find(write, webhook_id)
    values = dict(changes)
    for name in ("url", "is_enabled", "secret"):
        if values.get(name, "") is None:
            raise Refused.invalid((name,), "Must not be null.")
    if "url" in values:
        _check_url(str(values["url"]))
    if "secret" in values:
        values["secret"] = _checked_secret(str(values["secret"]))
    if "filter" in values:
        values["filter"] = orjson.dumps(values["filter"] or {}).decode()
    if "operation" in values:
        operation = values["operation"]
        await _check_operation(write, None if operation is None else str(operation))
    if values.get("is_enabled"):
        values["disabled_reason"] = None
        await write.execute(_WAITING_AGAIN, {"target": row["id"]})
        await write.execute(_DUE_NOW, {"target": row["id"], "now": write.now})
    elif "is_enabled" in values:
        values["disabled_reason"] = f"Disabled by {write.actor.author}."
    if values:
        await rows.change(write, WEBHOOK, row["id"], values)
    return str(row["id"])


async def delete(write: Write, webhook_id: str) -> str:
    """Delete a webhook with its deliveries: nothing more is sent."""
    row = await _find(write, webhook_id)
    await rows.remove(write, WEBHOOK, row["id"])
    return str(row["id"])


async def test(write: Write, webhook_id: str) -> str:
    """Send a test message; return the id of the delivery."""
    row = await _find(write, webhook_id)
    _require_enabled(row, ID)
    delivery_id = rows.new_id()
    timestamp = f"{stored_datetime(write.now)}Z"
    payload = {"type": "test", "timestamp": timestamp, "data": {"webhookId": row["id"]}}
    await rows.add(
        write,
        DELIVERY,
        {
            "id": delivery_id,
            "webhook_id": row["id"],
            "message_id": f"test_{delivery_id}",
            "queue": delivery_id,
            "number": await write.sequence(),
            "payload": orjson.dumps(payload).decode(),
            "status": DeliveryStatus.PENDING,
            "attempts": 0,
            "created_at": write.now,
            "next_attempt_at": write.now,
            "attempted_at": None,
            "response_status": None,
            "response": None,
            "error": None,
        },
    )
    return delivery_id


async def redeliver(write: Write, delivery_id: str) -> str:
    """Send a message again unchanged, with the same message id."""
    path = ("delivery_id",)
    row = await rows.locked(write, DELIVERY, rules.known(path, "delivery", delivery_id))
    if row is None:
        raise rules.absent(path, "delivery")
    _require_enabled(await _find(write, row["webhook_id"]), path)
    again = {"status": DeliveryStatus.PENDING, "attempts": 0, "next_attempt_at": write.now}
    await rows.change(write, DELIVERY, row["id"], again)
    return str(row["id"])


async def _find(write: Write, webhook_id: str) -> rows.Row:
    row = await rows.locked(write, WEBHOOK, rules.known(ID, "webhook", webhook_id))
    if row is None:
        raise rules.absent(ID, "webhook")
    return row


def _require_enabled(webhook: rows.Row, path: rules.Path) -> None:
    if not webhook["is_enabled"]:
        raise Refused.invalid(path, "The webhook is disabled; enable it with `updateWebhook`.")


def _check_url(url: str) -> None:
    """Refuse an invalid address; its target is checked when a message is sent."""
    path = ("url",)
    if len(url) > LONGEST_URL:
        raise Refused.invalid(path, f"Must have at most {LONGEST_URL} characters.")
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("https", "http") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
        parts = urlsplit("")
    if not valid or re.search(r"[\s\x00-\x20\x7f-\U0010ffff\\]", url):
        raise Refused.invalid(path, "Must be an https or http address.")
    if parts.username is not None or parts.fragment:
        raise Refused.invalid(path, "Must have no user name, password or fragment.")


def _checked_secret(secret: str | None) -> str:
    if secret is None:
        return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(SECRET_PREFIX) or not 24 <= len(key) <= 64:
        raise Refused.invalid(
            ("secret",), f"Must be `{SECRET_PREFIX}` and the base64 of 24 to 64 bytes."
        )
    return secret


async def _check_operation(write: Write, operation: str | None) -> None:
    if operation is not None and await find_document(write, operation) is None:
        raise Refused.not_found(
            ("operation",), "There is no registered operation with this identifier."
        )


def delivery_key(change: Mapping[str, object]) -> str:
    """The issue whose messages keep their order; the object if there is no issue."""
    return identifier(change["issueId"]) or str(change["objectId"])
