"""Files in a bucket of S3, Google Cloud Storage, Azure or a compatible service.

Credentials and endpoints come from the environment, as the tools of each provider read them
(`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`, `GOOGLE_APPLICATION_CREDENTIALS`, `AZURE_STORAGE_...`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import ObjectStore, from_url

from db.files.store import KEY, ContentMissing, Stored, StoreUnavailable

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

SCHEMES = ("s3", "gs", "az")
PART_BYTES = 8 * 1024 * 1024
PARTS_AT_ONCE = 4
"""With `PART_BYTES`, the memory of one upload to the bucket."""
LONGEST_REQUEST = timedelta(seconds=60)
LONGEST_RETRY = timedelta(seconds=10)
MOST_RETRIES = 3


@contextmanager
def _translated() -> Iterator[None]:
    """Raise StoreUnavailable for an error of the bucket; its text stays in the log."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise ContentMissing from error
    except (BaseError, OSError) as error:
        raise StoreUnavailable("The bucket cannot answer now.") from error


class BucketStore:
    """The store in the bucket at `address`, such as `s3://bucket/prefix`.

    An object exists completely or not at all, and is durable once the bucket has confirmed it.
    Raises ValueError for an invalid address.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        # A self-hosted bucket may have no TLS.
        client: ClientConfig = {"timeout": LONGEST_REQUEST, "allow_http": True}
        retry: RetryConfig = {"max_retries": MOST_RETRIES, "retry_timeout": LONGEST_RETRY}
        try:
            self._store: ObjectStore = from_url(
                address, config=None, client_options=client, retry_config=retry
            )
        except (BaseError, ValueError) as error:
            raise ValueError(f"no bucket can be used at {address}: {error}") from error

    def put(self, key: str, source: Path) -> None:
        """Upload the bytes of `source`."""
        path = _path(key)
        if self.size(key) == source.stat().st_size:
            return
        try:
            with _translated(), source.open("rb") as file:
                obstore.put(
                    self._store,
                    path,
                    file,
                    chunk_size=PART_BYTES,
                    max_concurrency=PARTS_AT_ONCE,
                )
        except ContentMissing as error:
            raise StoreUnavailable("There is no such bucket.") from error

    def size(self, key: str) -> int | None:
        """The size of a file; None when there is none."""
        try:
            with _translated():
                return obstore.head(self._store, _path(key))["size"]
        except ContentMissing:
            return None

    def read(self, key: str, start: int, length: int) -> bytes:
        """Up to `length` bytes from `start`."""
        size = self.size(key)
        if size is None:
            raise ContentMissing
        end = min(start + length, size)
        if end <= start:
            return b""
        with _translated():
            return obstore.get_range(self._store, _path(key), start=start, end=end).to_bytes()

    def delete(self, key: str) -> None:
        """Remove a file."""
        try:
            with _translated():
                obstore.delete(self._store, _path(key))
        except ContentMissing:
            return

    def stored(self) -> Iterator[Stored]:
        """Every file."""
        with _translated():
            for page in obstore.list(self._store):
                for found in page:
                    name = found["path"].rpartition("/")[2]
                    if KEY.fullmatch(name):
                        yield Stored(name, found["size"], found["last_modified"])


def is_bucket(address: str) -> bool:
    """Return whether an address names a bucket, not a directory."""
    return urlsplit(address).scheme in SCHEMES


def _path(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ContentMissing
    return f"{key[:2]}/{key}"
