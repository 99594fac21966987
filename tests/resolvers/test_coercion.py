"""Our coercion of variables makes what graphql-core's makes, for every input type of the schema."""

from collections.abc import Iterator

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    Undefined,
    coerce_input_value,
    is_input_type,
    is_required_input_field,
)

from resolvers.document.coercion import coercer
from resolvers.root import build_schema, graphql_schema

VALUES: list[object] = [
    None,
    True,
    7,
    2**40,
    1.5,
    "",
    "text",
    "OPEN",
    "TITLE",
    "0199f0a1-0000-7000-8000-000000000001",
    "2026-04-13T08:00:00Z",
    "-P1D",
    [],
    ["text"],
    [None],
    [["OPEN"]],
    {},
    {"eq": "OPEN"},
    {"eq": 1},
    {"field": "ID"},
    [{"title": "Sag", "tags": "power"}],
    {"unknown": 1},
]


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return graphql_schema(build_schema())


def candidates(kind: GraphQLInputObjectType) -> Iterator[dict[str, object]]:
    """Objects with the required members, and one more member that has each of the values."""
    required = {
        name: next((v for v in VALUES if coerce_input_value(v, member.type) is not Undefined), None)
        for name, member in kind.fields.items()
        if is_required_input_field(member)
    }
    for name in kind.fields:
        yield {each: value for each, value in required.items() if each != name}
        yield from ({**required, name: value} for value in VALUES)


def test_it_agrees_with_the_library(schema: GraphQLSchema) -> None:
    compared = accepted = 0
    for kind in filter(is_input_type, schema.type_map.values()):
        values = [*VALUES]
        if isinstance(kind, GraphQLInputObjectType):
            values += candidates(kind)
        for wrapped in (kind, GraphQLNonNull(kind), GraphQLList(GraphQLNonNull(kind))):
            coerce = coercer(wrapped)
            for value in values:
                for given in (value, [value]):
                    wanted = coerce_input_value(given, wrapped)
                    assert repr(coerce(given)) == repr(wanted), (wrapped, given)
                    compared += 1
                    accepted += wanted is not Undefined
    assert accepted > compared / 10
