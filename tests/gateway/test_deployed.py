"""A gateway as it is deployed: with a certificate, behind a proxy, with pages on other hosts."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect

from tests.application import Serve
from tests.protocols.socket_client import PROTOCOL, SocketClient
from tests.server import Gateway, start_gateway, stop_gateway

CERTIFICATE = Path(__file__).parent / "localhost.pem"
PREFIX = "/issues"
BOARD = "https://board.lab.example"
BURST = 3
VIEWER = {"query": "{ viewer { email } }"}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    started = start_gateway(
        tmp_path_factory.mktemp("deployed"),
        *("--ssl-certfile", str(CERTIFICATE), "--root-path", PREFIX),
        *("--forwarded-allow-ips", "127.0.0.1"),
        allowed_hosts="127.0.0.1 *.lab.example",
        cors_origins=BOARD,
        address_rate=0.001,
        address_burst=BURST,
        header_timeout=0.3,
        body_timeout=0.3,
    )
    yield started
    assert stop_gateway(started) == 0


@pytest.fixture(scope="module")
def trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


@pytest.fixture
async def client(gateway: Gateway, trust: ssl.SSLContext) -> AsyncIterator[httpx.AsyncClient]:
    """Connected as the proxy is, which has taken the prefix off."""
    async with httpx.AsyncClient(
        base_url=gateway.base_url, headers=gateway.headers, verify=trust
    ) as client:
        yield client


async def test_everything_goes_through_tls(gateway: Gateway, client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json=VIEWER)
    assert answer.json()["data"]["viewer"]["email"] == "admin@localhost"
    with pytest.raises(httpx.TransportError):
        httpx.get(gateway.base_url.replace("https", "http") + "/healthz")
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"{gateway.base_url}/healthz")


async def test_sockets_do_too(gateway: Gateway, trust: ssl.SSLContext) -> None:
    async with connect(gateway.socket_url, ssl=trust, subprotocols=[PROTOCOL]) as connection:
        socket = SocketClient(connection)
        await socket.initialise(gateway.headers)
        assert (await socket.run(VIEWER["query"]))["viewer"]["email"] == "admin@localhost"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/board", "/docs", "/api/v1/issues"])  # fmt: skip  # noqa: E501
async def test_paths_are_found_without_the_prefix(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path, follow_redirects=True)).status_code == 200


async def test_a_browser_gets_the_playground(gateway: Gateway, client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", headers={"Accept": "text/html", "Authorization": ""})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    moved = await client.get("/")
    assert moved.headers["location"] == f"{PREFIX}/board"


async def test_links_lead_through_the_proxy(client: httpx.AsyncClient) -> None:
    for title in ("a", "b"):
        body: dict[str, object] = {"title": title, "description": []}
        made = await client.post("/api/v1/issues", json=body, headers={"Host": "x.lab.example"})
        location = f"https://x.lab.example{PREFIX}/api/v1/issues/{made.json()['uuid']}"
        assert made.headers["location"] == location
    listed = await client.get("/api/v1/issues/?limit=1", headers={"Host": "x.lab.example:8443"})
    assert listed.links["next"]["url"] == (
        f"https://x.lab.example:8443{PREFIX}/api/v1/issues?limit=1&offset=1"
    )


@pytest.mark.parametrize(
    "sent",
    [
        "authorization, content-type, if-match, idempotency-key",
        "apollographql-client-name, apollographql-client-version, content-type",
        "traceparent, tracestate, baggage, sentry-trace",
        "graphql-preflight, apollo-require-preflight, x-requested-with",
        "tus-resumable, upload-length, upload-metadata, upload-offset, upload-checksum",
        "accept, cache-control, last-event-id, range, if-range",
    ],
)
async def test_pages_of_others_may_send_what_clients_send(
    client: httpx.AsyncClient, sent: str
) -> None:
    asked = {"Origin": BOARD, "Access-Control-Request-Method": "PATCH"}
    headers = {**asked, "Access-Control-Request-Headers": sent}
    preflight = await client.options("/api/v1/issues", headers=headers)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == BOARD
    other = {**asked, "Access-Control-Request-Headers": "x-invented"}
    assert (await client.options("/api/v1/issues", headers=other)).status_code == 400


async def test_pages_of_others_upload_resumably(client: httpx.AsyncClient) -> None:
    """Browsers hide from a page what the answer does not expose, and what tus needs is there."""
    tus = {"Origin": BOARD, "Tus-Resumable": "1.0.0"}
    named = {"Upload-Length": "3", "Upload-Metadata": "filename YS50eHQ="}
    made = await client.post("/api/v1/uploads", headers={**tus, **named})
    place = httpx.URL(made.headers["location"]).path.removeprefix(PREFIX)
    part = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    answers = [
        made,
        await client.head(place, headers=tus),
        await client.patch(place, content=b"abc", headers={**tus, **part}),
        await client.get("/api/v1/issues?_=1", headers={"Origin": BOARD}),
    ]
    others = {"cache-control", "content-encoding", "content-length", "content-type", "date", "vary"}
    for answer in answers:
        assert answer.is_success
        exposed = answer.headers["access-control-expose-headers"].lower().split(", ")
        ours = {name for name in answer.headers if not name.startswith("access-control")}
        assert ours - {*exposed} - others == set()
    assert (answers[1].headers["upload-offset"], answers[2].headers["upload-offset"]) == ("0", "3")
    for method in ("POST", "HEAD", "PATCH", "DELETE"):
        asked = {"Origin": BOARD, "Access-Control-Request-Method": method}
        assert (await client.options(place, headers=asked)).status_code == 200


async def test_the_list_of_headers_is_a_setting(serve: Serve) -> None:
    served = await serve(cors_origins=BOARD, cors_headers="Authorization X-Lab")
    for sent, status in (("x-lab", 200), ("content-type", 200), ("traceparent", 400)):
        headers = {
            "Origin": BOARD,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": sent,
        }
        assert (await served.client.options("/graphql", headers=headers)).status_code == status


async def test_strangers_are_counted_by_the_address_that_the_proxy_saw(
    client: httpx.AsyncClient,
) -> None:
    async def statuses(address: str) -> list[int]:
        headers = {"X-Forwarded-For": address, "Authorization": "Bearer igw_invented"}
        answers = [await client.get("/api/v1/issues", headers=headers) for _ in range(BURST + 1)]
        return [answer.status_code for answer in answers]

    assert await statuses("192.0.2.1") == [401] * BURST + [429]
    assert await statuses("192.0.2.2") == [401] * BURST + [429]
    assert (await client.get("/api/v1/issues")).status_code == 200


async def test_it_answers_for_its_own_names_only(client: httpx.AsyncClient) -> None:
    for name, status in (
        ("issues.lab.example", 200),
        ("ISSUES.LAB.EXAMPLE:8000", 200),
        ("127.0.0.1:1", 200),
        ("evil.example", 421),
        ("lab.example.evil.example", 421),
        ("", 421),
    ):
        answer = await client.get("/api/v1/issues", headers={"Host": name})
        assert answer.status_code == status, name
        # Whoever looks whether it lives asks by address.
        assert (await client.get("/healthz", headers={"Host": name})).status_code == 200


@pytest.mark.parametrize("method", ["POST", "QUERY"])
async def test_pages_of_allowed_origins_may_ask(client: httpx.AsyncClient, method: str) -> None:
    preflight = {"Access-Control-Request-Method": method, "Authorization": ""}
    for origin, allowed in ((BOARD, BOARD), ("https://evil.example", None), ("null", None)):
        asked = await client.options("/graphql", headers={"Origin": origin, **preflight})
        assert asked.headers.get("access-control-allow-origin") == allowed
        assert not allowed or method in asked.headers["access-control-allow-methods"]
        answer = await client.post("/graphql", headers={"Origin": origin}, json=VIEWER)
        assert answer.headers.get("access-control-allow-origin") == allowed
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        (b"", b""),
        (b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", b""),
        (
            b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %b\r\n"
            b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
            b"HTTP/1.1 408",
        ),
    ],
    ids=["nothing", "headers", "body"],
)
async def test_slow_clients_are_not_waited_for(
    gateway: Gateway, trust: ssl.SSLContext, sent: bytes, answered: bytes
) -> None:
    port = httpx.URL(gateway.base_url).port
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust)
    async with asyncio.timeout(20):
        writer.write(sent.replace(b"%b", gateway.headers["Authorization"].encode()))
        try:
            # Sending a byte from time to time does not extend the deadline.
            while sent and not answered and not reader.at_eof():
                writer.write(b"x")
                await asyncio.sleep(0.05)
            found = await reader.read()
        except ConnectionError:
            found = b""
    writer.close()
    assert found.startswith(answered)
    assert bool(found) == bool(answered)


@pytest.mark.parametrize(
    ("request_", "status", "rest"),
    [
        (b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"200", b"\r\n"),
        (
            b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n",
            b"4",
            b"x",
        ),
    ],
    ids=["line ends", "a body that nobody waits for"],
)
async def test_what_is_no_request_does_not_keep_a_connection(
    gateway: Gateway, trust: ssl.SSLContext, request_: bytes, status: bytes, rest: bytes
) -> None:
    port = httpx.URL(gateway.base_url).port
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust)
    async with asyncio.timeout(20):
        writer.write(request_)
        assert (await reader.readline()).startswith(b"HTTP/1.1 " + status)
        await reader.readuntil(b"}]}" if status == b"4" else b"}")
        writer.write(rest)
        with suppress(ConnectionError):
            assert await reader.read() == b""
    writer.close()
