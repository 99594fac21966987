"""Reads of the text of attachments: slices, tails and searches."""

from strawberry import ID

from schema.field import described, object_type
from schema.scalars import SafeInt


@object_type
class TextSlice:
    """A part of a text, cut between characters. Bytes that are not UTF-8 are replaced."""

    text: str = described("The part.")
    offset: SafeInt = described("Where it begins, in bytes.")
    end: SafeInt = described("Where it ends, in bytes: the `offset` of the next part.")
    size: SafeInt = described("Size of the whole content, in bytes.")


@object_type
class GrepMatch:
    """A line that matches, at most 4,096 bytes of it, with the lines around it."""

    attachment_id: ID = described("The attachment it is in.")
    line: str = described("The line.")
    number: SafeInt = described("Number of the line, from 1.")
    before: list[str] = described("Lines before it.")
    after: list[str] = described("Lines after it.")


@object_type
class GrepResult:
    """Lines that match, in the order of the attachments and of their lines."""

    matches: list[GrepMatch] = described("The first of them.")
    truncated: bool = described(
        "Whether there may be more: the limit of matches or of time was reached."
    )
