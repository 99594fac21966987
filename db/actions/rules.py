"""The rules of inputs: small checks that give errors, and one function that refuses.

A rule is `(path, value) -> errors`, a list: a generator would take longer than most checks. Actions
run every rule of an input, add the errors that need the database (`missing`), and refuse once with
all errors, so a caller can repair an input in one round.
Lengths are counted in code points. Source: the reference of the Atlas Issues API.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from operator import attrgetter
from types import NoneType
from typing import TypeVar

from sqlalchemy import Column, select

from db import json_numbers
from db.engine import Write
from db.enums import IssuePriority, IssueStatus, UserErrorCode
from db.errors import Refused, UserError
from db.identifier import identifier
from db.text.blanks import is_blank, trimmed
from db.text.reactions import reaction

Path = tuple[str, ...]
Errors = list[UserError]
T = TypeVar("T")
Rule = Callable[[Path, object], Errors]

ISSUE_LINKS = 100
COMMENT_LINKS = 10
TAGS = 100
BLOCKS = 1000
LOOKED_UP = 5000
"""Maximum ids of one statement; SQLite accepts 32,766 values."""
EMOJI_PER_COMMENT = 50
LABELS = frozenset({"owner", "tags"})
LARGEST_SIZE = 2**53 - 1  # the largest integer that JavaScript represents exactly

_SURROGATE = re.compile("[\ud800-\udfff]")
_SUSPECT = (b"null", rb"\u0000")
"""What JSON text has if it holds a number that is not finite, or the NUL character."""
_WITHOUT_FRACTION = frozenset({str, int, bool, NoneType, dict, list})


def known(path: Path, noun: str, given: object) -> str:
    """The stored form of the id of an action's target.

    Raises: Refused with NOT_FOUND at `path`: a malformed id is the id of no object.
    """
    found = identifier(given)
    if found is None:
        raise absent(path, noun)
    return found


def absent(path: Path, noun: str) -> Refused:
    """The refusal for a target that does not exist (or no longer does)."""
    return Refused.not_found(path, f"There is no {noun} with this id.")


def refuse(errors: Iterable[UserError]) -> None:
    """Raises: Refused with all of `errors`, if there are any."""
    found = tuple(errors)
    if found:
        raise Refused(found)


def check(rules: Mapping[str, Rule], values: Mapping[str, object]) -> Errors:
    """Run the rule of each given field. Raises KeyError for an unknown field."""
    return [error for name, value in values.items() for error in rules[name]((name,), value)]


def check_all(rules: Mapping[str, Rule], inputs: Sequence[object]) -> list[Errors]:
    """Run every rule for several inputs, which have an attribute for each.

    An object that several inputs share, such as a default, is checked once.
    """
    if len(inputs) == 1:
        return [check(rules, {name: getattr(inputs[0], name) for name in rules})]
    found: list[Errors] = [[] for _ in inputs]
    for name, rule in rules.items():
        values = list(map(attrgetter(name), inputs))
        shared = dict(zip(map(id, values), values, strict=True))
        broken = {key: errors for key, value in shared.items() if (errors := rule((name,), value))}
        if broken:
            for all_errors, value in zip(found, values, strict=True):
                all_errors += broken.get(id(value), ())
    return found


def current(expected: int | None, version: int) -> None:
    """Check optimistic locking: `expected` is the caller's version, None for no check.

    Raises: Refused with CONFLICT at `expected_version`.
    """
    if expected is not None and expected != version:
        raise Refused.conflict(("expected_version",), f"The version is {version}, not {expected}.")


async def missing(
    write: Write, path: Path, noun: str, column: Column[str], ids: Sequence[object]
) -> list[UserError]:
    """One NOT_FOUND error, at `path.<index>`, for each id that is not in `column`.

    The rows found are locked until the transaction ends, so that links to them can be written.
    """
    (errors,) = await missing_of(write, path, noun, column, [ids])
    return errors


async def missing_of(
    write: Write, path: Path, noun: str, column: Column[str], lists: Sequence[Sequence[object]]
) -> list[list[UserError]]:
    """The same for several lists of ids, looked up together."""
    stored = [[identifier(given) for given in ids] for ids in lists]
    wanted = sorted({one for ids in stored for one in ids if one is not None})
    found: set[object] = set()
    for some in portions(wanted):
        chosen = select(column).where(column.in_(some)).order_by(column)
        rows = await write.rows(chosen.with_for_update(read=True, key_share=True))
        found |= {row[column.name] for row in rows}
    return [
        [_unknown((*path, str(index)), noun) for index, one in enumerate(ids) if one not in found]
        for ids in stored
    ]


def portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Split a list into parts that one statement can look up."""
    for start in range(0, len(values), LOOKED_UP):
        yield values[start : start + LOOKED_UP]


def _unknown(path: Path, noun: str) -> UserError:
    return UserError(path, f"There is no {noun} with this id.", UserErrorCode.NOT_FOUND)


def distinct(values: Iterable[str]) -> list[str]:
    """Without duplicates, keeping the first of each and the order."""
    return list(dict.fromkeys(values))


def tidied(values: Mapping[str, object]) -> dict[str, object]:
    """Trim those of the values that are labels of an issue: its owner, and each tag."""
    return {name: tidy(value) if name in LABELS else value for name, value in values.items()}


def tidy(value: object) -> object:
    """Trim a label, or each of several."""
    if isinstance(value, str):  # much faster than the other check
        return trimmed(value)
    return [tidy(item) for item in value] if isinstance(value, list | tuple) else value


