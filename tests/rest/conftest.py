"""The REST module alone, over an `execute` that answers what the test says."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

import httpx
import pytest
import strawberry
from graphql import GraphQLSchema, build_schema
from starlette.applications import Starlette
from starlette.requests import Request
from strawberry.schema.config import StrawberryConfig

from gateway.http.json_body import parse_body
from rest_compat.endpoint import rest_routes
from rest_compat.execute import Form, RootJson
from schema.root.mutations import MUTATIONS, mutation_type
from schema.root.query import Query
from schema.root.subscription import Subscription
from schema.scalars import SCALAR_MAP
from tests.application import Headers, NewToken
from tests.rest.client import Script

ISSUE_ID = "b8c9d0e1-f2a3-4567-bcde-678901234567"
COMMENT_ID = "e1f2a3b4-c5d6-7890-efab-901234567890"
REVISION = b'{"id":"b8c9d0e1-f2a3-4567-bcde-678901234567","version":3}'


ISSUE = b'{"uuid":"' + ISSUE_ID.encode() + b'"}'
EMPTY = b'{"items":[],"count":0}'
CREATED = {"issue": ISSUE, "revision": REVISION, "userErrors": b"[]"}
COMMENTED = {"comment": b"{}", "revision": REVISION, "userErrors": b"[]"}
MINIMAL = {"title": "Sag", "description": []}


@dataclass
class FakeAnswer:
    data: Mapping[str, RootJson] | None = None
    errors: Sequence[Mapping[str, object]] = ()
    unchanged: str | None = None
    tags: list[str] = field(default_factory=list)

    def note_tag(self, tag: str) -> None:
        self.tags.append(tag)


@dataclass
class Call:
    document: str
    variables: dict[str, object]
    idempotency_key: str | None


@dataclass
class FakeExecute:
    """Gives its answers one after the other, the last one again and again."""

    answers: list[FakeAnswer] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    async def __call__(
        self,
        request: Request,
        document: str,
        variables: dict[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> FakeAnswer:
        self.calls.append(Call(document, variables, idempotency_key))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def answer(self, **data: RootJson) -> None:
        self.answers.append(FakeAnswer(data))

    def fail(self, code: str, **extensions: object) -> None:
        error = {"message": "SELECT secret", "extensions": {"code": code, **extensions}}
        self.answers.append(FakeAnswer(None, [error]))

    @property
    def input(self) -> object:
        return self.calls[-1].variables["input"]


@pytest.fixture(scope="session")
def declared_schema() -> GraphQLSchema:
    declared = strawberry.Schema(
        query=Query,
        mutation=mutation_type(MUTATIONS),
        subscription=Subscription,
        config=StrawberryConfig(scalar_map=SCALAR_MAP),
    )
    return build_schema(declared.as_str())


@pytest.fixture(scope="session")
def shared_execute() -> FakeExecute:
    return FakeExecute()


def nothing_received(request: Request) -> AbstractAsyncContextManager[Form]:
    raise AssertionError("the tests of this module alone send no forms")


@pytest.fixture(scope="session")
def rest_only(shared_execute: FakeExecute) -> Starlette:
    routes = rest_routes(shared_execute, parse_body, nothing_received)
    return Starlette(routes=routes)


@pytest.fixture
def execute(shared_execute: FakeExecute) -> FakeExecute:
    """The `execute` behind `api`, without answers and calls of other tests."""
    shared_execute.answers.clear()
    shared_execute.calls.clear()
    return shared_execute


@pytest.fixture
def api(rest_only: Starlette, execute: FakeExecute) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=rest_only)
    return httpx.AsyncClient(transport=transport, base_url="http://test/api/v1")


@pytest.fixture
def answering(execute: FakeExecute) -> FakeExecute:
    """Answers every operation."""
    execute.answer(
        issue=b'{"comments":' + EMPTY + b"}",
        issues=EMPTY,
        revision=REVISION,
        createIssue=CREATED,
        updateIssue=CREATED,
        deleteIssue={"userErrors": b"[]"},
        addComment=COMMENTED,
        updateComment=COMMENTED,
        deleteComment={"userErrors": b"[]"},
    )
    return execute


@pytest.fixture
def refuse(execute: FakeExecute) -> Callable[..., None]:
    """Let the operation with `root` answer one user error."""

    def refuse(root: str, code: str, *path: str, noun: str = "issue") -> None:
        names = ",".join(f'"{part}"' for part in path)
        errors = f'[{{"field":[{names}],"message":"No.","code":"{code}"}}]'.encode()
        execute.answer(**{root: {noun: b"null", "revision": b"null", "userErrors": errors}})

    return refuse


@pytest.fixture
def admin(client: httpx.AsyncClient, admin_headers: Headers) -> Script:
    """An admin's script, over the whole application."""
    return Script(client, admin_headers)


@pytest.fixture
async def engineer(client: httpx.AsyncClient, new_token: NewToken) -> Script:
    """The script of someone who may write."""
    return Script(client, await new_token("engineer@example.com"))


@pytest.fixture
async def colleague(client: httpx.AsyncClient, new_token: NewToken) -> Script:
    """The script of another one who may write."""
    return Script(client, await new_token("colleague@example.com"))
