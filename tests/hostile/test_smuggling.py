"""Request smuggling: an ambiguous request has one answer, and hides no other request.

A proxy in front may end a request where we do not; what is left over would be somebody else's next
request. So whatever is not plain is refused and ends the connection; what is taken is followed by
a request of a known id, whose answer must be the next.
"""

import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import orjson
import pytest

from gateway.http.headers import LARGEST_HEAD
from tests.hostile.wire import Answer, Wire, wire
from tests.server import Gateway, start_gateway, stop_gateway

HOST = b"Host: 127.0.0.1\r\n"
TOKEN = b"Authorization: Bearer %TOKEN%\r\n"
JSON = b"Content-Type: application/json\r\n"
QUERY = b'{"query": "{ viewer { email } }"}'
CHUNKED = b"Transfer-Encoding: chunked\r\n"
CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(QUERY), QUERY)
UPGRADE = b"Connection: Upgrade\r\nUpgrade: websocket\r\n"
HANDSHAKE = (
    UPGRADE + b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
H2C = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"


def post(
    headers: bytes = b"", body: bytes = b"", *, version: bytes = b"1.1", token: bytes = TOKEN
) -> bytes:
    line = b"POST /graphql HTTP/%b\r\n" % version
    return line + HOST + token + JSON + headers + b"\r\n" + body


def sized(length: int | bytes) -> bytes:
    return b"Content-Length: %b\r\n" % (length if isinstance(length, bytes) else b"%d" % length)


def get(headers: bytes = b"", line: bytes = b"GET /healthz HTTP/1.1", host: bytes = HOST) -> bytes:
    return line + b"\r\n" + host + headers + b"\r\n"


HIDDEN = get(b"X-Request-ID: hidden\r\n", b"GET /healthz?evil HTTP/1.1")
MARKER = get(b"X-Request-ID: marker\r\n")

REFUSED: Mapping[str, bytes] = {
    # where the body ends
    "a length beside chunks": post(sized(len(CHUNKS + HIDDEN)) + CHUNKED, CHUNKS + HIDDEN),
    "chunks beside a length": post(CHUNKED + sized(4), CHUNKS + HIDDEN),
    "two lengths": post(sized(len(QUERY)) + sized(len(QUERY + HIDDEN)), QUERY + HIDDEN),
    "one length twice": post(sized(len(QUERY)) * 2, QUERY),
    "a list of lengths": post(sized(b"33, 33"), QUERY),
    "a length with a sign": post(sized(b"+33"), QUERY),
    "a negative length": post(sized(b"-1"), QUERY),
    "a hexadecimal length": post(sized(b"0x21"), QUERY),
    "a length beyond 64 bits": post(sized(b"9" * 30), QUERY),
    "an empty length": post(sized(b""), QUERY),
    "a length in two": post(sized(b"3 3"), QUERY),
    "a length as Python reads it": post(sized(b"3_3"), QUERY),
    "a length, folded": post(b"Content-Length:\r\n 33\r\n", QUERY),
    "a length, with space before the colon": post(b"Content-Length : 33\r\n", QUERY),
    "xchunked": post(b"Transfer-Encoding: xchunked\r\n", CHUNKS),
    "vertical tab, chunked": post(b"Transfer-Encoding: \x0bchunked\r\n", CHUNKS),
    "quoted chunked": post(b'Transfer-Encoding: "chunked"\r\n', CHUNKS),
    "chunked, with space before the colon": post(b"Transfer-Encoding : chunked\r\n", CHUNKS),
    "chunked, folded": post(b"Transfer-Encoding:\r\n chunked\r\n", CHUNKS),
    "chunked before identity": post(b"Transfer-Encoding: chunked, identity\r\n", CHUNKS),
    "identity": post(b"Transfer-Encoding: identity\r\n", QUERY),
    "gzip before chunked": post(b"Transfer-Encoding: gzip, chunked\r\n", CHUNKS),
    "chunked twice": post(CHUNKED * 2, CHUNKS),
    "chunked and identity": post(CHUNKED + b"Transfer-Encoding: identity\r\n", CHUNKS),
    "chunked in HTTP/1.0": post(CHUNKED, CHUNKS, version=b"1.0"),
    # chunks
    "a negative chunk": post(CHUNKED, b"-1\r\n" + QUERY),
    "a chunk with a sign": post(CHUNKED, b"+" + CHUNKS),
    "a chunk with a prefix": post(CHUNKED, b"0x" + CHUNKS),
    "a chunk beyond 64 bits": post(CHUNKED, b"f" * 17 + b"\r\n" + QUERY),
    "a chunk without length": post(CHUNKED, b"\r\n" + QUERY + b"\r\n0\r\n\r\n"),
    "a chunk with a space": post(CHUNKED, CHUNKS.replace(b"\r\n", b" \r\n", 1)),
    "chunks with bare LF": post(CHUNKED, CHUNKS.replace(b"\r\n", b"\n")),
    "a chunk extension with bare LF": post(CHUNKED, CHUNKS.replace(b"\r\n", b";a\n", 1)),
    "a chunk that is longer": post(CHUNKED, CHUNKS.replace(b"}\r\n", b"}x\r\n")),
    "a chunk without its end": post(CHUNKED, CHUNKS.replace(b"}\r\n", b"}")),
    "a length in the trailers": post(CHUNKED, CHUNKS[:-2] + sized(5) + b"\r\n"),
    # lines
    "bare LF": MARKER.replace(b"\r\n", b"\n"),
    "bare LF between headers": get(b"X-A: evil\nX-B: c\r\n"),
    "bare LF at the end": MARKER[:-2] + b"\n",
    "bare CR": get(b"X-A: evil\rX-B: c\r\n"),
    "a folded line": get(b"X-A: evil\r\n c\r\n"),
    "a folded first line": b"GET /healthz HTTP/1.1\r\n " + HOST + b"\r\n",
    "NUL in a value": get(b"X-A: evil\0c\r\n"),
    "a control character in a value": get(b"X-A: evil\x1b[31m\r\n"),
    "a control character in an id": get(b"X-Request-ID: evil\x01\r\n"),
    "NUL in a name": get(b"X\0A: evil\r\n"),
    "a name with a space": get(b"X A: evil\r\n"),
    "a name that is empty": get(b": evil\r\n"),
    "a name beyond ASCII": get("X-É: evil\r\n".encode()),
    "a line without colon": get(b"evil\r\n"),
    # the request line
    "NUL in the target": get(line=b"GET /evil\0 HTTP/1.1"),
    "CR in the target": get(line=b"GET /evil\r HTTP/1.1"),
    "LF in the target": get(line=b"GET /evil\nX: y HTTP/1.1"),
    "tab in the target": get(line=b"GET /evil\t HTTP/1.1"),
    "space in the target": get(line=b"GET /evil evil HTTP/1.1"),
    "a target beyond ASCII": get(line="GET /évil?é HTTP/1.1".encode()),
    "a fragment": get(line=b"GET /healthz#evil HTTP/1.1"),
    "a target without slash": get(line=b"GET evil HTTP/1.1"),
    "another host in the target": get(line=b"GET http://evil.example/healthz HTTP/1.1"),
    "a name and password": get(line=b"GET http://evil@127.0.0.1/healthz HTTP/1.1"),
    "another scheme": get(line=b"GET gopher://127.0.0.1/evil HTTP/1.1"),
    "a tunnel": get(line=b"CONNECT evil.example:443 HTTP/1.1") + HIDDEN,
    "a tunnel to a path": get(line=b"CONNECT /healthz HTTP/1.1") + HIDDEN,
    "an unknown method": get(line=b"EVIL /healthz HTTP/1.1"),
    "HTTP/0.9": b"GET /healthz\r\n\r\n",
    "HTTP/0.9, said so": get(line=b"GET /healthz HTTP/0.9"),
    "HTTP/1.2": get(line=b"GET /healthz HTTP/1.2"),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/2.0": get(line=b"GET /healthz HTTP/2.0"),
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(32),
    # hosts
    "no host": get(host=b""),
    "two hosts": get(b"Host: evil.example\r\n"),
    "one host twice": get(HOST),
    "a list of hosts": get(host=b"Host: 127.0.0.1, evil.example\r\n"),
    "a host with a path": get(host=b"Host: 127.0.0.1/evil\r\n"),
    "a host with a password": get(host=b"Host: a:b@evil.example\r\n"),
    "a port that is none": get(host=b"Host: 127.0.0.1:evil\r\n"),
    # another protocol
    "a WebSocket by POST": post(HANDSHAKE + sized(len(HIDDEN)), HIDDEN),
    "a WebSocket without key": get(UPGRADE, b"GET /graphql HTTP/1.1") + HIDDEN,
    "a WebSocket with many headers": get(HANDSHAKE + b"A: b\r\n" * 200, b"GET /graphql HTTP/1.1"),
    "a WebSocket with a long header": get(HANDSHAKE + b"A: %b\r\n" % (b"b" * 9000)),
}

TAKEN: Mapping[str, tuple[bytes, int]] = {
    "a length": (post(sized(len(QUERY)), QUERY), 200),
    "chunks": (post(CHUNKED, CHUNKS), 200),
    "chunks, with case and space": (post(b"transfer-encoding: \t CHUNKED \r\n", CHUNKS), 200),
    "chunks with extension": (post(CHUNKED, CHUNKS.replace(b"\r\n", b";a=b\r\n", 1)), 200),
    "chunks with zeros": (post(CHUNKED, b"0" * 40 + CHUNKS), 200),
    "chunks of one byte": (
        post(CHUNKED, b"".join(b"1\r\n%c\r\n" % byte for byte in QUERY) + b"0\r\n\r\n"),
        200,
    ),
    "chunks with trailers": (post(CHUNKED, CHUNKS[:-2] + b"X-A: b\r\n\r\n"), 200),
    "a token in the trailers": (post(CHUNKED, CHUNKS[:-2] + TOKEN + b"\r\n", token=b""), 401),
    "a host in the trailers": (post(CHUNKED, CHUNKS[:-2] + HOST + b"\r\n"), 200),
    "HTTP/2, if possible": (get(H2C), 200),
    "a body, and HTTP/2 if possible": (post(H2C + sized(len(QUERY)), QUERY), 200),
    "chunks, and HTTP/2 if possible": (post(H2C + CHUNKED, CHUNKS), 200),
    "line ends first": (b"\r\n\r\n" + get(), 200),
    "an absolute target": (get(line=b"GET http://127.0.0.1/healthz HTTP/1.1"), 200),
    "HTTP/1.0": (get(line=b"GET /healthz HTTP/1.0", host=b""), 200),
    "an empty host": (get(host=b"Host:\r\n"), 200),
    "a host and port": (get(host=b"Host: [::1]:80\r\n"), 200),
    "a value in UTF-8": (get("X-A: é\r\n".encode()), 200),
    "a request in the body of a GET": (get(sized(len(HIDDEN))) + HIDDEN, 200),
    "one in chunks": (get(CHUNKED) + b"%x\r\n%b\r\n0\r\n\r\n" % (len(HIDDEN), HIDDEN), 200),
    "one in what needs a token": (post(sized(len(HIDDEN)), HIDDEN, token=b""), 401),
    "one in what is not JSON": (post(sized(len(HIDDEN)), HIDDEN), 400),
    "one in what is packed": (
        post(sized(len(HIDDEN)) + b"Content-Encoding: gzip\r\n", HIDDEN),
        415,
    ),
    "one in what is too large": (post(sized(len(HIDDEN * 2**18)), HIDDEN * 2**18), 413),
    "one after Expect": (post(sized(len(QUERY)) + b"Expect: 100-continue\r\n", QUERY), 200),
    "line ends in the path": (get(TOKEN, b"GET /evil%0d%0aX-Evil:%20y%1b[31m HTTP/1.1"), 404),
    "NUL in the path": (get(TOKEN, b"GET /api/v1/issues/%00 HTTP/1.1"), 404),
    "no UTF-8 in the path": (get(TOKEN, b"GET /api/v1/issues/%ff%ed%a0%80 HTTP/1.1"), 404),
    "a path from right to left": (get(TOKEN, b"GET /%e2%80%ae%e2%80%a8 HTTP/1.1"), 404),
    "no hexadecimal digits": (get(TOKEN, b"GET /%zz% HTTP/1.1"), 404),
    "an asterisk": (get(line=b"OPTIONS * HTTP/1.1"), 401),
    "a trace": (get(line=b"TRACE /healthz HTTP/1.1"), 405),
    "a WebSocket of an old version": (
        get(HANDSHAKE.replace(b"13", b"12"), b"GET /graphql HTTP/1.1"),
        400,
    ),
    "a WebSocket with a bad key": (
        get(HANDSHAKE.replace(b"dGhl", b"\xff"), b"GET /graphql HTTP/1.1"),
        400,
    ),
}
"""What is in order, if only just, and its status."""


class Log:
    """What a gateway writes from now on."""

    def __init__(self, gateway: Gateway) -> None:
        self._path: Path = gateway.folder / "output.txt"
        self._begin = self._path.stat().st_size

    def text(self) -> str:
        return self._path.read_bytes()[self._begin :].decode()

    def require_clean(self) -> None:
        """Lines of JSON that can be read anywhere, and hold no secret."""
        text = self.text()
        for line in text.splitlines():
            event = orjson.loads(line)
            assert event["level"] in ("info", "warning"), line
            assert all(str(value).isprintable() for value in event.values()), line
        for sent in ("Authorization", "igw_", "hidden"):
            assert sent not in text


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    folder = tmp_path_factory.mktemp("smuggling")
    started = start_gateway(folder, log_format="json", address_rate=0)
    yield started
    assert stop_gateway(started) == 0


def sent(gateway: Gateway, text: bytes) -> bytes:
    return text.replace(b"%TOKEN%", gateway.token.encode())


def require_one_answer(line: Wire, status: int, *, open_after: bool | None = None) -> Answer:
    """An answer of that status, and after it nothing of ours, or the end of the connection."""
    answer = line.answer()
    assert answer is not None
    assert answer.status == status, answer
    assert answer.headers.get("x-request-id") != "hidden"
    line.send(MARKER)
    following = line.answer()
    if answer.headers.get("connection") == "close" or open_after is False:
        assert following is None
    else:
        assert following is not None
        assert following.headers["x-request-id"] == "marker"
    return answer


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_not_plain_is_refused(gateway: Gateway, kind: str) -> None:
    log = Log(gateway)
    with wire(gateway.base_url) as line:
        line.send(sent(gateway, REFUSED[kind]))
        answer = require_one_answer(line, 400, open_after=False)
    assert answer.headers["connection"] == "close"
    assert b"evil" not in answer.body.lower()
    log.require_clean()
    assert "evil" not in log.text().lower()
    assert "request refused" in log.text() or b"WebSocket" in answer.body


@pytest.mark.parametrize("kind", TAKEN)
def test_what_is_plain_has_its_answer_and_no_other(gateway: Gateway, kind: str) -> None:
    request, status = TAKEN[kind]
    log = Log(gateway)
    with wire(gateway.base_url) as line:
        line.send(sent(gateway, request))
        require_one_answer(line, status)
    log.require_clean()


BAD_CHUNK = b"x\r\n"


def test_a_request_in_order_is_answered_whatever_follows(gateway: Gateway) -> None:
    with wire(gateway.base_url) as line:
        line.send(sent(gateway, post(sized(len(QUERY)), QUERY) + REFUSED["NUL in a name"] + HIDDEN))
        answer = require_one_answer(line, 200, open_after=False)
    assert answer.headers["connection"] == "close"


def test_an_answer_is_not_followed_by_another_for_the_rest(gateway: Gateway) -> None:
    with wire(gateway.base_url) as line:
        line.send(sent(gateway, post(CHUNKED, CHUNKS[:5], token=b"")))
        answer = line.answer()
        assert answer is not None
        assert answer.status == 401
        line.send(BAD_CHUNK + HIDDEN)
        assert line.answer() is None


@pytest.mark.parametrize("path", [b"/graphql", b"/api/v1/issues"])
def test_a_query_of_a_socket_is_not_logged(gateway: Gateway, path: bytes) -> None:
    log = Log(gateway)
    with wire(gateway.base_url) as line:
        line.send(get(HANDSHAKE, b"GET %b?token=evil HTTP/1.1" % path))
        assert line.status() in (b"101", b"403")
    with wire(gateway.base_url) as line:
        line.send(sent(gateway, get(TOKEN, b"GET /later HTTP/1.1")))
        require_one_answer(line, 404)
    while "/later" not in log.text():
        time.sleep(0.01)
    assert "evil" not in log.text()


AROUND: Mapping[str, tuple[bytes, bytes]] = {
    "a target": (b"GET /healthz?", b"a" * 1000),
    "a name": (get()[:-2], b"a" * 1000),
    "a value": (get()[:-2] + b"A: ", b"a" * 1000),
    "headers": (get()[:-2], b"A: %b\r\n" % (b"a" * 995)),
    "headers, all at once": (get()[:-2], b"A: %b\r\n" % (b"a" * 3 * LARGEST_HEAD)),
    "an extension of a chunk": (post(CHUNKED, b"1;"), b"a" * 1000),
    "trailers": (post(CHUNKED, CHUNKS[:-2]), b"A: %b\r\n" % (b"a" * 995)),
    "line ends": (b"", b"\r\n" * 500),
}
"""What comes first, and what is then sent again and again."""


@pytest.mark.parametrize("kind", AROUND)
def test_what_is_not_the_body_is_bounded(gateway: Gateway, kind: str) -> None:
    first, piece = AROUND[kind]
    log = Log(gateway)
    with wire(gateway.base_url) as line:
        line.send(sent(gateway, first))
        for _ in range(8 * LARGEST_HEAD // len(piece) + 1):
            line.send(piece)
        answer = line.answer()
        # Whoever is still sending may find the connection broken instead.
        assert answer is None or answer.status == 431
        assert line.answer() is None
    assert "request refused" in log.text()


def test_headers_within_the_bound_are_read(gateway: Gateway) -> None:
    with wire(gateway.base_url) as line:
        line.send(get(b"A: %b\r\n" % (b"a" * (LARGEST_HEAD - 500))))
        require_one_answer(line, 200)


@pytest.mark.parametrize(
    "given", [b"a\tb", b"a" * 10_000, "é".encode(), b'","level":"error', b"a b", b"a\x80"]
)
def test_an_id_that_is_not_plain_is_replaced(gateway: Gateway, given: bytes) -> None:
    log = Log(gateway)
    with wire(gateway.base_url) as line:
        line.send(sent(gateway, get(TOKEN + b"X-Request-ID: %b\r\n" % given, b"GET /x HTTP/1.1")))
        answer = require_one_answer(line, 404)
    assert re.fullmatch(r"[\da-f]{32}", answer.headers["x-request-id"])
    log.require_clean()
    (event,) = map(orjson.loads, log.text().splitlines())
    assert event["request_id"] == answer.headers["x-request-id"]
