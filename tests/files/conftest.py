"""Fixtures of the tests of files: the same tests on a directory and on a bucket."""

import subprocess
import time
import urllib.request
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from gateway.app import create_app
from gateway.settings import Settings
from tests.application import NewToken
from tests.rest.client import Script
from tests.server import ROOT, free_port

MOTO = ROOT / ".venv-moto" / "bin" / "python"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of an S3 server that forgets everything at the end."""
    port = free_port()
    server = subprocess.Popen(
        [MOTO, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(f"{address}/moto-api/").close()
            break
        except OSError:
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait()


@pytest.fixture(params=["directory", pytest.param("bucket", marks=pytest.mark.long)])
def store_address(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The address of an empty store, in a directory and in a bucket."""
    if request.param == "directory":
        return str(tmp_path / "files")
    address: str = request.getfixturevalue("s3_server")
    for name, value in {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": address,
    }.items():
        monkeypatch.setenv(name, value)
    bucket = f"evidence-{uuid.uuid4().hex}"
    made = urllib.request.Request(f"{address}/{bucket}", method="PUT")
    urllib.request.urlopen(made).close()
    return f"s3://{bucket}/prefix"


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
