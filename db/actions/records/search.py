"""The search record of an issue, kept in step with its texts.

The cost of a change depends on its size: the words that a source loses or gains are counted in the
record, and only words that the whole issue loses or gains change the index.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

import orjson
from sqlalchemy import bindparam, delete, func, insert, select, update

from db import models
from db.actions.rules import leaves
from db.engine import LastStep, Write
from db.engine.statements import ResultRow
from db.models.search import NUMBERS, first_number
from db.text.time_slices import Slices, at_once, in_turn, ordered
from db.text.words import words_in_parts

LARGE = 1_000
"""An issue with more words has parts: PostgreSQL indexes a record as a whole."""

PART = 100
"""Words of a new part; one that has grown to more than twice as many is split."""

AT_ONCE = 50
"""Parts that are sent to the database at once."""

Counts: TypeAlias = dict[str, int]
"""Words with the number of an issue's sources that have them."""

Source: TypeAlias = Iterable[str]
"""The texts of one source: the title, the description, the tags, or a comment."""

_ISSUE = models.Issue.__table__
_SEARCH = models.IssueSearch.__table__
_PART = models.IssueSearchPart.__table__

_FIRST = bindparam("first_number", type_=_SEARCH.c.number.type)
_FREE_NUMBER = (
    select(func.coalesce(func.max(_SEARCH.c.number) + 1, _FIRST))
    .where(_SEARCH.c.number >= _FIRST, _SEARCH.c.number < _FIRST + NUMBERS)
    .scalar_subquery()
)
_ADD = {
    "sqlite": insert(_SEARCH).values(number=_FREE_NUMBER).inline(),
    "postgresql": insert(_SEARCH).inline(),
}
_ADD_PART = insert(_PART)
_MINE = _SEARCH.c.issue_id == bindparam("target")
_RECORD = select(_SEARCH.c.number, _SEARCH.c.words, _SEARCH.c.repeated).where(_MINE)
_SET_RECORD = update(_SEARCH).where(_MINE)
_PARTS = select(_PART.c.first).where(_PART.c.number == bindparam("target"))
_OF_PART = (_PART.c.number == bindparam("target"), _PART.c.first == bindparam("start"))
_READ_PART = select(_PART.c.words, _PART.c.repeated).where(*_OF_PART)
_SET_PART = update(_PART).where(*_OF_PART)
_DROP_PART = delete(_PART).where(*_OF_PART)

_TAKE_OUT = (
    "INSERT INTO issue_search_index (issue_search_index, rowid, words) VALUES ('delete', ?, ?)"
)
_PUT_IN = "INSERT INTO issue_search_index (rowid, words) VALUES (?, ?)"
_PUT_IN_NEW = (
    "INSERT INTO issue_search_index (rowid, words) SELECT number, words FROM issue_search"
    " WHERE issue_id IN (SELECT value FROM json_each(?)) ORDER BY number"
)
_KNOW = "INSERT OR IGNORE INTO issue_search_word SELECT value FROM json_each(?)"

RECORDS = (
    select(
        _SEARCH.c.issue_id,
        _SEARCH.c.number,
        _ISSUE.c.created_at,
        _SEARCH.c.words,
        _SEARCH.c.repeated,
        _PART.c.words.label("part"),
        _PART.c.repeated.label("repeated_in_part"),
    )
    .join_from(_SEARCH, _ISSUE)
    .outerjoin(_PART, _PART.c.number == _SEARCH.c.number)
    .order_by(_SEARCH.c.issue_id)
)
"""All records by the id of their issue, a row for each part: see `records`."""


class WordChange(NamedTuple):
    """The outcome of a change: the new counts, and the words that were lost and gained."""

    counts: Counts
    gone: list[str]
    came: list[str]


def described(description: Iterable[object]) -> Iterator[str]:
    """All string values in the content blocks of an issue; the keys are not text."""
    return (leaf for block in description for leaf in leaves(block) if isinstance(leaf, str))


