"""Choosing the store by its address."""

from pathlib import Path

from db.files.bucket import BucketStore, is_bucket
from db.files.directory import DirectoryStore
from db.files.store import FileStore

FOLDER = "files"


def files_address(address: str | None, data_dir: Path) -> str:
    """Return the full address; the default is a directory below `data_dir`."""
    return address or str((data_dir / FOLDER).absolute())


def open_store(address: str) -> FileStore:
    """The store at `address`: a directory, or `s3://`, `gs://`, `az://`.

    Nothing is read or written yet. Raises ValueError for another scheme.
    """
    if is_bucket(address):
        return BucketStore(address)
    if "://" in address:
        raise ValueError("must be a directory, s3://BUCKET/PREFIX, gs://... or az://...")
    return DirectoryStore(Path(address))
