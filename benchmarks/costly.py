"""Operations of little and of much work, as users and as attackers send them."""

from collections.abc import Mapping, Sequence
from typing import Any

COMMENTS = "query ($f: CommentFilter) { comments(first: 1, filter: $f) { totalCount } }"
ISSUES = "query ($f: IssueFilter) { issues(first: 1, filter: $f) { totalCount } }"

Operation = tuple[str, str, Mapping[str, Any]]


def aliases(number: int, field: str) -> str:
    """Write the same field `number` times."""
    return "{ " + " ".join(f"a{each}: {field}" for each in range(number)) + " }"


def every(levels: int) -> dict[str, Any]:
    """Build a filter on relations of relations."""
    found: dict[str, Any] = {"content": {"contains": "e"}}
    for _ in range(levels):
        found = {"issue": {"comments": {"every": found}}}
    return found


def conditions(number: int) -> dict[str, Any]:
    """Build a filter of so many text comparisons, none of which matches."""
    return {"or": [{"content": {"containsIgnoreCase": f"zz{each}"}} for each in range(number)]}


ALL_OF_16 = 'issues(first: 1, filter: {search: "a b c d e f g h i j k l m n o p"}) { totalCount }'
NEVER = [{"not": {"search": f"p{each}"}} for each in range(100)]
OPERATIONS: Sequence[Operation] = (
    ("an issue by id", '{ issue(id: "01890000-0000-7000-8000-000000000000") { title } }', {}),
    ("a page", "{ issues(first: 50) { totalCount nodes { id title tags } } }", {}),
    (
        "a page of the board",
        "{ issues(first: 50, filter: {status: {eq: OPEN}}, orderBy: [{field: PRIORITY, direction:"
        " DESC}]) { totalCount nodes { id title comments { totalCount } } } }",
        {},
    ),
    (
        "100 issues with 100 comments each",
        "{ issues(first: 100) { nodes { id comments(first: 100) { nodes { content } } } } }",
        {},
    ),
    ("a search", '{ issues(first: 50, filter: {search: "power supply"}) { totalCount } }', {}),
    ("figures", "{ issueMetrics { charts { __typename } } }", {}),
    ("a text in comments", COMMENTS, {"f": conditions(1)}),
    ("10 texts in comments", COMMENTS, {"f": conditions(10)}),
    ("100 texts in comments", COMMENTS, {"f": conditions(100)}),
    ("`every` of comments of an issue", ISSUES, {"f": {"comments": {"every": every(0)}}}),
    ("`every`, two levels", ISSUES, {"f": {"comments": {"every": every(1)}}}),
    ("`every`, three levels", ISSUES, {"f": {"comments": {"every": every(2)}}}),
    (
        "comments in the order of their text, offset 199,000",
        "{ comments(first: 1, offset: 199000, orderBy: [{field: CONTENT, direction: ASC}])"
        " { nodes { id } } }",
        {},
    ),
    (
        "a text in the actors of changes",
        '{ changes(first: 1, filter: {actor: {contains: "zz"}}) { totalCount } }',
        {},
    ),
    (
        "20 times a text in the actors of changes",
        aliases(20, 'changes(first: 1, filter: {actor: {contains: "zz"}}) { totalCount }'),
        {},
    ),
    (
        "a name in the fields of changes",
        '{ changes(first: 1, filter: {fields: {some: {eq: "zz"}}}) { totalCount } }',
        {},
    ),
    (
        "a part of a name in the fields of changes",
        '{ changes(first: 1, filter: {fields: {some: {contains: "zz"}}}) { totalCount } }',
        {},
    ),
    ("a search of 16 beginnings", "{ " + ALL_OF_16 + " }", {}),
    ("20 searches of 16 beginnings", aliases(20, ALL_OF_16), {}),
    ("100 searches that must not match", ISSUES, {"f": {"and": NEVER}}),
)
