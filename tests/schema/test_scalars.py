"""What the scalars accept from a client, and what they make of it."""

import pytest
from graphql import GraphQLError

from rest_compat.parameters import instants
from schema import scalars
from schema.scalars import (
    MAX_JSON_DEPTH,
    parse_instant,
    parse_instant_or_duration,
    parse_json,
    parse_safe_int,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-04-13T10:30:00Z", "2026-04-13T10:30:00+00:00"),
        ("2026-04-13T10:30:00.123456z", "2026-04-13T10:30:00.123456+00:00"),
        ("2026-04-13T10:30", "2026-04-13T10:30:00+00:00"),
        ("2026-04-13 10:30:00+02:00", "2026-04-13T08:30:00+00:00"),
        ("2026-04-13", "2026-04-13T00:00:00+00:00"),
    ],
)
def test_instants_are_read_in_utc(text: str, expected: str) -> None:
    assert parse_instant(text).isoformat() == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "now",
        "2026",
        "2026-13-01",
        "2026-04-13T25:00Z",
        "2026-W15-1",
        "20260413",
        "2026-04-13T10:30:00Z\n",
        "٢٠٢٦-04-13",
        "0001-01-01T00:00+14:00",
        1776076200,
        True,
        None,
    ],
)
def test_what_is_no_instant_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError, match="ISO 8601"):
        parse_instant(value)


@pytest.mark.parametrize(
    "text", ["-P2W", "P1D", "-PT36H", "-P1M", "-P1Y", "P1Y2M3W4DT5H6M7S", "-PT604800S", "+P1D"]
)
def test_durations_are_kept_as_given(text: str) -> None:
    assert parse_instant_or_duration(text) == text


def test_instants_are_kept_as_given_where_durations_are_allowed() -> None:
    assert parse_instant_or_duration("2026-04-13T10:30:00Z") == "2026-04-13T10:30:00Z"


@pytest.mark.parametrize(
    "value", ["P", "-PT", "P1", "P1H", "P-1D", "2W", "P1.5D", "P1DT", "2026-99-01", 7, None]
)
def test_what_is_neither_instant_nor_duration_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError, match="ISO 8601"):
        parse_instant_or_duration(value)


def test_rest_accepts_the_same_instants_and_durations() -> None:
    """The package of the REST routes imports no other, so it repeats the two expressions."""
    assert instants._INSTANT.pattern == scalars._INSTANT.pattern
    assert instants._DURATION.pattern == scalars._DURATION.pattern


@pytest.mark.parametrize("value", [0, -1, 2**31, 2**53 - 1, -(2**53) + 1, 3.0])
def test_whole_numbers_that_javascript_holds_are_kept(value: float) -> None:
    assert parse_safe_int(value) == value
    assert isinstance(parse_safe_int(value), int)


@pytest.mark.parametrize(
    "value", [2**53, -(2**53), 1e300, float("inf"), float("nan"), 0.5, True, "1", None]
)
def test_other_numbers_are_no_safe_integers(value: object) -> None:
    with pytest.raises(GraphQLError, match="whole number"):
        parse_safe_int(value)


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), 0.5, True, "text", {"a": [{}, [], None]}])
def test_storable_json_is_kept(value: object) -> None:
    assert parse_json(value) is value


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (float("nan"), "finite"),
        ([1.0, {"a": float("inf")}], "finite"),
        ({"a": [2**63]}, "64 bits"),
        (-(2**63) - 1, "64 bits"),
    ],
)
def test_numbers_that_cannot_be_stored_are_refused(value: object, message: str) -> None:
    with pytest.raises(GraphQLError, match=message):
        parse_json(value)


def test_json_is_bounded_in_depth() -> None:
    value: object = 0
    for _ in range(MAX_JSON_DEPTH - 1):
        value = [value]

    assert parse_json(value) is value
    with pytest.raises(GraphQLError, match="deep"):
        parse_json([value])
