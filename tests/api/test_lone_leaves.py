"""Every leaf that a query reaches has an answer when it is the only one asked for."""

from collections import deque
from collections.abc import Iterator

import graphql
import httpx

from resolvers.root import build_schema
from tests.application import Headers

GIVEN = {"ID": '"00000000-0000-4000-8000-000000000000"', "Int": "1", "String": '"x"'}


def _arguments(field: graphql.GraphQLField) -> str:
    """The arguments that the schema requires, with a value of the right type."""
    given = [
        f"{name}: {_value(argument.type)}"
        for name, argument in field.args.items()
        if graphql.is_required_argument(argument)
    ]
    return f"({', '.join(given)})" if given else ""


def _value(kind: graphql.GraphQLInputType) -> str:
    named = graphql.get_named_type(kind)
    if isinstance(named, graphql.GraphQLEnumType):
        value = next(iter(named.values))
    elif isinstance(named, graphql.GraphQLInputObjectType):
        value = f"{{id: {GIVEN['ID']}}}" if named.is_one_of else "{}"
    else:
        value = GIVEN[named.name]
    return f"[{value}]" if graphql.is_list_type(graphql.get_nullable_type(kind)) else value


def _leaves(schema: graphql.GraphQLSchema) -> Iterator[str]:
    """Write a query of each leaf alone, for each field that leads to its object."""
    assert schema.query_type
    paths: deque[tuple[str, graphql.GraphQLNamedType]] = deque([("%s", schema.query_type)])
    met = set[tuple[str, str]]()
    while paths:
        path, kind = paths.popleft()
        if graphql.is_abstract_type(kind):
            paths.extend(
                (path % f"... on {each.name} {{ %s }}", each)
                for each in schema.get_possible_types(kind)
            )
        if not isinstance(kind, graphql.GraphQLObjectType):
            continue
        for name, field in kind.fields.items():
            named = graphql.get_named_type(field.type)
            if graphql.is_leaf_type(named):
                yield path % (name + _arguments(field))
            elif (kind.name, name) not in met:
                met.add((kind.name, name))
                paths.append((path % f"{name}{_arguments(field)} {{ %s }}", named))


async def test_each_leaf_alone(client: httpx.AsyncClient, admin_headers: Headers) -> None:
    schema = graphql.build_schema(build_schema().as_str())
    documents = list(_leaves(schema))
    assert len(documents) > 500
    for document in documents:
        answer = await client.post(
            "/graphql", json={"query": f"{{ {document} }}"}, headers=admin_headers
        )
        codes = [error["extensions"]["code"] for error in answer.json().get("errors", ())]
        assert set(codes) <= {"BAD_USER_INPUT", "LIMIT_EXCEEDED"}, (document, answer.text)
