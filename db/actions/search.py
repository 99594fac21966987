"""The search record of an issue, kept in step with its texts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Insert,
    Text,
    Update,
    bindparam,
    func,
    insert,
    select,
    update,
)

from db import models
from db.actions import rows
from db.actions.lists import ISSUE_TAGS
from db.actions.rules import leaves
from db.engine import Write
from db.models.search import NUMBERS, first_number
from db.text.words import CUT, words

LARGEST_RECORD = 1_000_000
"""Bytes of all words of an issue: a `tsvector` ends at 2^20, and both engines find the same."""

_ISSUE = models.Issue.__table__
_COMMENT = models.Comment.__table__
_SEARCH = models.IssueSearch.__table__
_TSVECTOR = func.array_to_tsvector(bindparam("list", type_=ARRAY(Text)))
_MINE = _SEARCH.c.issue_id == bindparam("target")

_FIRST = bindparam("first", type_=_SEARCH.c.number.type)
_FREE_NUMBER = (
    select(func.coalesce(func.max(_SEARCH.c.number) + 1, _FIRST))
    .where(_SEARCH.c.number >= _FIRST, _SEARCH.c.number < _FIRST + NUMBERS)
    .scalar_subquery()
)

_INSERT: Mapping[str, Insert] = {
    "sqlite": insert(_SEARCH).values(number=_FREE_NUMBER).inline(),
    "postgresql": insert(_SEARCH).values(words=_TSVECTOR).inline(),
}
_UPDATE: Mapping[str, Update] = {
    "sqlite": update(_SEARCH).where(_MINE),
    "postgresql": update(_SEARCH).where(_MINE).values(words=_TSVECTOR),
}
_PLACED: Mapping[str, Callable[[datetime], Mapping[str, object]]] = {
    "sqlite": lambda created_at: {"first": first_number(created_at)},
    "postgresql": lambda created_at: {},
}
_STORED: Mapping[str, Callable[[Sequence[str]], Mapping[str, object]]] = {
    "sqlite": lambda chosen: {"words": " ".join(chosen)},
    "postgresql": lambda chosen: {"list": list(chosen)},
}
_WORDS: Mapping[str, ColumnElement[str]] = {
    "sqlite": _SEARCH.c.words,
    "postgresql": func.array_to_string(func.tsvector_to_array(_SEARCH.c.words), " "),
}
_RECORD = {engine: select(found.label("words")).where(_MINE) for engine, found in _WORDS.items()}
RECORDS = {
    engine: select(_SEARCH.c.number, _SEARCH.c.issue_id, _ISSUE.c.created_at, found.label("words"))
    .join_from(_SEARCH, _ISSUE)
    .order_by(_SEARCH.c.issue_id)
    for engine, found in _WORDS.items()
}
"""All records by the id of their issue: with its creation, and the words, separated by spaces, in
any order."""

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


async def start(write: Write, issue_id: str, created_at: datetime, texts: Iterable[str]) -> None:
    """Make the record of a new issue from its texts."""
    await start_many(write, [(issue_id, created_at, words_of(texts))])


async def start_many(write: Write, records: Iterable[tuple[str, datetime, Iterable[str]]]) -> None:
    """Make the records of new issues: (id, instant of creation, words), ordered by id.

    The order matters where several issues were created in one instant.
    """
    engine = write.dialect.name
    placed, stored = _PLACED[engine], _STORED[engine]
    await write.execute_many(
        _INSERT[engine],
        [
            {"issue_id": issue_id, **placed(created_at), **stored(kept(found))}
            for issue_id, created_at, found in records
        ],
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
    stored = await rows.column(write, _RECORD[write.dialect.name], {"target": issue_id})
    return frozenset(stored[0].split()) if stored else frozenset()


async def _store(write: Write, issue_id: str, found: Iterable[str]) -> None:
    engine = write.dialect.name
    stored: Mapping[str, Any] = _STORED[engine](kept(found))
    await write.execute(_UPDATE[engine], {"target": issue_id, **stored})


def kept(found: Iterable[str]) -> list[str]:
    """Sorted, and no more than fits: what was left out is marked by `CUT`."""
    chosen = sorted(found)
    if sum(map(len, chosen)) * 4 < LARGEST_RECORD:
        return chosen
    was_cut = CUT in chosen
    chosen = [word for word in chosen if word != CUT]
    left = LARGEST_RECORD - len(CUT.encode())
    for index, word in enumerate(chosen):
        left -= len(word.encode())
        if left < 0:
            return [*chosen[:index], CUT]
    return [*chosen, CUT] if was_cut else chosen
