"""The programs in `examples/` run as they stand; the page is in `tests/browser`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import yaml

from tests.server import ROOT, Gateway

NOTEBOOK = ROOT / "examples" / "notebook" / "failures.ipynb"
CI_JOB = ROOT / "examples" / "ci-job"
FILED = """{ issues(filter: {tags: {some: {eq: "example-job"}}}) { nodes {
  title status occurrences fingerprint comments(first: 9) { nodes { content } }
} } }"""


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


def filed(gateway: Gateway) -> list[dict[str, Any]]:
    """The issues of the suite `example-job`, newest first."""
    answer = httpx.post(gateway.graphql_url, json={"query": FILED}, headers=gateway.headers)
    nodes: list[dict[str, Any]] = answer.json()["data"]["issues"]["nodes"]
    return nodes


def test_ci_job_files_one_issue_per_failure(running_gateway: Gateway, tmp_path: Path) -> None:
    """The script runs the tests of a job three times: failing, failing again, repaired."""
    job = shutil.copytree(CI_JOB, tmp_path / "ci-job")

    def run(volts: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "ATLAS_URL": running_gateway.base_url,
            "ATLAS_TOKEN": running_gateway.token,
            "RAIL_VOLTS": volts,
        }
        command = [str(job / "report.sh"), "example-job"]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    first = run("4.5")
    assert first.returncode == 1, first.stdout + first.stderr
    (issue,) = filed(running_gateway)
    assert "test_rail_a_holds_under_load" in issue["title"]
    assert (issue["status"], issue["occurrences"]) == ("OPEN", 1)
    assert any("rail A sags to 4.5 V" in each["content"] for each in issue["comments"]["nodes"])

    assert run("4.6").returncode == 1
    (issue,) = filed(running_gateway)
    assert issue["occurrences"] == 2

    repaired = run("5.0")
    assert repaired.returncode == 0, repaired.stdout + repaired.stderr
    (issue,) = filed(running_gateway)
    assert issue["status"] == "RESOLVED"


def test_ci_job_files_nothing_when_the_run_breaks(running_gateway: Gateway, tmp_path: Path) -> None:
    """A run without complete results must not close issues."""
    job = shutil.copytree(CI_JOB, tmp_path / "ci-job")
    (job / "tests" / "test_supply.py").write_text("def broken(:")
    before = filed(running_gateway)
    done = subprocess.run(
        [str(job / "report.sh"), "example-job"],
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "no issues are filed" in done.stderr
    assert filed(running_gateway) == before


def test_workflow_of_the_ci_job_runs_the_script() -> None:
    (workflow,) = (CI_JOB / ".github" / "workflows").iterdir()
    steps = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]["bench"]["steps"]
    (step,) = [each for each in steps if "report.sh" in each.get("run", "")]
    assert sorted(step["env"]) == ["ATLAS_TOKEN", "ATLAS_URL"]
    assert os.access(CI_JOB / step["run"].split()[0], os.X_OK)
