"""Clients that leave before they are answered."""

from starlette.types import Receive


async def departure(receive: Receive) -> None:
    """Wait until the client of a request has left; what is still unread of its body is let go.

    `receive` is the request's own, which nobody else may wait for meanwhile. The wait also ends
    when the answer has been sent.
    """
    while (await receive())["type"] != "http.disconnect":
        pass
