"""The tables of `docs/performance.md`, between markers that name the part of the run."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from benchmarks.data import ROOT
from benchmarks.footprint import Footprint
from benchmarks.in_process import InProcess
from benchmarks.load import GENERATOR
from benchmarks.measure import Target, figure
from benchmarks.reads import Line
from benchmarks.writes import Written
from db.engine.sqlite_connection import driver

DOCUMENT = ROOT / "docs" / "performance.md"


def write(part: str, command: str, tables: Sequence[str], document: Path = DOCUMENT) -> None:
    """Put `tables` between the markers of `part`, with the `command` and what it ran on.

    Raises ValueError when the document has no such markers.
    """
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    text = document.read_text(encoding="utf-8")
    if begin not in text or end not in text:
        raise ValueError(f"{document.name} has no markers for {part}")
    head, rest = text.split(begin, 1)
    tail = rest.split(end, 1)[1]
    body = "\n\n".join([f"`{command}` on {machine()}.", *tables])
    document.write_text(f"{head}{begin}\n\n{body}\n\n{end}{tail}", encoding="utf-8")


def machine() -> str:
    """Return the facts of the machine that the figures depend on."""
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()},"
        f" Python {platform.python_version()}, SQLite {driver.sqlite_version}, load by {GENERATOR}"
    )


def targets_table(targets: Sequence[Target]) -> str:
    """Targets beside what was measured."""
    rows = [
        (
            target.work,
            target.against,
            f"at {'most' if target.at_most else 'least'} {target.goal:g}",
            str(target.measured),
            "yes" if target.held else "**no**",
        )
        for target in targets
    ]
    return table(("Work", "Against", "Target", "Measured", "Held"), rows)


def lines_table(lines: Sequence[Line]) -> str:
    """Requests per second and latencies."""
    rows = [
        (line.work, line.server, str(line.per_second), str(line.median), str(line.worst))
        for line in lines
    ]
    head = ("Work", "Server", "Requests/s", "Latency, median ms", "Latency of 99 %, ms")
    return table(head, rows)


def in_process_table(result: InProcess) -> str:
    """Milliseconds for one nested list without a network."""
    rows = [(name, str(spread)) for name, spread in result.milliseconds.items()]
    return table((f"Nested list in process, {result.size:,} bytes", "Milliseconds"), rows)


def writes_table(written: Written) -> str:
    """Return the table of the parts of one durable write."""
    rows = [(name, figure(milliseconds)) for name, milliseconds in written.milliseconds.items()]
    return table(("One createIssue, durable", "Milliseconds"), rows)


def footprint_table(footprint: Footprint) -> str:
    """Start-up and memory."""
    rows = [
        ("gateway, start until ready, s", str(footprint.started)),
        ("gateway, resident memory when ready, MB", str(footprint.idle)),
        *(
            (f"{name}, resident memory after the load, MB", figure(megabytes))
            for name, megabytes in footprint.loaded.items()
        ),
    ]
    return table(("One server process", "Measured"), rows)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as Markdown has it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
