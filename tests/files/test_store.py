"""Stores of files, and what looks after them: the same tests on a directory and on a bucket."""

import base64
import hashlib
import json
import os
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import obstore
import pytest
from sqlalchemy import insert
from starlette.applications import Starlette

from db import models
from db.engine import SYSTEM
from db.files.bucket import BucketStore
from db.files.directory import DirectoryStore
from db.files.library import Library
from db.files.open import open_store
from db.files.staging import StagedFile, content_of
from db.files.store import ContentMissing, FileStore, StoreFull, StoreUnavailable
from db.maintenance import files as keeping
from tests.files.sending import LOG, SHA, holds, stored, upload
from tests.files.test_tus import head, patch, started
from tests.rest.client import Script
from tests.server import free_port


@pytest.fixture
def store(store_address: str) -> FileStore:
    return open_store(store_address)


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


def test_only_the_owner_enters_the_folders_that_are_made(tmp_path: Path) -> None:
    key, source = written(tmp_path, b"bytes")
    store = DirectoryStore(tmp_path / "data" / "files")
    StagedFile(tmp_path / "data" / "staging").discard()
    store.put(key, source)
    made = list((tmp_path / "data").glob("**"))
    assert len(made) == 4
    assert {folder.stat().st_mode & 0o777 for folder in made} == {0o700}


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


@pytest.mark.parametrize("scheme", ["s3", "gs", "az"])
def test_a_bucket_that_is_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, scheme: str
) -> None:
    """Each is made from the environment of its provider; nobody listens at its address."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    account = {
        "gcs_base_url": nowhere,
        "disable_oauth": True,
        "client_email": "",
        "private_key": "",
        "private_key_id": "",
    }
    for name, value in {
        "AWS_ENDPOINT_URL": nowhere,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_REGION": "us-east-1",
        "GOOGLE_SERVICE_ACCOUNT_KEY": json.dumps(account),
        "AZURE_STORAGE_ACCOUNT_NAME": "lab",
        "AZURE_STORAGE_ACCOUNT_KEY": base64.b64encode(b"testing").decode(),
        "AZURE_STORAGE_ENDPOINT": nowhere,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("db.files.bucket.LONGEST_RETRY", timedelta(seconds=0.1))
    away = open_store(f"{scheme}://evidence/prefix")
    for attempt in (lambda: away.put(*written(tmp_path, LOG)), lambda: away.read(SHA, 0, 1)):
        with pytest.raises(StoreUnavailable):
            attempt()
    with pytest.raises(StoreUnavailable):
        list(away.stored())


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
    library.store.delete(SHA)
    damage(library.store, hashlib.sha256(b"second").hexdigest())
    found = await keeping.check(library.database, library.store, hashes=True)
    assert found.faults == 2
    assert "missing" in " ".join(found.findings)
    assert "damaged" in " ".join(found.findings)


def damage(store: FileStore, key: str) -> None:
    if isinstance(store, BucketStore):
        obstore.put(store._store, f"{key[:2]}/{key}", b"damage")
    elif isinstance(store, DirectoryStore):
        (store.root / key[:2] / key).write_bytes(b"damage")


@pytest.fixture
def days_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Have `prune` take what is stored now for old."""
    return lambda: monkeypatch.setattr(keeping, "STALE", timedelta(seconds=-2))


async def test_prune_removes_what_nothing_needs(
    app: Starlette, engineer: Script, days_later: Callable[[], None]
) -> None:
    library: Library = app.state.library
    made = (await upload(engineer)).json()["attachment_id"]
    orphan = library.staging / "orphan"
    orphan.write_bytes(b"orphan")
    key = hashlib.sha256(b"orphan").hexdigest()
    library.store.put(key, orphan)
    orphan.unlink()
    uploads = app.state.resumable
    assert await keeping.prune(library, uploads) == (0, 0), "it may be an upload in flight"
    days_later()
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
    app: Starlette, engineer: Script, days_later: Callable[[], None]
) -> None:
    library: Library = app.state.library
    source = library.staging / "source"
    library.staging.mkdir(parents=True, exist_ok=True)
    source.write_bytes(LOG)
    hold = await library.keep(content_of(source, "bench.log"))
    days_later()
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


@pytest.mark.parametrize("place", ["db.files.staging.os.write", "db.files.staging.os.open"])
async def test_a_full_disk_is_507_and_then_is_not(
    app: Starlette, engineer: Script, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    made = (await upload(engineer)).json()["attachment_id"]
    with monkeypatch.context() as patched:
        patched.setattr(place, full)
        refused = await upload(engineer, b"more")
    assert (refused.status_code, "retry-after" in refused.headers) == (507, True)
    assert stored(app) == {SHA: len(LOG)}
    assert not list(app.state.library.staging.glob("*"))
    assert await holds(app) == 0
    assert (await engineer.ask("GET", f"/api/v1/attachments/{made}/content")).content == LOG
    assert (await upload(engineer, b"more")).status_code == 201


@pytest.mark.parametrize(
    ("error", "status", "broken"),
    [
        (StoreFull(), 507, ("put",)),
        (StoreUnavailable("The bucket cannot answer now."), 503, ("put", "size", "read")),
    ],
)
async def test_a_full_or_absent_store_is_said_and_then_is_not(
    app: Starlette,
    engineer: Script,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    broken: Sequence[str],
) -> None:
    """Everything but content is answered meanwhile; an upload in pieces goes on where it was."""
    library: Library = app.state.library
    made = (await upload(engineer)).json()["attachment_id"]
    content = f"/api/v1/attachments/{made}/content"
    url = await started(engineer, length=4)
    with monkeypatch.context() as patched:
        for name in broken:
            patched.setattr(library.store, name, failing(error))
        refused = await upload(engineer, b"more")
        assert (refused.status_code, "retry-after" in refused.headers) == (status, True)
        assert (await patch(engineer, url, 0, b"more")).status_code == status
        read = await engineer.ask("GET", content)
        assert read.status_code == (status if "read" in broken else 200)
        assert (await engineer.ask("GET", "/api/v1/issues")).status_code == 200
        assert (await engineer.ask("GET", "/api/v1/attachments")).status_code == 200
    assert stored(app) == {SHA: len(LOG)}
    assert await holds(app) == 0
    assert (await engineer.ask("GET", content)).content == LOG
    again = await head(engineer, url)
    assert (again.status_code, again.headers["upload-offset"]) == (200, "4")
    assert (await upload(engineer, b"else")).status_code == 201
    assert sorted(stored(app).values()) == [4, 4, len(LOG)]


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail
