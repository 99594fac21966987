"""Pages of a list: the total, and links to the neighbouring pages (RFC 8288)."""

from collections.abc import Iterable
from urllib.parse import urlencode

ITEMS = b'{"items":'
COUNT = b',"count":'


def split(page: bytes) -> tuple[bytes, int]:
    """Return the items of a page `{"items":[...],"count":N}` as they stand in its text, and N.

    Raises:
        ValueError: `page` is not such a text, so its operation does not answer these.
    """
    head, _, count = page.rpartition(COUNT)
    if not head.startswith(ITEMS):
        raise ValueError("a list operation answers items and count, in this order")
    return head[len(ITEMS) :], int(count[:-1])


def link(
    address: str, query: Iterable[tuple[str, str]], limit: int, offset: int, count: int
) -> str:
    """Return the `Link` field of the page at `offset` of `count` objects, maybe empty.

    Args:
        address: the absolute URL of the list, without a query.
        query: the parameters of the request, kept but for the offset and the limit.
        limit: objects per page.
    """
    kept = [(name, value) for name, value in query if name not in ("limit", "offset")]

    def to(start: int, relation: str) -> str:
        target = urlencode([*kept, ("limit", str(limit)), ("offset", str(start))])
        return f'<{address}?{target}>; rel="{relation}"'

    links = []
    if offset + limit < count:
        links.append(to(offset + limit, "next"))
    if offset > 0:
        links.append(to(max(0, min(offset, count) - limit), "prev"))
    return ", ".join(links)
