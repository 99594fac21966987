"""One meaning of "ignore case" for both engines.

SQLite's `lower()`, `LIKE` and `NOCASE` fold ASCII only and PostgreSQL's depend on the locale, so
Python folds: every text column that can be filtered has a `<name>_folded` column beside it.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache

from sqlalchemy import FromClause

SUFFIX = "_folded"
"""What the name of a column that holds folded text ends with."""


def fold(text: str) -> str:
    """Fold the case of `text` (Unicode, full): texts that differ only in case become equal."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).casefold()


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