def text(longest: int, *, blank: bool = False, nullable: bool = False) -> Rule:
    """A rule for text of at most `longest` characters; `blank` allows empty and white space."""

    def rule(path: Path, value: object) -> Errors:
        if value is None and nullable:
            return []
        if not isinstance(value, str):
            return [invalid(path, "Must be text.")]
        errors = []
        if not blank and is_blank(value):
            errors.append(invalid(path, "Must not be empty."))
        if len(value) > longest:
            errors.append(invalid(path, f"Must have at most {longest} characters."))
        if "\0" in value:
            errors.append(invalid(path, "Must not contain the NUL character."))
        if not value.isascii() and _SURROGATE.search(value):
            errors.append(invalid(path, "Must not contain lone surrogates."))
        return errors

    return rule


def member(enum: type[Enum], *, nullable: bool = False) -> Rule:
    """A rule for one member of `enum`."""
    names = ", ".join(choice.name.lower() for choice in enum)

    def rule(path: Path, value: object) -> Errors:
        if isinstance(value, enum) or (value is None and nullable):
            return []
        return [invalid(path, f"Must be one of {names}.")]

    return rule


def items(most: int, each: Rule, *, distinct_only: bool = False) -> Rule:
    """A rule for a list of at most `most` values, `each` checked at its own index.

    `distinct_only` is for lists of texts whose duplicates are dropped: they do not count.
    """

    def rule(path: Path, value: object) -> Errors:
        if not isinstance(value, list | tuple):
            return [invalid(path, "Must be a list.")]
        if len(value) > most and not (distinct_only and len(set(map(str, value))) <= most):
            return [invalid(path, f"Must have at most {most} items.")]
        return [
            UserError((*path, str(index), *error.field), error.message, error.code)
            for index, item in enumerate(value)
            for error in each((), item)
        ]

    return rule


def anything(path: Path, value: object) -> Errors:
    """The rule of ids in a list; `missing` checks that they exist."""
    return []


def boolean(path: Path, value: object) -> Errors:
    """True or false, never null."""
    return [] if isinstance(value, bool) else [invalid(path, "Must be true or false.")]


def byte_count(path: Path, value: object) -> Errors:
    """A size in bytes that every client can hold, or null when it is not known."""
    if value is None:
        return []
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_SIZE:
        return [invalid(path, f"Must be a number of bytes, at most {LARGEST_SIZE}.")]
    return []


def emoji(path: Path, value: object) -> Errors:
    """One emoji, or a name of one."""
    if isinstance(value, str) and reaction(value) is not None:
        return []
    return [invalid(path, "Must be one emoji, such as 👍, or its name, such as :thumbsup:.")]


def block(path: Path, value: object) -> Errors:
    """One content block: any JSON object that both databases can keep unchanged."""
    if type(value) is not dict and not isinstance(value, Mapping):  # the latter takes a while
        return [invalid(path, "Must be a JSON object.")]
    try:
        written = json_numbers.dumps(value)
    except TypeError:
        return [invalid(path, "Must be JSON without lone surrogates and integers beyond 64 bits.")]
    if not (any(each in written for each in _SUSPECT) or _may_have_fractions(value)):
        return []
    errors = []
    for leaf in leaves(value, keys=True):
        if isinstance(leaf, float) and not math.isfinite(leaf):
            errors.append(invalid(path, "Numbers must be finite."))
        elif isinstance(leaf, str) and "\0" in leaf:
            errors.append(invalid(path, "Must not contain the NUL character."))
    return errors


def _may_have_fractions(value: object) -> bool:
    return any(not kinds <= _WITHOUT_FRACTION for _, kinds, _ in json_numbers.levels(value))


def leaves(value: object, *, keys: bool = False) -> Iterator[object]:
    """Every scalar of a JSON value, and every key too with `keys`.

    Without recursion, since the caller chooses the depth of the nesting.
    """
    pending = [value]
    while pending:
        here = pending.pop()
        if isinstance(here, str):  # most are, and the other checks take many times as long
            yield here
        elif isinstance(here, Mapping):
            if keys:
                yield from here.keys()
            pending.extend(here.values())
        elif isinstance(here, list | tuple):
            pending.extend(here)
        else:
            yield here


def invalid(path: Path, message: str) -> UserError:
    """A value at `path` that breaks a rule."""
    return UserError(path, message, UserErrorCode.INVALID)


TAG_NAMES = items(TAGS, text(100), distinct_only=True)

ISSUE: Mapping[str, Rule] = {
    "title": text(1000),
    "description": items(BLOCKS, block),
    "status": member(IssueStatus, nullable=True),
    "priority": member(IssuePriority, nullable=True),
    "owner": text(320),
    "resolution_summary": text(10_000, blank=True, nullable=True),
    "job_run_id": text(200, nullable=True),
    "fingerprint": text(200, nullable=True),
    "tags": TAG_NAMES,
    "session_ids": items(ISSUE_LINKS, anything, distinct_only=True),
    "attachment_ids": items(ISSUE_LINKS, anything, distinct_only=True),
    "created_by": text(320, nullable=True),
    "created_at": anything,
}
COMMENT: Mapping[str, Rule] = {
    "content": text(10_000),
    "attachment_ids": items(COMMENT_LINKS, anything, distinct_only=True),
}
REACTION: Mapping[str, Rule] = {"emoji": emoji}
FILE: Mapping[str, Rule] = {"file_name": text(255), "file_type": text(255)}
ATTACHMENT: Mapping[str, Rule] = {
    "name": text(255),
    "type": text(255),
    "title": text(1000, blank=True, nullable=True),
    "description": text(10_000, blank=True, nullable=True),
    "citation": text(10_000, blank=True, nullable=True),
    "is_visible": boolean,
    "size": byte_count,
    "media_type": text(255, nullable=True),
}
SESSION: Mapping[str, Rule] = {
    "title": text(1000, blank=True, nullable=True),
    "description": text(10_000, blank=True, nullable=True),
    "is_starred": boolean,
}
