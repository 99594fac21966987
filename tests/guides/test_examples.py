"""The programs in `examples/` run as they stand; the page is in `tests/browser`."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.server import ROOT, Gateway

NOTEBOOK = ROOT / "examples" / "notebook" / "failures.ipynb"


def test_notebook_runs_cell_by_cell(running_gateway: Gateway, tmp_path: Path) -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(cell.get("outputs", []) == [] for cell in cells), "clear the outputs"
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    shown = "print(len(issues), len(weekly), len(discussed))"
    environment = {
        **os.environ,
        "ISSUE_GATEWAY_URL": running_gateway.base_url,
        "ISSUE_GATEWAY_TOKEN": running_gateway.token,
    }
    done = subprocess.run(
        [sys.executable, "-c", "\n".join([*code, shown])],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    issues, weeks, discussed = map(int, done.stdout.split())
    assert issues > discussed > 0
    assert weeks > 1
