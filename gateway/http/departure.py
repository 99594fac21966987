"""Clients that disconnect before they are answered."""

from starlette.types import Receive


async def departure(receive: Receive) -> None:
    """Wait until the client has disconnected; discard the unread part of the body.

    `receive` is the request's own; no other code may call it meanwhile. The wait also ends when the
    answer has been sent.
    """
    while (await receive())["type"] != "http.disconnect":
        pass
