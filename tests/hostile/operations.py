"""Operations made from the GraphQL schema, good and bad, for each root field."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import graphql
import hypothesis
import schemathesis
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.graphql import nodes

from resolvers.root import build_schema
from tests.hostile.conftest import Target
from tests.hostile.leaks import require_harmless
from tests.numbers import REQUESTS

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
schemathesis.graphql.scalar(
    "SafeInt", st.integers(-(2**53), 2**53).map(nodes.Int) | WRONG.map(nodes.String)
)
schemathesis.graphql.scalar("Upload", WRONG.map(nodes.String))


def _without_deferring() -> str:
    """The schema without `@defer` and `@stream`, with which graphql-core executes nothing."""
    schema = graphql.build_schema(build_schema().as_str())
    later = ("defer", "stream")
    schema.directives = tuple(each for each in schema.directives if each.name not in later)
    return graphql.print_schema(schema)


SCHEMA = schemathesis.graphql.from_file(
    _without_deferring(),
    config=SchemathesisConfig.from_dict(
        {"generation": {"deterministic": BOUNDED.derandomize, "max-examples": BOUNDED.max_examples}}
    ),
)


class Asking:
    """Asks with operations that were made up before the gateway is there; counts the answers."""

    target: Target

    def __init__(self, root: str) -> None:
        self.schema = SCHEMA.include(name_regex=rf"^{root}\.")
        self._answered = Counter[str]()

    def ask(self, case: schemathesis.Case[Any]) -> None:
        url, session = f"{self.target.url}/graphql", self.target.session
        answer = case.call(base_url=url, session=session, timeout=60)
        require_harmless(answer.status_code, answer.text, asked=str(case.body))
        codes = {error["extensions"]["code"] for error in answer.json().get("errors", ())}
        assert codes <= CODES, answer.text
        self._answered.update(codes or {"answered"})

    def require_all(self) -> str:
        """What was counted. Fails when it is too little, or too little of it good."""
        # As many tests as there are root fields; each answer has at least one code.
        roots = sum(1 for _ in self.schema.get_all_operations())
        assert self._answered.total() >= roots * BOUNDED.max_examples / 2
        assert self._answered["answered"] > self._answered.total() / 5, self._answered
        counts = ", ".join(f"{code} {count:,}" for code, count in sorted(self._answered.items()))
        return f"{BOUNDED.max_examples:,} examples a root field, no 5xx, no INTERNAL: {counts}"
