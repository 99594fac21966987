"""The messages of `graphql-transport-ws`, as text and as parts.

Source: PROTOCOL.md of the npm package `graphql-ws`. Close codes 44xx are the protocol's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import orjson

from db import json_numbers
from gateway.graphql.request import BadRequestError, GraphQLRequest, read_request
from gateway.http.json_body import BadJsonError, parse_json
from resolvers.execution.execute import Result

SUBPROTOCOL = "graphql-transport-ws"
LONGEST_REASON = 123  # bytes: RFC 6455, section 5.5
LONGEST_ID = 128  # characters; clients use a number or a UUID


LEFT = 1006
"""The code of a client that disconnected without a close frame (RFC 6455, section 7.1.5)."""


class CloseCode(IntEnum):
    """The reason for closing a socket."""

    INTERNAL = 1011
    TRY_AGAIN_LATER = 1013
    INVALID_MESSAGE = 4400
    UNAUTHORIZED = 4401
    """No valid token: clients do not reconnect."""
    FORBIDDEN = 4403
    """The token was valid and has ended: a client may reconnect with another."""
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INIT_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITS = 4429


class Closed(Exception):
    """Ends a socket, for the reason that the client is told."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason.encode()[:LONGEST_REASON].decode(errors="ignore")


class Left(Closed):
    """The client closed the socket."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a client. `id` is empty for types that have none in the protocol."""

    type: str
    id: str
    payload: Mapping[str, object]

    def request(self) -> GraphQLRequest:
        """The operation of a `subscribe`. Raises Closed (4400)."""
        try:
            return read_request(dict(self.payload))
        except BadRequestError as error:
            raise invalid(str(error)) from None


NEEDS_ID: Mapping[str, bool] = {
    "connection_init": False,
    "ping": False,
    "pong": False,
    "subscribe": True,
    "complete": True,
}
"""What a client may send."""


def invalid(reason: str) -> Closed:
    """4400, for what is not a message of the protocol."""
    return Closed(CloseCode.INVALID_MESSAGE, reason)


def read_message(text: str | None) -> Message:
    """The message in a frame; None stands for a binary one. Raises Closed (4400)."""
    if text is None:
        raise invalid("Send text frames.")
    try:
        given = parse_json(text.encode(errors="surrogatepass"))
    except BadJsonError as error:
        raise invalid(f"The message {error}") from None
    if not isinstance(given, dict):
        raise invalid("A message is a JSON object.")
    kind, key, payload = given.get("type"), given.get("id"), given.get("payload")
    if not isinstance(kind, str) or kind not in NEEDS_ID:
        raise invalid("`type` must be one of those that a client sends.")
    if NEEDS_ID[kind] and (not isinstance(key, str) or not 0 < len(key) <= LONGEST_ID):
        raise invalid(f"`id` must be a text of 1 to {LONGEST_ID} characters.")
    if not isinstance(payload, dict | None):
        raise invalid("`payload` must be an object.")
    return Message(kind, key if isinstance(key, str) else "", payload or {})


ACK = '{"type":"connection_ack"}'
PING = '{"type":"ping"}'
PONG = '{"type":"pong"}'


def next_message(key: str, result: Result) -> str:
    """`next`: one result of an operation."""
    return f'{{"id":{_text(key)},"type":"next","payload":{result.body().decode()}}}'


def error_message(key: str, errors: Sequence[Mapping[str, object]]) -> str:
    """`error`: the end of one operation, not of the socket."""
    payload = orjson.dumps(errors).decode()
    return f'{{"id":{_text(key)},"type":"error","payload":{payload}}}'


def complete_message(key: str) -> str:
    """`complete`: nothing more comes of this operation."""
    return f'{{"id":{_text(key)},"type":"complete"}}'


def _text(value: str) -> str:
    return json_numbers.dumps(value).decode()
