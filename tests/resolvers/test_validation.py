"""Validation: the errors of graphql-core's own `validate`, for documents broken by chance."""

import re
from pathlib import Path
from random import Random

import pytest
from graphql import (
    DocumentNode,
    GraphQLSyntaxError,
    Source,
    TokenKind,
    TypeInfo,
    TypeInfoVisitor,
    parse,
    visit,
)
from graphql import validate as core_validate
from graphql.language.lexer import Lexer

from resolvers.document.coordinates import CoordinateFinder, located
from resolvers.document.validation import RULES, validate
from tests.generated.server import SCHEMA
from tests.numbers import batches

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path.read_text()
    for folder in ("tests/documents", "rest_compat/operations")
    for path in sorted((ROOT / folder).rglob("*.graphql"))
]
SNIPPETS = """
...F | ...G | ... on Issue { id } | ... on Comment { ...F } | ... { __typename } | ... on Int { x }
@skip(if: true) | @skip | @skip(if: $a) @skip(if: $a) | @nope | @include(if: 1, if: true, x: 1)
@defer | @defer(label: $a) | @stream(label: "s") | (first: 1) | (first: $a) | (first: "1", nope: {})
(filter: {title: {eq: $a, eq: 1}, or: [{id: null}]}) | (orderBy: [{field: NOPE}]) | (id: $a)
query U($a: Int) { issues(first: 1, first: $a, filter: {title: {eq: $a, eq: "b"}}) { totalCount } }
mutation N { ... @defer { __typename } nope @stream } | { version @stream @skip(if: $a) }
($a: Issue, $a: [ID!]! = 1, $b: Nope) | { id } | { nope } | nope | __typename | a: id | {}
__schema { types { fields { type { fields { type { fields { name } } } } } } }
fragment F on Issue { id ...G } fragment G on Issue { title ...F } | fragment F on Nope { x(y: $z) }
query R($a: Issue, $a: [ID!]! = 1, $b: ID!) { issue(id: $a) { ...F } node(id: $b) { id } }
subscription { changes { ... @defer { id } ...F @defer(if: true) } } | fragment F on Issue { id }
fragment H on Int { x } | fragment I on Issue { title }
query Q($a: Int) { issues(first: $a) { nodes { id ...F } } } | query Q { __typename }
{ viewer { nope } } | mutation M { nope @defer } | subscription S { changes { id } __typename }
subscription { ... @skip(if: true) { __typename } } | type T @a @a { x: Int } | extend schema @nope
"""
PIECES = [piece.strip() for line in SNIPPETS.splitlines() for piece in line.split(" | ") if piece]
EACH_BATCH = 250


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    batches(metafunc, 250)


def tokens(text: str) -> list[tuple[TokenKind, str]]:
    """The tokens of a text as they are written."""
    lexer = Lexer(Source(text))
    found: list[tuple[TokenKind, str]] = []
    while (token := lexer.advance()).kind is not TokenKind.EOF:
        found.append((token.kind, text[token.start : token.end]))
    return found


WRITTEN = [tokens(text) for text in DOCUMENTS]
NAMES = sorted({text for each in WRITTEN for kind, text in each if kind is TokenKind.NAME})


def broken(chance: Random) -> str:
    """A document of ours with a few changes; some leave it valid, some break the syntax."""
    written = list(chance.choice(WRITTEN))
    for _ in range(chance.randint(0, 4)):
        place = chance.randrange(len(written))
        kind, text = written[place]
        if kind is TokenKind.NAME and chance.random() < 0.5:
            written[place] = kind, chance.choice(NAMES)
        elif chance.random() < 0.3:
            written[place:place] = [written[chance.randrange(len(written))]]
        elif chance.random() < 0.1:
            del written[place]
        else:
            written[place] = kind, f"{text} {chance.choice(PIECES)}"
    added = [chance.choice(PIECES) for _ in range(chance.choice((0, 0, 1, 2)))]
    return " ".join([*(text for _, text in written), *added])


def parsed(chance: Random) -> DocumentNode:
    while True:
        try:
            return parse(broken(chance))
        except GraphQLSyntaxError:
            continue


def agree(document: DocumentNode, max_errors: int) -> list[str]:
    expected = core_validate(SCHEMA, document, RULES, max_errors=max_errors)
    found = validate(SCHEMA, document, max_errors)
    assert [(each.message, each.locations) for each in found] == [
        (each.message, each.locations) for each in expected
    ]
    return [each.message for each in expected]


def test_errors_are_those_of_graphql_core(batch: int) -> None:
    chance = Random(batch)
    messages: set[str] = set()
    valid = 0
    for _ in range(EACH_BATCH):
        found = agree(parsed(chance), chance.choice((1, 2, 20, 20, 20)))
        messages.update(re.sub(r"['\"$@].*?['\"]", "_", message) for message in found)
        valid += not found
    assert valid > EACH_BATCH / 10
    assert len(messages) > 30, "the changes break few rules"


def test_coordinates_are_those_of_a_walk_over_everything(batch: int) -> None:
    chance = Random(-1 - batch)
    coordinates = 0
    for _ in range(EACH_BATCH // 4):
        document = parsed(chance)
        errors = validate(SCHEMA, document, 20)
        finder = CoordinateFinder(TypeInfo(SCHEMA), ())
        visit(document, TypeInfoVisitor(finder.type_info, finder))
        for error, named in zip(errors, located(SCHEMA, document, errors), strict=True):
            all_of_it = (finder.coordinate(node, error.message) for node in error.nodes or ())
            expected = next((each for each in all_of_it if each), None)
            assert (named.extensions or {}).get("coordinate") == expected
            coordinates += expected is not None
    assert coordinates > EACH_BATCH / 10


NESTED = "comments { nodes { issue { %s } } }"


@pytest.mark.parametrize(
    "text",
    [
        "{ issue(id: 1) { ...F0 } }"
        + "".join(f" fragment F{n} on Issue {{ {NESTED % f'...F{n + 1}'} }}" for n in range(90))
        + " fragment F90 on Issue { id }",
        "{ issue(id: 1) " + "{ ... " * 190 + "{ id }" + "}" * 191,
        "{ issues(filter: " + "{and: [" * 90 + "{}" + "]}" * 90 + ") { nodes { id } } }",
        " ".join(f"query Q{n}($a: Int) {{ ...F0 }}" for n in range(300))
        + "".join(f" fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(200))
        + " fragment F200 on Query { issues(first: $a) { totalCount } }",
        " ".join(f"query Q{n} {{ nope }}" for n in range(30)),
    ],
    ids=["nested fragments", "nested selections", "nested values", "shared fragments", "errors"],
)
def test_documents_that_end_validation_early(text: str) -> None:
    found = agree(parse(text), 20)
    assert not found or found[-1].endswith("aborted.")


def test_the_rules_that_look_at_fields_are_silent_on_plain_ones() -> None:
    """An upgrade of graphql-core that adds one to the list must have `_plain` reviewed."""
    looking = {
        rule.__name__
        for rule in RULES
        for name in ("enter", "leave", "enter_field", "leave_field", "enter_name", "leave_name")
        if hasattr(rule, name)
    }
    assert looking == {
        "FieldsOnCorrectTypeRule",
        "MaxIntrospectionDepthRule",
        "ProvidedRequiredArgumentsRule",
        "ScalarLeafsRule",
        "UniqueArgumentNamesRule",
        "UniqueDirectivesPerLocationRule",
    }
