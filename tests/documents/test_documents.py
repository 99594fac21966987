"""Every feature as a document, with its result and its SQL on either engine beside it.

`queries/`, `rest/` (in the leaf format of the REST surface) and `errors/` read, each with one
statement; `mutations/` write. `pytest --rewrite-documents` writes everything beside the documents.
"""

import json
import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from db.actor import Actor
from db.engine import Database, open_database
from db.enums import TokenScope
from db.query.selection import LeafFormat, Options
from resolvers.document.operation import Operations
from resolvers.execution.context import Viewer
from resolvers.execution.execute import execute
from resolvers.root import build_schema, graphql_schema
from tests.contexts import context_of
from tests.documents.laboratory import ME, NOW, laboratory
from tests.documents.recorder import Recorder
from tests.documents.sql_text import readable
from tests.generated.comparison import Cursors, difference
from tests.reference.evaluator import Evaluator, Reader
from tests.reference.relations import World
from tests.reference.store import replace

HERE = Path(__file__).parent
DOCUMENTS = sorted(HERE.glob("*/*.graphql"))
SCHEMA = graphql_schema(build_schema())
OPERATIONS = Operations(SCHEMA)
EVALUATOR = Evaluator(SCHEMA)
VIEWER = Viewer(Actor(ME, ME, is_admin=False, token_id=None), TokenScope.WRITE, "notebook")
VIEWER_FIELDS = {
    "email": ME,
    "name": "notebook",
    "author": ME,
    "scope": "WRITE",
    "expires_at": None,
}
OPTIONS = {"rest": Options(LeafFormat.REST, page_default=100, page_maximum=1000)}

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}")
KNOWN_INSTANTS = {
    value.strftime("%Y-%m-%dT%H:%M:%S.%f")
    for rows in vars(laboratory()).values()
    for row in rows
    for value in row.values()
    if isinstance(value, datetime)
}


@pytest.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url, Path(), readers=1, pool_size=1, timeout=30)
    await replace(opened, laboratory())
    yield opened
    await opened.close()


def variables_of(document: Path) -> dict[str, Any]:
    given = document.with_suffix(".variables.json")
    return dict(json.loads(given.read_text())) if given.exists() else {}


async def answer(document: Path, database: Recorder) -> tuple[str, str]:
    """The result as JSON, and the SQL that was run for it."""
    options = OPTIONS.get(document.parent.name, Options())
    context = context_of(database, VIEWER, options, now=NOW, cost=10_000)
    result = await execute(OPERATIONS, context, document.read_text(), variables_of(document))
    body = json.loads(result.body())
    body.pop("extensions", None)
    statements = context.trace.statements if database.works else database.texts
    return (
        json.dumps(body, indent=2, ensure_ascii=False) + "\n",
        "\n".join(map(readable, statements)),
    )


def without_chance(text: str) -> str:
    """The result of a mutation with new ids and present times replaced by what they stand for."""
    for number, found in enumerate(dict.fromkeys(ID.findall(text)), start=1):
        text = text.replace(found, f"<new id {number}>")
    return INSTANT.sub(lambda found: found[0] if found[0] in KNOWN_INSTANTS else "<now>", text)


def compare(path: Path, text: str, rewriting: bool) -> None:
    if rewriting:
        path.write_text(text, encoding="utf-8")
    elif text or path.exists():
        assert text == path.read_text(encoding="utf-8"), f"{path.name} says otherwise"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
async def test_document(document: Path, database: Database, rewriting: bool) -> None:
    recorder = Recorder(database)
    result, sql = await answer(document, recorder)
    if document.parent.name == "mutations":
        await replace(database, laboratory())
        result = without_chance(result)
        assert recorder.works >= 1
        assert recorder.texts == []
    elif document.parent.name == "errors":
        assert '"errors"' in result
        assert recorder.texts == []
    else:
        assert '"errors"' not in result
        assert len(recorder.texts) == 1
    compare(document.with_suffix(".json"), result, rewriting)
    if sql:
        compare(document.with_suffix(f".{database.dialect.name}.sql"), sql, rewriting)


BY_EVALUATOR = [
    document
    for document in DOCUMENTS
    if document.parent.name == "queries" and not variables_of(document).keys() & {"after", "before"}
]
"""Those whose result the reference evaluator gives too; its cursors are its own."""


@pytest.mark.parametrize("document", BY_EVALUATOR, ids=lambda path: path.stem)
def test_the_evaluator_agrees(document: Path) -> None:
    reader = Reader(World(laboratory(), ME, NOW), VIEWER_FIELDS)
    expected = EVALUATOR.run(reader, document.read_text(), variables_of(document))
    found = json.loads(document.with_suffix(".json").read_text())["data"]
    assert difference(expected, found, Cursors()) is None


def test_nothing_lies_about() -> None:
    """Every file beside the documents belongs to one of them."""
    suffixes = (".graphql", ".variables.json", ".json", ".sqlite.sql", ".postgresql.sql")
    stems = {path.with_suffix("") for path in DOCUMENTS}
    stray = [
        path.name
        for path in HERE.glob("*/*.*")
        if path.suffix != ".pyc"
        and not any(Path(str(path).removesuffix(suffix)) in stems for suffix in suffixes)
    ]
    assert stray == []
