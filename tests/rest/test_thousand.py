"""A list equals its objects: one statement gives the answers of a thousand requests."""

from datetime import UTC, datetime

import httpx
import orjson
from starlette.applications import Starlette

from db import demo
from tests.application import Headers

ISSUES = 1000
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_a_list_of_1000_is_the_same_as_1000_single_answers(
    app: Starlette, client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    await demo.load(
        app.state.database,
        seed=3,
        issues=ISSUES,
        comments_per_issue=0,
        now=NOW,
        progress=lambda _: None,
    )
    if app.state.database.dialect.name == "postgresql":
        # What its autovacuum does within a minute of such a load.
        await app.state.database.fetch_all("ANALYZE")
    listed = await client.get("/api/v1/issues", headers=reader_headers, params={"limit": ISSUES})
    items = orjson.loads(listed.content)["items"]
    assert len(items) == ISSUES
    singles = []
    for item in items:
        single = await client.get(f"/api/v1/issues/{item['uuid']}", headers=reader_headers)
        singles.append(single.content)
    assert listed.content == b'{"items":[' + b",".join(singles) + b'],"count":%d}' % ISSUES
