"""Detection of misspelt query parameters, which would otherwise be ignored."""

import re
from collections.abc import Iterable

SHORTEST = 5
"""Minimum letters of a name in which one wrong letter is a typo; shorter names are too similar."""

_BRACKETS = re.compile(r"([^\[\]]*)\[([^\[\]]*)\]")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]")


def meant(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` misspells; None for a known or an unrelated one.

    Other spellings are other cases and separators (`fileType`), the singular or plural, brackets
    (`status[]`, `filter[status]`), and one letter that is wrong, missing, doubled or exchanged.
    """
    names = list(known)
    if name in names:
        return None
    brackets = _BRACKETS.fullmatch(name)
    given = [_plain(part) for part in (name, *(brackets.groups() if brackets else ()))]
    return next((each for each in names if any(_alike(one, _plain(each)) for one in given)), None)


def _plain(name: str) -> str:
    return _NOT_A_LETTER.sub("", name.lower())


def _alike(given: str, known: str) -> bool:
    if given in (known, f"{known}s", f"{known}es", f"{known.removesuffix('y')}ies"):
        return True
    if known == f"{given}s":
        return True
    return len(known) >= SHORTEST and _one_slip(given, known)


def _one_slip(given: str, known: str) -> bool:
    """Return whether one letter is missing, added, replaced or exchanged with its neighbour."""
    if abs(len(given) - len(known)) > 1:
        return False
    start = 0
    while start < min(len(given), len(known)) and given[start] == known[start]:
        start += 1
    a, b = given[start:], known[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])
