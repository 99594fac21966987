"""Clients of others against a running gateway; the scripts are in `clients/`."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.server import ROOT, Gateway, start_gateway, stop_gateway

HERE = Path(__file__).resolve().parent
CLIENTS = HERE / "clients"
PACKAGES = HERE / "node_modules"
GUIDE = ROOT / "docs" / "guides" / "javascript.md"
PATIENCE = 120.0
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
"""Where Node comes from a Python wheel, it is beside Python."""

pytestmark = pytest.mark.node

Run = Callable[..., str]


@pytest.fixture
def run(running_gateway: Gateway) -> Run:
    return run_with(running_gateway)


@pytest.fixture
def locked_gateway(tmp_path: Path) -> Iterator[Gateway]:
    """A gateway that runs registered operations only; its data is in `tmp_path / "data"`."""
    gateway = start_gateway(tmp_path, "--locked")
    yield gateway
    assert stop_gateway(gateway) == 0


def run_with(gateway: Gateway) -> Run:
    """Run a program with the gateway in its environment; what it prints. It must succeed."""
    if shutil.which("node", path=PATH) is None:
        pytest.skip("needs Node.js 20 or later")
    if not (PACKAGES / ".package-lock.json").exists():
        pytest.skip("needs `npm ci` in tests/protocols, which `make test` does")

    def in_folder(*command: str | Path, cwd: Path = CLIENTS) -> str:
        environment = {
            **os.environ,
            "PATH": PATH,
            "GATEWAY_URL": gateway.graphql_url,
            "GATEWAY_TOKEN": gateway.token,
            "NO_COLOR": "1",
        }
        program = shutil.which(command[0], path=PATH)
        assert program is not None
        done = subprocess.run(
            [program, *command[1:]],
            cwd=cwd,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    return in_folder


@pytest.fixture
def project(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of one of the projects in `clients/`: tools write beside what they read."""

    def copy(name: str) -> Path:
        folder = tmp_path / name
        shutil.copytree(CLIENTS / name, folder)
        (folder / "node_modules").symlink_to(PACKAGES)
        return folder

    return copy


def test_graphql_over_http_audit(run: Run) -> None:
    assert run("node", "audit.mjs").splitlines()[-1] == "61 of 61"


@pytest.mark.parametrize(
    "client", ["apollo", "graphql-request", "graphql-sse", "graphql-ws", "mcp-graphql", "urql"]
)
def test_client(run: Run, client: str) -> None:
    run("node", f"{client}.mjs")


@pytest.mark.long
@pytest.mark.parametrize("client", ["apollo-upload", "tus"])
def test_client_that_uploads(run: Run, client: str) -> None:
    run("node", f"{client}.mjs")


def test_relay_compiler(run: Run, project: Callable[[str], Path]) -> None:
    folder = project("relay")
    shutil.copy(ROOT / "schema" / "schema.graphql", folder)
    artifacts = folder / "artifacts"
    artifacts.mkdir()
    run(PACKAGES / ".bin" / "relay-compiler", "relay.config.json", cwd=folder)
    (artifacts / "package.json").write_text('{"type": "module"}')
    run("node", CLIENTS / "relay" / "run.mjs", artifacts)
    run("node", CLIENTS / "relay" / "insert.mjs", artifacts)


@pytest.mark.parametrize("algorithm", ["MD5", "SHA256"])
def test_relay_compiler_that_persists(
    locked_gateway: Gateway, project: Callable[[str], Path], tmp_path: Path, algorithm: str
) -> None:
    run, folder = run_with(locked_gateway), project("relay")
    shutil.copy(ROOT / "schema" / "schema.graphql", folder)
    artifacts = folder / "artifacts"
    artifacts.mkdir()
    config = json.loads((folder / "relay.config.json").read_text())
    config["persistConfig"] = {"file": "./persisted.json", "algorithm": algorithm}
    (folder / "relay.config.json").write_text(json.dumps(config))
    (folder / "persisted.json").write_text("{}")
    run(PACKAGES / ".bin" / "relay-compiler", "relay.config.json", cwd=folder)
    register(folder / "persisted.json", tmp_path / "data")
    (artifacts / "package.json").write_text('{"type": "module"}')
    run("node", CLIENTS / "relay" / "run.mjs", artifacts)


def register(manifest: Path, data_dir: Path) -> None:
    """What an operator does with the manifest of a client."""
    command = ("-m", "gateway", "operations", "add", str(manifest), "--data-dir", str(data_dir))
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(json.loads(manifest.read_text())) > 0


def test_graphql_codegen_and_tsc(run: Run, project: Callable[[str], Path], tmp_path: Path) -> None:
    folder = project("codegen")
    (map_,) = re.findall(r"scalars: (\{.*?\n\s*\})", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (folder / "scalars.mjs").write_text(f"export const scalars = {map_};")
    run(PACKAGES / ".bin" / "graphql-codegen", "--config", "codegen.mjs", cwd=folder)
    run(PACKAGES / ".bin" / "tsc", "--project", ".", cwd=folder)
    emit = ("--noEmit", "false", "--outDir", "built")
    run(PACKAGES / ".bin" / "tsc", "--project", ".", *emit, cwd=folder)
    (folder / "built" / "package.json").write_text('{"type": "module"}')
    run("node", "built/tanstack.js", cwd=folder)
    register(folder / "generated" / "persisted-documents.json", tmp_path / "data")
