"""What an operator learns: metrics, slow operations with their SQL, explanations on request."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from db.enums import TokenScope
from gateway.observability.log import configure_logging
from tests.application import Serve

VALUE = "kettle"
FIND = f'query Find {{ issues(filter: {{title: {{contains: "{VALUE}"}}}}) {{ nodes {{ id }} }} }}'


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log of this process as JSON lines; logging is as it was, afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    configure_logging("json")
    # A logger keeps the stream that it first wrote to.
    for module in ("gateway.observability.log", "gateway.observability.operation_log"):
        monkeypatch.setattr(f"{module}.log", structlog.get_logger())
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_a_slow_operation_is_logged_with_its_sql(serve: Serve, log: io.StringIO) -> None:
    served = await serve(slow_operation=0)
    await served.ask(FIND)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    (slow,) = [line for line in lines if line["event"] == "slow operation"]
    (request,) = [line for line in lines if line["event"] == "request"]
    assert slow["request_id"] == request["request_id"]
    assert (slow["operation"], slow["kind"], slow["cost"]) == ("Find", "query", 150)
    assert (request["operation"], request["kind"], request["cost"]) == ("Find", "query", 150)
    assert slow["milliseconds"] >= slow["database_milliseconds"] > 0
    (sql,) = slow["sql"]
    assert "FROM issue" in sql
    assert VALUE not in log.getvalue()


async def test_a_quick_operation_is_not(serve: Serve, log: io.StringIO) -> None:
    served = await serve(slow_operation=60)
    await served.ask(FIND)
    assert "FROM issue" not in log.getvalue()


async def test_an_admin_may_have_an_operation_explained(serve: Serve) -> None:
    served = await serve()
    answer = (await served.ask(FIND, **{"X-Explain": "True"})).json()
    explained = answer["extensions"]["explain"]
    assert "FROM issue" in explained["sql"]
    assert any("issue" in step for step in explained["plan"])
    assert VALUE not in explained["sql"]
    assert answer["data"] == {"issues": {"nodes": []}}
    assert "explain" not in (await served.ask(FIND)).json()["extensions"]


@pytest.mark.parametrize("scope", [TokenScope.READ, TokenScope.WRITE])
async def test_nobody_else_may(serve: Serve, scope: TokenScope) -> None:
    served = await serve()
    headers = await served.new_token("somebody@example.com", scope)
    answer = await served.ask(FIND, **headers, **{"X-Explain": "true"})
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert "FROM" not in answer.text


async def test_metrics_count_what_was_asked(serve: Serve) -> None:
    served = await serve()
    await served.ask(FIND)
    await served.ask("{ nothing }")
    await served.client.get("/api/v1/issues")
    await served.client.get("/made/up/path")
    text = (await served.client.get("/metrics")).text
    for line in (
        'issue_gateway_operations_total{kind="query"} 2.0',
        'issue_gateway_operations_total{kind="none"} 1.0',
        'issue_gateway_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1.0',
        "issue_gateway_cached_answers_total 0.0",
        'issue_gateway_request_seconds_count{route="/graphql",status="2xx"} 2.0',
        'issue_gateway_request_seconds_count{route="/api/v1/issues",status="2xx"} 1.0',
        'issue_gateway_statement_seconds_count{kind="query"} 2.0',
    ):
        assert line in text.splitlines(), line
    assert "made" not in text


async def test_metrics_need_a_token_unless_they_are_public(serve: Serve) -> None:
    served = await serve()
    assert (await served.client.get("/metrics", headers={"Authorization": ""})).status_code == 401
    served = await serve(public_metrics=True)
    assert (await served.client.get("/metrics", headers={"Authorization": ""})).status_code == 200
