"""Instants and durations mean the same to the compiler and to the evaluator."""

from calendar import monthrange
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from db.query.instants import parse_instant
from schema.scalars import parse_instant_or_duration
from tests.generated.choices import Choices
from tests.generated.texts import moment
from tests.reference.leaves import instant

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
        assert parse_instant(parse_instant_or_duration(text), now) == instant(text, now)


@given(year=st.integers(2000, 2100), months=st.integers(-30, 30), start=st.integers(1, 12))
def test_months_end_on_their_last_day(year: int, months: int, start: int) -> None:
    now = datetime(year, start, monthrange(year, start)[1], 23, 59, tzinfo=UTC)
    text = f"{'-' * (months < 0)}P{abs(months)}M"
    assert parse_instant(text, now) == instant(text, now)


@given(number=st.integers(0, 10_000), now=nows)
def test_generated_moments(number: int, now: datetime) -> None:
    text = moment(Choices.of_chance(number))
    assert parse_instant(parse_instant_or_duration(text), now) == instant(text, now)
