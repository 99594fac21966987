"""What every test shares."""

import pytest

pytest_plugins = (
    "tests.required",
    "tests.numbers",
    "tests.parallel",
    "tests.databases",
    "tests.bouncer",
    "tests.application",
    "tests.documents.switch",
    "tests.server",
)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """All `async def` tests run on asyncio, the loop that the server uses."""
    return "asyncio"
