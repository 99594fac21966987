"""The cache of documents is bounded in bytes, not only in number."""

import gc

import pytest

from db.query.dialect import SQLITE
from db.query.selection import Options
from gateway.observability.memory import GROWTH, REST, is_due
from resolvers.cache import LeastRecentlyUsed
from resolvers.document.operation import BYTES_PER_TOKEN, PLANS_PER_OPERATION, Operations
from resolvers.root import build_schema, graphql_schema

SCHEMA = graphql_schema(build_schema())


def test_what_was_used_last_stays_within_the_budget() -> None:
    kept = LeastRecentlyUsed[str, str](10, 10, len)
    for key in "abc":
        kept.keep(key, key * 3)
    assert kept.get("a") == "aaa"
    kept.keep("d", "dddd")
    assert (kept.get("b"), kept.get("a"), kept.weight) == (None, "aaa", 10)
    kept.keep("c", "c")
    assert (len(kept), kept.weight) == (3, 8)
    kept.drop("a")
    kept.drop("nothing")
    assert (len(kept), kept.weight) == (2, 5)


def test_one_that_outweighs_the_budget_is_made_and_not_kept() -> None:
    kept = LeastRecentlyUsed[str, str](10, 10, len)
    kept.keep("a", "a")
    assert kept.get_or_make("b", lambda: "b" * 11) == "b" * 11
    assert kept.get("b") is None
    assert kept.get("a") == "a"
    kept.keep("a", "a" * 11)
    assert (len(kept), kept.weight) == (0, 0)


def test_one_that_has_grown_is_weighed_again() -> None:
    kept = LeastRecentlyUsed[str, list[int]](10, 10, len)
    grown = [1]
    kept.keep("a", grown)
    kept.keep("b", [1] * 8)
    grown += [2, 3]
    kept.keep("a", grown)
    assert (kept.weight, kept.get("b"), kept.get("a")) == (3, None, grown)
    grown.append(4)
    kept.drop("a")
    assert (len(kept), kept.weight) == (0, 0)


@pytest.mark.parametrize(
    "padding", ["", "#" * 90_000, " email" * 300], ids=["short", "long", "dense"]
)
def test_operations_are_kept_by_the_bytes_that_they_take(padding: str) -> None:
    operations = Operations(SCHEMA, memory=1_000_000)
    for number in range(100):
        text = f"query Q{number} {{ viewer {{ email {padding}\n}} }}"
        operation = operations.get(text)
        assert operation.weight > len(text) + BYTES_PER_TOKEN * 7
    known = operations._known
    assert 0 < known.weight <= 1_000_000
    assert (len(known) == 100) == (padding == "")


FILTERED = """query Q%d($f: IssueFilter) {
  issues(first: 1, filter: $f) { nodes { id } }
}"""


def test_the_plans_of_all_operations_are_bounded_together() -> None:
    """A text has a plan for each form of its variables, and there are many texts."""
    operations = Operations(SCHEMA, memory=1_000_000)
    heaviest = 0
    for number in range(40):
        operation = operations.get(FILTERED % number)
        for form in range(4):
            titles = [{"title": {"contains": "a"}}] * (40 + form)
            given = {"f": {"or": titles}}
            operation.query_plan(SQLITE, operation.split(operation.coerce(given)), Options(), given)
        assert operation.weight > operation.document_weight + 4 * 40 * 1_000
        heaviest = max(heaviest, operations._known.weight)
    assert heaviest <= 1_000_000
    assert 1 <= len(operations._known) < 40
    assert PLANS_PER_OPERATION > 4


def test_operations_that_leave_the_cache_are_freed_without_the_collector() -> None:
    """It rarely looks at objects as old as these: 20,000 operations took 70 MB more."""
    operations = Operations(SCHEMA, size=5)
    gc.collect()
    gc.disable()
    try:
        for number in range(50):
            operation = operations.get(FILTERED % number)
            operation.query_plan(SQLITE, operation.split(operation.coerce({})), Options(), {})
        assert gc.collect() < 50
    finally:
        gc.enable()


def test_memory_is_returned_when_the_process_has_stopped_to_grow() -> None:
    least = 100 * GROWTH
    grown = least + GROWTH // 2
    assert not is_due(grown, least, least)
    # A few pages more than at the last check are no growth.
    assert is_due(grown + 4096, least, grown)
    assert is_due(least + 2 * GROWTH, least, least)
    assert not is_due(least + REST, least, least + REST)
