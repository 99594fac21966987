"""A gateway whose webhooks may lead to this machine, and a receiver on it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from db.enums import TokenScope
from db.tokens import create_token
from gateway.app import create_app
from gateway.settings import Settings
from gateway.webhooks import dispatcher
from tests.application import BASE_URL, Served
from tests.webhooks.receiver import Receiver, receiving

CREATE_HOOK = """
mutation ($input: CreateWebhookInput!) {
  createWebhook(input: $input) {
    webhook { id url isEnabled filter operation pending } secret userErrors { field code message }
  }
}
"""
CREATE = "mutation ($t: String!) { createIssue(input: {title: $t}) { issue { id } } }"
UPDATE = (
    "mutation ($i: ID!, $t: String!) { updateIssue(input: {id: $i, title: $t}) { issue { id } } }"
)
DELIVERIES = """
query ($id: ID!) {
  webhook(id: $id) {
    isEnabled disabledReason pending
    deliveries(first: 100) {
      nodes { id messageId status attempts responseStatus response error payload nextAttemptAt }
    }
  }
}
"""
Start = Callable[..., Awaitable["Lab"]]


class Lab(Served):
    """A gateway with what tests of webhooks do."""

    async def data(self, query: str, **variables: Any) -> Any:
        answer = await self.client.post("/graphql", json={"query": query, "variables": variables})
        assert "errors" not in answer.json(), answer.text
        return answer.json()["data"]

    async def hook(self, receiver: Receiver, **given: Any) -> Any:
        """A new webhook: `id` and `secret`."""
        found = await self.data(CREATE_HOOK, input={"url": receiver.url, **given})
        created = found["createWebhook"]
        assert created["userErrors"] == []
        return {"id": created["webhook"]["id"], "secret": created["secret"]}

    async def create(self, title: str) -> str:
        return str((await self.data(CREATE, t=title))["createIssue"]["issue"]["id"])

    async def update(self, key: str, title: str) -> None:
        await self.data(UPDATE, i=key, t=title)

    async def webhook(self, key: str) -> Any:
        return (await self.data(DELIVERIES, id=key))["webhook"]

    async def until(self, key: str, holds: Callable[[Any], bool]) -> Any:
        """The webhook as soon as something holds for it."""
        async with asyncio.timeout(20):
            while not holds(found := await self.webhook(key)):
                await asyncio.sleep(0.05)
        return found


@pytest.fixture
async def start(url: str, tmp_path: Path) -> AsyncIterator[Start]:
    """Start a gateway; several share the database."""
    async with AsyncExitStack() as stack:

        async def one(**values: object) -> Lab:
            given = {"database": url, "data_dir": tmp_path, "longest_lag": 60, "costly_share": 1}
            settings = Settings.model_validate({**given, "webhook_private": True, **values})
            app: Starlette = create_app(settings)
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            client = httpx.AsyncClient(transport=transport, base_url=BASE_URL)
            lab = Lab(app, await stack.enter_async_context(client))
            _, secret = await create_token(
                app.state.database,
                "admin@example.com",
                TokenScope.ADMIN,
                name=None,
                expires_at=None,
            )
            client.headers["Authorization"] = f"Bearer {secret}"
            return lab

        yield one


@pytest.fixture
async def lab(start: Start) -> Lab:
    return await start()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as one:
        yield one


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts of a day follow at once, and new webhooks are found at once."""
    monkeypatch.setattr(dispatcher, "PAUSES", (0.02,) * 10)
    monkeypatch.setattr(dispatcher, "LOOK", 0.05)
