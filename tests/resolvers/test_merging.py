"""Field merging: the result equals the specification's, in linear time."""

import time
from collections.abc import Iterator
from itertools import combinations

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLOutputType,
    OperationDefinitionNode,
    SelectionSetNode,
    build_schema,
    get_named_type,
    is_leaf_type,
    parse,
    print_ast,
    validate,
)
from graphql.validation import OverlappingFieldsCanBeMergedRule, specified_rules
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from resolvers.document.merging import conflicts
from tests.numbers import CASES

PROFILE = settings.get_profile(CASES)
Written = tuple[str, str, FieldNode, GraphQLOutputType]
"""A field: its response key, the type it is written in, itself, its type."""

SCHEMA = build_schema("""
  interface Animal { name: String  size: Int!  parent: Animal  friends(first: Int): [Animal!] }
  type Dog implements Animal {
    name: String  size: Int!  parent: Dog  friends(first: Int): [Animal!]  tail: Int  loud: Boolean
  }
  type Cat implements Animal {
    name: String  size: Int!  parent: Cat  friends(first: Int): [Animal!]  tail: Int!  loud: Int
  }
  union Pet = Dog | Cat
  type Query { animal: Animal  dog: Dog  cat: Cat  pet: Pet  pets: [Pet]  name: String }
""")
OTHER_RULES = [rule for rule in specified_rules if rule is not OverlappingFieldsCanBeMergedRule]
FIELDS = {
    "Animal": {"name": "", "size": "", "parent": "Animal", "friends": "Animal"},
    "Dog": {"name": "", "size": "", "parent": "Dog", "friends": "Animal", "tail": "", "loud": ""},
    "Cat": {"name": "", "size": "", "parent": "Cat", "friends": "Animal", "tail": "", "loud": ""},
    "Pet": {"__typename": ""},
    "Query": {"animal": "Animal", "dog": "Dog", "cat": "Cat", "pet": "Pet", "pets": "Pet"},
}
FRAGMENTS = {f"on{name}{number}": name for name in ("Animal", "Dog", "Cat") for number in (1, 2)}


@st.composite
def selections(draw: st.DrawFn, parent: str, depth: int, spreads: bool = True) -> str:
    """A selection set of `parent`; few names, so that they meet."""
    written = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(("field", "field", "inline", "spread")))
        if kind == "spread" and spreads and parent != "Query":
            written.append(f"...{draw(st.sampled_from(sorted(FRAGMENTS)))}")
        elif kind == "inline" and parent != "Query" and depth:
            condition = draw(st.sampled_from(("Animal", "Dog", "Cat")))
            written.append(f"... on {condition} {draw(selections(condition, depth - 1, spreads))}")
        else:
            name = draw(st.sampled_from(sorted(FIELDS[parent])))
            below = FIELDS[parent][name]
            if below and not depth:
                name, below = "__typename", ""
            alias = draw(st.sampled_from(("", "", "", "a: ", "name: ", "tail: ")))
            first = draw(st.sampled_from(("", "(first: 1)", "(first: 2)")))
            inner = f" {draw(selections(below, depth - 1, spreads))}" if below else ""
            written.append(f"{alias}{name}{first if name == 'friends' else ''}{inner}")
    return "{ " + " ".join(written) + " }"


@st.composite
def documents(draw: st.DrawFn) -> DocumentNode:
    text = draw(selections("Query", 4))
    fragments = [
        f"fragment {name} on {condition} {draw(selections(condition, 1, spreads=False))}"
        for name, condition in FRAGMENTS.items()
        if name in text
    ]
    return parse("\n".join((text, *fragments)))


