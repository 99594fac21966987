"""`REQUIRE_ALL` turns a skip into a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SKIPPING = """
import pytest

def test_runs(): pass

@pytest.mark.skip(reason="no server here")
def test_skipped(): pass

@pytest.mark.xfail(reason="known", strict=True)
def test_expected(): assert False
"""


@pytest.mark.parametrize(("required", "counts"), [("", "1 skipped"), ("1", "1 error")])
def test_a_skip_fails_when_everything_is_required(
    tmp_path: Path, required: str, counts: str
) -> None:
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.required", "-p", "no:cacheprovider"),
            *("--rootdir", str(tmp_path), "-c", os.devnull, str(tmp_path)),
        ],
        cwd=ROOT,
        env={**os.environ, "REQUIRE_ALL": required, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert counts in run.stdout, run.stdout
    assert "1 xfailed" in run.stdout
    assert ("no server here" in run.stdout) == bool(required)
