"""The nested list of 100 issues with 10 comments each: the same bytes from both engines."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from db.actor import Actor
from db.engine import Database
from db.enums import TokenScope
from db.query.selection import LeafFormat, Options
from resolvers.document.operation import Operations
from resolvers.execution.context import Viewer
from resolvers.execution.execute import execute
from resolvers.root import build_schema, graphql_schema
from tests.api.filled import UNTIL, filled
from tests.contexts import context_of

ISSUES, COMMENTS = 120, 10
ME = "engineer@example.com"
NESTED = """{
  issues(first: 100, orderBy: [{field: CREATED_AT, direction: DESC}]) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id title description status priority tags owner createdAt updatedAt version
      sessions { id title }
      attachments { id name }
      comments(first: 10) { totalCount nodes { id content createdBy createdAt reactions { emoji count users } } }
      files(first: 10) { nodes { id fileName fileType attachment { name size } } }
    }
  }
}"""  # noqa: E501
FORMATS = [Options(), Options(leaf_format=LeafFormat.REST, page_maximum=1000)]

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
async def engines(
    postgresql_of_module: str, sqlite_of_module: str
) -> AsyncIterator[tuple[Database, Database]]:
    async with AsyncExitStack() as stack:
        opened = []
        for url in (sqlite_of_module, postgresql_of_module):
            database = await filled(url, ISSUES, COMMENTS)
            stack.push_async_callback(database.close)
            opened.append(database)
        yield opened[0], opened[1]


@pytest.mark.parametrize("options", FORMATS)
async def test_the_nested_list_is_the_same_on_both(
    engines: tuple[Database, Database], options: Options
) -> None:
    operations = Operations(graphql_schema(build_schema()))
    viewer = Viewer(Actor(ME, ME, False, None), TokenScope.READ)
    bodies = [
        (
            await execute(
                operations,
                context_of(database, viewer, options, now=UNTIL),
                NESTED,
                {},
            )
        ).body()
        for database in engines
    ]
    assert b'"errors"' not in bodies[0]
    assert bodies[0].count(b'"content"') == 100 * COMMENTS
    assert bodies[0] == bodies[1]