class Specification:
    """Its own algorithm, word for word: every field with every other.

    graphql-core's rule is no judge here: where a fragment was compared before, it may overlook one.
    """

    def __init__(self, document: DocumentNode) -> None:
        self.document = document
        self.fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }

    def can_merge(self) -> bool:
        operation = self.document.definitions[0]
        assert isinstance(operation, OperationDefinitionNode)
        return self.mergeable([*self.written("Query", operation.selection_set)])

    def written(self, parent: str, selection_set: SelectionSetNode) -> Iterator[Written]:
        for node in selection_set.selections:
            if isinstance(node, FieldNode):
                field = SCHEMA.get_field(SCHEMA.type_map[parent], node.name.value)  # type: ignore[arg-type]
                assert field is not None
                yield (node.alias or node.name).value, parent, node, field.type
            else:
                inner = (
                    self.fragments[node.name.value]
                    if isinstance(node, FragmentSpreadNode)
                    else node
                )
                condition = inner.type_condition  # type: ignore[union-attr]
                below = inner.selection_set  # type: ignore[union-attr]
                yield from self.written(condition.name.value if condition else parent, below)

    def members(self, *fields: Written) -> list[Written]:
        return [
            found
            for _, _, node, kind in fields
            if node.selection_set
            for found in self.written(get_named_type(kind).name, node.selection_set)
        ]

    def same_shape(self, one: Written, other: Written) -> bool:
        left, right = str(one[3]), str(other[3])
        names = get_named_type(one[3]), get_named_type(other[3])
        wrapped = [
            text.replace(name.name, "") for text, name in zip((left, right), names, strict=True)
        ]
        if wrapped[0] != wrapped[1] or (any(map(is_leaf_type, names)) and names[0] is not names[1]):
            return False
        return all(self.same_shape(*pair) for pair in pairs(self.members(one, other)))

    def mergeable(self, fields: list[Written]) -> bool:
        for one, other in pairs(fields):
            if not self.same_shape(one, other):
                return False
            exclusive = {one[1], other[1]} == {"Dog", "Cat"}
            if not exclusive and (
                one[2].name.value != other[2].name.value
                or [*map(print_ast, one[2].arguments or ())]
                != [*map(print_ast, other[2].arguments or ())]
                or not self.mergeable(self.members(one, other))
            ):
                return False
        # The rule is one of every selection set, also of a field that stands alone.
        return all(self.mergeable(self.members(field)) for field in fields)


def pairs(fields: list[Written]) -> Iterator[tuple[Written, Written]]:
    return (pair for pair in combinations(fields, 2) if pair[0][0] == pair[1][0])


@settings(PROFILE, max_examples=4 * PROFILE.max_examples)
@given(documents())
def test_the_verdict_is_that_of_the_specification(document: DocumentNode) -> None:
    assume(not validate(SCHEMA, document, OTHER_RULES))  # a spread that can never apply
    found = [*conflicts(SCHEMA, document)]
    assert bool(found) != Specification(document).can_merge(), print_ast(document)
    if validate(SCHEMA, document, [OverlappingFieldsCanBeMergedRule]):
        assert found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{ dog { a: name a: size } }", "conflicting types"),
        ("{ dog { a: name a: __typename } }", "conflicting types"),
        ("{ dog { a: parent { name } } cat { name } dog { a: friends { name } } }", "types"),
        ("{ dog { a: size a: tail } }", "conflicting types"),
        ("{ cat { a: size a: tail } }", "'size' and 'tail' are different fields"),
        ("{ animal { friends(first: 1) { name } friends { name } } }", "differing arguments"),
        ("{ pet { ... on Dog { tail } ... on Cat { tail } } }", "conflicting types"),
        ("{ dog { parent { a: name } } ...q } fragment q on Query { dog { parent { a: tail } } }",
         "conflicting types"),
    ],
)  # fmt: skip
def test_what_cannot_be_merged(text: str, reason: str) -> None:
    (error,) = conflicts(SCHEMA, parse(text))
    assert reason in error.message
    assert len(error.nodes or ()) == 2


def test_different_objects_may_answer_differently_in_one_place() -> None:
    text = "{ pet { ... on Dog { x: name } ... on Cat { x: parent { name } } } }"
    assert [*conflicts(SCHEMA, parse(text))]
    text = "{ pet { ... on Dog { x: name } ... on Cat { x: __typename } } }"
    assert [*conflicts(SCHEMA, parse(text))]
    text = "{ pet { ... on Dog { x: size } ... on Cat { x: tail } } }"
    assert not [*conflicts(SCHEMA, parse(text))]


def test_it_takes_as_long_as_reading_the_document() -> None:
    """As long as graphql-core's rule takes for a tenth of it, or far less."""

    def seconds(repeated: int, *, theirs: bool) -> float:
        document = parse("{ dog { " + "parent { parent { name } } " * repeated + "} }")
        began = time.thread_time()
        if theirs:
            validate(SCHEMA, document, [OverlappingFieldsCanBeMergedRule])
        else:
            assert not [*conflicts(SCHEMA, document)]
        return time.thread_time() - began

    assert seconds(300, theirs=False) < seconds(300, theirs=True) / 10
