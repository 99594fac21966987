"""Uploads of the command line: tus over httpx, resumed after a break and after a kill."""

import base64
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

import httpx
import orjson

from db.files.directory import make_private

TRIES = 8
"""Number of retries of an upload without progress."""
LONGEST_PAUSE = 10.0
READ_AT_ONCE = 256 * 1024
TUS = {"Tus-Resumable": "1.0.0"}


class UploadProgress(Protocol):
    """Receives the number of bytes that the gateway has."""

    def __call__(self, *, completed: int) -> None:
        """Report the number of bytes."""


class UploadError(Exception):
    """An upload that was refused, or a gateway that cannot be reached."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class Uploader:
    """Uploads to the gateway at `url`. Unfinished ones are noted in the user's cache folder."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        pause: float = 0.5,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        base = url.rstrip("/").removesuffix("/api/v1")
        if not urlsplit(base).scheme.startswith("http"):
            raise UploadError(f"{url} is no address of a gateway.", "Set ATLAS_URL.")
        self._uploads = f"{base}/api/v1/uploads"
        self._pause = pause
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {token}"}, timeout=60, transport=transport
        )
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        self._memory = cache / "issue-gateway" / "uploads.json"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._client.close()

    def upload(
        self, path: Path, issue_id: str, file_type: str | None, progress: UploadProgress
    ) -> str:
        """Upload a file to an issue; return the id of the attachment. Raises UploadError."""
        found = path.stat()
        key = f"{self._uploads} {issue_id} {file_type} {path.resolve()} {found.st_size}"
        key += f" {found.st_mtime_ns}"
        address = self._recall().get(key)
        failures, furthest = 0, -1
        while True:
            try:
                if address is None:
                    address = self._begin(path, issue_id, file_type, found.st_size)
                    self._remember(key, address)
                offset = self._offset(address)
                if offset is None:
                    address = None
                    continue
                if offset > furthest:
                    failures, furthest = 0, offset
                progress(completed=offset)
                if offset == found.st_size:
                    self._remember(key, None)
                    return address.rsplit("/", 1)[1]
                self._send(address, path, offset, progress)
            except (httpx.TransportError, _Later) as error:
                failures += 1
                if failures >= TRIES:
                    raise UploadError(
                        f"the gateway cannot be reached: {error}.",
                        "Run the command again to resume the upload.",
                    ) from error
                time.sleep(min(self._pause * 2**failures, LONGEST_PAUSE))

    def _begin(self, path: Path, issue_id: str, file_type: str | None, size: int) -> str:
        metadata = {"filename": path.name, "issue_id": issue_id, "file_type": file_type}
        pairs = [
            f"{name} {base64.b64encode(value.encode()).decode()}"
            for name, value in metadata.items()
            if value
        ]
        headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": ",".join(pairs)}
        response = _checked(self._client.post(self._uploads, headers=headers))
        # The gateway may use another host name for itself than this machine does.
        return f"{self._uploads}/{response.headers['location'].rsplit('/', 1)[1]}"

    def _offset(self, address: str) -> int | None:
        response = self._client.head(address, headers=TUS)
        if response.status_code in (404, 410):
            return None
        return int(_checked(response).headers["upload-offset"])

    def _send(self, address: str, path: Path, offset: int, progress: UploadProgress) -> None:
        def pieces() -> Iterator[bytes]:
            sent = offset
            with path.open("rb") as file:
                file.seek(offset)
                while piece := file.read(READ_AT_ONCE):
                    yield piece
                    sent += len(piece)
                    progress(completed=sent)

        headers = {
            **TUS,
            "Upload-Offset": str(offset),
            "Content-Type": "application/offset+octet-stream",
        }
        response = self._client.patch(address, headers=headers, content=pieces())
        if response.status_code not in (404, 409, 410):  # then HEAD says where to resume
            _checked(response)

    def _recall(self) -> dict[str, str]:
        try:
            known: dict[str, str] = orjson.loads(self._memory.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return {}
        return known

    def _remember(self, key: str, address: str | None) -> None:
        known = self._recall()
        known.pop(key, None)
        if address is not None:
            known[key] = address
        make_private(self._memory.parent)
        self._memory.write_bytes(orjson.dumps(known))


class _Later(Exception):
    """An answer that asks to try again."""


def _checked(response: httpx.Response) -> httpx.Response:
    """Return a successful answer. Raises UploadError and _Later."""
    if response.status_code in (423, 429, 502, 503, 504, 507):
        raise _Later(f"status {response.status_code}")
    if response.status_code == 401:
        raise UploadError("the token is not valid.", "Set ATLAS_TOKEN to a valid token.")
    if response.is_error:
        raise UploadError(_detail(response))
    return response


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"the gateway answered {response.status_code}."
