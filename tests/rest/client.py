"""What a script that uses the REST API does, for the tests over the whole application."""

from typing import Any, TypeVar

import httpx
from pydantic import BaseModel

from tests.application import Headers

ISSUES = "/api/v1/issues"
UNKNOWN = "00000000-0000-4000-8000-000000000000"
Json = dict[str, Any]
M = TypeVar("M", bound=BaseModel)


class Script:
    """One holder of a token."""

    def __init__(self, client: httpx.AsyncClient, headers: Headers) -> None:
        self.client = client
        self.headers = headers

    async def ask(
        self, method: str, path: str, *, headers: Headers | None = None, **rest: Any
    ) -> httpx.Response:
        return await self.client.request(
            method, path, headers={**self.headers, **(headers or {})}, **rest
        )

    async def issue(self, **fields: object) -> Json:
        """Create an issue."""
        body = {"title": "Power rail undervoltage at startup", "description": [], **fields}
        response = await self.ask("POST", ISSUES, json=body)
        assert response.status_code == 201, response.text
        created: Json = response.json()
        return created

    async def comment(self, issue: Json, content: str = "Reproduced.", **fields: object) -> Json:
        """Add a comment."""
        response = await self.ask("POST", comments(issue), json={"content": content, **fields})
        assert response.status_code == 201, response.text
        created: Json = response.json()
        return created

    async def graphql(self, mutation: str, noun: str, **given: object) -> Json:
        """Do what only GraphQL can: run `mutation` and return the `noun` it made or changed."""
        name = mutation[0].upper() + mutation[1:]
        text = (
            f"mutation($input: {name}Input!) {{ {mutation}(input: $input)"
            f" {{ {noun} {{ id }} userErrors {{ message }} }} }}"
        )
        body = {"query": text, "variables": {"input": given}}
        response = await self.ask("POST", "/graphql", json=body)
        answer = response.json()
        payload = answer["data"][mutation]
        assert not payload["userErrors"], answer
        made: Json = payload[noun]
        return made

    async def attachment(self, **given: object) -> str:
        """Make an attachment without content."""
        fields = {"name": "log.csv", "type": "csv", **given}
        return str((await self.graphql("uploadAttachment", "attachment", **fields))["id"])

    async def session(self, **given: object) -> str:
        return str((await self.graphql("createSession", "session", **given))["id"])


def comments(issue: Json) -> str:
    return f"{ISSUES}/{issue['uuid']}/comments"


def checked(model: type[M], response: httpx.Response, status: int = 200) -> Json:
    """The body, which is exactly what the reference documents."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    body: Json = response.json()
    model.model_validate_json(response.content)
    return body


def problem(response: httpx.Response, status: int) -> Json:
    """The body of an error answer."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: Json = response.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert ("errors" in body) == (status == 422)
    return body
