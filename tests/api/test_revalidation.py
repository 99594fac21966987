"""Revalidation: a changed answer is never "unchanged", and an unchanged one runs no statement.

Every mutation meets every document of `tests/documents` and generated operations.
"""

import json
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from starlette.datastructures import QueryParams

from db import models
from db.engine import Database, open_database
from db.enums import ObjectType, TokenScope
from db.query.dependencies import EVERYTHING, NOUNS, UNLOGGED, nouns_of
from db.query.selection import LeafFormat, Options
from resolvers.document.limits import DocumentLimits
from resolvers.document.operation import Operations
from resolvers.document.selection import snake
from resolvers.execution.context import Context, RequestFacts
from resolvers.execution.execute import Result, execute
from resolvers.execution.permissions import ADMIN_FIELDS
from resolvers.execution.revalidation import Held, KnownAnswers
from resolvers.root import MUTATION_RESOLVERS
from rest_compat.conditional import entity_tag
from rest_compat.documents import document
from rest_compat.routes import ROUTES
from tests.contexts import context_of
from tests.documents.laboratory import NOW, key, laboratory
from tests.documents.recorder import Recorder
from tests.documents.test_documents import DOCUMENTS, SCHEMA, VIEWER, variables_of
from tests.generated.choices import Choices
from tests.generated.operations import operation
from tests.numbers import OPERATIONS as FEW_OPERATIONS
from tests.numbers import batches
from tests.reference.relations import World
from tests.reference.store import replace

GRAPHQL = Options()
REST = Options(LeafFormat.REST, page_default=100, page_maximum=1000)
LIMITS = DocumentLimits(tokens=10_000, depth=40, aliases=1_000, directives=1_000)
OPERATIONS = Operations(SCHEMA, LIMITS)
ADMIN = replaced(VIEWER, scope=TokenScope.ADMIN)
SECOND = timedelta(seconds=1)
METRICS = "{ issueMetrics { charts { ... on MixedChart { chartData { labels } } } } }"
NEVER_READ = {
    *("token", "idempotency", "persisted_document", "persisted_document_id"),
    *("content_hold", "issue_search_backlog"),
    *UNLOGGED,
}
NEEDS_A_FILE = {"upload_session_files"}
"""Mutations that no document can ask for: the file comes beside it (`tests/files`)."""
GENERATED = 40
"""Operations of a batch, which every mutation meets; those with cursors are left out."""


@dataclass(frozen=True)
class Read:
    """A query with its variables, as JSON."""

    text: str
    variables: str = "{}"
    options: Options = GRAPHQL


@dataclass
class Asker:
    """A client that repeats requests and records the statements that run."""

    database: Recorder
    answers: KnownAnswers = field(default_factory=KnownAnswers)

    async def ask(self, read: Read, *tags: str) -> Result:
        self.database.texts.clear()
        held = Held(tags, read.text, self.answers) if tags else None
        context = context_of(self.database, VIEWER, read.options, held=held, now=NOW)
        result = await execute(OPERATIONS, context, read.text, json.loads(read.variables))
        assert not result.errors, result.errors
        return result

    async def tag(self, read: Read, *tags: str) -> str:
        """The tag of the answer, which has to be made."""
        result = await self.ask(read, *tags)
        assert result.unchanged is None
        tag = entity_tag(result.body())
        result.note_tag(tag)
        return tag

    async def known(self, reads: Sequence[Read]) -> dict[Read, tuple[str, frozenset[ObjectType]]]:
        """Ask until the answers are known; the tag of each, and the nouns that it reads."""
        found = {}
        for read in reads:
            tag = await self.tag(read)
            nouns = nouns_of("".join(self.database.texts))
            (await self.ask(read, tag)).note_tag(tag)
            assert (await self.ask(read, "another", tag)).unchanged == tag
            assert set(re.findall(r"FROM (\w+)", "".join(self.database.texts))) == {"change"}
            found[read] = tag, nouns
        return found

    async def changed_since(self, sequence: int) -> frozenset[ObjectType]:
        rows = await self.database.fetch_all(
            f"SELECT DISTINCT object_type FROM change WHERE sequence > {sequence}"
        )
        return frozenset(ObjectType(code) for (code,) in rows)


