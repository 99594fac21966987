"""Filters, written from the descriptions in the schema: is this row wanted?

Everything is true or false: a comparison with a missing value is false, and its `not` is true.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tests.reference.leaves import found_in, happened, same_case, texts_in, words_of
from tests.reference.relations import World, parent
from tests.reference.rows import Row

Filter = Mapping[str, Any]

TIMES = {"eq", "neq", "lt", "lte", "gt", "gte"}
ID_FIELDS = {"id", "issueId", "objectId", "attachmentId", "sourceSessionId"}

# (type, field) -> the type of the items and the visible items themselves
LISTS: Mapping[tuple[str, str], tuple[str, Callable[[World, Row], list[Any]]]] = {
    ("Issue", "tags"): ("String", World.tags),
    ("Issue", "comments"): ("Comment", World.comments_of),
    ("Issue", "files"): ("File", World.files_of),
    ("Issue", "sessions"): ("Session", World.issue_sessions),
    ("Issue", "attachments"): ("Attachment", World.issue_attachments),
    ("Comment", "attachments"): ("Attachment", World.comment_attachments),
    ("Comment", "reactions"): (
        "String",
        lambda world, row: list({reaction["emoji"] for reaction in world.reactions(row)}),
    ),
    ("Change", "fields"): ("String", lambda _, row: changed_fields(row)),
    ("Session", "attachments"): ("Attachment", World.attachments_of_session),
    ("Session", "issues"): ("Issue", World.issues_of_session),
}
ONES: Mapping[tuple[str, str], tuple[str, Callable[[World, Row], Row | None]]] = {
    ("Comment", "issue"): ("Issue", parent),
    ("File", "issue"): ("Issue", parent),
    # The issue of a change is found even if it is deleted.
    ("Change", "issue"): (
        "Issue",
        lambda world, row: next(
            (each for each in world.data.issue if each["id"] == row["issue_id"]), None
        ),
    ),
    ("File", "attachment"): (
        "Attachment",
        lambda world, row: world.attachment(row["attachment_id"]),
    ),
    ("Attachment", "sourceSession"): (
        "Session",
        lambda world, row: world.session(row["source_session_id"]),
    ),
}

OTHER_NAMES = {"issue_id": "issue", "storage_name": "url"}


def changed_fields(change: Row) -> list[str]:
    """The fields of the schema that stand for what a change has stored."""
    heads = {name: name.split("_") for name in change["patch"]}
    return [
        OTHER_NAMES.get(name, head + "".join(part.title() for part in tail))
        for name, (head, *tail) in heads.items()
    ]


OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda x, y: x is not None and x == y,
    "neq": lambda x, y: x is None or x != y,
    "in": lambda x, y: x is not None and x in y,
    "nin": lambda x, y: x is None or x not in y,
    "null": lambda x, y: (x is None) == y,
    "lt": lambda x, y: x is not None and x < y,
    "lte": lambda x, y: x is not None and x <= y,
    "gt": lambda x, y: x is not None and x > y,
    "gte": lambda x, y: x is not None and x >= y,
    "contains": lambda x, y: x is not None and y in x,
    "containsIgnoreCase": lambda x, y: x is not None and same_case(y) in same_case(x),
    "startsWith": lambda x, y: x is not None and x.startswith(y),
    "endsWith": lambda x, y: x is not None and x.endswith(y),
    "eqIgnoreCase": lambda x, y: x is not None and same_case(x) == same_case(y),
}


def matches(world: World, typename: str, row: Row, given: Filter | None) -> bool:
    """Whether everything in `given` holds for `row`."""
    return all(
        _holds(world, typename, row, name, value)
        for name, value in (given or {}).items()
        if value is not None
    )


def _holds(world: World, typename: str, row: Row, name: str, value: Any) -> bool:
    if name == "and":
        return all(matches(world, typename, row, item) for item in value)
    if name == "or":
        return any(matches(world, typename, row, item) for item in value)
    if name == "not":
        return not matches(world, typename, row, value)
    if name == "search":
        return found_by(world, row, value)
    if (typename, name) in LISTS:
        item_type, items = LISTS[typename, name]
        return _quantified(world, item_type, items(world, row), value)
    if (typename, name) in ONES:
        target, find = ONES[typename, name]
        found = find(world, row)
        return found is not None and matches(world, target, found, value)
    return _compares(world, stored(row, name), name, value)


def _quantified(world: World, item_type: str, items: list[Any], given: Filter) -> bool:
    def wanted(item: Any, condition: Filter) -> bool:
        if item_type == "String":
            return _compares(world, item, "", condition)
        return matches(world, item_type, item, condition)

    tests: Mapping[str, Callable[[Any], bool]] = {
        "some": lambda condition: any(wanted(item, condition) for item in items),
        "every": lambda condition: all(wanted(item, condition) for item in items),
        "none": lambda condition: not any(wanted(item, condition) for item in items),
        "length": lambda condition: _compares(world, len(items), "", condition),
    }
    return all(tests[name](value) for name, value in given.items() if value is not None)


def _compares(world: World, x: Any, name: str, given: Filter) -> bool:
    for operator, y in given.items():
        if operator == "timeZone":
            continue
        if operator in TIMES and isinstance(x, datetime):
            if not happened(operator, x, y, world.now, given.get("timeZone")):
                return False
            continue
        if operator == "isMe":
            if (x == world.author) != y:
                return False
            continue
        operand = y
        if name in ID_FIELDS and operator != "null":
            operand = [item.lower() for item in y] if isinstance(y, list) else y.lower()
        if not OPERATORS[operator](x, operand):
            return False
    return True


def stored(row: Row, name: str) -> Any:
    """The value of a scalar field, before it is written as JSON."""
    deleted = row.get("deleted_at") is not None
    match row["__typename"], name:
        case "Comment", "content":
            return "" if deleted else row["content"]
        case "Comment", "isDeleted":
            return deleted
        case "Session", "isStarred":
            return row["starred_at"] is not None
    return row["".join(f"_{char.lower()}" if char.isupper() else char for char in name)]


def found_by(world: World, issue: Row, text: str) -> bool:
    """Whether the texts of the issue have all words of `text`."""
    texts = [issue["title"], *texts_in(issue["description"]), *world.tags(issue)]
    texts += [comment["content"] for comment in world.comments_of(issue)]
    return found_in(set().union(*map(words_of, texts)), text)
