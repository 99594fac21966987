"""What every test shares."""

import gc

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


LONG = (
    "tests/browser/",
    "tests/faults/",
    "tests/guides/",
    "tests/api/test_spreadsheet.py",
    "tests/gateway/test_log_lines.py",
    "tests/gateway/test_long_tables.py",
    "tests/gateway/test_proxies.py",
    "tests/gateway/test_table_departures.py",
    "tests/gateway/test_workers.py",
    "tests/gateway/test_cli_transfer.py",
    "tests/gateway/test_openhtf.py",
    "tests/hostile/test_bystanders.py",
    "tests/hostile/test_departures.py",
    "tests/protocols/test_clients.py",
    "tests/protocols/test_live.py",
    "tests/protocols/test_running.py",
)
"""Files and folders whose tests are all marked `long`."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the long tests before `-m` chooses among them."""
    for item in items:
        if item.nodeid.startswith(LONG):
            item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """Keep modules and collected tests out of garbage collections: a whole one takes 0.1 to 1 s,
    and some test would measure it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """All `async def` tests run on asyncio, the loop that the server uses."""
    return "asyncio"
