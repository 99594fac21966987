"""The stored operations fit the schema, their routes and the documented names."""

import pytest
from graphql import (
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    validate,
)
from pydantic.alias_generators import to_pascal

from rest_compat import responses
from rest_compat.documents import OPERATIONS, document, fragments
from rest_compat.routes import ROUTES, RouteDeclaration

by_document = pytest.mark.parametrize("row", ROUTES, ids=lambda row: row.document)


@by_document
def test_fits_the_schema(row: RouteDeclaration, declared_schema: GraphQLSchema) -> None:
    assert validate(declared_schema, parse(document(row.document))) == []


@by_document
def test_is_named_like_its_file_and_asks_for_the_root_of_its_row(row: RouteDeclaration) -> None:
    operation = parse(document(row.document)).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.name is not None
    assert operation.name.value == to_pascal(row.document)
    assert operation.operation.value == ("mutation" if row.changes else "query")
    roots = {_key(field) for field in operation.selection_set.selections}
    assert roots == {row.root} | ({"revision"} if row.versioned and not row.changes else set())


def test_every_file_has_a_route_and_every_fragment_a_use() -> None:
    files = {path.stem for path in OPERATIONS.glob("*.graphql")}
    assert files == {row.document for row in ROUTES} | {"fragments"}
    texts = "".join(document(row.document) for row in ROUTES)
    assert all(f"...{name}" in texts for name in fragments())


@pytest.mark.parametrize("name", sorted(set(fragments()) - {"Refusal"}))
def test_a_fragment_asks_for_the_documented_members_in_their_order(name: str) -> None:
    keys = [_key(field) for field in fragments()[name].selection_set.selections]
    assert keys == list(getattr(responses, name).model_fields)


def _key(field: object) -> str:
    assert isinstance(field, FieldNode)
    return (field.alias or field.name).value
