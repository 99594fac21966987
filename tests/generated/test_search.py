"""Searches by any part of texts in many scripts: the compiler and the evaluator agree."""

import pytest

from db.engine import Database
from tests.generated.choices import Choices
from tests.generated.databases import database as database_of
from tests.generated.server import Bench
from tests.generated.texts import FRAGMENTS
from tests.reference.store import replace

SEARCHES = 60
TEXT = """query ($text: String!) {
  found: issues(first: 100, filter: {search: $text}) { totalCount nodes { id } }
  others: issues(first: 100, filter: {not: {search: $text}}) { totalCount }
}"""


@pytest.mark.parametrize("seed", range(2))
async def test_parts_of_texts_in_many_scripts(database: Database, seed: int) -> None:
    choices = Choices.of_chance(("search", seed))
    data = next(each for each in iter(lambda: database_of(choices), None) if len(each.issue) > 4)
    for issue in data.issue:
        issue["deleted_at"] = None
        issue["title"] = " ".join(choices.pick(FRAGMENTS) for _ in range(choices.up_to(8, least=1)))
    await replace(database, data)
    bench = Bench(database, data)
    hits = 0
    for _ in range(SEARCHES):
        text = choices.pick([issue["title"] for issue in data.issue])
        start = choices.up_to(len(text) - 1)
        part = {"text": text[start : choices.up_to(min(len(text), start + 12), least=start)]}
        found = await bench.compiled(TEXT, part)
        assert found == bench.evaluated(TEXT, part), ascii(part)
        hits += 0 < found["found"]["totalCount"] < len(data.issue)
    assert hits > SEARCHES // 4
