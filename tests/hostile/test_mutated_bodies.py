"""Good bodies with something done to them, on both surfaces: each is answered, none with a 5xx.

Which malformed texts get which status is in `tests/rest/test_bodies.py`,
`tests/api/test_graphql_http.py` and `tests/gateway/test_limits.py`; here are those that nobody has
thought of.
"""

import json
import re
from collections import Counter
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.conftest import Target
from tests.hostile.leaks import require_harmless
from tests.numbers import BODIES, REQUESTS, Report

PROFILE = hypothesis.settings.get_profile(REQUESTS)
MANY = hypothesis.settings(PROFILE, max_examples=PROFILE.max_examples * BODIES)

QUERY = """
query Page($n: Int, $filter: IssueFilter, $order: [IssueOrder!], $id: ID!) {
  issues(first: $n, filter: $filter, orderBy: $order) { totalCount nodes { ...shown } }
  node(id: $id) { __typename ...shown }
}
fragment shown on Issue { id title tags description comments(first: 2) { nodes { content } } }
"""
CREATE = """
mutation Create($input: CreateIssueInput!) {
  createIssue(input: $input) { issue { id title description } userErrors { field code } }
}
"""
BLOCK = {"type": "paragraph", "content": [{"text": "The rail sags to 2.9 V", "level": 1.5}]}
ISSUE = {"title": "Sag", "description": [BLOCK], "tags": ["power"], "priority": "high"}
GOOD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/api/v1/issues", ISSUE),
    ("/api/v1/issues", {**ISSUE, "status": "open", "owner": "a@example.com", "session_ids": []}),
    ("/graphql", {"query": QUERY, "operationName": "Page", "variables": {
        "n": 3, "id": "b8c9d0e1-f2a3-4567-bcde-678901234567",
        "filter": {"and": [{"title": {"contains": "sag"}}, {"createdAt": {"gte": "-P2W"}}],
                   "tags": {"some": {"in": ["power"]}}, "search": "rail"},
        "order": [{"field": "PRIORITY", "direction": "DESC", "nulls": "LAST"}]}}),
    ("/graphql", {"query": CREATE, "variables": {"input": {**ISSUE, "priority": "HIGH"}},
                  "extensions": {"persistedQuery": None}}),
)  # fmt: skip
"""Where a good body goes, and what it is."""

TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[-+.\w]+|[][{}:,]')
VALUES = [
    *(b"null", b"true", b"0", b"-0", b"1.5", b"[]", b"{}", b'""', b"[[]]", b"[null]"),
    *(b"9223372036854775807", b"9223372036854775808", b"-9223372036854775809", b"1e308"),
    *(rb'"\ud800"', rb'"\u0000"', b'"\xf0\x9f\x92\xa9"', b'"%b"' % (b"a" * 20_000)),
    *(b"[" * 70 + b"]" * 70, b'{"a":' * 70 + b"1" + b"}" * 70, b"[%b0]" % (b"0," * 150)),
    *(b'"__proto__"', b'"id"', b'"query"', b'"variables"', b'"\' OR 1=1 --"', b'"%_\\\\"'),
]
"""What may stand in JSON, and should not stand here."""
BROKEN = [
    *(b"", b",", b'"', b"\\", b"[" * 5000, b"1e999", b"NaN", b"-Infinity", b"9" * 400),
    *(b'"\x00"', b'"\xff"', b"\xef\xbb\xbf"),
]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A path and a body for it: some of its values replaced, or some of its bytes."""
    path, good = draw(st.sampled_from(GOOD))
    body = json.dumps(good).encode()
    whole = draw(st.booleans())
    for _ in range(draw(st.integers(1, 4))):
        if whole:
            tokens = [token for token in TOKEN.finditer(body) if token[0] not in b"[]{}:,"]
            start, end = draw(st.sampled_from(tokens)).span()
            put = draw(st.sampled_from(VALUES))
        else:
            start = draw(st.integers(0, len(body)))
            end = start + draw(st.sampled_from((0, 1, 2, 8, 100, len(body))))
            put = draw(st.sampled_from(BROKEN) | st.binary(max_size=4))
        body = body[:start] + put + body[end:]
    return path, body


ANSWERED: Counter[str] = Counter()


@MANY
@given(mutated())
def test_no_body_is_too_much(target: Target, made: tuple[str, bytes]) -> None:
    path, body = made
    answer = target.session.post(
        target.url + path, data=body, headers={"Content-Type": "application/json"}
    )
    require_harmless(answer.status_code, answer.text)
    assert answer.json() is not None
    ANSWERED[f"{path} {answer.status_code}"] += 1


def test_all_of_them_were_sent(report: Report) -> None:
    assert sum(ANSWERED.values()) >= MANY.max_examples
    counts = ", ".join(f"{what}: {count:,}" for what, count in sorted(ANSWERED.items()))
    report(f"{sum(ANSWERED.values()):,} mutated bodies, no 5xx ({counts})")


@pytest.mark.parametrize("path", sorted({path for path, _ in GOOD}))
def test_the_good_ones_are_good(target: Target, path: str) -> None:
    for there, good in GOOD:
        if there == path:
            answer = target.session.post(target.url + path, json=good)
            assert answer.status_code in (200, 201), answer.text
            assert "errors" not in answer.json()
