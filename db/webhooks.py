"""Storage of webhooks for the gateways that serve them.

One gateway at a time serves a webhook and holds its lease. Deliveries are stored in the transaction
that advances the webhook's cursor, so each change has exactly one, even if a gateway is killed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from db.engine import SYSTEM, Database, Write
from db.enums import DeliveryStatus
from db.models import Webhook, WebhookDelivery

WEBHOOK = Webhook.__table__
DELIVERY = WebhookDelivery.__table__
LEASE = timedelta(seconds=30)
"""Time without a renewal after which another gateway may take over."""

KEPT = 1000
"""Maximum arrived deliveries that are kept for a webhook."""

WebhookRow = Mapping[str, Any]

_OTHER = DELIVERY.alias("earlier")
_NOW = bindparam("now", type_=WEBHOOK.c.lease_until.type)
_ENABLED = select(*WEBHOOK.columns).where(WEBHOOK.c.is_enabled).order_by(WEBHOOK.c.id)
_ONE = select(*WEBHOOK.columns).where(WEBHOOK.c.id == bindparam("webhook"))
_CLAIM = (
    update(WEBHOOK)
    .where(
        WEBHOOK.c.id == bindparam("webhook"),
        WEBHOOK.c.is_enabled,
        or_(
            WEBHOOK.c.lease_owner.is_(None),
            WEBHOOK.c.lease_owner == bindparam("owner", type_=WEBHOOK.c.lease_owner.type),
            WEBHOOK.c.lease_until < _NOW,
        ),
    )
    .values(
        lease_owner=bindparam("owner", type_=WEBHOOK.c.lease_owner.type),
        lease_until=bindparam("until", type_=WEBHOOK.c.lease_until.type),
    )
)
_MOVE = (
    update(WEBHOOK)
    .where(
        WEBHOOK.c.id == bindparam("webhook"),
        WEBHOOK.c.lease_owner == bindparam("owner", type_=WEBHOOK.c.lease_owner.type),
        WEBHOOK.c.cursor == bindparam("old"),
        WEBHOOK.c.is_enabled,
    )
    .values(cursor=bindparam("new"))
)
_RELEASE = (
    update(WEBHOOK)
    .where(WEBHOOK.c.lease_owner == bindparam("owner", type_=WEBHOOK.c.lease_owner.type))
    .values(lease_owner=None, lease_until=None)
)
_PENDING = DELIVERY.c.status == DeliveryStatus.PENDING
_MINE = DELIVERY.c.webhook_id == bindparam("webhook")
_DUE = (
    select(*DELIVERY.columns)
    .where(
        _MINE,
        _PENDING,
        DELIVERY.c.next_attempt_at <= bindparam("now", type_=DELIVERY.c.next_attempt_at.type),
        ~select(_OTHER.c.id)
        .where(
            _OTHER.c.webhook_id == DELIVERY.c.webhook_id,
            _OTHER.c.status == DeliveryStatus.PENDING,
            _OTHER.c.queue == DELIVERY.c.queue,
            _OTHER.c.number < DELIVERY.c.number,
        )
        .exists(),
    )
    .order_by(DELIVERY.c.number)
    .limit(bindparam("most"))
)
_WAITING = select(DELIVERY.c.id).where(_MINE, _PENDING).limit(bindparam("most"))
_RECORD = (
    update(DELIVERY)
    .where(DELIVERY.c.id == bindparam("delivery"))
    .values(
        status=bindparam("status_now", type_=DELIVERY.c.status.type),
        attempts=DELIVERY.c.attempts + 1,
        attempted_at=bindparam("now", type_=DELIVERY.c.attempted_at.type),
        next_attempt_at=bindparam("again_at", type_=DELIVERY.c.next_attempt_at.type),
        response_status=bindparam("answered"),
        response=bindparam("text"),
        error=bindparam("problem"),
    )
)
_FAIL_ALL = update(DELIVERY).where(_MINE, _PENDING).values(status=DeliveryStatus.FAILED)
_DISABLE = (
    update(WEBHOOK)
    .where(WEBHOOK.c.id == bindparam("webhook"))
    .values(is_enabled=False, disabled_reason=bindparam("reason"))
)
_OLDEST_KEPT = (
    select(DELIVERY.c.id)
    .where(_MINE, DELIVERY.c.status == DeliveryStatus.DELIVERED)
    .order_by(DELIVERY.c.id.desc())
    .offset(KEPT)
    .limit(1)
)
_FORGET = delete(DELIVERY).where(
    _MINE, DELIVERY.c.status == DeliveryStatus.DELIVERED, DELIVERY.c.id <= bindparam("last")
)


async def enabled(database: Database) -> list[WebhookRow]:
    """List every enabled webhook."""
    return list(await database.rows(_ENABLED))


async def find(database: Database, webhook_id: str) -> WebhookRow | None:
    """The webhook as it is now."""
    return next(iter(await database.rows(_ONE, {"webhook": webhook_id})), None)


async def claim(database: Database, webhook_id: str, owner: str) -> bool:
    """Take or renew the lease of a webhook; False if another gateway has it."""

    async def work(write: Write) -> bool:
        values = {"webhook": webhook_id, "owner": owner, "now": write.now}
        return await write.execute(_CLAIM, {**values, "until": write.now + LEASE}) > 0

    return await database.write(SYSTEM, work)


async def release(database: Database, owner: str) -> None:
    """Release all leases of a gateway, so that others need not wait for their end."""

    async def work(write: Write) -> None:
        await write.execute(_RELEASE, {"owner": owner})

    await database.write(SYSTEM, work)


async def enqueue(
    database: Database,
    webhook: WebhookRow,
    owner: str,
    cursor: str,
    deliveries: Sequence[WebhookRow],
) -> bool:
    """Store deliveries and advance the cursor, both or neither; False without the lease."""

    async def work(write: Write) -> bool:
        values = {"webhook": webhook["id"], "owner": owner, "old": webhook["cursor"], "new": cursor}
        if not await write.execute(_MOVE, values):
            return False
        rows = [
            {
                "webhook_id": webhook["id"],
                "status": DeliveryStatus.PENDING,
                "attempts": 0,
                "created_at": write.now,
                "next_attempt_at": write.now,
                "attempted_at": None,
                "response_status": None,
                "response": None,
                "error": None,
                **each,
            }
            for each in deliveries
        ]
        await write.execute_many(insert(DELIVERY), rows)
        if deliveries:
            for row in await write.rows(_OLDEST_KEPT, {"webhook": webhook["id"]}):
                await write.execute(_FORGET, {"webhook": webhook["id"], "last": row["id"]})
        return True

    return await database.write(SYSTEM, work)


async def due(database: Database, webhook_id: str, now: datetime, most: int) -> list[WebhookRow]:
    """The deliveries to send now: of each queue the first one that has not arrived."""
    values = {"webhook": webhook_id, "now": now, "most": most}
    return list(await database.rows(_DUE, values))


async def waiting(database: Database, webhook_id: str, most: int) -> int:
    """Count the deliveries that have not arrived, up to `most`."""
    return len(await database.rows(_WAITING, {"webhook": webhook_id, "most": most}))


async def record(
    database: Database,
    delivery_id: str,
    status: DeliveryStatus,
    again_at: datetime | None,
    answered: int | None,
    text: str | None,
    problem: str | None,
) -> None:
    """Record the outcome of an attempt."""

    async def work(write: Write) -> None:
        values = {"delivery": delivery_id, "status_now": status, "now": write.now}
        outcome = {"again_at": again_at, "answered": answered, "text": text, "problem": problem}
        await write.execute(_RECORD, {**values, **outcome})

    await database.write(SYSTEM, work)


async def disable(database: Database, webhook_id: str, reason: str) -> None:
    """Disable a webhook until an admin enables it again."""

    async def work(write: Write) -> None:
        await write.execute(_DISABLE, {"webhook": webhook_id, "reason": reason})
        await write.execute(_FAIL_ALL, {"webhook": webhook_id})

    await database.write(SYSTEM, work)
