"""The typed client of the board is what the schema makes of its operations."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
WEB = ROOT / "web"
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
"""Where Node comes from a Python wheel, it is beside Python."""
PATIENCE = 300.0


@pytest.mark.node
def test_generated_code_is_up_to_date() -> None:
    """Else: `npm --prefix web run codegen`, and look at what changed."""
    npm = shutil.which("npm", path=PATH)
    if npm is None or not (WEB / "node_modules" / ".package-lock.json").exists():
        pytest.skip("needs `make web`")
    done = subprocess.run(
        [npm, "--prefix", str(WEB), "run", "check"],
        env={**os.environ, "PATH": PATH, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