def sources(
    title: str, description: Iterable[object], tags: Source, contents: Iterable[str]
) -> list[Source]:
    """The sources of an issue, with the contents of its live comments."""
    return [[title], described(description), tags, *([content] for content in contents)]


def count(sources: Iterable[Source]) -> Counts:
    """The words of all sources of an issue."""
    return at_once(counting(sources))


def counting(sources: Iterable[Source]) -> Slices[Counts]:
    """Count the words of all sources of an issue, in time slices."""
    counts: Counts = {}
    for texts in sources:
        mine: set[str] = set()
        for part in words_in_parts(texts):
            fresh = part - mine
            mine |= fresh
            for word in fresh & counts.keys():
                counts[word] += 1
                fresh.remove(word)
            counts.update(dict.fromkeys(fresh, 1))
            yield
    return counts


def distinct(texts: Source) -> Slices[set[str]]:
    """Find the distinct words of several texts, in time slices."""
    found: set[str] = set()
    for part in words_in_parts(texts):
        found |= part
        yield
    return found


async def start_many(write: Write, records: Iterable[tuple[str, datetime, Counts]]) -> None:
    """Make the records of new issues: (id, instant of creation, counted words), ordered by id.

    The order matters where several issues were created in one instant. SQLite writes the index to
    the file for each savepoint, and merges its parts, so the works of a commit do this together.
    """
    await write.at_end(_NEW_RECORDS, list(records))


async def _start_all(write: Write, records: Iterable[tuple[str, datetime, Counts]]) -> None:
    made, large = [], []
    found: set[str] = set()
    for issue_id, created_at, counts in records:
        row: dict[str, object] = {"issue_id": issue_id, "words": None, "repeated": None}
        if len(counts) <= LARGE:
            row |= _stored(counts)
            found |= counts.keys()
        else:
            large.append((issue_id, counts))
        if write.dialect.name == "sqlite":
            row["first_number"] = first_number(created_at)
        made.append(row)
    await write.execute_many(_ADD[write.dialect.name], made)
    if made and write.dialect.name == "sqlite":
        # One statement: before each, SQLite writes out what the index holds in memory.
        await write.fetch_all(_PUT_IN_NEW, (_as_json(row["issue_id"] for row in made),))
        await write.fetch_all(_KNOW, (_as_json(sorted(found)),))
    for issue_id, counts in large:
        (record,) = await write.rows(_RECORD, {"target": issue_id})
        await _add_parts(write, record["number"], counts)
        await _index(write, record["number"], [], list(counts))


_NEW_RECORDS = LastStep(("issue_search",), _start_all)


async def change(write: Write, issue_id: str, *sources: tuple[Source, Source]) -> None:
    """Update the counts: `before` and `after` are the texts of each changed source."""
    steps: Counter[str] = Counter()
    for before, after in sources:
        was, now = await write.compute(distinct(before)), await write.compute(distinct(after))
        steps.update(now - was)
        steps.subtract(was - now)
    steps = Counter({word: step for word, step in steps.items() if step})
    if not steps:
        return
    (row,) = await write.rows(_RECORD, {"target": issue_id})
    number = row["number"]
    if row["words"] is None:
        gone, came = await _change_parts(write, number, steps)
    else:
        counts, gone, came = _changed(_counts(row["words"], row["repeated"]), steps)
        if len(counts) <= LARGE:
            values: Mapping[str, object] = _stored(counts)
        else:
            values = {"words": None, "repeated": None}
            await _add_parts(write, number, counts)
        await write.execute(_SET_RECORD, {"target": issue_id, **values})
    await _index(write, number, gone, came)


