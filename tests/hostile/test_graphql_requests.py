"""Operations made from the GraphQL schema, good and bad, for each root field: no internal error."""

from collections.abc import Mapping
from typing import Any

import graphql
import hypothesis
import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.graphql import nodes

from resolvers.root import build_schema
from tests.hostile.conftest import Target
from tests.hostile.leaks import require_harmless
from tests.numbers import REQUESTS, Report

BOUNDED = hypothesis.settings.get_profile(REQUESTS)
CODES = {"GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "LIMIT_EXCEEDED"}
"""How a made-up operation may be refused: the schema does not state every rule."""


def _object(members: Mapping[str, graphql.ValueNode]) -> graphql.ValueNode:
    return nodes.Object(
        [
            graphql.ObjectFieldNode(name=graphql.NameNode(value=name), value=value)
            for name, value in members.items()
        ]
    )


TIMES = st.datetimes().map(lambda time: f"{time.isoformat()}Z")
DURATIONS = st.integers(0, 10**6).map(lambda days: f"-P{days}D")
WRONG = st.text(max_size=20)
SCALARS: Mapping[str, st.SearchStrategy[str]] = {
    "Date": st.dates().map(str) | WRONG,
    "DateTime": TIMES | WRONG,
    "DateTimeOrDuration": TIMES | DURATIONS | WRONG,
}
for name, texts in SCALARS.items():
    schemathesis.graphql.scalar(name, texts.map(nodes.String))
schemathesis.graphql.scalar(
    "JSON",
    st.recursive(
        st.text(max_size=20).map(nodes.String) | st.integers().map(nodes.Int) | st.just(nodes.Null),
        lambda inner: (
            st.lists(inner, max_size=3).map(nodes.List)
            | st.dictionaries(st.sampled_from("abc"), inner, max_size=2).map(_object)
        ),
        max_leaves=4,
    ),
)
SCHEMA = schemathesis.graphql.from_file(
    build_schema().as_str(),
    config=SchemathesisConfig.from_dict(
        {"generation": {"deterministic": BOUNDED.derandomize, "max-examples": BOUNDED.max_examples}}
    ),
)


class Asking:
    """Where the operations go; how they were answered."""

    target: Target
    answered: dict[str, int]

    def __init__(self) -> None:
        self.answered = {}

    def count(self, answer: Mapping[str, Any]) -> None:
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        assert codes <= CODES, answer
        for code in codes or {"answered"}:
            self.answered[code] = self.answered.get(code, 0) + 1


ASKING = Asking()


@pytest.fixture(scope="module", autouse=True)
def served(target: Target) -> None:
    ASKING.target = target


@SCHEMA.parametrize()
@BOUNDED
def test_every_root_field(case: schemathesis.Case[Any]) -> None:
    url, session = f"{ASKING.target.url}/graphql", ASKING.target.session
    answer = case.call(base_url=url, session=session, timeout=60)
    require_harmless(answer.status_code, answer.text, asked=str(case.body))
    ASKING.count(answer.json())


def test_all_of_them_were_asked(report: Report) -> None:
    # As many tests as there are root fields; each answer has at least one code.
    roots = sum(1 for _ in SCHEMA.get_all_operations())
    assert sum(ASKING.answered.values()) >= roots * BOUNDED.max_examples / 2
    assert ASKING.answered["answered"] > sum(ASKING.answered.values()) / 3
    counts = ", ".join(f"{code} {count:,}" for code, count in sorted(ASKING.answered.items()))
    report(f"{BOUNDED.max_examples:,} examples a root field, no 5xx, no INTERNAL: {counts}")
