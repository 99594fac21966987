"""Distribution of tests to processes: whole files at a time.

The browser's stay together: one gateway for all of them, and one Chromium at a time. What is marked
`alone` measures, and nothing else of the run goes on meanwhile.
"""

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

TOGETHER = "tests/browser/"
RUNNING = Path(__file__)
QUEUE = RUNNING.with_name("conftest.py")
"""Files that are there, to lock: the one by who runs, the other by who is next."""


class Scheduling(LoadFileScheduling):  # type: ignore[misc]
    """Distributes files in order, and numbers tests of the same name.

    Schemathesis makes many tests of one function, with one name; they are told apart by it, and all
    but one would be forgotten.
    """

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        # Else files with few tests come last, and in the end one process waits for the other: the
        # fewest are where each starts servers or programs of others.
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        """What is handed out as one: a file, or all of the browser's."""
        return TOGETHER if nodeid.startswith(TOGETHER) else str(super()._split_scope(nodeid))

    def add_node_collection(self, node: Any, collection: Sequence[str]) -> None:
        """Take in the names of the tests that a process has found."""
        super().add_node_collection(node, numbered(collection))


def numbered(names: Sequence[str]) -> list[str]:
    """The names, of which each further one that is the same has its number."""
    seen = Counter[str]()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return found


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


@contextmanager
def turn(*, alone: bool) -> Iterator[None]:
    """Wait for what must not run at the same time, in any process.

    Whoever waits to be alone keeps the place at the head of the queue, so that nothing begins.
    """
    with RUNNING.open() as running, QUEUE.open() as queue:
        flock(queue, LOCK_EX)
        flock(running, LOCK_EX if alone else LOCK_SH)
        flock(queue, LOCK_UN)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    with turn(alone=item.get_closest_marker("alone") is not None):
        return (yield)
