"""Coerced input values are those of graphql-core, for each input type of the schema."""

from functools import cache
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    Undefined,
    coerce_input_value,
    is_input_type,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from resolvers.document.input_values import coercer
from resolvers.root import build_schema, graphql_schema

TYPES = {
    name: kind
    for name, kind in graphql_schema(build_schema()).type_map.items()
    if is_input_type(kind)
}
WRONG = st.sampled_from([None, True, -1, 2**31, 0.5, "", "OPEN", [], [None], {}, {"unknown": 1}])


@cache
def values(kind: Any, depth: int = 4) -> st.SearchStrategy[Any]:
    """Values of a type, most of them right."""
    if isinstance(kind, GraphQLNonNull):
        return values(kind.of_type, depth)
    if isinstance(kind, GraphQLList):
        item = values(kind.of_type, depth - 1)
        right: st.SearchStrategy[Any] = st.lists(item, max_size=2) | item
    elif isinstance(kind, GraphQLInputObjectType):
        right = st.deferred(lambda: members(kind, depth))
    elif isinstance(kind, GraphQLEnumType):
        right = st.sampled_from([*kind.values])
    else:
        right = st.sampled_from(["a", "4", 4, 4.0, "2026-11-28T10:00:00Z", {"a": [1]}, "10", True])
    return right | right | right | WRONG


@st.composite
def members(draw: st.DrawFn, kind: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
    """An input object with the required members, and a few of the others."""
    required = [
        name for name, field in kind.fields.items() if isinstance(field.type, GraphQLNonNull)
    ]
    some = draw(st.lists(st.sampled_from([*kind.fields]), max_size=3)) if depth > 0 else []
    names = draw(st.permutations([*dict.fromkeys([*required, *some])]))
    return {name: draw(values(kind.fields[name].type, depth - 1)) for name in names}


@pytest.mark.parametrize("name", TYPES)
def test_a_value_is_coerced_as_by_graphql_core(name: str) -> None:
    kind: Any = TYPES[name]

    @settings(max_examples=20)
    @given(values(kind))
    def agree(value: Any) -> None:
        for each in (kind, GraphQLNonNull(kind), GraphQLList(GraphQLNonNull(kind))):
            ours, theirs = coercer(each)(value), coerce_input_value(value, each)
            assert (ours is Undefined) == (theirs is Undefined)
            # Inputs of mutations are objects of our own, compared by their members.
            assert repr(ours) == repr(theirs)

    agree()
