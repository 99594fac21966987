"""A test bench that runs OpenHTF itself: one issue, created, bumped, resolved and reopened."""

import subprocess
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from gateway.cli.main import app
from tests.server import ROOT, Gateway

PYTHON = ROOT / "tests" / "protocols" / ".venv" / "bin" / "python"
BENCH = """
import sys

import openhtf as htf
from openhtf.output.callbacks import json_factory


@htf.measures(htf.Measurement("rail_volts").in_range(4.7, 5.3))
def rail(test):
    test.logger.info("the probe is on TP4")
    test.attach("trace.csv", b"seconds,volts", mimetype="text/csv")
    test.measurements.rail_volts = float(sys.argv[1])


bench = htf.Test(rail, test_name="power")
bench.add_output_callbacks(json_factory.OutputToJSON("record.json"))
bench.execute(test_start=lambda: "SN7")
"""
QUERY = """{ issues(filter: {fingerprint: {startsWith: "real-bench/"}}) { nodes {
  title status occurrences description
  comments { totalCount }
  files { nodes { fileName attachment { mediaType size } } }
} } }"""


def test_openhtf_itself_files_one_issue(running_gateway: Gateway, tmp_path: Path) -> None:
    if not PYTHON.exists():
        pytest.skip("needs an environment of its own, which `make long` makes")
    (tmp_path / "bench.py").write_text(BENCH, encoding="utf-8")
    words = ["import", str(tmp_path / "record.json"), "--format", "openhtf"]
    environment = {"ATLAS_URL": running_gateway.base_url, "ATLAS_TOKEN": running_gateway.token}
    seen = []
    for volts in ("4.5", "4.4", "5.0", "4.6"):
        subprocess.run(
            [PYTHON, "bench.py", volts], cwd=tmp_path, check=True, capture_output=True, timeout=60
        )
        done = CliRunner().invoke(app, [*words, "--scope", "real-bench"], env=environment)
        assert done.exit_code == 0, done.output
        seen += [line.split("\t")[:2] for line in done.stdout.splitlines()]
    actions = ("CREATED", "BUMPED", "RESOLVED", "REOPENED")
    assert seen == [[action, "power.rail"] for action in actions]
    answer = httpx.post(
        running_gateway.graphql_url, json={"query": QUERY}, headers=running_gateway.headers
    )
    (issue,) = answer.json()["data"]["issues"]["nodes"]
    assert (issue["title"], issue["status"], issue["occurrences"]) == (
        *("power.rail fails", "OPEN", 3),
    )
    texts = [block["text"] for block in issue["description"]]
    assert texts[:2] == ["rail_volts: 4.5", "DUT SN7"]
    assert "the probe is on TP4" in texts[-1]
    # Each of the three failures brought its trace.
    attached = {"fileName": "trace.csv", "attachment": {"mediaType": "text/csv", "size": 13}}
    assert issue["files"]["nodes"] == [attached] * 3
