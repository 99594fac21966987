"""The proxies of `docs/operations.md` in front of a gateway."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from tests.protocols.socket_client import PROTOCOL, SocketClient
from tests.proxies import CERTIFICATE, NAME, caddy, nginx, running
from tests.server import PATIENCE, Gateway, free_port, start_gateway, stop_gateway

BURST = 3
VIEWER = {"query": "{ viewer { email } }"}
CREATE = 'mutation { createIssue(input: {title: "Seen"}) { issue { id } } }'


PROXIES: dict[str, Callable[[Path, int, int], Sequence[str]]] = {"nginx": nginx, "caddy": caddy}


@dataclass(frozen=True)
class Deployed:
    """A proxy, and the gateway behind it."""

    proxy: str
    port: int
    gateway: Gateway
    trust: ssl.SSLContext

    def client(self, address: str = "127.0.0.1", token: str | None = None) -> httpx.AsyncClient:
        """A client at an address of this machine."""
        transport = httpx.AsyncHTTPTransport(verify=self.trust, local_address=address)
        return httpx.AsyncClient(
            transport=_Named(transport),
            base_url=f"https://127.0.0.1:{self.port}",
            headers={"Authorization": f"Bearer {token or self.gateway.token}", "Host": self.host},
            timeout=PATIENCE,
        )

    @property
    def host(self) -> str:
        return f"{NAME}:{self.port}"

    def socket(self, origin: str | None = None) -> connect:
        return connect(
            f"wss://{self.host}/graphql",
            host="127.0.0.1",
            port=self.port,
            ssl=self.trust,
            subprotocols=[PROTOCOL],
            origin=Origin(origin) if origin else None,
        )


class _Named(httpx.AsyncBaseTransport):
    """Asks for the proxy by its name, which no server of names knows."""

    def __init__(self, transport: httpx.AsyncHTTPTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.extensions["sni_hostname"] = NAME
        return await self._transport.handle_async_request(request)

    async def aclose(self) -> None:
        await self._transport.aclose()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    started = start_gateway(
        tmp_path_factory.mktemp("behind"),
        allowed_hosts=NAME,
        address_rate=0.001,
        address_burst=BURST,
    )
    yield started
    assert stop_gateway(started) == 0


@contextmanager
def deploy(proxy: str, gateway: Gateway, folder: Path) -> Iterator[Deployed]:
    port, upstream = free_port(), httpx.URL(gateway.base_url).port
    assert upstream is not None
    trust = ssl.create_default_context(cafile=str(CERTIFICATE))
    trust.check_hostname = False  # it is for localhost
    with running(PROXIES[proxy](folder, port, upstream), folder, port):
        yield Deployed(proxy, port, gateway, trust)


@pytest.fixture(scope="module", params=PROXIES)
def deployed(
    request: pytest.FixtureRequest, gateway: Gateway, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployed]:
    with deploy(request.param, gateway, tmp_path_factory.mktemp(request.param)) as there:
        yield there


@pytest.fixture
async def client(deployed: Deployed) -> AsyncIterator[httpx.AsyncClient]:
    async with deployed.client() as client:
        yield client


@pytest.fixture
async def page(deployed: Deployed) -> AsyncIterator[ClientConnection]:
    """A socket as our own page opens it."""
    async with deployed.socket(f"https://{deployed.host}") as connection:
        yield connection


async def test_operations_and_pages_go_through(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json=VIEWER)
    assert answer.json()["data"]["viewer"]["email"] == "admin@localhost"
    listed = await client.get("/api/v1/issues?limit=1000")
    assert (listed.status_code, listed.json()["count"]) == (
        200,
        int(listed.headers["x-total-count"]),
    )
    again = await client.get(
        "/api/v1/issues?limit=1000", headers={"If-None-Match": listed.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    moved = await client.get("/", headers={"Accept": "text/html"})
    assert moved.headers["location"] == "/board"
    assert (await client.get("/graphql", headers={"Accept": "text/html"})).status_code == 200


@pytest.mark.parametrize(("size", "status"), [(10**6, 422), (2 * 10**6, 413), (20 * 10**6, 413)])
async def test_bodies_are_bounded(
    deployed: Deployed, client: httpx.AsyncClient, size: int, status: int
) -> None:
    body = b'{"title": "%b"}' % (b"a" * size)
    headers = {"Content-Type": "application/json"}
    try:
        answer = await client.post("/api/v1/issues", content=body, headers=headers)
    except httpx.TransportError:
        # Caddy resets the connection of whoever goes on sending.
        assert (deployed.proxy, size) == ("caddy", 20 * 10**6)
    else:
        assert answer.status_code == status, answer.text


async def test_a_subscription_hears_of_changes(
    client: httpx.AsyncClient, page: ClientConnection, deployed: Deployed
) -> None:
    socket = SocketClient(page)
    await socket.initialise(deployed.gateway.headers)
    await socket.subscribe("1", "subscription { changes { action } }")
    await socket.run(VIEWER["query"], key="2")
    assert (await client.post("/graphql", json={"query": CREATE})).status_code == 200
    assert (await socket.result("1"))["changes"]["action"] == "CREATED"


async def test_a_page_of_others_opens_no_socket(deployed: Deployed) -> None:
    with pytest.raises(InvalidStatus):
        async with deployed.socket("https://evil.example"):
            pass


async def test_a_request_has_one_id(client: httpx.AsyncClient, deployed: Deployed) -> None:
    """nginx gives each its own, Caddy lets that of the client through."""
    answer = await client.get("/api/v1/nothing", headers={"X-Request-ID": "mine-1"})
    (found,) = answer.headers.get_list("x-request-id")
    assert re.fullmatch(r"[\da-f]{32}" if deployed.proxy == "nginx" else "mine-1", found)
    log = deployed.gateway.folder / "output.txt"
    async with asyncio.timeout(PATIENCE):
        while found not in log.read_text(encoding="utf-8"):
            await asyncio.sleep(0.01)


async def test_strangers_are_counted_by_their_own_address(deployed: Deployed) -> None:
    # Another network for each proxy: they share the gateway.
    network = list(PROXIES).index(deployed.proxy) + 2

    async def statuses(address: str) -> list[int]:
        async with deployed.client(address, token="igw_invented") as stranger:
            return [
                (
                    await stranger.get(
                        "/api/v1/issues", headers={"X-Forwarded-For": f"203.0.113.{number}"}
                    )
                ).status_code
                for number in range(BURST + 1)
            ]

    assert await statuses(f"127.0.{network}.1") == [401] * BURST + [429]
    assert await statuses(f"127.0.{network}.2") == [401] * BURST + [429]


@pytest.mark.parametrize("proxy", PROXIES)
async def test_the_gateway_may_be_restarted(
    proxy: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp
    before = start_gateway(folder("before"))
    with deploy(proxy, before, folder(proxy)) as there:
        async with there.client() as client:
            assert (await client.post("/graphql", json=VIEWER)).status_code == 200
            assert stop_gateway(before) == 0
            assert (await client.post("/graphql", json=VIEWER)).status_code == 502
            port = httpx.URL(before.base_url).port
            monkeypatch.setattr("tests.server.free_port", lambda: port)
            after = start_gateway(folder("after"))
            answer = await client.post("/graphql", json=VIEWER, headers=after.headers)
            assert answer.status_code == 200
    assert stop_gateway(after) == 0
