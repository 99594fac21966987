"""Mutations of reactions; both answer the comment."""

from db.actions import reaction as reactions
from db.engine import Write
from resolvers.execution.mutation import Outcome
from schema.reaction import AddReactionInput, RemoveReactionInput


async def add_reaction(write: Write, given: AddReactionInput) -> Outcome:
    """React to a comment."""
    return {"comment": await reactions.add(write, given.comment_id, given.emoji)}


async def remove_reaction(write: Write, given: RemoveReactionInput) -> Outcome:
    """Take a reaction back."""
    return {"comment": await reactions.remove(write, given.comment_id, given.emoji)}
