"""Webhooks and their deliveries."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from db.enums import DeliveryStatus
from db.models.base import STRICT, Base, sqlite_only
from db.models.types import BigInteger, Boolean, Code, JsonText, Text, UtcDateTime, Uuid


class Webhook(Base, table=True):
    """An address that receives changes.

    `cursor` is that of the last change that has a delivery or needed none. The gateway
    `lease_owner` sends to it until `lease_until`. `secret` signs, so it is stored as it is.
    """

    __tablename__ = "webhook"
    __table_args__ = (sqlite_only("json_valid(filter)", "filter"), STRICT)

    id: str = Field(sa_type=Uuid, primary_key=True)
    url: str = Field(sa_type=Text)
    secret: str = Field(sa_type=Text)
    filter: dict[str, Any] = Field(sa_type=JsonText)
    operation: str | None = Field(sa_type=Text)
    created_by: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcDateTime)
    is_enabled: bool = Field(sa_type=Boolean)
    disabled_reason: str | None = Field(sa_type=Text)
    cursor: str = Field(sa_type=Text)
    lease_owner: str | None = Field(sa_type=Uuid)
    lease_until: datetime | None = Field(sa_type=UtcDateTime)


class WebhookDelivery(Base, table=True):
    """One message for a webhook, kept until it has arrived and for a while after.

    `message_id` is its id for the receiver; `queue` the issue whose messages keep their order, by
    `number`. `payload` is the whole body, the same for every attempt.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        CheckConstraint("status BETWEEN 1 AND 3", name="status"),
        Index(None, "webhook_id", "status", "queue", "number"),
        Index(None, "webhook_id", "created_at"),
        STRICT,
    )

    id: str = Field(sa_type=Uuid, primary_key=True)
    webhook_id: str = Field(sa_type=Uuid, foreign_key="webhook.id", ondelete="CASCADE")
    message_id: str = Field(sa_type=Text)
    queue: str = Field(sa_type=Uuid)
    number: int = Field(sa_type=BigInteger)
    payload: str = Field(sa_type=Text)
    status: DeliveryStatus = Field(sa_type=Code(DeliveryStatus))
    attempts: int
    created_at: datetime = Field(sa_type=UtcDateTime)
    next_attempt_at: datetime | None = Field(sa_type=UtcDateTime)
    attempted_at: datetime | None = Field(sa_type=UtcDateTime)
    response_status: int | None
    response: str | None = Field(sa_type=Text)
    error: str | None = Field(sa_type=Text)
