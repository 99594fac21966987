"""A client of a running gateway over HTTP."""

import hashlib
import json
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import httpx

ATTEMPTS = 6
SECONDS = 60.0
"""Maximum seconds to wait for an answer."""
PASSING = frozenset({429, 503})
"""Statuses after which the request is repeated."""
CHUNK = 64 * 1024
FILE_TYPE = "test result"
"""Type of the files that tests leave."""


class GatewayError(Exception):
    """The gateway cannot be reached, or refuses a request; the message is for people."""


class Gateway:
    """A client for the GraphQL surface of the gateway at `url`."""

    def __init__(self, url: str, token: str) -> None:
        self._base = url.rstrip("/").removesuffix("/graphql")
        self._address = f"{self._base}/graphql"
        self._token = token

    def ask(self, query: str, variables: Mapping[str, object], key: str | None = None) -> Any:
        """Return the data of an operation; a mutation with a `key` runs once even if repeated.

        Requests are repeated while the gateway is busy or unreachable. Raises GatewayError.
        """
        with self._open(query, variables, "application/json", key) as answer:
            body = json.load(answer)
        if body.get("errors"):
            raise GatewayError("; ".join(error["message"] for error in body["errors"]))
        return body["data"]

    def table(
        self, query: str, variables: Mapping[str, object], media_type: str
    ) -> Iterator[bytes]:
        """Yield the parts of a table. Raises GatewayError, also when it breaks off."""
        with self._open(query, variables, media_type, None) as answer:
            try:
                while part := answer.read(CHUNK):
                    yield part
            except (OSError, HTTPException) as error:
                raise GatewayError(f"the table broke off: {error}") from error

    def attach(
        self, issue_id: str, name: str, media_type: str, content: bytes, key: str | None
    ) -> None:
        """Add a file to an issue. Raises GatewayError."""
        address = f"{self._base}/api/v1/issues/{issue_id}/files"
        files = {"file": (name, content, media_type)}
        form = httpx.Request("POST", address, files=files, data={"file_type": FILE_TYPE})
        kind = form.headers["Content-Type"]
        with self._send(address, form.read(), kind, "application/json", key, bool(key)) as answer:
            answer.read()

    def _open(
        self, query: str, variables: Mapping[str, object], accept: str, key: str | None
    ) -> HTTPResponse:
        body = json.dumps({"query": query, "variables": variables}).encode()
        # Without a key, a mutation whose answer is lost may have run.
        again = bool(key) or not query.lstrip().startswith("mutation")
        return self._send(self._address, body, "application/json", accept, key, again)

    def _send(
        self, address: str, body: bytes, kind: str, accept: str, key: str | None, again: bool
    ) -> HTTPResponse:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": kind,
            "Accept": accept,
            **({"Idempotency-Key": key} if key else {}),
        }
        attempts = ATTEMPTS if again else 1
        for attempt in range(attempts):
            try:
                request = Request(address, body, headers)
                answer: HTTPResponse = urlopen(request, timeout=SECONDS)
                return answer
            except HTTPError as error:
                if error.code not in PASSING or attempt == attempts - 1:
                    raise GatewayError(_reason(error)) from error
            except (URLError, OSError, HTTPException) as error:
                if attempt == attempts - 1:
                    message = f"{address} cannot be reached: {error}"
                    raise GatewayError(message) from error
            time.sleep(0.2 * 2**attempt)
        raise GatewayError(f"{address} is busy")


def request_key(*parts: str) -> str:
    """Return an idempotency key that stands for the parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _reason(error: HTTPError) -> str:
    try:
        body = json.load(error)
        messages = [each["message"] for each in body.get("errors", ())] or [body["detail"]]
        return "; ".join(messages)
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"status {error.code}"
