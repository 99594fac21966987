"""Bodies: what is read, what is refused, and with which status."""

import asyncio
import json
import time
from collections.abc import Iterable
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from db import json_numbers
from gateway.http.body_limit import BODY_PENALTY, SHORT, BodyLimit
from gateway.http.json_body import DEEPEST_NESTING, BadJsonError, parse_json
from resolvers.throttle import Throttle

LIMIT = 100
FITTING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=30,
)


@given(FITTING)
def test_parse_json_gives_what_was_sent(value: object) -> None:
    assert parse_json(orjson.dumps(value)) == value


@given(st.integers())
def test_integers_beyond_64_bits_are_refused(number: int) -> None:
    body = json.dumps({"a": [number], "b": "12345678901234567890"}).encode()
    if -(2**63) <= number < 2**63:
        assert parse_json(body) == {"a": [number], "b": "12345678901234567890"}
    else:
        with pytest.raises(BadJsonError, match="64 bits"):
            parse_json(body)


@pytest.mark.parametrize(
    "body", [b"9223372036854775808", b"-9223372036854775809", b"1" * 5000, b"-" + b"9" * 300]
)
def test_long_integers_are_refused(body: bytes) -> None:
    with pytest.raises(BadJsonError):
        parse_json(body)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"9223372036854775807", 2**63 - 1),
        (b"-9223372036854775808", -(2**63)),
        (b"0.12345678901234567890123", 0.12345678901234567890123),
        (b"12345678901234567890.5", 12345678901234567890.5),
        (b"12345678901234567890e3", 12345678901234567890e3),
        (rb'"\"99999999999999999999"', '"99999999999999999999'),
        (b'{"99999999999999999999": 1}', {"99999999999999999999": 1}),
    ],
)
def test_only_integers_are_held_to_64_bits(body: bytes, value: object) -> None:
    assert parse_json(body) == value


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def test_nesting_is_bounded() -> None:
    parse_json(nested(DEEPEST_NESTING))
    parse_json(b"[" + b",".join([b"{}"] * 500) + b"]")
    for depth in (DEEPEST_NESTING + 1, 1000, 100_000):
        with pytest.raises(BadJsonError):
            parse_json(nested(depth))
    with pytest.raises(BadJsonError, match="nested"):
        parse_json(b'{"a":' * 65 + b"1" + b"}" * 65)


def test_integers_are_held_to_64_bits_at_any_depth() -> None:
    for depth in (0, 1, DEEPEST_NESTING):
        with pytest.raises(BadJsonError, match="64 bits"):
            parse_json(b"[" * depth + b"%d" % (2**64 - 1) + b"]" * depth)


