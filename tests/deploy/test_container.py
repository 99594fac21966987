"""The Containerfile: a linter reads it, and its steps make a root in which the gateway runs."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.deploy.image import Stage, build, instructions
from tests.numbers import Report
from tests.server import PATIENCE, ROOT, free_port

CONTAINERFILE = ROOT / "Containerfile"
MOST_MEGABYTES = 250
"""Of the program and its libraries, beside the base image."""


def test_the_linter_finds_nothing() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run(
        [hadolint, "--no-color", CONTAINERFILE], stdout=subprocess.PIPE, text=True
    )
    assert (done.stdout, done.returncode) == ("", 0)


def test_the_linter_is_at_work(tmp_path: Path) -> None:
    path = tmp_path / "Containerfile"
    path.write_text(CONTAINERFILE.read_text().replace("node:22-bookworm-slim", "node:latest"))
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([hadolint, path], stdout=subprocess.PIPE, text=True)
    assert done.returncode != 0
    assert "DL3007" in done.stdout


def test_what_is_copied_is_let_through() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    let = {line[1:] for line in ignored if line.startswith("!")}
    for name, arguments in instructions(CONTAINERFILE.read_text()):
        if name == "COPY" and not arguments.startswith("--from="):
            for source in arguments.split()[:-1]:
                assert source.split("/")[0] in let, source


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("needs root, for a chroot")
    if not all(Path("/usr/bin", name).exists() for name in ("python3", "pip3", "npm")):
        pytest.skip("needs the system's own Python, pip and npm")
    folder = tmp_path_factory.mktemp("image")
    for each in (folder, *folder.parents[:2]):
        each.chmod(0o755)  # the user of the image goes through them
    yield build(folder, CONTAINERFILE.read_text())
    shutil.rmtree(folder)


@pytest.mark.long
def test_the_image_serves_as_its_user_and_stops(image: Stage, report: Report) -> None:
    port = free_port()
    more = {"ISSUE_GATEWAY_PORT": str(port)}
    assert image.user == "10001:10001"
    assert image.volumes == [image.environment["ISSUE_GATEWAY_DATA_DIR"]]
    assert image.ports == [image.environment["ISSUE_GATEWAY_PORT"]]
    healthy = image.command(image.health, more)
    assert subprocess.run(healthy, stderr=subprocess.DEVNULL).returncode == 1
    secret = image.run(["issue-gateway", "token", "create", "--email", "me@lab.example"]).strip()
    with subprocess.Popen(
        image.command([*image.entry, *image.words], more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            end = time.monotonic() + PATIENCE
            while subprocess.run(healthy, stderr=subprocess.DEVNULL).returncode != 0:
                assert process.poll() is None
                assert time.monotonic() < end
                time.sleep(0.2)
            url, headers = f"http://127.0.0.1:{port}", {"Authorization": f"Bearer {secret}"}
            body = {"title": "Sag at startup", "description": []}
            made = httpx.post(f"{url}/api/v1/issues", json=body, headers=headers)
            assert made.status_code == 201, made.text
            assert "<title>" in httpx.get(f"{url}/board", headers={"Accept": "text/html"}).text
            status = Path(f"/proc/{process.pid}/status").read_text()
            assert "Uid:\t10001\t10001\t10001\t10001" in status
            process.send_signal(getattr(signal, image.stop))
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
    size = sum(
        path.lstat().st_size for path in (image.root / "opt").rglob("*") if not path.is_dir()
    )
    assert size < MOST_MEGABYTES << 20
    report(f"program and libraries: {size >> 20} MiB")


@pytest.mark.long
def test_the_image_has_no_tools_and_its_program_is_not_writable(image: Stage) -> None:
    assert sorted(path.name for path in (image.root / "opt").iterdir()) == ["issue-gateway"]
    assert not list((image.root / "opt" / "issue-gateway" / "bin").glob("pip*"))
    # Folders that its user may not enter are passed over.
    search = "find /opt /etc /var -writable -not -type l 2>/dev/null || true"
    found = image.run(["sh", "-c", search]).split()
    assert image.environment["ISSUE_GATEWAY_DATA_DIR"] in found
    assert {path for path in found if not path.startswith("/var/lib/issue-gateway")} == set()
    data = image.root / "var" / "lib" / "issue-gateway"
    assert (data.stat().st_uid, data.stat().st_mode & 0o777) == (10001, 0o700)
