"""The words of a text, as full-text search sees them on both engines.

A word is an unbroken run of letters, digits and the marks that tell words apart. Case and the
accents of alphabets are folded; vowel signs, viramas and the voicing of kana are not. A script
that is written without spaces has no words to split: its runs are found by every two neighbouring
characters. Unicode names are what tells the scripts apart: they never change (Unicode stability
policy), and Python has no table of scripts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from db.text.folding import normalized
from db.text.time_slices import in_turn

WORD_LIMIT = 64
"""Maximum characters of a word: a longer run is cut, so that base64 does not fill the index."""

_ASCII_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
_ASCII_FOLDED = bytes(range(128)).decode().lower().translate(_ASCII_GAPS).encode() + bytes(128)
"""The same for bytes, in lower case: `bytes.translate` takes a tenth of the time."""

_ASCII_GAP = re.compile("[^0-9A-Za-z\x80-\U0010ffff]")

ASCII_PART, PART = 32 * 1024, 2 * 1024
"""Characters of a part of a text that is split in parts: some tenths of a millisecond."""
TEXTS = 256
"""Texts that are split together."""

_STARTER = re.compile(
    "[0-9A-Za-z\u0410-\u044f\u05d0-\u05ea\u0627-\u064a\u0915-\u0939\u0e01-\u0e2e\u0e81-\u0eae"
    "\u1000-\u1021\u1780-\u17a2\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
)
"""Letters of the most frequent scripts. No such letter joins the character before it, so a text can
be folded in parts that begin with one.
"""

_ALPHABETS = (
    "LATIN GREEK CYRILLIC COPTIC ARMENIAN GEORGIAN GLAGOLITIC GOTHIC OLD MODIFIER"
    " HEBREW ARABIC SYRIAC SAMARITAN"
)
"""Scripts whose marks are accents or optional vowel points."""

_RUN_TOGETHER = (
    "CJK IDEOGRAPHIC KANA MASU HIRAGANA KATAKANA KATAKANA-HIRAGANA HENTAIGANA BOPOMOFO HANGUL"
    " YI TANGUT NUSHU KHITAN THAI LAO KHMER MYANMAR TAI NEW AHOM JAVANESE BALINESE"
)
"""Scripts without spaces, and Korean with its particles. `TAI` and `NEW` are Tai Le, Tai Tham, Tai
Viet and New Tai Lue; for these see Unicode Standard Annex 14, class SA."""

_ON_SYMBOLS = frozenset(("MUSICAL", "ZNAMENNY", "SIGNWRITING", "VARIATION", "PHAISTOS"))
_INVISIBLE = ("VARIATION SELECTOR", "GRAPHEME JOINER", "VOWEL INHERENT", "FILLER")


_GAP, _IGNORED, _ALPHABETIC, _SYLLABIC, _UNSPACED, _ACCENT = " -asux"
"""What a character does in a text: it ends a word; is passed over; belongs to a word and loses its
accents; belongs to a word, or to a run without spaces, and keeps its marks; is kept behind a
character that keeps its marks."""

_RUN = re.compile("[as][asx]*|u[ux]*")
"""A word, or a run without spaces, in the kinds of a text without `_IGNORED`."""


class _Kinds(dict[int, str]):
    """The kind of each character by its code, computed at its first use."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _kind(chr(code)))


_KINDS = _Kinds()


def words(text: str) -> frozenset[str]:
    """Split `text` into the distinct words by which it is found.

    Of a run in a script without spaces these are every two neighbouring characters, and the last.
    """
    if text.isascii():
        # Several times faster; most text is ASCII, and many texts are shorter than a long word.
        parts = _split(text)
        if len(text) > WORD_LIMIT:
            parts = [word[:WORD_LIMIT] for word in set(parts)]
        return frozenset(parts)
    return frozenset(chain.from_iterable(_parts(text)))


def words_in_parts(texts: Iterable[str]) -> Iterator[set[str]]:
    """Split texts into their words in parts, each of which takes less than a millisecond.

    A part may have words of the parts before it, or none.
    """
    for some in in_turn(texts, TEXTS):
        text = " ".join(some)
        yield from _ascii_parts(text) if text.isascii() else _parts(text)


def _ascii_parts(text: str) -> Iterator[set[str]]:
    folded = text.encode().translate(_ASCII_FOLDED)
    start = 0
    while start < len(folded):
        end = folded.find(b" ", start + ASCII_PART)
        end = len(folded) if end < 0 else end
        yield {word[:WORD_LIMIT] for word in set(folded[start:end].decode().split())}
        start = end


def _parts(text: str) -> Iterator[set[str]]:
    """The same for any text; a part ends with a word."""
    start = 0
    while start < len(text):
        gap = _ASCII_GAP.search(text, start + PART)
        end = gap.start() if gap else len(text)
        found: set[str] = set()
        for token in set(text[start:end].translate(_ASCII_GAPS).split()):
            if token.isascii():
                found.add(token.lower()[:WORD_LIMIT])
                continue
            for part in _token_parts(token):
                found |= part
                if len(token) > PART:
                    yield found
                    found = set()
        yield found
        start = end


def _token_parts(token: str) -> Iterator[set[str]]:
    """The same for a text without gaps of ASCII."""
    shares, start = [], 0
    while start < len(token):
        place = _STARTER.search(token, start + PART)
        end = place.start() if place else len(token)
        shares.append(_folded(token[start:end]))
        yield set()
        start = end
    folded = "".join(shares)
    kinds = "".join(share.translate(_KINDS) for share in shares)
    found: set[str] = set()
    for run in _RUN.finditer(kinds):
        first, last = run.span()
        if kinds[first] != _UNSPACED:
            found.add(folded[first:last][:WORD_LIMIT])
        else:
            for start in range(first, last, PART):
                some = folded[start : min(last, start + PART + 1)]
                found.update(some[place : place + 2] for place in range(min(PART, last - start)))
                yield found
                found = set()
        if len(found) > PART:
            yield found
            found = set()
    yield found


def sought(text: str) -> dict[str, frozenset[str]]:
    """Split `text`, the text of a search, into its distinct words, as they are looked up.

    Each comes with the prefixes that a found text must have: the word, or every two neighbouring
    characters of a run without spaces.
    """
    runs = {run[:WORD_LIMIT]: unspaced for run, unspaced in _runs(text)}
    return {
        run: frozenset(run[index : index + 2] for index in range(max(1, len(run) - 1)))
        if unspaced
        else frozenset((run,))
        for run, unspaced in runs.items()
    }


def has_words(text: str) -> bool:
    """Tell whether `text` has any word."""
    if text.isascii():
        return text[:1].isalnum() or any(map(str.isalnum, text))
    return any(map(words, set(text)))


def is_white_space(text: str) -> bool:
    """Tell whether nothing of `text` can be seen: white space and format characters only."""
    return all(char.isspace() or unicodedata.category(char) == "Cf" for char in text)


def _split(text: str) -> list[str]:
    """Split ASCII text at the characters that are neither letter nor digit."""
    return text.encode().translate(_ASCII_FOLDED).decode().split()


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """The unbroken runs of `text`, folded, and whether each is of a script without spaces."""
    for token in text.translate(_ASCII_GAPS).split():
        if token.isascii():
            yield token.lower(), False
            continue
        folded = _folded(token)
        kinds = folded.translate(_KINDS)
        for run in _RUN.finditer(kinds):
            yield folded[slice(*run.span())], kinds[run.start()] == _UNSPACED


def _folded(text: str) -> str:
    """Fold case (compatibility caseless matching, Unicode D146) and accents."""
    folded = normalized("NFD", text)
    for _ in range(2):
        folded = normalized("NFKD", folded.casefold())
    kinds = folded.translate(_KINDS)
    if _ACCENT in kinds or _IGNORED in kinds:
        kept, base = [], _GAP
        for char, kind in zip(folded, kinds, strict=True):
            if kind == _IGNORED or (kind == _ACCENT and base in (_GAP, _ALPHABETIC)):
                continue
            kept.append(char)
            if kind != _ACCENT:
                base = kind
        folded = "".join(kept)
    return normalized("NFC", folded)


def _kind(char: str) -> str:
    category, name = unicodedata.category(char), unicodedata.name(char, "")
    is_mark = category[0] == "M"
    script = name.removeprefix("COMBINING ").removeprefix("VERTICAL ").partition(" ")[0]
    if category in ("Cf", "Me") or (category in ("Lo", "Mn") and _is_invisible(name)):
        return _IGNORED
    if category[0] not in "LNM":
        return _GAP
    # The ideographs that have no name are Tangut.
    if script in _RUN_TOGETHER.split() or not name:
        return _UNSPACED
    if script in _ALPHABETS.split() or (is_mark and script in _ON_SYMBOLS):
        return _IGNORED if is_mark else _ALPHABETIC
    if is_mark and name.startswith("COMBINING"):
        return _ACCENT
    return _ALPHABETIC if category[0] == "N" else _SYLLABIC


def _is_invisible(name: str) -> bool:
    return any(part in name for part in _INVISIBLE)
