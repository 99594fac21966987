"""Delivery of changes to webhooks: at least once, in order for each issue."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import structlog

from db import webhooks
from db.actions.records.rows import new_id
from db.actions.webhook import delivery_key
from db.actor import Actor
from db.engine import Database
from db.enums import DeliveryStatus, TokenScope
from db.errors import BadInput, Unavailable
from db.persisted import find as find_document
from db.query.cursor import change_number
from db.query.selection import Options
from gateway.webhooks.sender import Attempt, Sender
from resolvers.document.operation import Operations
from resolvers.errors import OperationError
from resolvers.execution.context import Context, OperationLimits, Services, Viewer
from resolvers.execution.execute import execute
from resolvers.execution.notifier import ChangeNotifier
from resolvers.execution.response_cache import NO_CACHE
from resolvers.execution.subscription import Follower

FOLLOWED = """
subscription ($filter: ChangeFilter) {
  changes(filter: $filter) {
    cursor action objectType objectId issueId actor at version fields patch before
  }
}
"""
PAUSES = (5, 30, 120, 600, 1800, 3600, 7200, 14_400, 21_600, 36_000)
"""Seconds between attempts: one day in total."""

AT_ONCE = 8
"""Concurrent messages to one webhook, each about another issue."""

BACKLOG = 1000
"""Maximum waiting messages; until they are fewer, changes stay in the log."""

LIMITS = OperationLimits(cost=10_000, seconds=10.0)
"""Limits of the operations that make messages. Those of clients do not change what is delivered."""

LOOK = 1.0
"""Seconds between two checks for new webhooks and for due messages."""

log = structlog.get_logger()


class Dispatcher:
    """The webhooks that this gateway serves, each with its own task."""

    def __init__(
        self, database: Database, operations: Operations, notifier: ChangeNotifier, sender: Sender
    ) -> None:
        self.owner = str(uuid4())
        self._database = database
        self._operations = operations
        self._services = Services(
            database=database,
            responses=NO_CACHE,
            reader=None,
            committed=notifier.wake,
            warn_deprecated=False,
        )
        self._notifier = notifier
        self._sender = sender
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve webhooks in the background; at the end their leases are given back."""
        self._looking = asyncio.create_task(self._run())
        try:
            yield
        finally:
            tasks = [self._looking, *self._tasks.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._sender.close()
            if self._tasks:
                with suppress(Unavailable, TimeoutError):
                    await webhooks.release(self._database, self.owner)

    async def _run(self) -> None:
        while True:
            try:
                await self._look()
            except (Unavailable, TimeoutError):
                pass  # the database may answer the next time
            except Exception:
                log.exception("looking for webhooks failed")
            await asyncio.sleep(LOOK)

    async def _look(self) -> None:
        """Start to serve the webhooks that no gateway serves."""
        self._tasks = {key: task for key, task in self._tasks.items() if not task.done()}
        now = datetime.now(UTC)
        for webhook in await webhooks.enabled(self._database):
            key, until = webhook["id"], webhook["lease_until"]
            is_free = webhook["lease_owner"] in (None, self.owner) or until is None or until < now
            if key in self._tasks or not is_free:
                continue
            if await webhooks.claim(self._database, key, self.owner):
                self._tasks[key] = asyncio.create_task(self._serve(key))

    async def _serve(self, key: str) -> None:
        try:
            seen = 0
            while webhook := await self._current(key):
                growth = self._notifier.last
                more = await self._enqueue(webhook)
                sent = await self._send_due(webhook)
                seen = max(seen, growth)
                if not more and not sent:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LOOK):
                            await self._notifier.grown(seen)
        except (Unavailable, TimeoutError):
            pass  # it is claimed again when the database answers
        except Exception:
            log.exception("webhook failed", webhook=key)

    async def _current(self, key: str) -> webhooks.WebhookRow | None:
        """Return the webhook, if this gateway still serves it."""
        webhook = await webhooks.find(self._database, key)
        if webhook is None or not webhook["is_enabled"] or webhook["lease_owner"] != self.owner:
            return None
        is_fresh = webhook["lease_until"] - datetime.now(UTC) > webhooks.LEASE * 0.7
        if is_fresh or await webhooks.claim(self._database, key, self.owner):
            return webhook
        return None

    async def _enqueue(self, webhook: webhooks.WebhookRow) -> bool:
        """Make deliveries of the next changes; return whether there may be more."""
        if await webhooks.waiting(self._database, webhook["id"], BACKLOG) >= BACKLOG:
            return False
        context = self._context(webhook)
        try:
            operation = self._operations.get(FOLLOWED)
            shaped = operation.split(operation.coerce({"filter": webhook["filter"]}))
            follower = Follower(operation.followed(shaped), shaped.leaves, context)
            batch = await follower.read(webhook["cursor"], follower.size)
        except (BadInput, OperationError) as error:
            await webhooks.disable(self._database, webhook["id"], f"The filter: {error}")
            return False
        cursor = batch.after or webhook["cursor"]
        if cursor == webhook["cursor"]:
            return False
        rows = [await self._delivery(webhook, context, edge["node"]) for edge in batch.edges]
        moved = await webhooks.enqueue(self._database, webhook, self.owner, cursor, rows)
        return moved and not batch.is_last

    def _context(self, webhook: webhooks.WebhookRow) -> Context:
        author = webhook["created_by"]
        actor = Actor(author=author, email=author, is_admin=False, token_id=None)
        return Context(self._services, LIMITS, Viewer(actor, TokenScope.READ), Options())

    async def _delivery(
        self, webhook: webhooks.WebhookRow, context: Context, change: dict[str, Any]
    ) -> webhooks.WebhookRow:
        payload = {
            "type": f"{change['objectType']}.{change['action']}".lower(),
            "timestamp": change["at"],
            "data": change,
        }
        if webhook["operation"] is not None:
            payload |= await self._answer(webhook["operation"], context, change)
        return {
            "id": new_id(),
            "message_id": change["cursor"],
            "queue": delivery_key(change),
            "number": change_number(change["cursor"]),
            "payload": orjson.dumps(payload).decode(),
        }

    async def _answer(
        self, identifier: str, context: Context, change: dict[str, Any]
    ) -> dict[str, Any]:
        """The answer of the registered operation about the issue of a change."""
        text = await find_document(self._database, identifier)
        if text is None:
            problem = f"There is no registered operation {identifier}."
            return {"data": None, "errors": [{"message": problem}]}
        result = await execute(self._operations, context, text, {"issueId": change["issueId"]})
        answer = orjson.loads(result.body())
        return {"data": None, **{key: answer[key] for key in ("data", "errors") if key in answer}}

    async def _send_due(self, webhook: webhooks.WebhookRow) -> bool:
        """Send the due messages; return whether there were any."""
        now = datetime.now(UTC)
        due = await webhooks.due(self._database, webhook["id"], now, AT_ONCE)
        await asyncio.gather(*(self._send(webhook, delivery) for delivery in due))
        return bool(due)

    async def _send(self, webhook: webhooks.WebhookRow, delivery: webhooks.WebhookRow) -> None:
        attempt = await self._sender.send(
            webhook["url"], webhook["secret"], delivery["message_id"], delivery["payload"].encode()
        )
        number = delivery["attempts"]
        log.info(
            "webhook delivery",
            webhook=webhook["id"],
            delivery=delivery["id"],
            attempt=number + 1,
            status=attempt.status,
            problem=attempt.problem,
        )
        gone = attempt.status == 410
        again_at: datetime | None = None
        if attempt.arrived:
            status = DeliveryStatus.DELIVERED
        elif gone or number >= len(PAUSES):
            status = DeliveryStatus.FAILED
        else:
            status = DeliveryStatus.PENDING
            again_at = datetime.now(UTC) + timedelta(seconds=PAUSES[number])
        await webhooks.record(
            self._database,
            delivery["id"],
            status,
            again_at,
            attempt.status,
            attempt.text,
            attempt.problem,
        )
        if status is DeliveryStatus.FAILED:
            await webhooks.disable(self._database, webhook["id"], _reason(attempt))


def _reason(attempt: Attempt) -> str:
    if attempt.status == 410:
        return "The receiver answered 410 Gone."
    last = attempt.problem or f"it answered {attempt.status}"
    return f"A message did not arrive within a day; last error: {last}"
