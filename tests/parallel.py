"""How tests are shared between processes: whole files, and each test of them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]


class Scheduling(LoadFileScheduling):  # type: ignore[misc]
    """Numbers tests that have the same name.

    Schemathesis makes many tests of one function, with one name; they are told apart by it, and all
    but one would be forgotten.
    """

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
