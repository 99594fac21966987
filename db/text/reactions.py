"""Reactions: one emoji, given as itself or by one of its names."""

from functools import cache
from typing import TYPE_CHECKING

from db.lazy import lazily
from db.text.blanks import trimmed

if TYPE_CHECKING:
    import emoji
else:
    emoji = lazily("emoji")

VARIATION = "\ufe0f"

OTHER_NAMES = {"laugh": "😄", "hooray": "🎉"}
"""Names of GitHub's reactions that no emoji has."""


def reaction(text: str) -> str | None:
    """Return the one emoji that `text` stands for, as Unicode recommends to write it.

    `text` is the emoji, or one of its names on GitHub, Slack and Discord, with or without colons:
    `:thumbsup:`, `+1`, `THUMBS_UP`. None for anything else, also for a skin tone alone.
    """
    given = trimmed(text)
    found = emoji.EMOJI_DATA.get(given)
    if found is not None:
        if found["status"] == emoji.STATUS["component"]:
            return None
        return _recommended().get(given.replace(VARIATION, ""), given)
    name = given.strip(":").lower()
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    if len(given) < 2:
        return None  # a mere letter, which is the name of a letter in a square
    named = emoji.emojize(f":{name}:", language="alias")
    return named if named in emoji.EMOJI_DATA else None


@cache
def _recommended() -> dict[str, str]:
    """Map each emoji without variation selectors to how it is written with them."""
    return {
        each.replace(VARIATION, ""): each
        for each, known in emoji.EMOJI_DATA.items()
        if known["status"] == emoji.STATUS["fully_qualified"]
    }
