"""The script that the board's list needs stays small."""

import gzip
import re

import pytest

from gateway.pages import BUILT

LIMIT = 150 * 1024


def test_list_needs_under_150_kib_of_script_compressed() -> None:
    page = BUILT / "board.html"
    if not page.is_file():
        pytest.skip("needs `make web`")
    scripts = re.findall(r'(?:src|href)="\./(assets/[^"]+\.js)"', page.read_text("utf-8"))
    assert len(scripts) > 1
    sizes = {name: len(gzip.compress((BUILT / name).read_bytes())) for name in scripts}
    assert sum(sizes.values()) < LIMIT, sizes
