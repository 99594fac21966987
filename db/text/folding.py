"""One meaning of "ignore case" for both engines.

SQLite's `lower()`, `LIKE` and `NOCASE` fold ASCII only and PostgreSQL's depend on the locale, so
Python folds: every text column that can be filtered has a `<name>_folded` column beside it.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from typing import Literal

from sqlalchemy import FromClause

SUFFIX = "_folded"
"""What the name of a column that holds folded text ends with."""


Form = Literal["NFC", "NFD", "NFKD"]

SHORT = 64
"""Characters of a text whose marks `unicodedata` sorts in microseconds, in whatever order."""

_MANY_MARKS = re.compile(r"(?:[^\w\s\x00-\x7f]|[\uff9e\uff9f]){32,}")
"""Where many combining marks may follow each other. Python counts no mark among word characters;
two letters of half width are marks of full width.
"""


def fold(text: str) -> str:
    """Fold the case of `text` (Unicode, full): texts that differ only in case become equal."""
    if text.isascii():
        return text.lower()
    return normalized("NFC", text).casefold()


def normalized(form: Form, text: str) -> str:
    """Normalise `text` as `unicodedata.normalize` does, in linear time.

    That function sorts the marks of a letter by insertion: half a megabyte of marks in the wrong
    order takes it ten minutes, without an interruption. So long runs are sorted before.
    """
    if len(text) > SHORT and not text.isascii() and _MANY_MARKS.search(text):
        decomposed: Form = "NFKD" if form == "NFKD" else "NFD"
        text = _MANY_MARKS.sub(lambda run: _marks_in_order(decomposed, run[0]), text)
    return unicodedata.normalize(form, text)


def _marks_in_order(form: Form, run: str) -> str:
    """Decompose a run, and bring its marks into the canonical order (Unicode D109)."""
    known = {char: unicodedata.normalize(form, char) for char in set(run)}
    decomposed = "".join(map(known.__getitem__, run))
    found: list[str] = []
    for is_mark, group in groupby(decomposed, lambda char: unicodedata.combining(char) > 0):
        chars = list(group)
        found += sorted(chars, key=unicodedata.combining) if is_mark else chars
    return "".join(found)


def with_folded(table: FromClause, values: Mapping[str, object]) -> dict[str, object]:
    """Add to `values`, to be stored in `table`, the folded columns of the texts they set.

    A text that is None folds to None. Raises TypeError for a value that is not text.
    """
    complete = dict(values)
    for name in values.keys() & _folded_names(table):
        value = values[name]
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} must be text to be folded")
        complete[name + SUFFIX] = None if value is None else fold(value)
    return complete


@cache
def _folded_names(table: FromClause) -> frozenset[str]:
    names = table.columns.keys()
    return frozenset(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX))
