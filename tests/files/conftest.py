"""Fixtures of the tests of files: the same tests on a directory, on S3 and on Azure."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from gateway.app import create_app
from gateway.settings import Settings
from tests.application import NewToken
from tests.files import azure
from tests.rest.client import Script
from tests.server import ROOT, free_port

MOTO = ROOT / ".venv-moto" / "bin" / "python"
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
"""Node may come from a wheel in this environment."""
AZURITE = Path(__file__).parent / "node_modules/azurite/dist/src/blob/main.js"


@contextmanager
def serving(command: Sequence[str], probe: str) -> Iterator[None]:
    """Run a server inside the block, which begins when it answers at `probe`, whatever it says."""
    server = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PATH": PATH},
    )
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(probe).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of an S3 server that forgets everything at the end."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [str(MOTO), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with serving(command, f"{address}/moto-api/"):
        yield address


@pytest.fixture(scope="session")
def azure_server() -> Iterator[str]:
    """The address of an Azure server with one account that forgets everything at the end."""
    if not AZURITE.exists():
        pytest.skip("needs Azurite, which `make long` installs")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    options = ["--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck", "--silent"]
    command = ["node", str(AZURITE), "--blobHost", "127.0.0.1", "--blobPort", str(port), *options]
    with serving(command, address):
        yield f"{address}/{azure.ACCOUNT}"


@pytest.fixture(
    params=[
        "directory",
        pytest.param("bucket", marks=pytest.mark.long),
        pytest.param("azure", marks=pytest.mark.long),
    ]
)
def store_address(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The address of an empty store: a directory, a bucket of S3, a container of Azure."""
    name = f"evidence-{uuid.uuid4().hex}"
    if request.param == "directory":
        return str(tmp_path / "files")
    if request.param == "azure":
        address: str = request.getfixturevalue("azure_server")
        settings = azure.settings(address)
        made = azure.new_container(address, name)
    else:
        address = request.getfixturevalue("s3_server")
        settings = {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": address,
        }
        made = urllib.request.Request(f"{address}/{name}", method="PUT")
    for key, value in settings.items():
        monkeypatch.setenv(key, value)
    urllib.request.urlopen(made).close()
    return f"{'az' if request.param == 'azure' else 's3'}://{name}/prefix"


@pytest.fixture
async def app(url: str, tmp_path: Path, store_address: str) -> AsyncIterator[Starlette]:
    """The server on an empty database and an empty store."""
    settings = Settings(
        database=url, data_dir=tmp_path, files=store_address, longest_lag=60, costly_share=1
    )
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def engineer(client: httpx.AsyncClient, new_token: NewToken) -> Script:
    return Script(client, await new_token())
