"""Requests made from the OpenAPI document, good and bad, held to it with every check.

On SQLite, in this process, from a fixed seed: what it finds, it finds every time.
"""

import asyncio
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from db.engine import open_database
from db.enums import TokenScope
from db.tokens import create_token
from gateway.app import create_app
from gateway.settings import Settings
from rest_compat import openapi

EXAMPLES = 25  # per operation, besides the systematic ones
CONFIG = {
    "generation": {"deterministic": True, "allow-x00": False, "max-examples": EXAMPLES},
    "checks": {
        # If-Match that does not match is well-formed and refused with 412.
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "412"]
        },
    },
}
BOUNDED = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)


class Server:
    """Stands for the server, which runs later than the cases are collected."""

    app: Starlette
    headers: dict[str, str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


SERVER = Server()
SCHEMA = schemathesis.openapi.from_dict(
    openapi.build(), config=SchemathesisConfig.from_dict(CONFIG)
)
SCHEMA.app = SERVER


@pytest.fixture(scope="module")
def server(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    folder = tmp_path_factory.mktemp("schemathesis")
    path = folder / "issues.db"
    path.write_bytes(migrated_sqlite_file.read_bytes())
    settings = Settings(
        database=f"sqlite:///{path}", data_dir=folder, address_rate=0, longest_lag=60
    )
    return create_app(settings)


@pytest.fixture(scope="module")
def authorization(server: Starlette) -> dict[str, str]:
    settings: Settings = server.state.settings

    async def make() -> str:
        database = await open_database(settings.database, settings.data_dir)
        _, secret = await create_token(database, "admin@example.com", TokenScope.ADMIN)
        await database.close()
        return secret

    return {"Authorization": f"Bearer {asyncio.run(make())}"}


@pytest.fixture(scope="module", autouse=True)
def served(server: Starlette, authorization: dict[str, str]) -> None:
    SERVER.app, SERVER.headers = server, authorization


@SCHEMA.parametrize()
@BOUNDED
def test_every_operation(case: schemathesis.Case[Any]) -> None:
    _keep_unstated_rules(case)
    case.call_and_validate(headers=SERVER.headers)


class Script(SCHEMA.as_state_machine()):  # type: ignore[misc]  # made at run time
    """Requests that use what earlier ones have answered."""

    def get_call_kwargs(self, case: schemathesis.Case[Any]) -> dict[str, Any]:
        return {"headers": SERVER.headers}

    def before_call(self, case: schemathesis.Case[Any]) -> None:
        _keep_unstated_rules(case)


def test_operations_that_follow_each_other() -> None:
    Script.run(settings=hypothesis.settings(BOUNDED, max_examples=10, stateful_step_count=8))


def _keep_unstated_rules(case: schemathesis.Case[Any]) -> None:
    """Make a good body good by the rules that a JSON Schema cannot state.

    A made-up attachment or session does not exist; integers, also of unknown fields, have 64 bits.
    """
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    if isinstance(case.body, dict):
        for name in ("attachment_ids", "session_ids"):
            case.body.pop(name, None)
        case.body = _within_64_bits(case.body)


def _within_64_bits(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _within_64_bits(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_within_64_bits(member) for member in value]
    return value % 2**63 if isinstance(value, int) and abs(value) >= 2**63 else value
