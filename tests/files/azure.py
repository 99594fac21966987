"""Azurite's account, and the one request that `obstore` does not make: a new container."""

import base64
import hashlib
import hmac
import urllib.request
from datetime import UTC, datetime
from email.utils import format_datetime

ACCOUNT = "devstoreaccount1"
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
"""The account and key that every Azurite has; they open nothing else."""
VERSION = "2021-08-06"


def settings(address: str) -> dict[str, str]:
    """The environment in which `obstore` uses the account at `address`."""
    return {
        "AZURE_STORAGE_ACCOUNT_NAME": ACCOUNT,
        "AZURE_STORAGE_ACCOUNT_KEY": KEY,
        "AZURE_STORAGE_ENDPOINT": address,
    }


def new_container(address: str, name: str) -> urllib.request.Request:
    """The request that makes a container, signed as Azure's "Authorize with Shared Key" says."""
    now = format_datetime(datetime.now(UTC), usegmt=True)
    headers = {"x-ms-date": now, "x-ms-version": VERSION}
    signed = "\n".join(
        [
            *("PUT", *[""] * 11),
            *(f"{key}:{value}" for key, value in headers.items()),
            f"/{ACCOUNT}/{ACCOUNT}/{name}",
            "restype:container",
        ]
    )
    digest = hmac.digest(base64.b64decode(KEY), signed.encode(), hashlib.sha256)
    signature = base64.b64encode(digest).decode()
    headers |= {"Authorization": f"SharedKey {ACCOUNT}:{signature}", "Content-Length": "0"}
    url = f"{address}/{name}?restype=container"
    return urllib.request.Request(url, method="PUT", headers=headers)
