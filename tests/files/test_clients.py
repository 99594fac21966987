"""Clients of others, and ours, against a running gateway."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from gql import Client, FileVar, gql
from gql.transport.httpx import HTTPXTransport
from gql.transport.requests import RequestsHTTPTransport
from tusclient.client import TusClient

from gateway.cli.uploading import Uploader, UploadError
from tests.server import ROOT, Gateway

pytestmark = pytest.mark.long
UPLOAD = gql(
    "mutation($input: UploadAttachmentInput!) { uploadAttachment(input: $input)"
    " { attachment { name size sha256 } userErrors { message } } }"
)


def random_file(folder: Path, size: int) -> Path:
    path = folder / "waveform.bin"
    path.write_bytes(os.urandom(size))
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sha256_of(gateway: Gateway, attachment_id: str) -> object:
    query = "query($id: ID!) { attachment(id: $id) { sha256 } }"
    return asked(gateway, query, id=attachment_id)["attachment"]["sha256"]


def asked(gateway: Gateway, query: str, **variables: object) -> dict[str, Any]:
    answer = httpx.post(
        f"{gateway.base_url}/graphql",
        json={"query": query, "variables": variables},
        headers={"Authorization": f"Bearer {gateway.token}"},
    )
    found: dict[str, Any] = answer.json()["data"]
    return found


def issue_of(gateway: Gateway) -> str:
    return str(asked(gateway, "{ issues(first: 1) { nodes { id } } }")["issues"]["nodes"][0]["id"])


def test_tuspy(running_gateway: Gateway, tmp_path: Path) -> None:
    path = random_file(tmp_path, 5_000_000)
    headers = {"Authorization": f"Bearer {running_gateway.token}"}
    client: Any = TusClient(f"{running_gateway.base_url}/api/v1/uploads", headers=headers)
    metadata = {"filename": path.name, "title": "Scope"}
    with path.open("rb") as file:
        uploader = client.uploader(file_stream=file, chunk_size=1_000_000, metadata=metadata)
        uploader.upload_chunk()
        resumed = client.uploader(file_stream=file, chunk_size=1_500_000, url=uploader.url)
        assert resumed.get_offset() == 1_000_000
        resumed.upload()
    assert sha256_of(running_gateway, uploader.url.rsplit("/", 1)[1]) == digest(path)


@pytest.mark.parametrize("transport", [HTTPXTransport, RequestsHTTPTransport])
def test_gql(running_gateway: Gateway, tmp_path: Path, transport: Any) -> None:
    path = random_file(tmp_path, 3_000_000)
    headers = {"Authorization": f"Bearer {running_gateway.token}", "GraphQL-Preflight": "1"}
    client = Client(transport=transport(url=f"{running_gateway.base_url}/graphql", headers=headers))
    document = UPLOAD
    document.variable_values = {"input": {"file": FileVar(str(path))}}
    with client as session:
        answer = session.execute(document, upload_files=True)
    assert answer["uploadAttachment"]["userErrors"] == []
    assert answer["uploadAttachment"]["attachment"]["sha256"] == digest(path)


def test_files_add(running_gateway: Gateway, tmp_path: Path) -> None:
    path = random_file(tmp_path, 2_000_000)
    issue = issue_of(running_gateway)
    environment = {
        **os.environ,
        "ATLAS_URL": running_gateway.base_url,
        "ATLAS_TOKEN": running_gateway.token,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    command = [sys.executable, "-m", "gateway", "files", "add", issue, str(path), "--type", "scope"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert sha256_of(running_gateway, done.stdout.strip()) == digest(path)
    filed = 'files(filter: {fileType: {eq: "scope"}}) { totalCount }'
    query = f"query($id: ID!) {{ issue(id: $id) {{ {filed} }} }}"
    files = asked(running_gateway, query, id=issue)
    assert files["issue"]["files"]["totalCount"] == 1
    unknown = [*command[:5], "00000000-0000-4000-8000-000000000000", str(path)]
    refused = subprocess.run(unknown, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert refused.returncode == 1
    assert "There is no issue with this id." in refused.stderr


class Broken(httpx.HTTPTransport):
    """A network that breaks in the middle of every other piece."""

    breaks = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "PATCH" and self.breaks < 2:
            self.breaks += 1
            raise httpx.ReadError("broken")
        return super().handle_request(request)


def test_an_upload_goes_on_after_breaks(
    running_gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = random_file(tmp_path, 1_000_000)
    seen: list[int] = []

    def progress(*, completed: int) -> None:
        seen.append(completed)

    with Uploader(
        running_gateway.base_url, running_gateway.token, pause=0.01, transport=Broken()
    ) as uploader:
        made = uploader.upload(path, issue_of(running_gateway), None, progress)
    assert sha256_of(running_gateway, made) == digest(path)
    assert seen[-1] == 1_000_000


def test_a_token_that_is_none(running_gateway: Gateway, tmp_path: Path) -> None:
    with (
        Uploader(running_gateway.base_url, "igw_wrong") as uploader,
        pytest.raises(UploadError, match="token"),
    ):
        uploader.upload(random_file(tmp_path, 10), "x", None, lambda *, completed: None)
