"""Clients that others' generators make from the OpenAPI document, over every route."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Gateway, start_gateway, stop_gateway

HERE = Path(__file__).resolve().parent
PACKAGES = HERE / "node_modules"
VENV = HERE / ".venv"
DOCUMENT = "openapi.json"
PATIENCE = 240.0
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
GENERATORS = {
    "hey-api": f"openapi-ts -i {DOCUMENT} -o generated/hey-api -c @hey-api/client-fetch",
    "orval": f"orval --input {DOCUMENT} --output generated/orval/client.ts --client fetch",
    "openapi-typescript": f"openapi-typescript {DOCUMENT} -o generated/openapi-typescript.ts",
}
"""Each client with the command that generates it."""

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    started = start_gateway(tmp_path_factory.mktemp("gateway"), "--no-demo")
    yield started
    assert stop_gateway(started) == 0


@pytest.fixture
def folder(tmp_path: Path, gateway: Gateway) -> Path:
    """A project beside which the document lies as the gateway serves it."""
    project = tmp_path / "project"
    shutil.copytree(HERE / "clients", project)
    for name in ("package.json", "tsconfig.json"):
        shutil.copy(HERE / name, project)
    url = f"{gateway.base_url}/api/v1/openapi.json"
    run(project, gateway, sys.executable, "-c", FETCH, url, DOCUMENT)
    return project


FETCH = "import sys, urllib.request as r; r.urlretrieve(sys.argv[1], sys.argv[2])"


def run(folder: Path, gateway: Gateway, *command: str) -> str:
    """What a program prints, which must succeed."""
    environment = {
        **os.environ,
        "PATH": PATH,
        "GATEWAY_URL": gateway.base_url,
        "GATEWAY_TOKEN": gateway.token,
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def require_all(called: str, folder: Path) -> None:
    """Every operation was called. A new route needs a call in each of `clients/`.

    Except those of tus, which has clients of its own: tests/files, tests/protocols.
    """
    paths = json.loads((folder / DOCUMENT).read_text("utf-8"))["paths"].values()
    operations = {
        operation["operationId"]
        for path in paths
        for operation in path.values()
        if operation["tags"] != ["uploads"]
    }
    assert operations - set(called.split()) == set()


@pytest.mark.parametrize("generator", GENERATORS)
def test_typescript(folder: Path, gateway: Gateway, generator: str) -> None:
    if shutil.which("node", path=PATH) is None:
        pytest.skip("needs Node.js 20 or later")
    if not (PACKAGES / ".installed").exists():
        pytest.skip("needs `npm ci` in tests/openapi_clients, which `make long` does")
    (folder / "node_modules").symlink_to(PACKAGES)
    program, *arguments = GENERATORS[generator].split()
    run(folder, gateway, str(PACKAGES / ".bin" / program), *arguments)
    for other in GENERATORS.keys() - {generator}:
        (folder / f"{other}.ts").unlink()
    run(folder, gateway, str(PACKAGES / ".bin" / "tsc"), "--project", ".")
    called = run(folder, gateway, str(PACKAGES / ".bin" / "tsx"), f"{generator}.ts")
    require_all(called, folder)


def test_python(folder: Path, gateway: Gateway) -> None:
    if not (VENV / ".installed").exists():
        pytest.skip("needs an environment of its own, which `make long` makes")
    generator = str(VENV / "bin" / "openapi-python-client")
    generate = ("generate", "--path", DOCUMENT, "--output-path", "atlas", "--meta", "none")
    printed = run(folder, gateway, generator, *generate)
    # The only pieces that may be missing are the formatters that it likes to run.
    assert "WARNING parsing" not in printed, printed
    assert not list((folder / "atlas").rglob("*type_0.py")) or all(
        "colors" in path.name or "display_config" in path.name
        for path in (folder / "atlas").rglob("*type_0.py")
    )
    modules = {path.parent.name for path in (folder / "atlas" / "api").glob("*/*.py")}
    assert modules >= {"issues", "comments", "files", "attachments", "sessions"}
    assert "default" not in modules
    called = run(folder, gateway, str(VENV / "bin" / "python"), "openapi_python_client.py")
    require_all(called, folder)
