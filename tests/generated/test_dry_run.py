"""A dry run of any mutation answers what the mutation answers then, and leaves nothing behind."""

import re
from typing import Any

import orjson
import pytest

from db.actor import Actor
from db.engine import Database
from db.enums import TokenScope
from resolvers.document.operation import Operations
from resolvers.execution.context import Viewer
from resolvers.execution.execute import execute
from tests.contexts import context_of
from tests.db.acting import everything
from tests.generated.choices import Choices
from tests.generated.databases import add_webhooks
from tests.generated.databases import database as database_of
from tests.generated.mutations import Mutations, needs_files
from tests.generated.server import LIMITS, SCHEMA
from tests.generated.texts import ME
from tests.reference.store import replace

MUTATION = SCHEMA.mutation_type
assert MUTATION is not None
NAMES = [name for name in MUTATION.fields if not needs_files(MUTATION, name)]
STEPS = 60
"""The most mutations of each kind; `ENOUGH` of them are carried out."""
ENOUGH = 1
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
VIEWERS = [
    Viewer(Actor(ME, ME, is_admin=admin, token_id=None), scope)
    for admin, scope in ((True, TokenScope.ADMIN), (False, TokenScope.WRITE))
]


class Caller:
    """Runs mutations, each with and without `dryRun`."""

    def __init__(self, database: Database, viewer: Viewer) -> None:
        self.database = database
        self.viewer = viewer
        self.operations = Operations(SCHEMA, LIMITS)
        self.commits = 0

    async def ask(self, text: str, variables: dict[str, Any]) -> Any:
        context = context_of(self.database, self.viewer, committed=self._count)
        return orjson.loads((await execute(self.operations, context, text, variables)).body())

    def _count(self) -> None:
        self.commits += 1


@pytest.mark.parametrize("name", NAMES)
async def test_a_dry_run_answers_what_would_be(database: Database, name: str) -> None:
    carried_out = 0
    for step in range(STEPS):
        if carried_out == ENOUGH:
            return
        choices = Choices.of_chance(("dry", name, step))
        data = database_of(choices)
        add_webhooks(data, choices)
        await replace(database, data)
        caller = Caller(database, VIEWERS[step % 2])
        mutations = Mutations(SCHEMA, choices, data)
        text, variables = mutations.document(name), mutations.variables(name)
        before = await everything(database)
        dry = await caller.ask(text, {"input": {**variables["input"], "dryRun": True}})
        assert await everything(database) == before
        assert caller.commits == 0
        real = await caller.ask(text, variables)
        known = str(before)
        assert without_chance(dry, known) == without_chance(real, known), (text, variables)
        carried_out += await everything(database) != before
    raise AssertionError(f"only {carried_out} of the inputs are good")


def without_chance(answer: Any, known: str) -> str:
    """An answer with new ids, new instants and new secrets replaced by their place."""
    text = orjson.dumps(answer.get("data"), option=orjson.OPT_SORT_KEYS).decode()
    errors = answer.get("errors")
    for pattern, stands in ((ID, "new id"), (INSTANT, "new instant"), (SECRET, "new secret")):
        for number, found in enumerate(dict.fromkeys(pattern.findall(text)), start=1):
            if found.rstrip("Z") not in known:
                text = text.replace(found, f"<{stands} {number}>")
    return f"{text} {errors}"
