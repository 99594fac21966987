import pytest
import strawberry
from graphql import GraphQLSchema, build_schema
from strawberry.schema.config import StrawberryConfig

from schema.root.mutations import MUTATIONS, mutation_type
from schema.root.query import Query
from schema.root.subscription import Subscription
from schema.scalars import SCALAR_MAP


@pytest.fixture(scope="session")
def declared() -> strawberry.Schema:
    return strawberry.Schema(
        query=Query,
        mutation=mutation_type(MUTATIONS),
        subscription=Subscription,
        config=StrawberryConfig(scalar_map=SCALAR_MAP),
    )


@pytest.fixture(scope="session")
def printed(declared: strawberry.Schema) -> GraphQLSchema:
    """The schema as a client reads it: built again from its printed text."""
    return build_schema(declared.as_str())
