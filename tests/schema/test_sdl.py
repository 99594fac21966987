"""The committed SDL and the registry of the compiler stand for the same schema."""

from pathlib import Path

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, is_object_type

from db.query.entities.declaration import Entity
from db.query.entities.registry import ENTITIES, LOOKUPS, ROOT_CONNECTIONS
from db.query.operators import OPERATORS, TIME_OPERATORS
from resolvers.document.operation import LITERALS
from resolvers.document.selection import snake
from resolvers.root import MUTATION_RESOLVERS, build_schema, graphql_schema
from schema.root.mutations import MUTATIONS

SDL = Path(__file__).parents[2] / "schema" / "schema.graphql"
COMPILED_BY_NAME = {"node", "nodes", "issue_by", "issue_metrics", "issue_groups"}
LOGIC = {"and", "or", "not", "search"}


@pytest.fixture(scope="module")
def graphql() -> GraphQLSchema:
    return graphql_schema(build_schema())


def test_the_committed_sdl_is_the_schema() -> None:
    """After a change: `issue-gateway schema > schema/schema.graphql`."""
    assert SDL.read_text(encoding="utf-8") == build_schema().as_str() + "\n"


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=lambda entity: entity.name)
def test_every_field_of_an_object_is_in_the_registry(
    graphql: GraphQLSchema, entity: Entity
) -> None:
    declared = graphql.type_map[entity.name]
    assert isinstance(declared, GraphQLObjectType)
    # The number of a change is its key in SQL; clients see it as the cursor.
    assert {snake(name) for name in declared.fields} == entity.members.keys() - {"sequence"}


@pytest.mark.parametrize("entity", ENTITIES.values(), ids=lambda entity: entity.name)
def test_every_filter_of_an_object_is_in_the_registry(
    graphql: GraphQLSchema, entity: Entity
) -> None:
    declared = graphql.type_map.get(f"{entity.name}Filter")
    if declared is None:
        assert entity.name in ("ReactionSummary", "Webhook", "WebhookDelivery")
        return
    assert isinstance(declared, GraphQLInputObjectType)
    known = entity.members.keys() | entity.filters.keys() | LOGIC
    assert {snake(name) for name in declared.fields} <= known


def test_every_operator_is_in_the_table(graphql: GraphQLSchema) -> None:
    for name, declared in graphql.type_map.items():
        if not isinstance(declared, GraphQLInputObjectType) or "eq" not in declared.fields:
            continue
        operators = {snake(field) for field in declared.fields} - {"null", "is_me", "time_zone"}
        table = TIME_OPERATORS if name == "DateTimeFilter" else OPERATORS
        assert operators <= table.keys(), name


def test_every_root_field_is_answered(graphql: GraphQLSchema) -> None:
    assert graphql.query_type is not None
    assert is_object_type(graphql.query_type)
    declared = {snake(name) for name in graphql.query_type.fields}
    # Only payloads answer a single delivery.
    assert declared == {*LOOKUPS, *ROOT_CONNECTIONS, *LITERALS, *COMPILED_BY_NAME} - {"delivery"}


def test_every_mutation_has_its_resolver() -> None:
    assert MUTATION_RESOLVERS.keys() == MUTATIONS.keys()
