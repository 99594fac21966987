"""Stores of files, and what looks after them: the same tests on a directory and on a bucket."""

import hashlib
import os
import subprocess
import time
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from starlette.applications import Starlette

from db import models
from db.engine import SYSTEM
from db.files.bucket import BucketStore
from db.files.directory import DirectoryStore
from db.files.library import Library
from db.files.open import open_store
from db.files.staging import content_of
from db.files.store import ContentMissing, FileStore, StoreUnavailable
from db.maintenance import files as keeping
from tests.files.sending import LOG, SHA, holds, stored, upload
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
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "directory":
        return DirectoryStore(tmp_path / "store")
    address = request.getfixturevalue("s3_server")
    monkeypatch: pytest.MonkeyPatch = request.getfixturevalue("monkeypatch")
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
    return BucketStore(f"s3://{bucket}/prefix")


def written(tmp_path: Path, data: bytes) -> tuple[str, Path]:
    source = tmp_path / "source"
    source.write_bytes(data)
    return hashlib.sha256(data).hexdigest(), source


def test_a_store_keeps_bytes(store: FileStore, tmp_path: Path) -> None:
    data = os.urandom(20_000_000)
    key, source = written(tmp_path, data)
    assert store.size(key) is None
    store.put(key, source)
    store.put(key, source)
    assert source.exists()
    assert store.size(key) == len(data)
    assert store.read(key, 5, 10) == data[5:15]
    assert store.read(key, len(data) - 3, 10) == data[-3:]
    assert store.read(key, len(data), 10) == b""
    assert [(each.key, each.size) for each in store.stored()] == [(key, len(data))]
    assert keeping.digest(store, key) == key
    store.delete(key)
    store.delete(key)
    assert list(store.stored()) == []
    with pytest.raises(ContentMissing):
        store.read(key, 0, 1)


def test_keys_are_no_paths(store: FileStore, tmp_path: Path) -> None:
    _, source = written(tmp_path, b"x")
    for key in ("../../escaped", "/etc/passwd", "", "A" * 64):
        with pytest.raises(ContentMissing):
            store.put(key, source)
        with pytest.raises(ContentMissing):
            store.read(key, 0, 1)


def test_stores_are_copied_and_verified(store: FileStore, tmp_path: Path) -> None:
    key, source = written(tmp_path, LOG)
    store.put(key, source)
    target = DirectoryStore(tmp_path / "target")
    seen: list[tuple[int, int]] = []
    assert keeping.copy(store, target, lambda done, total: seen.append((done, total))) == 1
    assert (seen[-1], target.read(key, 0, 100)) == ((1, 1), LOG)
    damaged = next((tmp_path / "target").glob("*/*"))
    damaged.write_bytes(b"?" * len(LOG))
    with pytest.raises(keeping.CopyFault):
        keeping.copy(store, target, lambda *_: None)


def test_a_bucket_that_is_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setattr("db.files.bucket.LONGEST_RETRY", timedelta(seconds=0.1))
    away = BucketStore("s3://evidence/prefix")
    with pytest.raises(StoreUnavailable):
        away.put(*written(tmp_path, LOG))


@pytest.mark.parametrize("address", ["ftp://host/files", "http://host/files"])
def test_addresses_that_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="must be a directory"):
        open_store(address)


async def test_check_finds_what_is_missing_damaged_and_unused(
    app: Starlette, engineer: Script
) -> None:
    library: Library = app.state.library
    for data in (LOG, b"second", b"third"):
        assert (await upload(engineer, data)).status_code == 201
    sound = await keeping.check(library.database, library.store, hashes=True)
    assert (sound.attachments, sound.files, sound.orphans, sound.faults) == (3, 3, 0, 0)
    paths = {path.name: path for path in library.staging.parent.glob("files/*/*")}
    paths[SHA].unlink()
    paths[hashlib.sha256(b"second").hexdigest()].write_bytes(b"damage")
    found = await keeping.check(library.database, library.store, hashes=True)
    assert found.faults == 2
    assert "missing" in " ".join(found.findings)
    assert "damaged" in " ".join(found.findings)


async def test_prune_removes_what_nothing_needs(app: Starlette, engineer: Script) -> None:
    library: Library = app.state.library
    made = (await upload(engineer)).json()["attachment_id"]
    orphan = library.staging / "orphan"
    orphan.write_bytes(b"orphan")
    key = hashlib.sha256(b"orphan").hexdigest()
    library.store.put(key, orphan)
    orphan.unlink()
    uploads = app.state.resumable
    assert await keeping.prune(library, uploads) == (0, 0), "it may be an upload in flight"
    long_ago = time.time() - 3 * 86_400
    for path in library.staging.parent.glob("files/*/*"):
        os.utime(path, (long_ago, long_ago))
    assert await keeping.prune(library, uploads) == (1, 0)
    assert stored(app) == {SHA: len(LOG)}
    query = (
        "mutation($input: DeleteAttachmentInput!) { deleteAttachment(input: $input) { deletedId } }"
    )
    body = {"query": query, "variables": {"input": {"id": made}}}
    await engineer.ask("POST", "/graphql", json=body)
    assert await keeping.prune(library, uploads) == (1, 0)
    assert stored(app) == {}
    assert await holds(app) == 0


async def test_prune_leaves_what_an_upload_in_flight_holds(
    app: Starlette, engineer: Script
) -> None:
    library: Library = app.state.library
    source = library.staging / "source"
    library.staging.mkdir(parents=True, exist_ok=True)
    source.write_bytes(LOG)
    hold = await library.keep(content_of(source, "bench.log"))
    long_ago = time.time() - 3 * 86_400
    for path in library.staging.parent.glob("files/*/*"):
        os.utime(path, (long_ago, long_ago))
    assert await keeping.prune(library, app.state.resumable) == (0, 0)
    await library.let_go([hold])
    assert stored(app) == {}


async def test_an_upload_waits_for_a_removal(app: Starlette, engineer: Script) -> None:
    database = app.state.database

    async def mark(age: timedelta) -> None:
        row = {
            "id": str(uuid.uuid4()),
            "sha256": SHA,
            "is_removing": True,
            "held_at": datetime.now(UTC) - age,
        }
        await database.write(
            SYSTEM, lambda write: write.execute(insert(models.ContentHold.__table__), row)
        )

    await mark(timedelta(minutes=1))
    response = await upload(engineer)
    assert (response.status_code, response.headers["retry-after"]) == (503, "1")
    assert stored(app) == {}
    await database.write(
        SYSTEM,
        lambda write: write.execute(models.ContentHold.__table__.delete()),
    )
    await mark(timedelta(hours=2))  # of a process that was killed
    assert (await upload(engineer)).status_code == 201


async def test_a_full_disk_is_507_and_then_is_not(
    app: Starlette, engineer: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    library: Library = app.state.library
    with monkeypatch.context() as patched:
        patched.setattr("db.files.directory.os.link", full)
        assert (await upload(engineer)).status_code == 507
        assert (await engineer.ask("GET", "/api/v1/issues")).status_code == 200
    with monkeypatch.context() as patched:
        patched.setattr(library.store, "put", away)
        assert (await upload(engineer)).status_code == 503
    assert stored(app) == {}
    assert await holds(app) == 0
    assert (await upload(engineer)).status_code == 201


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def away(*_: object) -> None:
    raise StoreUnavailable("The bucket cannot answer now.")
