"""Documents never seen before: the time to parse and to validate them.

`python -m benchmarks.documents` prints the table of `docs/performance.md`. graphql-core's own
`validate` and ours run in turn, with the same rules, on documents near the limit of 2,000 tokens.
The figures are medians of the thread's processor time.
"""

import time
from collections.abc import Callable
from statistics import median

from graphql import DocumentNode, GraphQLSchema, parse
from graphql import validate as core_validate

from resolvers.document.coercion import MOST_ERRORS
from resolvers.document.limits import DocumentLimits
from resolvers.document.validation import RULES, validate
from resolvers.root import build_schema, graphql_schema

ROUNDS = 15


def _of_issues(selections: str, arguments: str = "first: 1") -> str:
    return f"{{ issues({arguments}) {{ nodes {{ {selections} }} }} }}"


DOCUMENTS = {
    "two fields of one issue": "query ($id: ID!) { issue(id: $id) { id title } }",
    "fields": _of_issues("id title status owner createdAt " * 390),
    "fields with fields": _of_issues("comments { nodes { id } } " * 240),
    "fields with arguments": _of_issues("comments(first: 1) { totalCount } " * 200),
    "conditions of a filter": _of_issues(
        "id", "filter: {or: [%s]}" % ('{title: {eq: "a"}} ' * 215)
    ),
    "values of a list": _of_issues("id", "filter: {id: {in: [%s]}}" % ('"a" ' * 1900)),
    "inline fragments": _of_issues("... on Issue { id title } " * 280),
    "fragments": _of_issues(" ".join(f"...F{n}" for n in range(170)))
    + " ".join(f"fragment F{n} on Issue {{ id title }}" for n in range(170)),
    "variables": f"query ({' '.join(f'$v{n}: Int' for n in range(130))}) "
    + _of_issues(" ".join(f"comments(first: $v{n}) {{ totalCount }}" for n in range(130))),
    "unknown fields": _of_issues(" ".join(f"nope{n}" for n in range(1900))),
}


def main() -> None:
    """Print the table."""
    schema = graphql_schema(build_schema())
    print("| Document | Parsed, ms | Validated by graphql-core, ms | Validated here, ms | Ratio |")
    print("|---|---|---|---|---|")
    for name, text in DOCUMENTS.items():
        parsed, before, now = (1000 * seconds for seconds in _measured(schema, text))
        print(f"| {name} | {parsed:.2f} | {before:.2f} | {now:.2f} | {now / before:.2f} |")


def _measured(schema: GraphQLSchema, text: str) -> tuple[float, ...]:
    document = _parse(text)
    steps: tuple[Callable[[], object], ...] = (
        lambda: _parse(text),
        lambda: core_validate(schema, document, RULES, max_errors=MOST_ERRORS),
        lambda: validate(schema, document, MOST_ERRORS),
    )
    rounds = [[_seconds(step) for step in steps] for _ in range(ROUNDS)]
    return tuple(median(times) for times in zip(*rounds, strict=True))


def _parse(text: str) -> DocumentNode:
    return parse(text, max_tokens=DocumentLimits().tokens)


def _seconds(step: Callable[[], object]) -> float:
    began = time.thread_time()
    step()
    return time.thread_time() - began


if __name__ == "__main__":
    main()
