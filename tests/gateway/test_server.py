"""The server around the two surfaces: health, pages, errors, request ids and the log."""

import io
import json
import logging
from collections.abc import Iterator, Mapping

import httpx
import pytest
import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.errors import Unavailable
from gateway.http.failures import problem_for
from gateway.http.routing import Application
from gateway.observability.log import configure_logging, redact
from gateway.observability.request_log import RequestLog
from rest_compat.problem import Problem

Headers = Mapping[str, str]
TOKEN = "igw_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM"


async def test_healthz_says_only_that_the_process_lives(client: httpx.AsyncClient) -> None:
    response = await client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_readyz_says_that_requests_would_succeed(client: httpx.AsyncClient) -> None:
    response = await client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "writable": True, "migrated": True}


async def test_readyz_is_503_when_the_database_takes_no_writes(
    app: Starlette, client: httpx.AsyncClient
) -> None:
    await app.state.database.close()
    response = await client.get("/readyz")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "1"
    assert not response.json()["writable"]


async def test_a_browser_gets_the_playground_without_a_token(client: httpx.AsyncClient) -> None:
    browser = {"Accept": "text/html,*/*;q=0.8"}
    moved = await client.get("/", headers=browser)
    assert (moved.status_code, moved.headers["location"]) == (307, "/board")
    response = await client.get("/graphql", headers=browser)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert "default-src" in response.headers["content-security-policy"]
    assert "://" not in response.text


async def test_an_unknown_path_is_a_problem(
    client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    response = await client.get("/nowhere", headers=reader_headers)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_wrong_method_names_the_right_ones(
    client: httpx.AsyncClient, reader_headers: Headers
) -> None:
    response = await client.delete("/graphql", headers=reader_headers)
    assert response.status_code == 405
    assert "POST" in response.headers["allow"]


@pytest.mark.parametrize(
    ("error", "status", "headers"),
    [
        (Unavailable("gone", retry_after=2.3), 503, {"Retry-After": "3"}),
        (TimeoutError(), 503, {"Retry-After": "1"}),
        (ValueError("secret"), 500, {}),
        (Problem(404, "No."), 404, {}),
    ],
)
def test_exceptions_become_problems(error: Exception, status: int, headers: dict[str, str]) -> None:
    problem = problem_for(error, "id")
    assert (problem.status, problem.headers) == (status, headers)
    assert "secret" not in str(bytes(problem.response().body))


async def fails(request: Request) -> Response:
    structlog.get_logger().info("about to fail")
    raise ValueError(f"at {request.headers.get('authorization')} in {TOKEN}")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log of this process as JSON lines; logging is as it was, afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    configure_logging("json")
    # A logger keeps the stream that it first wrote to.
    monkeypatch.setattr("gateway.observability.log.log", structlog.get_logger())
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


async def test_an_unforeseen_error_is_a_500_with_the_id_of_its_log_lines(log: io.StringIO) -> None:
    app = Application(routes=[Route("/", fails)], middleware=[Middleware(RequestLog)])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        response = await client.get("/", headers={"Authorization": f"Bearer {TOKEN}"})
    request_id = response.headers["x-request-id"]
    assert response.json() == {
        "title": "Internal Server Error",
        "status": 500,
        "detail": "Something went wrong.",
        "request_id": request_id,
    }
    written = [line for line in lines(log) if line.get("logger") != "httpx"]
    assert [line["event"] for line in written] == ["about to fail", "request failed", "request"]
    assert {line["request_id"] for line in written} == {request_id}
    assert "ValueError" in str(written[1]["exception"])
    assert written[2]["status"] == 500
    assert TOKEN not in log.getvalue()


@pytest.mark.usefixtures("log")
def test_lines_of_the_server_hold_no_escape_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """Uvicorn hands over each of its messages once more, coloured."""
    coloured = {"color_message": "Started [\x1b[36m%d\x1b[0m]"}
    for style in ("json", "text"):
        configure_logging(style)
        logging.getLogger("uvicorn.error").info("Started [%d]", 7, extra=coloured)
    written = capsys.readouterr().err
    assert written.count("Started [7]") == 2
    assert "color" not in written
    assert "\x1b" not in written


def test_a_warning_of_a_library_has_its_error_and_no_traceback(log: io.StringIO) -> None:
    logger = logging.getLogger("asyncpg.pool")
    try:
        raise ConnectionRefusedError(111, "Connection refused")
    except OSError:
        logger.warning("retrying", exc_info=True)
        logger.exception("given up")
    warning, error = lines(log)
    assert warning["error"] == "ConnectionRefusedError: [Errno 111] Connection refused"
    assert "exception" not in warning
    assert "Traceback" in str(error["exception"])


async def test_a_request_is_one_line_and_health_checks_are_none(
    app: Starlette, client: httpx.AsyncClient, log: io.StringIO
) -> None:
    await client.get("/healthz")
    await client.get("/graphql", headers={"X-Request-ID": "mine-1"})
    (line,) = [line for line in lines(log) if line["event"] == "request"]
    assert (line["path"], line["status"], line["request_id"]) == ("/graphql", 401, "mine-1")


@pytest.mark.parametrize("given", ["a b", "x" * 65, "<script>", ""])
async def test_an_unfit_request_id_is_replaced(client: httpx.AsyncClient, given: str) -> None:
    response = await client.get("/healthz", headers={"X-Request-ID": given})
    assert response.headers["x-request-id"] != given
    assert len(response.headers["x-request-id"]) == 32


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"got {TOKEN}", "got [redacted]"),
        ("authorization: Bearer abc.def", "authorization: Bearer [redacted]"),
        ("postgresql://me:pw@db/x", "postgresql://[redacted]@db/x"),
        ("nothing here", "nothing here"),
    ],
)
def test_secrets_stay_out_of_the_log(text: str, clean: str) -> None:
    assert redact(None, "", {"event": text, "status": 1}) == {"event": clean, "status": 1}
