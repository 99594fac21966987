"""Canned bytes: the answers of uvicorn without an application, the ceiling in Python.

An ASGI application of its own, without a framework. A PUT sets the answer to all later requests.
"""

from starlette.types import ASGIApp, Receive, Scope, Send


def create_app() -> ASGIApp:
    """The server of the one answer; reads the body of each request, as every server must."""
    answer = b"{}"

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal answer
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        body = b""
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        if scope["method"] == "PUT":
            answer = body
        headers = [(b"content-length", b"%d" % len(answer)), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    return respond


async def _live(receive: Receive, send: Send) -> None:
    while True:
        event = (await receive())["type"]
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return
