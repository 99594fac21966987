"""The proxies of `docs/operations.md` in front of a gateway."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from tests.protocols.event_stream import EventReader
from tests.protocols.socket_client import PROTOCOL, SocketClient
from tests.proxies import CERTIFICATE, NAME, caddy, nginx, running
from tests.server import PATIENCE, Gateway, free_port, start_gateway, stop_gateway

BURST = 3
VIEWER = {"query": "{ viewer { email } }"}
CREATE = 'mutation { createIssue(input: {title: "Seen"}) { issue { id } } }'


SUBSCRIBE = "subscription { changes { action } }"
PROXIES: dict[str, Callable[..., Sequence[str]]] = {"nginx": nginx, "caddy": caddy}
GZIP = {
    "gzip off;  # it makes each ETag weak": (
        "gzip on; gzip_proxied any; gzip_min_length 1; gzip_types application/json;"
    )
}
ALONE = {"proxy_http_version 1.1;": "proxy_http_version 1.1; proxy_set_header Accept-Encoding '';"}
COMPRESSED_BY = {"nginx": {**GZIP, **ALONE}, "nginx and the gateway": GZIP}
"""Changes of the guide's configuration, by who compresses then."""


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
def deploy(
    proxy: str, gateway: Gateway, folder: Path, *changes: Mapping[str, str]
) -> Iterator[Deployed]:
    """Start a proxy, whose configuration may be changed before."""
    port, upstream = free_port(), httpx.URL(gateway.base_url).port
    assert upstream is not None
    trust = ssl.create_default_context(cafile=str(CERTIFICATE))
    trust.check_hostname = False  # it is for localhost
    with running(PROXIES[proxy](folder, port, upstream, *changes), folder, port):
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


async def test_files_larger_than_a_body_go_through(client: httpx.AsyncClient) -> None:
    body = {"title": "x", "description": []}
    issue = (await client.post("/api/v1/issues", json=body)).json()["uuid"]
    content = bytes(range(256)) * 12_000
    files, fields = {"file": ("trace.bin", content)}, {"file_type": "trace"}
    made = await client.post(f"/api/v1/issues/{issue}/files", files=files, data=fields)
    assert made.status_code == 201, made.text
    path = f"/api/v1/attachments/{made.json()['attachment_id']}/content"
    assert (await client.get(path)).content == content
    resumable = {"Tus-Resumable": "1.0.0"}
    named = {"Upload-Length": str(len(content)), "Upload-Metadata": "filename dHJhY2UuYmlu"}
    upload = await client.post("/api/v1/uploads", headers={**resumable, **named})
    assert upload.status_code == 201, upload.text
    assert upload.headers["location"].startswith(f"https://{NAME}:")
    sent = await client.patch(
        httpx.URL(upload.headers["location"]).path,
        content=content,
        headers={
            **resumable,
            "Upload-Offset": "0",
            "Content-Type": "application/offset+octet-stream",
        },
    )
    assert (sent.status_code, sent.headers["upload-offset"]) == (204, str(len(content)))


async def test_a_subscription_hears_of_changes(
    client: httpx.AsyncClient, page: ClientConnection, deployed: Deployed
) -> None:
    socket = SocketClient(page)
    await socket.initialise(deployed.gateway.headers)
    await socket.subscribe("1", SUBSCRIBE)
    await socket.run(VIEWER["query"], key="2")
    assert (await client.post("/graphql", json={"query": CREATE})).status_code == 200
    assert (await socket.result("1"))["changes"]["action"] == "CREATED"


async def test_an_event_stream_hears_of_changes(client: httpx.AsyncClient) -> None:
    headers = {"Accept": "text/event-stream", "Accept-Encoding": "gzip"}
    stream = client.stream("POST", "/graphql", json={"query": SUBSCRIBE}, headers=headers)
    async with stream as response:
        events = EventReader(response)
        for _ in range(2):
            assert (await client.post("/graphql", json={"query": CREATE})).status_code == 200
            assert (await events.data())["changes"]["action"] == "CREATED"


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


@pytest.mark.long
@pytest.mark.parametrize("by", COMPRESSED_BY)
async def test_a_proxy_that_compresses(by: str, gateway: Gateway, tmp_path: Path) -> None:
    """Conditional requests hold with the tags that a client gets."""
    with deploy("nginx", gateway, tmp_path, COMPRESSED_BY[by]) as there:
        async with there.client() as client:
            client.headers["Accept-Encoding"] = "gzip"
            # Small enough for the gateway to leave as they are, and not.
            for size in (10, 5_000):
                await change_behind(client, "a" * size, weak=by == "nginx" or size == 10)


async def change_behind(client: httpx.AsyncClient, text: str, *, weak: bool) -> None:
    """Change an issue twice, from the tag that is got and from one that is stale by then."""
    body = {"title": "x", "description": [{"type": "text", "text": text}]}
    path = f"/api/v1/issues/{(await client.post('/api/v1/issues', json=body)).json()['uuid']}"
    for form in (path, "/api/v1/issues?limit=1", f"{path}/comments"):
        read = await client.get(form)
        assert (read.status_code, read.headers["content-encoding"]) == (200, "gzip")
        held = {"If-None-Match": read.headers["etag"]}
        again = await client.get(form, headers=held)
        assert (again.status_code, again.content) == (304, b"")
    read = await client.get(path)
    tag = read.headers["etag"]
    assert tag.startswith('W/"1-' if weak else '"1-')
    changed = await client.patch(path, json={"title": "y"}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["title"]) == (200, "y")
    stale = await client.patch(path, json={"title": "z"}, headers={"If-Match": tag})
    assert stale.status_code == 412
    assert "The version is 2, not 1." in stale.json()["detail"]
    newest = {"If-Match": changed.headers["etag"]}
    assert (await client.patch(path, json={"title": "z"}, headers=newest)).status_code == 200
    named = await client.patch(path, json={"title": "w"}, headers={"If-Match": 'W/"abc"'})
    assert named.status_code == 412
    assert "names no entity tag of an object" in named.json()["detail"]
    assert (await client.get(path)).json()["title"] == "z"
