"""`pytest --rewrite-documents`: write what the documents in this folder answer, unchecked.

For a person who then reads the difference; continuous integration never does it.
"""

import os

import pytest

SWITCH = "--rewrite-documents"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(SWITCH, action="store_true", help="write results and SQL of all documents")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption(SWITCH) and os.environ.get("CI"):
        raise pytest.UsageError(f"{SWITCH} is for people: what CI wrote, nobody would have read")


@pytest.fixture(scope="session")
def rewriting(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption(SWITCH))
