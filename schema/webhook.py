"""Webhooks: addresses that receive changes."""

from strawberry import ID

from db.enums import DeliveryStatus
from schema import enums as enums  # describes DeliveryStatus
from schema.change import ChangeFilter
from schema.connection import AFTER, FIRST, Connection, Edge
from schema.field import Omittable, described, input_type, object_type, optional, with_arguments
from schema.payload import MutationInput, mutation_payload
from schema.scalars import JSON, DateTime

OPERATION = (
    "Identifier of a registered query with the variable `$issueId: ID`, whose answer becomes the"
    " `data` of each message in place of the change."
)


@object_type
class WebhookDelivery:
    """One message for a webhook. It is sent until it arrives, for a day, with growing pauses."""

    id: ID = described("Id, a UUID.")
    message_id: str = described(
        "The header `webhook-id`: the cursor of the change, by which a receiver detects duplicates."
    )
    status: DeliveryStatus = described("Whether it has arrived.")
    attempts: int = described("How often it was sent.")
    created_at: DateTime = described("When it was taken from the log.")
    attempted_at: DateTime | None = described("When it was last sent.")
    next_attempt_at: DateTime | None = described("When it is sent next; null if it is not.")
    response_status: int | None = described("The HTTP status that the receiver answered last.")
    response: str | None = described("The beginning of what it answered.")
    error: str | None = described("The reason for a missing answer.")
    payload: JSON = described("The body of the message.")


@object_type
class WebhookDeliveryEdge(Edge[WebhookDelivery]):
    """A delivery of a page with its cursor."""


@object_type
class WebhookDeliveryConnection(Connection[WebhookDelivery, WebhookDeliveryEdge]):
    """A page of deliveries, newest first."""


@object_type
class Webhook:
    """An address that receives changes, as Standard Webhooks define it. For admins only."""

    id: ID = described("Id, a UUID.")
    url: str = described("The address.")
    filter: JSON = described("The `ChangeFilter` of the changes that it receives.")
    operation: str | None = described(OPERATION)
    created_by: str = described("Who has added it.")
    created_at: DateTime = described("When it was added.")
    is_enabled: bool = described("Whether messages are sent.")
    disabled_reason: str | None = described("The reason why no messages are sent.")
    pending: int = described("How many messages have not arrived yet.")
    deliveries: WebhookDeliveryConnection = with_arguments(
        "Its messages, newest first: all that have not arrived, and the last 1,000 that have.",
        [FIRST, AFTER],
    )


@object_type
class WebhookEdge(Edge[Webhook]):
    """A webhook of a page with its cursor."""


@object_type
class WebhookConnection(Connection[Webhook, WebhookEdge]):
    """A page of webhooks, oldest first."""


@input_type
class CreateWebhookInput(MutationInput):
    """A new webhook. It receives changes from now on."""

    url: str = described("An https or http address that takes POST.")
    secret: Omittable[str] = optional(
        "The key that signs: `whsec_` and the base64 of 24 to 64 bytes. Without it one is made."
    )
    filter: Omittable[ChangeFilter] = optional("Send only changes that match.")
    operation: Omittable[str] = optional(OPERATION)


@input_type
class UpdateWebhookInput(MutationInput):
    """Changes to a webhook. What is left out stays as it is."""

    id: ID = described("The webhook to change.")
    url: Omittable[str] = optional("New address; not null.")
    secret: Omittable[str] = optional("New key; not null.")
    filter: Omittable[ChangeFilter] = optional("New filter; null sends all changes.")
    operation: Omittable[str] = optional("New operation; null sends the change itself.")
    is_enabled: Omittable[bool] = optional(
        "False stops sending; true resumes with all waiting messages, in order."
    )


@input_type
class DeleteWebhookInput(MutationInput):
    """The webhook to delete, with its deliveries."""

    id: ID = described("The webhook to delete.")


@input_type
class TestWebhookInput(MutationInput):
    """The webhook to try."""

    id: ID = described("The webhook to send a message of the type `test` to.")


@input_type
class RedeliverInput(MutationInput):
    """The message to send again."""

    delivery_id: ID = described("The delivery to send again, as it was.")


CreateWebhookPayload = mutation_payload(
    "CreateWebhookPayload", "The webhook that was added.", webhook=Webhook | None, secret=str | None
)
UpdateWebhookPayload = mutation_payload(
    "UpdateWebhookPayload", "The webhook after the change.", webhook=Webhook | None
)
DeleteWebhookPayload = mutation_payload(
    "DeleteWebhookPayload", "The webhook that was deleted.", deleted_id=ID | None
)
TestWebhookPayload = mutation_payload(
    "TestWebhookPayload", "The message that will be sent.", delivery=WebhookDelivery | None
)
RedeliverPayload = mutation_payload(
    "RedeliverPayload", "The message that will be sent again.", delivery=WebhookDelivery | None
)
