"""LibreOffice reads the tables: by conversion of CSV, without a window."""

import asyncio
import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from starlette.applications import Starlette

from tests.api.test_tables import CSV, TEXTS, Lab
from tests.application import Headers

TITLES = [
    *TEXTS,
    *(
        'quotes "over\r\ntwo" lines',
        "+1",
        "-2",
        "@SUM(1)",
        "'apostrophe",
        "007",
        "1e5",
        "2024-01-02",
    ),
    *("a;b\tc", '=HYPERLINK("http://127.0.0.1/","x")', "🔧 עברית"),
]
QUERY = """{ issues(orderBy: [{field: TITLE}]) { nodes {
  title version createdAt resolutionSummary tags
} } }"""
UTF8, TEXT, STANDARD = 76, 2, 1
AS_TEXT = f"CSV:44,34,{UTF8},1," + "/".join(
    f"{column}/{kind}" for column, kind in enumerate((TEXT, STANDARD, TEXT, TEXT, TEXT), 1)
)
"""LibreOffice's options to read CSV: comma, quotes, UTF-8, from line 1, the kind of each column."""
FORMULA = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}formula"
PATIENCE = 120

Convert = Callable[..., Coroutine[Any, Any, bytes]]


@pytest.fixture
async def lab(app: Starlette, client: httpx.AsyncClient, writer_headers: Headers) -> Lab:
    lab = Lab(app, client, writer_headers)
    await lab.fill(TITLES)
    return lab


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for its settings, so that no other LibreOffice of this user is in the way."""
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture
def convert(profile: Path, tmp_path: Path) -> Convert:
    """Have LibreOffice read a table and write it in another format."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("No soffice: apt-get install libreoffice-calc-nogui")

    async def run(table: bytes, to: str, *options: str, name: str = "issues.csv") -> bytes:
        (tmp_path / name).write_bytes(table)
        await asyncio.to_thread(
            lambda: subprocess.run(
                [
                    *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", *options),
                    *("--convert-to", to, "--outdir", str(tmp_path / "converted")),
                    str(tmp_path / name),
                ],
                check=True,
                capture_output=True,
                timeout=PATIENCE,
            )
        )
        return (tmp_path / "converted" / name).with_suffix(f".{to}").read_bytes()

    return run


def rows(table: bytes) -> list[list[str]]:
    """The cells of CSV; a spreadsheet writes the breaks within a cell as LF."""
    text = table.decode("utf-8").replace("\r\n", "\n")
    return list(csv.reader(io.StringIO(text, newline="")))


def formulas(document: bytes) -> list[str]:
    """The formulas of a flat OpenDocument spreadsheet."""
    cells = ElementTree.fromstring(document).iter()
    return [formula for cell in cells if (formula := cell.get(FORMULA))]


async def test_libreoffice_keeps_every_text(lab: Lab, convert: Convert) -> None:
    table = await lab.table(CSV, QUERY)
    read = rows(await convert(table, "csv", f"--infilter={AS_TEXT}"))
    assert read == rows(table)
    assert [row[0].replace("\r\n", "\n") for row in read[1:]] == [
        title.replace("\r\n", "\n") for title in sorted(TITLES)
    ]


async def test_libreoffice_runs_no_guarded_text(lab: Lab, convert: Convert) -> None:
    """Without the guard, and with columns of no kind, a title is a formula."""
    unguarded = await convert(await lab.table(CSV, QUERY), "fods")
    assert formulas(unguarded) == ["of:=1+1", 'of:=HYPERLINK("http://127.0.0.1/";"x")']
    guarded = await lab.table(CSV, QUERY, guard="excel")
    assert formulas(await convert(guarded, "fods")) == []
    titles = {row[0] for row in rows(await convert(guarded, "csv"))}
    assert {"'=1+1", "'+1", "'-2", "'@SUM(1)", "Ωmega → 火"} <= titles