@pytest.mark.parametrize(
    "body",
    [b"", b" \n", b"{", b"nul", b"\xff", b'"\\ud800"', b"NaN", b"1e999", b"{}x", b"\xef\xbb\xbf{}"],
)
def test_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(BadJsonError):
        parse_json(body)


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the length of the body it was given."""
    body = await Request(scope, receive).body()
    await Response(str(len(body)))(scope, receive, send)


async def status_of(
    chunks: Iterable[bytes], *headers: tuple[str, str], seconds: float = 5.0, hang: bool = False
) -> tuple[int, bytes, dict[str, str]]:
    """What a `BodyLimit` around `echo` answers; `hang` never finishes the body. 0 for nothing."""
    pending: list[Message] = [
        {"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks
    ]
    if not hang:
        pending.append({"type": "http.request", "body": b"", "more_body": False})
    sent: list[Message] = []

    async def receive() -> Message:
        if not pending:
            await asyncio.Event().wait()
        return pending.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "app": Starlette(routes=[Route("/", echo, methods=["POST"])]),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    await BodyLimit(echo, limit=LIMIT, seconds=seconds, throttle=Throttle())(scope, receive, send)
    if not sent:
        return 0, b"", {}
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], sent[1]["body"], found


CHUNKED = ("transfer-encoding", "chunked")


async def test_a_body_within_the_limit_arrives_whole() -> None:
    assert (await status_of([b"x" * 60, b"y" * 40], CHUNKED))[:2] == (200, b"100")
    assert (await status_of([b"x" * 100], ("content-length", "100")))[:2] == (200, b"100")


async def test_too_many_bytes_are_413_whether_announced_or_not() -> None:
    for headers in (("content-length", "101"), ("content-length", "9" * 5000), CHUNKED):
        status, _, found = await status_of([b"x" * 60, b"y" * 41], headers)
        assert status == 413
        # Closing would reset the connection while the client is still sending.
        assert "connection" not in found
        assert found["content-type"] == "application/problem+json"


async def test_an_announced_length_is_refused_before_anything_arrives() -> None:
    assert (await status_of([], ("content-length", "101"), hang=True))[0] == 413


async def test_a_body_that_does_not_arrive_is_408() -> None:
    status, body, _ = await status_of([b"x"], CHUNKED, seconds=0.05, hang=True)
    assert status == 408
    assert b"0.05 seconds" in body


async def test_an_encoded_body_is_415() -> None:
    encoded = ("content-encoding", "gzip")
    assert (await status_of([b"x"], CHUNKED, encoded))[0] == 415
    assert (await status_of([b"x"], CHUNKED, ("content-encoding", "identity")))[0] == 200


async def test_a_client_that_goes_away_is_not_answered() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": [(b"content-length", b"5")]}
    await BodyLimit(echo, limit=LIMIT, seconds=1, throttle=Throttle())(scope, receive, send)
    assert sent == []


@pytest.mark.parametrize("is_announced", [True, False])
async def test_a_large_body_delays_the_next_request_of_its_caller_only(is_announced: bool) -> None:
    throttle, began = Throttle(1 / 4, burst=0), time.monotonic()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * 1_000_000}

    async def send(_message: Message) -> None:
        pass

    async def work(scope: Scope, _receive: Receive, _send: Send) -> None:
        async with throttle.turn(None, scope[BODY_PENALTY]):
            pass

    header = (b"content-length", b"1000000") if is_announced else (b"transfer-encoding", b"chunked")
    app = BodyLimit(work, limit=1_000_000, seconds=1, throttle=throttle)
    async with asyncio.timeout(0):
        await app({"type": "http", "headers": [header]}, receive, send)
    await app({"type": "http", "headers": [header]}, receive, send)
    assert time.monotonic() - began >= 0.15


async def test_each_byte_beyond_half_a_megabyte_counts_five_times() -> None:
    async def seconds(size: int) -> float:
        throttle, penalty = Throttle(1 / 2, burst=0), 0.0

        async def receive() -> Message:
            return {"type": "http.request", "body": b"x" * size}

        async def send(_message: Message) -> None:
            pass

        async def work(scope: Scope, _receive: Receive, _send: Send) -> None:
            nonlocal penalty
            penalty = scope[BODY_PENALTY]

        headers = [(b"content-length", b"%d" % size)]
        app = BodyLimit(work, limit=size, seconds=1, throttle=throttle)
        began = time.monotonic()
        await app({"type": "http", "headers": headers}, receive, send)
        return penalty - began

    half, whole = await seconds(SHORT), await seconds(2 * SHORT)
    assert whole - half == pytest.approx(5 * half, rel=0.2)


async def test_large_bodies_of_a_caller_that_waited_are_read_one_by_one() -> None:
    read: list[str] = []
    throttle = Throttle(1 / 2, burst=0)
    size = 1_000_000

    async def request() -> None:
        async def receive() -> Message:
            read.append("begun")
            await asyncio.sleep(0)
            return {"type": "http.request", "body": b"x" * size}

        async def send(message: Message) -> None:
            pass

        app = BodyLimit(echo, limit=size, seconds=1, throttle=throttle)
        headers = [(b"content-length", b"%d" % size)]
        await app({"type": "http", "headers": headers}, receive, send)

    throttle.charge(None, 0.01)
    requests = [asyncio.create_task(request()) for _ in range(4)]
    while not read:
        await asyncio.sleep(0)
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(read) == 1
    await asyncio.gather(*requests)
    assert len(read) == 4


async def test_a_request_without_a_body_is_passed_on_unread() -> None:
    assert (await status_of([]))[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":2}',
        b'{"a":1,"a" :2}',
        b'{"a":1,\n"a"\t:\r\n2}',
        b'{"a":{"b":1,"b":[]},"c":"\\":"}',
        rb'{"a":1,"\u0061":2}',
        b'[{"a":1},{"a":1,"b":"\\":","a":1}]',
    ],
)
def test_a_member_is_named_once(body: bytes) -> None:
    with pytest.raises(BadJsonError, match="twice"):
        parse_json(body)


@given(st.dictionaries(st.text('":\\ a', max_size=4), FITTING, max_size=4), st.booleans())
def test_texts_that_look_like_names_are_none(value: object, spaced: bool) -> None:
    separators = (", ", " : ") if spaced else (",", ":")
    assert parse_json(json.dumps(value, separators=separators).encode()) == value


@given(FITTING)
def test_numbers_are_kept_as_written(value: object) -> None:
    for text in (orjson.dumps(value), json.dumps(value, separators=(",", ":")).encode()):
        kept = json_numbers.dumps(parse_json(text))
        assert json_numbers.dumps(json_numbers.loads(kept)) == kept
        if text.isascii() and b"\\" not in text:
            assert kept == text


@pytest.mark.parametrize("around", [b"", b"x" * json_numbers.SHORT])
def test_numbers_are_kept_in_long_texts_too(around: bytes) -> None:
    text = b'["%b",1e3,-0,1.50,12,-7,{"a":1E400}]' % around
    assert json_numbers.dumps(json_numbers.loads(text)) == text