@pytest.fixture(scope="module")
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url, Path(), readers=1, pool_size=1, timeout=30)
    yield opened
    await opened.close()


@pytest.fixture
async def asker(database: Database) -> Asker:
    await replace(database, laboratory())
    return Asker(Recorder(database))


def read_of(path: Path) -> Read:
    options = REST if path.parent.name == "rest" else GRAPHQL
    return Read(path.read_text(), json.dumps(variables_of(path)), options)


READS = [
    Read('{ issues(filter: {search: "rework"}) { totalCount } }'),  # found by its comment
    *(read_of(path) for path in DOCUMENTS if path.parent.name in ("queries", "rest")),
    *(
        Read(document(row.document), json.dumps({**ids, **defaults}), REST)
        for row in ROUTES
        if not row.changes
        for ids in [dict.fromkeys(row.ids.values(), key("Issue", 1))]
        for defaults in [row.query.read(QueryParams()).variables()]
    ),
]
MUTATIONS = {path.stem: path for path in DOCUMENTS if path.parent.name == "mutations"}
WITHOUT_EFFECT = {"refusals"}


def test_every_mutation_is_met() -> None:
    met = set(map(snake, MUTATIONS)) | NEEDS_A_FILE
    assert MUTATION_RESOLVERS.keys() - ADMIN_FIELDS <= met


def test_every_table_has_its_nouns() -> None:
    """All but those that no statement of a client reads; no model declares the full-text index."""
    index = {"issue_search_index", "issue_search_word"}
    assert NOUNS.keys() - index == models.metadata.tables.keys() - NEVER_READ


def test_the_nouns_of_a_statement() -> None:
    text = "SELECT '{\"comment\":''file''' || (SELECT t1.name FROM issue_tag AS t1), t2.issue_id"
    assert nouns_of(text) == {ObjectType.ISSUE}
    assert nouns_of("SELECT 1 FROM change AS t1") == EVERYTHING
    assert nouns_of("SELECT '[]'") == frozenset()


async def after(asker: Asker, known: dict[Read, Any], sequence: int) -> set[Read]:
    """Ask for all again after changes; the reads that are no longer what they were."""
    changed = await asker.changed_since(sequence)
    different = set()
    for read, (tag, nouns) in known.items():
        present = await asker.tag(read)
        again = await asker.ask(read, tag)
        # Exactly what reads a noun that has changed is read anew.
        assert (again.unchanged is None) == bool(nouns & changed), read
        if present != tag:
            assert again.unchanged is None, read
            different.add(read)
        elif again.unchanged is None:
            assert entity_tag(again.body()) == tag
    return different


@pytest.mark.parametrize("mutation", MUTATIONS)
async def test_what_a_mutation_changes_is_read_anew(asker: Asker, mutation: str) -> None:
    known = await asker.known([read for read in READS if "viewer {" not in read.text])
    sequence = await asker.database.sequence()
    await asker.ask(read_of(MUTATIONS[mutation]))
    different = await after(asker, known, sequence)
    assert bool(different) == (mutation not in WITHOUT_EFFECT)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    # One batch, unless more than usual is wanted: each operation is asked many times.
    batches(metafunc, FEW_OPERATIONS)


async def test_generated_operations(asker: Asker, batch: int) -> None:
    world = World(laboratory(), VIEWER.actor.author, NOW)
    reads = []
    for number in range(GENERATED):
        made = operation(Choices.of_chance((batch, number)), SCHEMA, world)
        if not made.cursors:
            read = Read(made.text, json.dumps(made.variables))
            await asker.ask(read)
            if asker.database.texts:
                reads.append(read)
    assert len(reads) > GENERATED / 4
    order = sorted(MUTATIONS)
    Random(batch).shuffle(order)
    for mutation in order:
        known = await asker.known(reads)
        sequence = await asker.database.sequence()
        await asker.ask(read_of(MUTATIONS[mutation]))
        await after(asker, known, sequence)


