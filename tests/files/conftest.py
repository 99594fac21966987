"""Fixtures of the tests of files."""

import httpx
import pytest

from tests.application import NewToken
from tests.rest.client import Script


@pytest.fixture
async def engineer(client: httpx.AsyncClient, new_token: NewToken) -> Script:
    return Script(client, await new_token())
