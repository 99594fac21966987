"""The nouns of the change log that a statement reads.

Every change of a row is in the log under a noun, in the transaction that made it. So the last
change of the nouns that a statement reads identifies the state of its data: while that change is
the same, the statement gives the same answer for the same values.
"""

import re
from collections.abc import Mapping

from db.enums import ObjectType
from db.query.dialect import Dialect

ISSUE, COMMENT = frozenset({ObjectType.ISSUE}), frozenset({ObjectType.COMMENT})
EVERYTHING = frozenset(ObjectType)

NOUNS: Mapping[str, frozenset[ObjectType]] = {
    "issue": ISSUE,
    "issue_tag": ISSUE,
    "issue_session": ISSUE,
    "issue_attachment": ISSUE,
    "issue_tally": ISSUE,
    "issue_search": ISSUE | COMMENT,
    "issue_search_index": ISSUE | COMMENT,
    "issue_search_part": ISSUE | COMMENT,
    "issue_search_word": ISSUE | COMMENT,
    "comment": COMMENT,
    "comment_attachment": COMMENT,
    "reaction": COMMENT,
    "file": frozenset({ObjectType.FILE}),
    "attachment": frozenset({ObjectType.ATTACHMENT}),
    "session": frozenset({ObjectType.SESSION}),
    "change": EVERYTHING,
}
"""The tables that statements read, with the nouns of their changes in the log."""

UNLOGGED = frozenset({"webhook", "webhook_delivery"})
"""The tables whose changes are not in the log: answers from them are never known to be current."""

_NEVER_THE_SAME = {"sqlite": "hex(randomblob(16))", "postgresql": "gen_random_uuid()::text"}

_CONSTANT = re.compile(r"'(?:[^']|'')*'")
_NAME = re.compile(r"\b[a-z_]+\b")


def nouns_of(text: str) -> frozenset[ObjectType]:
    """Return the nouns that the statement `text` names, so that none can be forgotten.

    A column or an alias with the name of a table counts as one, which is at worst too much.
    """
    return frozenset().union(*(NOUNS[name] for name in _names(text) & NOUNS.keys()))


def _names(text: str) -> set[str]:
    return set(_NAME.findall(_CONSTANT.sub("", text)))


def last_change_of(dialect: Dialect, text: str) -> str:
    """An expression for the last change of anything that the statement `text` reads."""
    if _names(text) & UNLOGGED:
        return dialect.document(_NEVER_THE_SAME[dialect.name])
    return last_change_sql(dialect, nouns_of(text))


def last_change_sql(dialect: Dialect, nouns: frozenset[ObjectType]) -> str:
    """An expression for the last change of any of these nouns: its number and its time; empty
    before the first one.

    The time distinguishes it from another change with this number, which exists if the database was
    replaced: restored from a backup, or by a standby that lacked the last changes.
    """
    if not nouns:
        return dialect.document("''")
    last = "SELECT max(sequence) AS sequence FROM change"
    if nouns != EVERYTHING:
        # One step in the index for each noun; with IN, SQLite would go through all their changes.
        # The log itself counts too, since trimming it removes last changes.
        each = (
            f"{last} WHERE object_type = {noun.value}"
            for noun in sorted(nouns | {ObjectType.LOG}, key=lambda noun: noun.value)
        )
        last = f"SELECT max(l.sequence) FROM ({' UNION ALL '.join(each)}) AS l"
    found = f"CAST(c.sequence AS TEXT) || ' ' || {dialect.time_text('c.at')}"
    if nouns == EVERYTHING:
        # Trimming leaves the last change as it is. The mark of the log tells how far it went.
        mark = f"SELECT max(sequence) FROM change WHERE object_type = {ObjectType.LOG.value}"
        found += f" || ' ' || CAST(coalesce(({mark}), 0) AS TEXT)"
    row = f"SELECT {found} FROM change AS c WHERE c.sequence = ({last})"
    return dialect.document(f"coalesce(({row}), '')")
