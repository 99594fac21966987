"""Reactions: emoji that people put on comments."""

from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import ID

from schema.field import described, input_type, object_type
from schema.payload import MutationInput, mutation_payload

if TYPE_CHECKING:
    from schema.comment import Comment


@object_type
class ReactionSummary:
    """One emoji on a comment, and who put it there."""

    emoji: str = described("The emoji.")
    count: int = described("How many people reacted with it.")
    users: list[str] = described("Who reacted with it, the earliest first.")
    viewer_has_reacted: bool = described("Whether you reacted with it.")


ONE_EMOJI = "One emoji, such as 👍, or its name, such as `:thumbsup:`."


@input_type
class AddReactionInput(MutationInput):
    """A reaction of yours to add. To add it twice changes nothing."""

    comment_id: ID = described("The comment to react to.")
    emoji: str = described(ONE_EMOJI)


@input_type
class RemoveReactionInput(MutationInput):
    """A reaction of yours to remove. To remove one that is not there changes nothing."""

    comment_id: ID = described("The comment to remove the reaction from.")
    emoji: str = described(ONE_EMOJI)


AddReactionPayload = mutation_payload(
    "AddReactionPayload",
    "The comment with the reaction.",
    comment=Annotated["Comment", strawberry.lazy("schema.comment")] | None,
)
RemoveReactionPayload = mutation_payload(
    "RemoveReactionPayload",
    "The comment without the reaction.",
    comment=Annotated["Comment", strawberry.lazy("schema.comment")] | None,
)
