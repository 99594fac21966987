"""The compiler and the evaluator side by side."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from db.actor import Actor
from db.engine import Database
from db.enums import TokenScope
from db.query.selection import Options
from resolvers.document.limits import DocumentLimits
from resolvers.document.operation import Operations
from resolvers.execution.context import Viewer
from resolvers.execution.execute import execute
from resolvers.root import build_schema, graphql_schema
from tests.contexts import context_of
from tests.generated.comparison import Cursors, difference
from tests.generated.operations import Cursor, Operation
from tests.generated.texts import ME, NOW
from tests.reference.evaluator import Evaluator, Reader
from tests.reference.pages import identity, order_of
from tests.reference.relations import World
from tests.reference.rows import Data

SCHEMA = graphql_schema(build_schema())
EVALUATOR = Evaluator(SCHEMA)
LIMITS = DocumentLimits(tokens=10_000, depth=40, aliases=1_000, directives=1_000)
PAGE_DEFAULT = 3
"""Objects on a page where an operation does not say: few, so that pages end."""

VIEWER = Viewer(
    Actor(author=ME, email=ME, is_admin=True, token_id=None), TokenScope.ADMIN, "laptop"
)
VIEWER_FIELDS = {
    "email": ME,
    "name": "laptop",
    "author": ME,
    "scope": "ADMIN",
    "expires_at": None,
}


@dataclass
class Bench:
    """Answers operations on the same rows in both ways."""

    database: Database
    data: Data
    operations: Operations = field(default_factory=lambda: Operations(SCHEMA, LIMITS))
    cursors: Cursors = field(default_factory=Cursors)
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return World(self.data, ME, NOW)

    async def compiled(self, text: str, variables: Mapping[str, Any]) -> Any:
        """The `data` of the answer; an operation with errors fails the test."""
        options = Options(page_default=PAGE_DEFAULT)
        context = context_of(self.database, VIEWER, options, now=NOW)
        result = await execute(self.operations, context, text, variables)
        body = result.body()
        try:
            answer = orjson.loads(body)
        except orjson.JSONDecodeError:
            raise AssertionError(f"not JSON: {body!r}\n{text}\n{variables}") from None
        assert not answer.get("errors"), f"{answer}\n{text}\n{variables}"
        return answer["data"]

    def evaluated(self, text: str, variables: Mapping[str, Any]) -> Any:
        reader = Reader(self.world, VIEWER_FIELDS, PAGE_DEFAULT)
        return EVALUATOR.run(reader, text, variables)

    async def agree(self, operation: Operation) -> None:
        """Fails, showing the document, unless both answers are the same."""
        ours = [await self.cursor(cursor) for cursor in operation.cursors]
        theirs = [self.place(cursor) for cursor in operation.cursors]
        found = await self.compiled(*operation.with_cursors(ours))
        expected = self.evaluated(*operation.with_cursors(theirs))
        problem = difference(expected, found, self.cursors)
        assert problem is None, f"{problem}\n{operation}"

    def place(self, cursor: Cursor) -> str:
        """The evaluator's cursor."""
        typename = cursor.row["__typename"]
        return f"cursor {identity(cursor.row)} {order_of(typename, None)}"

    async def cursor(self, cursor: Cursor) -> str:
        """The compiler's cursor, taken from a page that it answered."""
        key = (identity(cursor.row), cursor.order)
        if key not in self.known:
            self.known[key] = await self._look_up(cursor)
        return self.known[key]

    async def _look_up(self, cursor: Cursor) -> str:
        if cursor.row["__typename"] == "Change":
            place = self.data.change.index(cursor.row)
            page = await self.compiled("{ page: changes(first: 100) { edges { cursor } } }", {})
            return str(page["page"]["edges"][place]["cursor"])
        table = cursor.row["__typename"].lower() + "s"
        arguments = [f"filter: {{id: {{eq: {json.dumps(cursor.row['id'])}}}}}"]
        if cursor.order:
            arguments.append(f"orderBy: {cursor.order}")
        if table in ("comments", "issues"):
            arguments.append("includeDeleted: true")
        text = f"{{ page: {table}({', '.join(arguments)}) {{ edges {{ cursor }} }} }}"
        (edge,) = (await self.compiled(text, {}))["page"]["edges"]
        return str(edge["cursor"])
