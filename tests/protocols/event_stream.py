"""A client of server-sent events that reads them as the HTML standard says (section 9.2.6)."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

PATIENCE = 20.0
"""Seconds until an event that does not come counts as missing."""


@dataclass
class Event:
    name: str
    data: str
    id: str | None

    @property
    def result(self) -> Any:
        return json.loads(self.data)


class EventReader:
    """The events of one response. `comments` counts the keep-alives."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.comments = 0
        self.last_id: str | None = None
        self._lines = response.aiter_lines()

    async def event(self) -> Event | None:
        """The next event; None at the end of the stream."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE):
            async for line in self._lines:
                if not line:
                    if "event" in fields or "data" in fields:
                        self.last_id = fields.get("id", self.last_id)
                        return Event(fields.get("event", ""), fields.get("data", ""), self.last_id)
                    fields = {}
                elif line.startswith(":"):
                    self.comments += 1
                else:
                    name, _, value = line.partition(":")
                    fields[name] = value.removeprefix(" ")
        return None

    async def data(self) -> Any:
        """The data of the next result, which must have no errors."""
        event = await self.event()
        assert event is not None
        assert event.name == "next", event
        return event.result["data"]


@asynccontextmanager
async def open_stream(
    url: str, headers: Mapping[str, str], query: str, **variables: object
) -> AsyncIterator[EventReader]:
    """Ask for the results of one operation as events."""
    accept = {"Accept": "text/event-stream", **headers}
    body = {"query": query, "variables": variables}
    async with (
        httpx.AsyncClient(timeout=PATIENCE) as client,
        client.stream("POST", url, headers=accept, json=body) as response,
    ):
        assert response.status_code == 200, await response.aread()
        yield EventReader(response)
