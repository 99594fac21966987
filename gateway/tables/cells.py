"""The cells of a table's rows, column by column."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from resolvers.execution.table import TableColumn


def cells(columns: Sequence[TableColumn], page: Sequence[bytes]) -> list[list[Any]]:
    """Return the values of each column; None below an object that is null."""
    nodes = orjson.loads(b"[" + b",".join(page) + b"]")
    return [_values(nodes, column.path) for column in columns]


def _values(nodes: Iterable[Any], path: Sequence[str]) -> list[Any]:
    *objects, leaf = path
    for name in objects:
        nodes = [None if node is None else node[name] for node in nodes]
    return [None if node is None else node[leaf] for node in nodes]
