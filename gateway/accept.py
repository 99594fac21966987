"""Content negotiation: which of our media types a client wants (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type to answer in; None when the client takes none of those `offered`.

    The quality decides, then how exactly a range names the type, then the order of `offered` —
    except that without a header, or for a wildcard, the last one is taken: the plainest.
    """
    if not accept:
        return offered[-1]
    best: tuple[float, int, int] | None = None
    chosen = None
    for part in accept.split(","):
        pattern, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = _quality(parameters)
        for index, media_type in enumerate(offered):
            exactness = _exactness(pattern, media_type)
            if not exactness or quality <= 0:
                continue
            order = -index if exactness == EXACT else index
            rank = (quality, exactness, order)
            if best is None or rank > best:
                best, chosen = rank, media_type
    return chosen


EXACT = 3


def _exactness(pattern: str, media_type: str) -> int:
    if pattern == media_type:
        return EXACT
    if pattern == media_type.split("/", 1)[0] + "/*":
        return 2
    return int(pattern == "*/*")


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
