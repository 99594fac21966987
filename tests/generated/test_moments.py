"""Instants and durations mean the same to the compiler and to the evaluator."""

from calendar import monthrange
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.query.instants import TICK, parse_moment, parse_zone
from schema.scalars import parse_instant_or_duration
from tests.generated.choices import Choices
from tests.generated.texts import ZONES, moment
from tests.reference.leaves import happened, instant

UNITS = ("Y", "M", "W", "D"), ("H", "M", "S")
nows = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
amounts = st.lists(st.none() | st.integers(0, 50), min_size=7, max_size=7)


@given(now=nows, sign=st.sampled_from(("", "+", "-")), numbers=amounts)
def test_durations(now: datetime, sign: str, numbers: list[int | None]) -> None:
    date, time = (
        "".join(f"{number}{unit}" for number, unit in zip(given, units, strict=True) if number)
        for given, units in zip((numbers[:4], numbers[4:]), UNITS, strict=True)
    )
    text = f"{sign}P{date}{'T' * bool(time)}{time}"
    if date or time:
        assert covered(parse_instant_or_duration(text), now) == {instant(text, now, None)}


@given(year=st.integers(2000, 2100), months=st.integers(-30, 30), start=st.integers(1, 12))
def test_months_end_on_their_last_day(year: int, months: int, start: int) -> None:
    now = datetime(year, start, monthrange(year, start)[1], 23, 59, tzinfo=UTC)
    text = f"{'-' * (months < 0)}P{abs(months)}M"
    assert covered(text, now) == {instant(text, now, None)}


@given(number=st.integers(0, 10_000), now=nows, ticks=st.integers(-1, 1))
def test_generated_moments(number: int, now: datetime, ticks: int) -> None:
    """What lies at, just before and just after the ends of a moment compares alike."""
    choices = Choices.of_chance(number)
    text, zone = moment(choices), choices.pick((None, *ZONES))
    found = parse_moment(parse_instant_or_duration(text), now, parse_zone(zone or "UTC"))
    for end in (found.first, found.last):
        time = end + ticks * TICK
        compared = {
            "eq": found.first <= time <= found.last,
            "lt": time < found.first,
            "lte": time <= found.last,
            "gt": time > found.last,
            "gte": time >= found.first,
        }
        for operator, holds in compared.items():
            assert happened(operator, time, text, now, zone) is holds, (operator, text, zone)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        ("2026-03-29", "Europe/Berlin", 23),
        ("2026-10-25", "Europe/Berlin", 25),
        ("2026-04-05", "Australia/Lord_Howe", 24.5),
        ("2026-04-13", "UTC", 24),
        ("9999-12-31", "UTC", 24),
    ],
)
def test_a_date_is_all_of_its_day(day: str, zone: str, hours: float) -> None:
    found = parse_moment(day, datetime(2026, 1, 1, tzinfo=UTC), parse_zone(zone))

    assert found.last - found.first + TICK == timedelta(hours=hours)


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../UTC", "/etc/localtime", "Europe", "UTC\0", "é", "a" * 5000]
)
def test_other_names_are_no_time_zones(name: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        parse_zone(name)


def covered(text: str, now: datetime) -> set[datetime]:
    """The ends of a moment: one instant, unless it is a day."""
    found = parse_moment(text, now)
    return {found.first, found.last}