async def records(pages: AsyncIterator[list[ResultRow]]) -> AsyncIterator[list[ResultRow]]:
    """Assemble the records in a stream of `RECORDS`.

    Each has `issue_id`, `number`, the `created_at` of its issue, and `counts`, its words.
    """
    last: ResultRow = {}
    async for rows in pages:
        whole = []
        for row in rows:
            if last.get("issue_id") != row["issue_id"]:
                whole += [last] if last else []
                last = {name: row[name] for name in ("issue_id", "number", "created_at")}
                last["counts"] = {}
            last["counts"].update(_counts(row["words"] or "", row["repeated"]))
            last["counts"].update(_counts(row["part"] or "", row["repeated_in_part"]))
        yield whole
    yield [last] if last else []


async def _change_parts(
    write: Write, number: int, steps: Mapping[str, int]
) -> tuple[list[str], list[str]]:
    """Write the parts that hold these words; the words gone and come."""
    firsts = sorted(row["first"] for row in await write.rows(_PARTS, {"target": number}))
    shares = await write.compute(_shares(firsts, steps))
    gone, came, written = [], [], []
    for first, share in shares.items():
        place = {"target": number, "start": first}
        (row,) = await write.rows(_READ_PART, place)
        changed = _changed(_counts(row["words"], row["repeated"]), share)
        gone += changed.gone
        came += changed.came
        if len(changed.counts) > 2 * PART:
            await write.execute(_DROP_PART, place)
            await _add_parts(write, number, changed.counts, first)
        elif changed.counts or first == firsts[0]:
            written.append({**place, **_stored(changed.counts)})
        else:
            await write.execute(_DROP_PART, place)
    await write.execute_many(_SET_PART, written)
    return gone, came


def _shares(firsts: Sequence[str], steps: Mapping[str, int]) -> Slices[Mapping[str, Counts]]:
    """Divide the words by the parts that hold them."""
    shares: defaultdict[str, Counts] = defaultdict(dict)
    for words in in_turn(steps, PART):
        for word in words:
            shares[firsts[bisect_right(firsts, word) - 1]][word] = steps[word]
        yield
    return shares


async def _add_parts(write: Write, number: int, counts: Counts, first: str = "") -> None:
    """Add parts for words, of which the first begins at `first`."""
    rows = await write.compute(_part_rows(number, counts, first))
    for some in in_turn(rows, AT_ONCE):
        await write.execute_many(_ADD_PART, some)


def _part_rows(number: int, counts: Counts, first: str) -> Slices[list[Mapping[str, object]]]:
    chosen = yield from ordered(counts)
    rows: list[Mapping[str, object]] = []
    for share in in_turn(chosen, PART):
        stored = _stored({word: counts[word] for word in share})
        rows.append({"number": number, "first": share[0] if rows else first, **stored})
        yield
    return rows


async def _index(write: Write, number: int, gone: Sequence[str], came: Sequence[str]) -> None:
    """Update SQLite's index; PostgreSQL maintains its own.

    Removal and addition always come in pairs, since the index counts both.
    """
    if write.dialect.name == "sqlite" and (gone or came):
        await write.fetch_all(_TAKE_OUT, (number, " ".join(gone)))
        await write.fetch_all(_PUT_IN, (number, " ".join(came)))
        await write.fetch_all(_KNOW, (_as_json(came),))


def _as_json(values: Iterable[object]) -> str:
    return orjson.dumps(list(values)).decode()


def _changed(counts: Counts, steps: Mapping[str, int]) -> WordChange:
    change = WordChange(counts, [], [])
    for word, step in steps.items():
        before = counts.get(word, 0)
        counts[word] = before + step
        if before + step <= 0:
            del counts[word]
            change.gone.append(word)
        elif before == 0:
            change.came.append(word)
    return change


def _stored(counts: Counts) -> dict[str, object]:
    repeated = {word: number for word, number in counts.items() if number > 1}
    return {"words": " ".join(sorted(counts)), "repeated": repeated or None}


def _counts(words_: str, repeated: Counts | None) -> Counts:
    return {**dict.fromkeys(words_.split(), 1), **(repeated or {})}
