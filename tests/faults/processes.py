"""Processes by their place below others and by their command lines."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def children(process: int) -> list[int]:
    """The processes below one, at any depth."""
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return [each for child in found for each in (child, *children(child))]


def named(processes: Sequence[int], name: str) -> list[int]:
    return [each for each in processes if f" {name} " in f"{command_line(each)} "]


def command_line(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
