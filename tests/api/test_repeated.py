"""The cached plan and answer of an operation are used only for the same operation."""

from typing import Any

import httpx
import pytest

from tests.application import Headers

CREATE = """
mutation ($title: String!, $full: Boolean = false) {
  createIssue(input: {title: $title}) {
    issue { id title @include(if: $full) }
    userErrors { field code }
  }
}
"""


@pytest.mark.parametrize("ignored", ["", " ", "\n", ",", "# a comment\n"])
async def test_introspection_by_name(
    client: httpx.AsyncClient, writer_headers: Headers, ignored: str
) -> None:
    text = f"query ($name: String!) {{ __type{ignored}(name: $name) {{ name }} }}"
    for name in ("Issue", "Comment"):
        response = await client.post(
            "/graphql",
            headers=writer_headers,
            json={"query": text, "variables": {"name": name}},
        )
        assert response.json()["data"] == {"__type": {"name": name}}


async def test_an_idempotency_key_stands_for_all_that_was_asked(
    client: httpx.AsyncClient, writer_headers: Headers
) -> None:
    async def create(**variables: object) -> Any:
        response = await client.post(
            "/graphql",
            headers={**writer_headers, "Idempotency-Key": "run-17"},
            json={"query": CREATE, "variables": variables},
        )
        return response.json()["data"]["createIssue"]

    first = await create(title="Rail sags", full=True)
    assert first["issue"]["title"] == "Rail sags"
    assert await create(full=True, title="Rail sags") == first
    conflict = {"issue": None, "userErrors": [{"field": ["idempotencyKey"], "code": "CONFLICT"}]}
    assert await create(title="Rail sags", full=False) == conflict
    assert await create(title="Rail holds", full=True) == conflict
