"""The script that the board's list needs stays small."""

import gzip
import re
from pathlib import Path

import pytest

from gateway.http.compression import SMALLEST, SUFFIXES
from gateway.pages import BUILT

LIMIT = 150 * 1024

MOST_SCRIPTS = 12
"""Scripts that the list waits for; each of them is a request."""


def scripts_of_the_board() -> list[Path]:
    page = BUILT / "board.html"
    if not page.is_file():
        pytest.skip("needs `make web`")
    names = re.findall(r'(?:src|href)="\./(assets/[^"]+\.js)"', page.read_text("utf-8"))
    assert len(names) > 1
    return [BUILT / name for name in names]


def test_list_needs_under_150_kib_of_script_compressed() -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in scripts_of_the_board()}
    assert sum(sizes.values()) < LIMIT, sizes
    assert len(sizes) <= MOST_SCRIPTS, sizes


def test_scripts_are_compressed_once() -> None:
    for path in scripts_of_the_board():
        if path.stat().st_size >= SMALLEST:
            for suffix in SUFFIXES.values():
                assert path.with_name(path.name + suffix).is_file(), path.name
