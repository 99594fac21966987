"""The search record of an issue, kept in step with its texts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Insert, Text, Update, bindparam, func, insert, select, update

from db import models
from db.actions import rows
from db.actions.lists import ISSUE_TAGS
from db.actions.rules import leaves
from db.engine import Write
from db.models.words import words

LARGEST_RECORD = 1_000_000
"""Bytes of all words of an issue: a `tsvector` ends at 2^20, and both engines find the same."""

_ISSUE = models.Issue.__table__
_COMMENT = models.Comment.__table__
_SEARCH = models.IssueSearch.__table__
_TSVECTOR = func.array_to_tsvector(bindparam("list", type_=ARRAY(Text)))
_MINE = _SEARCH.c.issue_id == bindparam("target")

_INSERT: Mapping[str, Insert] = {
    "sqlite": insert(_SEARCH).inline(),
    "postgresql": insert(_SEARCH).values(words=_TSVECTOR).inline(),
}
_UPDATE: Mapping[str, Update] = {
    "sqlite": update(_SEARCH).where(_MINE),
    "postgresql": update(_SEARCH).where(_MINE).values(words=_TSVECTOR),
}
_STORED: Mapping[str, Callable[[Sequence[str]], Mapping[str, object]]] = {
    "sqlite": lambda chosen: {"words": " ".join(chosen)},
    "postgresql": lambda chosen: {"list": list(chosen)},
}
_WORDS = {
    "sqlite": select(_SEARCH.c.words).where(_MINE),
    "postgresql": select(
        func.array_to_string(func.tsvector_to_array(_SEARCH.c.words), " ").label("words")
    ).where(_MINE),
}
RECORDS = {
    "sqlite": select(_SEARCH.c.issue_id, _SEARCH.c.words).order_by(_SEARCH.c.issue_id),
    "postgresql": select(
        _SEARCH.c.issue_id,
        func.array_to_string(func.tsvector_to_array(_SEARCH.c.words), " ").label("words"),
    ).order_by(_SEARCH.c.issue_id),
}
"""All records, as the id of the issue and its words separated by spaces, in any order."""

_TEXTS = select(_ISSUE.c.title, _ISSUE.c.description).where(_ISSUE.c.id == bindparam("target"))
_CONTENTS = select(_COMMENT.c.content).where(
    _COMMENT.c.issue_id == bindparam("target"), _COMMENT.c.deleted_at.is_(None)
)


def described(description: Iterable[object]) -> list[str]:
    """All string values in the content blocks of an issue; the keys are not text."""
    return [leaf for block in description for leaf in leaves(block) if isinstance(leaf, str)]


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The distinct words of several texts."""
    return frozenset().union(*map(words, texts))


async def start(write: Write, issue_id: str, texts: Iterable[str]) -> None:
    """Make the record of a new issue from its texts."""
    await start_many(write, [(issue_id, words_of(texts))])


async def start_many(write: Write, records: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Make the records of new issues: (issue id, words)."""
    engine = write.dialect.name
    await write.execute_many(
        _INSERT[engine],
        [{"issue_id": issue_id, **_STORED[engine](kept(found))} for issue_id, found in records],
    )


async def extend(write: Write, issue_id: str, texts: Iterable[str]) -> None:
    """Add the words of texts that an issue has got in addition."""
    present = await _record(write, issue_id)
    if extended := words_of(texts) - present:
        await _store(write, issue_id, present | extended)


async def rebuild(write: Write, issue_id: str) -> None:
    """Make the record anew from the present texts, after some were changed or taken away."""
    target = {"target": issue_id}
    (issue,) = await write.rows(_TEXTS, target)
    found = words_of(
        [
            issue["title"],
            *described(issue["description"]),
            *await ISSUE_TAGS.read(write, issue_id),
            *await rows.column(write, _CONTENTS, target),
        ]
    )
    if found != await _record(write, issue_id):
        await _store(write, issue_id, found)


async def _record(write: Write, issue_id: str) -> frozenset[str]:
    stored = await rows.column(write, _WORDS[write.dialect.name], {"target": issue_id})
    return frozenset(stored[0].split()) if stored else frozenset()


async def _store(write: Write, issue_id: str, found: Iterable[str]) -> None:
    engine = write.dialect.name
    stored: Mapping[str, Any] = _STORED[engine](kept(found))
    await write.execute(_UPDATE[engine], {"target": issue_id, **stored})


def kept(found: Iterable[str]) -> list[str]:
    """Sorted, and no more than fits."""
    chosen = sorted(found)
    size = sum(map(len, chosen))
    if size * 4 < LARGEST_RECORD:
        return chosen
    left = LARGEST_RECORD
    for index, word in enumerate(chosen):
        left -= len(word.encode())
        if left < 0:
            return chosen[:index]
    return chosen
