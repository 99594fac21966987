"""The committed reference pages are what `make docs` writes."""

from pathlib import Path

import pytest

from gateway.cli.reference import commands_page, data_model_page, settings_page

REFERENCE = Path(__file__).resolve().parent.parent.parent / "docs" / "reference"


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("settings", settings_page()),
        ("commands", commands_page()),
        ("data-model", data_model_page()),
    ],
)
def test_page_is_current(name: str, page: str) -> None:
    committed = (REFERENCE / f"{name}.md").read_text(encoding="utf-8")
    assert committed == page, "run: make docs"
