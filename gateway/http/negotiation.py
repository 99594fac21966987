"""Content negotiation of media types (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=256)
def preferred(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """Return the media type of the answer; None when the client accepts none of `offered`.

    The quality decides, then how exactly a range names the type, then the order of `offered` —
    except that without a header, or for a wildcard, the last one is taken: the plainest.
    """
    if not accept:
        return offered[-1]
    ranges = list(map(_range, accept.split(",")))
    best: tuple[float, int, int] | None = None
    chosen = None
    for index, media_type in enumerate(offered):
        # The most specific range decides, even if it refuses the type.
        exactness, quality = max(
            (_exactness(name, media_type), quality) for name, quality in ranges
        )
        if not exactness or quality <= 0:
            continue
        rank = (quality, exactness, -index if exactness == EXACT else index)
        if best is None or rank > best:
            best, chosen = rank, media_type
    return chosen


EXACT = 3


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    return name, _quality(parameters)


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