async def test_only_what_the_client_holds_is_unchanged(asker: Asker) -> None:
    read = Read("{ issues { totalCount } }")
    ((tag, _),) = (await asker.known([read])).values()
    assert (await asker.ask(read, "another")).unchanged is None
    anything = Held(None, read.text, asker.answers)
    context = context_of(asker.database, VIEWER, read.options, held=anything, now=NOW)
    assert (await execute(OPERATIONS, context, read.text, {})).unchanged == tag


async def test_what_makes_an_answer_makes_it_another_one(asker: Asker) -> None:
    read = Read(
        "query($a: String) { x: issues(first: 1, filter: {owner: {eq: $a}}) { totalCount }}"
    )
    ((tag, _),) = (await asker.known([read])).values()
    held = Held({tag}, read.text, asker.answers)
    base = context_of(asker.database, VIEWER, read.options, held=held, now=NOW)

    async def unchanged(context: Context, text: str = read.text, **variables: str) -> str | None:
        return (await execute(OPERATIONS, context, text, variables)).unchanged

    assert await unchanged(base) == tag
    assert await unchanged(base, a="b") is None
    assert await unchanged(base, read.text.replace("x: ", "y: ")) is None
    assert await unchanged(base, read.text.replace("first: 1", "first: 2")) is None
    other = replaced(VIEWER.actor, author="grace@example.com")
    assert await unchanged(replaced(base, viewer=replaced(VIEWER, actor=other))) is None
    assert await unchanged(replaced(base, options=REST)) is None
    assert (
        await unchanged(
            replaced(base, request=RequestFacts(held=replaced(held, representation="x")))
        )
        is None
    )
    assert (
        await unchanged(replaced(base, request=RequestFacts(held=held, explain=True), viewer=ADMIN))
        is None
    )


@pytest.mark.parametrize(
    ("text", "later", "still"),
    [
        ('{ issues(filter: {createdAt: {gte: "-P7D"}}) { totalCount } }', timedelta(0), True),
        ('{ issues(filter: {createdAt: {gte: "-P7D"}}) { totalCount } }', SECOND, False),
        ('{ issues(filter: {createdAt: {gte: "2026-04-01"}}) { totalCount } }', SECOND, True),
        # The weeks of the charts begin on Mondays; it is Wednesday.
        ("{ issueMetrics { charts { __typename } } }", timedelta(days=40), True),
        (METRICS, timedelta(days=4), True),
        (METRICS, timedelta(days=5), False),
    ],
)
async def test_time_passes(asker: Asker, text: str, later: timedelta, still: bool) -> None:
    read = Read(text)
    ((tag, _),) = (await asker.known([read])).values()
    held = Held({tag}, text, asker.answers)
    context = context_of(asker.database, VIEWER, read.options, held=held, now=NOW + later)
    assert ((await execute(OPERATIONS, context, text, {})).unchanged == tag) == still


async def test_another_history_is_another_change(asker: Asker) -> None:
    """A database that was restored from a backup gives the same numbers to other changes."""
    read = Read("{ sessions { nodes { title } } }")
    backup = laboratory()
    await asker.ask(read_of(MUTATIONS["createSession"]))
    ((tag, _),) = (await asker.known([read])).values()
    number = await asker.database.sequence()
    await replace(asker.database, backup)
    await asker.ask(read_of(MUTATIONS["updateSession"]))
    assert await asker.database.sequence() == number
    assert await asker.tag(read, tag) != tag


async def test_memory_is_bounded(asker: Asker) -> None:
    asker.answers = KnownAnswers(size=2)
    reads = [Read(f"{{ issues(first: {size}) {{ totalCount }} }}") for size in range(3)]
    tags = [tag for tag, _ in (await asker.known(reads)).values()]
    known = [(await asker.ask(read, tag)).unchanged for read, tag in zip(reads, tags, strict=True)]
    assert known == [None, *tags[1:]]
