"""The media type of an answer: what clients send, and what they get."""

import pytest

from gateway.graphql.endpoint import GRAPHQL_RESPONSE, JSON
from gateway.http.negotiation import preferred

URQL = (
    "application/graphql-response+json, application/graphql+json, application/json, "
    "text/event-stream, multipart/mixed"
)
APOLLO = "application/graphql-response+json,application/json;q=0.9"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (JSON, JSON),
        (GRAPHQL_RESPONSE, GRAPHQL_RESPONSE),
        (f"{JSON}, {GRAPHQL_RESPONSE}", GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE};q=0.1, {JSON};q=0.2", JSON),
        (f"{JSON};q=0, */*;q=0.1", GRAPHQL_RESPONSE),
        ("Application/JSON; charset=utf-8", JSON),
        (f"{JSON};q=much", None),
        ("text/event-stream", None),
        ("text/html", None),
        (URQL, GRAPHQL_RESPONSE),
        (APOLLO, GRAPHQL_RESPONSE),
    ],
)
def test_preferred(accept: str | None, media_type: str | None) -> None:
    assert preferred(accept, (GRAPHQL_RESPONSE, JSON)) == media_type
