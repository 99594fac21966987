"""Queries made from the GraphQL schema, good and bad: no internal error.

Apart from the mutations, so that another process can make those.
"""

from typing import Any

import pytest
import schemathesis

from tests.hostile.conftest import Target
from tests.hostile.operations import BOUNDED, Asking
from tests.numbers import Report

ASKING = Asking("Query")


@pytest.fixture(scope="module", autouse=True)
def served(target: Target) -> None:
    ASKING.target = target


@ASKING.schema.parametrize()
@BOUNDED
def test_every_root_field(case: schemathesis.Case[Any]) -> None:
    ASKING.ask(case)


def test_all_of_them_were_asked(report: Report) -> None:
    report(ASKING.require_all())
