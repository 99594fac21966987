"""Attacks with costly requests, each connection as fast as it is answered.

`python -m benchmarks.attacks` is the attackers' own process: what they do with answers of
megabytes must not delay the bystander that is measured. See `benchmarks.bystanders`.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import quote

from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from benchmarks.costly import ALL_OF_16, COMMENTS, ISSUES, NEVER, aliases, conditions, every

HUGE = "a huge issue"
"""Title of the issues whose description has a megabyte."""
MEGABYTE = "power supply " * 76_000
FOLLOW = """subscription ($a: String) {
  changes(after: $a) { patch object { ... on Issue { id description } } }
}"""


class Call(NamedTuple):
    """One HTTP request; a GET without a body."""

    path: str
    body: bytes | None = None

    def on_the_wire(self, host: str, token: str) -> bytes:
        """The bytes of the request."""
        head = f"Host: {host}\r\nAuthorization: Bearer {token}\r\n"
        if self.body is None:
            return f"GET {self.path} HTTP/1.1\r\n{head}\r\n".encode()
        head += f"Content-Type: application/json\r\nContent-Length: {len(self.body)}\r\n"
        return f"POST {self.path} HTTP/1.1\r\n{head}\r\n".encode() + self.body


def graphql(query: str, variables: Mapping[str, Any] | None = None) -> Call:
    """A POST of an operation."""
    body = json.dumps({"query": query, "variables": variables or {}})
    return Call("/graphql", body.encode())


def create(title: str, text: str = "few words") -> Call:
    """A POST of an issue."""
    body = json.dumps({"title": title, "owner": title, "description": [{"text": text}]})
    return Call("/api/v1/issues", body.encode())


Attack = Callable[[int, str], Call]
"""Builds the request of a number, with the id of a huge issue."""


def same(query: str, variables: Mapping[str, Any] | None = None) -> Attack:
    """The same operation each time."""
    call = graphql(query, variables)
    return lambda _number, _huge: call


def unseen(number: int, _huge: str) -> Call:
    """An operation that was never seen before: it is parsed, validated and planned."""
    fields = " ".join(f"a{number}_{each}: title" for each in range(25))
    return graphql(f"{{ issues(first: 5) {{ nodes {{ id {fields} }} }} }}")


def same_object(_number: int, huge: str) -> Call:
    """The huge issue twelve hundred times."""
    fields = " ".join(
        f"a{each}: nodes(ids: $i) {{ ... on Issue {{ description }} }}" for each in range(12)
    )
    return graphql(f"query ($i: [ID!]!) {{ {fields} }}", {"i": [huge] * 100})


OF_HUGE = f'issues(first: 100, filter: {{title: {{eq: "{HUGE}"}}}}) {{ nodes {{ description }} }}'
LIST_HUGE = f"/api/v1/issues?owner={quote(HUGE)}"
BY_TEXT = (
    "comments(first: 1, offset: 199000, orderBy: [{field: CONTENT, direction: ASC}])"
    " { nodes { id } }"
)
ATTACKS: Mapping[str, Attack] = {
    "one text in comments": same(COMMENTS, {"f": conditions(1)}),
    "20 texts in comments": same(COMMENTS, {"f": conditions(20)}),
    "100 texts in comments": same(COMMENTS, {"f": conditions(100)}),
    "nested `every`": same(ISSUES, {"f": {"comments": {"every": every(2)}}}),
    "20 x actors of changes": same(
        aliases(20, 'changes(first: 1, filter: {actor: {contains: "zz"}}) { totalCount }')
    ),
    "a search of 16 beginnings": same("{ " + ALL_OF_16 + " }"),
    "20 x search of 16 beginnings": same(aliases(20, ALL_OF_16)),
    "comments by text, offset 199,000": same("{ " + BY_TEXT + " }"),
    "20 x comments by text": same(aliases(20, BY_TEXT)),
    "100 searches that must not match": same(ISSUES, {"f": {"and": NEVER}}),
    "6 x 60 huge issues": same(aliases(6, OF_HUGE)),
    "12 x 100 times a huge issue": same_object,
    "REST, 360 issues": lambda _number, _huge: Call(f"{LIST_HUGE}&limit=360"),
    "REST, 1,000 issues": lambda _number, _huge: Call(f"{LIST_HUGE}&limit=1000"),
    "operations never seen before": unseen,
    "createIssue of 1 MB": lambda number, _huge: create(f"large {number}", MEGABYTE),
}
UNREAD = "unread sockets, all changes"
UNREAD_HUGE = "unread sockets, huge issues"
SOCKETS = (UNREAD, UNREAD_HUGE)
"""The attacks that are no HTTP requests: they follow the log from its beginning, or from the change
before the huge issues, and never read what is sent.
"""


class Connection:
    """A kept-alive connection with a token."""

    def __init__(self, host: str, token: str) -> None:
        self._host = host
        self._token = token
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, call: Call) -> tuple[int, bytes]:
        """Send a request; the status and body of its answer."""
        if self._streams is None:
            host, _, port = self._host.partition(":")
            self._streams = await asyncio.open_connection(host, int(port))
        reader, writer = self._streams
        writer.write(call.on_the_wire(self._host, self._token))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length:")[2].split(b"\r\n")[0]
        body = await reader.readexactly(int(length))
        if b"connection: close" in head:
            self.close()
        return int(head.split()[1]), body

    def close(self) -> None:
        """Leave; the next request opens another connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


