"""Members that the inputs and payloads of all mutations share."""

from typing import Any

from strawberry.annotation import StrawberryAnnotation
from strawberry.tools import create_type
from strawberry.types.field import StrawberryField

from schema.errors import UserError
from schema.field import Omittable, defaulting, input_type, optional

EXPECTED_VERSION = (
    "Refuse with CONFLICT unless this is the object's present `version`, so that nobody's change "
    "is overwritten unseen."
)
CLIENT_MUTATION_ID = "Any text of yours; the payload answers it unchanged."
DRY_RUN = (
    "Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An "
    "`Idempotency-Key` has no effect."
)
DESCRIPTIONS = {
    "deleted_id": "The id of what was deleted; null when the mutation was refused.",
    "results": "Outcome of each item, in the order of the input.",
    "action": "Which of these was done; null when the mutation was refused.",
    "secret": "The key that signs; it cannot be read again.",
    "count": "How many items were carried out.",
}
"""The fields of payloads that are no objects."""


@input_type
class MutationInput:
    """Members of every mutation's input."""

    client_mutation_id: Omittable[str] = optional(CLIENT_MUTATION_ID)
    dry_run: bool | None = defaulting(DRY_RUN, False)


def mutation_payload(name: str, description: str, **objects: object) -> type[Any]:
    """Build the payload type of a mutation.

    Args:
        name: the GraphQL name, `CreateIssuePayload`.
        description: what the payload answers.
        objects: the Python name of each object field -> its type, made nullable: it is null when
            the mutation was refused.
    """
    fields = [
        StrawberryField(
            python_name=field,
            type_annotation=StrawberryAnnotation(annotation),
            description=DESCRIPTIONS.get(
                field, "The object as it is now; null when the mutation was refused."
            ),
        )
        for field, annotation in objects.items()
    ]
    fields += [
        StrawberryField(
            python_name="user_errors",
            type_annotation=StrawberryAnnotation(list[UserError]),
            description="Why the mutation was refused; empty when it was carried out.",
        ),
        StrawberryField(
            python_name="client_mutation_id",
            type_annotation=StrawberryAnnotation(str | None),
            description="The `clientMutationId` of the input.",
        ),
    ]
    return create_type(name, fields, description=description)
