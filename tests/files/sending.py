"""Sending files as clients do, and looking at what a gateway has kept."""

import hashlib
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from tests.rest.client import Script

LOG = b"12:00:01 rail 3V3 ok\n12:00:02 rail 3V3 sag 2.71 V\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SHA = hashlib.sha256(LOG).hexdigest()


def stored(app: Starlette) -> dict[str, int]:
    return {each.key: each.size for each in app.state.library.store.stored()}


def staged(app: Starlette) -> list[Path]:
    return list(app.state.library.staging.glob("*"))


async def holds(app: Starlette) -> int:
    return len(await app.state.database.fetch_all("SELECT id FROM content_hold"))


async def nothing_is_left(app: Starlette) -> bool:
    return not stored(app) and not staged(app) and not await holds(app)


async def upload(
    script: Script, data: bytes = LOG, name: str = "bench.log", **fields: Any
) -> httpx.Response:
    return await script.ask(
        "POST", "/api/v1/attachments", files={"file": (name, data)}, data=fields
    )


async def described(script: Script, attachment_id: str) -> dict[str, Any]:
    query = "query($id: ID!) { attachment(id: $id) { name type size mediaType sha256 url } }"
    body = {"query": query, "variables": {"id": attachment_id}}
    answer = await script.ask("POST", "/graphql", json=body)
    found: dict[str, Any] = answer.json()["data"]["attachment"]
    return found
