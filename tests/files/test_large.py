"""Large files, up and down: the memory of the gateway does not follow their size.

`LARGE_FILE_MIB=2048 .venv/bin/python -m pytest tests/files/test_large.py` tries 2 GiB.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import pytest

from gateway.cli.uploading import Uploader
from tests.numbers import Report
from tests.server import Gateway, start_gateway, stop_gateway

pytestmark = pytest.mark.long
MIB = 1024 * 1024
SIZE = int(os.environ.get("LARGE_FILE_MIB", "300")) * MIB
SHOWN = f"{SIZE // MIB:,} MiB"
MOST_GROWTH = 64 * MIB
SECONDS = 600


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    folder = tmp_path_factory.mktemp("large")
    started = start_gateway(folder, upload_limit=2 * SIZE)
    yield started
    assert stop_gateway(started) == 0


def large_file(folder: Path, name: str) -> tuple[Path, str]:
    """A file of blocks that differ, and its SHA-256."""
    path, hashed, block = folder / name, hashlib.sha256(), os.urandom(MIB - 8)
    with path.open("wb") as file:
        for number in range(SIZE // MIB):
            piece = number.to_bytes(8, "big") + block
            hashed.update(piece)
            file.write(piece)
    return path, hashed.hexdigest()


def memory(gateway: Gateway, name: str) -> int:
    """Bytes of memory of the process: `VmRSS` now, `VmHWM` at most since it was reset."""
    status = Path(f"/proc/{gateway.process.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1024


@contextmanager
def flat(gateway: Gateway, report: Report, what: str) -> Iterator[None]:
    """Fail if the memory of the gateway grows by more than `MOST_GROWTH` meanwhile."""
    Path(f"/proc/{gateway.process.pid}/clear_refs").write_text("5")  # resets VmHWM
    before, begun = memory(gateway, "VmRSS"), time.monotonic()
    yield
    seconds = time.monotonic() - begun
    grown = memory(gateway, "VmHWM") - before
    report(f"{what} in {seconds:.1f} s: {grown / MIB:.0f} MiB more memory at most")
    assert grown < MOST_GROWTH


def downloaded(gateway: Gateway, attachment_id: str) -> str:
    hashed = hashlib.sha256()
    url = f"{gateway.base_url}/api/v1/attachments/{attachment_id}/content"
    with httpx.stream("GET", url, headers=gateway.headers, timeout=SECONDS) as response:
        assert response.status_code == 200
        for piece in response.iter_raw():
            hashed.update(piece)
    return hashed.hexdigest()


def issue_of(gateway: Gateway) -> str:
    url = f"{gateway.base_url}/api/v1/issues?limit=1"
    found = httpx.get(url, headers=gateway.headers).json()["items"][0]["uuid"]
    return str(found)


def test_a_form_and_a_download(gateway: Gateway, tmp_path: Path, report: Report) -> None:
    path, digest = large_file(tmp_path, "form.bin")
    url = f"{gateway.base_url}/api/v1/attachments"
    with flat(gateway, report, f"{SHOWN} up by a form"), path.open("rb") as file:
        response = httpx.post(
            url, files={"file": ("form.bin", file)}, headers=gateway.headers, timeout=SECONDS
        )
        assert response.status_code == 201, response.text
    path.unlink()
    with flat(gateway, report, f"{SHOWN} down"):
        assert downloaded(gateway, response.json()["attachment_id"]) == digest


def test_tus(
    gateway: Gateway, tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path, digest = large_file(tmp_path, "tus.bin")
    with (
        flat(gateway, report, f"{SHOWN} up by tus"),
        Uploader(gateway.base_url, gateway.token) as uploader,
    ):
        made = uploader.upload(path, issue_of(gateway), None, lambda *, completed: None)
    path.unlink()
    assert downloaded(gateway, made) == digest


def log_file(folder: Path, size: int) -> Path:
    """A log of `size` bytes at least, whose last line but one is the only one that sags."""
    path = folder / f"{size}.log"
    lines = (f"12:00:{line:09} rail 3V3 {3.3 + line % 7 / 1000:.3f} V\n" for line in range(50_000))
    block = "".join(lines).encode()
    with path.open("wb") as file:
        for _ in range(size // len(block)):
            file.write(block)
        file.write(b"12:59:59 rail 3V3 sag 2.71 V\nthe end\n")
    return path


def timed(gateway: Gateway, query: str, **variables: object) -> tuple[float, dict[str, Any]]:
    """The median of the seconds of five requests, and the data."""
    taken, body = [], {"query": query, "variables": variables}
    with httpx.Client(headers=gateway.headers, timeout=SECONDS) as client:
        for _ in range(5):
            begun = time.perf_counter()
            answer = client.post(gateway.graphql_url, json=body)
            taken.append(time.perf_counter() - begun)
    data: dict[str, Any] = answer.json()["data"]
    return median(taken), data


def test_looking_inside(
    gateway: Gateway, tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    sizes = (SIZE, min(SIZE, 200_000_000))
    issue = issue_of(gateway)
    made = []
    with Uploader(gateway.base_url, gateway.token) as uploader:
        for size in sizes:
            path = log_file(tmp_path, size)
            made.append(uploader.upload(path, issue, None, lambda *, completed: None))
            path.unlink()
    tail = "query($id: ID!) { attachmentTail(id: $id, lines: 100) { text } }"
    seconds, data = timed(gateway, tail, id=made[0])
    assert data["attachmentTail"]["text"].endswith(" sag 2.71 V\nthe end\n")
    assert data["attachmentTail"]["text"].count("\n") == 100
    report(f"the last 100 lines of {SHOWN}: {seconds * 1000:.1f} ms")
    search = """query($id: ID!) { attachmentGrep(ids: [$id], pattern: "sag [0-9.]+ V") {
        matches { line } truncated } }"""
    with flat(gateway, report, "five searches of a log"):
        seconds, data = timed(gateway, search, id=made[1])
    found = data["attachmentGrep"]
    assert [each["line"] for each in found["matches"]] == ["12:59:59 rail 3V3 sag 2.71 V"]
    assert not found["truncated"]
    report(f"a search of {sizes[1] / 1e6:.0f} MB: {seconds * 1000:.0f} ms")
