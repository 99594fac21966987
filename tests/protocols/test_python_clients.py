"""Python clients that are generated from the schema; they need an older graphql-core than ours."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.server import Gateway

HERE = Path(__file__).resolve().parent
PROJECT = HERE / "clients" / "python"
BIN = HERE / ".venv" / "bin"
PATIENCE = 120.0

pytestmark = pytest.mark.long

Run = Callable[..., None]


@pytest.fixture
def run(running_gateway: Gateway, tmp_path: Path) -> Run:
    """Run a program of the clients' own environment in a copy of the project."""
    if not (HERE / ".venv" / ".installed").exists():
        pytest.skip("needs an environment of its own, which `make long` makes")
    folder = tmp_path / "python"
    shutil.copytree(PROJECT, folder)

    def program(name: str, *arguments: str) -> None:
        environment = {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "GATEWAY_URL": running_gateway.graphql_url,
            "GATEWAY_AUTHORIZATION": f"Bearer {running_gateway.token}",
        }
        done = subprocess.run(
            [BIN / name, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return program


def test_ariadne_codegen(run: Run) -> None:
    run("ariadne-codegen", "--config", "ariadne.toml")
    run("python", "ariadne_client.py")


def test_sgqlc(run: Run, running_gateway: Gateway) -> None:
    authorization = f"Authorization: Bearer {running_gateway.token}"
    introspect = ("-m", "sgqlc.introspection", "--exclude-deprecated", "-H", authorization)
    run("python", *introspect, running_gateway.graphql_url, "schema.json")
    run("sgqlc-codegen", "schema", "schema.json", "generated_types.py")
    run("python", "sgqlc_client.py")
