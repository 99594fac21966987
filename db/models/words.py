"""What full-text search takes for a word, the same on both engines."""

import re
import unicodedata

WORD_LIMIT = 64
"""Longest word kept, in characters: a longer run is cut, lest base64 swell the index."""

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> frozenset[str]:
    """Split `text` into its distinct words, case and accents folded.

    A word is an unbroken run of letters and digits (Unicode categories L* and N*) of the
    compatibility-decomposed text without its combining marks.
    """
    return frozenset(word[:WORD_LIMIT] for word in _WORD.findall(_plain(text)))


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if unicodedata.category(char)[0] != "M")
    return bare.casefold()
