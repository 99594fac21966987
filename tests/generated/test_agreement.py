"""Agreement of the compiler and the evaluator, on generated operations and rows.

One test makes many operations by chance, the same in every run. The other lets Hypothesis look for
more; what it finds, it reduces to a small document on a small database.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.engine import Database
from tests.generated.choices import Choices
from tests.generated.databases import database as database_of
from tests.generated.operations import Operation, operation
from tests.generated.server import SCHEMA, Bench
from tests.generated.texts import ME, NOW
from tests.numbers import CASES, batches
from tests.reference.relations import World
from tests.reference.rows import Data
from tests.reference.store import replace

DATABASES, OPERATIONS = 5, 25
"""Operations for each of so many databases, in each batch."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    batches(metafunc, DATABASES * OPERATIONS)


async def test_operations_of_chance(database: Database, batch: int) -> None:
    for number in range(DATABASES):
        data = database_of(Choices.of_chance((batch, number)))
        await replace(database, data)
        bench = Bench(database, data)
        for index in range(OPERATIONS):
            choices = Choices.of_chance((batch, number, index))
            await bench.agree(operation(choices, SCHEMA, bench.world))


@st.composite
def cases(draw: Callable[[st.SearchStrategy[int]], int]) -> tuple[Data, list[Operation]]:
    """Rows and a few operations on them."""
    choices = Choices.of_hypothesis(draw)
    data = database_of(choices)
    run = range(choices.up_to(4, least=1))
    return data, [operation(choices, SCHEMA, World(data, ME, NOW)) for _ in run]


@settings.get_profile(CASES)
@given(case=cases())
async def test_hypothesis_finds_no_difference(database: Database, case: Any) -> None:
    data, run = case
    await replace(database, data)
    bench = Bench(database, data)
    for each in run:
        await bench.agree(each)