@dataclass(frozen=True, slots=True)
class Target:
    """A host with tokens for it.

    `huge` is the id of a huge issue, `cursor` that of the change before the huge issues.
    """

    host: str
    tokens: Sequence[str]
    huge: str
    cursor: str


async def attack(target: Target, name: str, attackers: int, seconds: float) -> Counter[int]:
    """Attack for some seconds; how often each status was answered."""
    seen: Counter[int] = Counter()
    numbers = count(time.time_ns())
    tasks = []
    for number in range(attackers):
        token = target.tokens[number % len(target.tokens)]
        if name in SOCKETS:
            work = _follow(target, token, name, seen)
        else:
            work = _ask(target, token, (ATTACKS[name](each, target.huge) for each in numbers), seen)
        tasks.append(asyncio.create_task(work))
    await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    return seen


async def _ask(target: Target, token: str, calls: Iterator[Call], seen: Counter[int]) -> None:
    """Ask as fast as the gateway answers."""
    connection = Connection(target.host, token)
    for call in calls:
        try:
            status, _ = await connection.ask(call)
            seen[status] += 1
        except (OSError, EOFError):
            seen[0] += 1
            connection.close()
            await asyncio.sleep(0.01)


async def _follow(target: Target, token: str, name: str, seen: Counter[int]) -> None:
    """Subscribe to old changes and read nothing; a subscriber that is closed comes again."""
    after = target.cursor
    if name == UNREAD:
        connection = Connection(target.host, token)
        after = await cursor_of(connection, "first")
        connection.close()
    protocols = [Subprotocol("graphql-transport-ws")]
    while True:
        socket = await connect(f"ws://{target.host}/graphql", subprotocols=protocols, max_queue=1)
        init = {"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}}
        await socket.send(json.dumps(init))
        await socket.recv()
        payload = {"query": FOLLOW, "variables": {"a": after}}
        await socket.send(json.dumps({"type": "subscribe", "id": "a", "payload": payload}))
        seen[101] += 1
        await socket.wait_closed()
        await asyncio.sleep(0.1)


async def cursor_of(connection: Connection, place: str) -> str:
    """The cursor of the `first` or `last` change."""
    _, body = await connection.ask(graphql(f"{{ changes({place}: 1) {{ edges {{ cursor }} }} }}"))
    return str(json.loads(body)["data"]["changes"]["edges"][0]["cursor"])


if __name__ == "__main__":
    given = json.load(sys.stdin)
    target = Target(**given.pop("target"))
    print(json.dumps(asyncio.run(attack(target, **given))))
