"""Working time in a lab: the working hours of a year as a line from 0 to 1."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from itertools import accumulate, pairwise
from typing import NamedTuple

from db.models.types import stored_datetime

DAYS = 365
WEEKDAYS = (0.95, 1.0, 1.05, 1.0, 0.8, 0.06, 0.04)
"""Amount of work on each day of the week, Monday first."""

HOLIDAYS = frozenset({(12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (5, 1)})
HOURS = ((0.0, 7.2), (0.1, 9.0), (0.45, 12.0), (0.5, 13.2), (0.9, 17.3), (0.98, 19.0), (1.0, 22.5))
"""(share of the day's work that is done by then, hour in UTC)."""

_SHARES = [share for share, _ in HOURS]
_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECONDS_PER_HOUR = 3_600_000_000


class Moment(NamedTuple):
    """An instant: in microseconds since 1970, as a datetime, and as the change log writes it."""

    microseconds: int
    when: datetime
    text: str


class WorkTime:
    """The working time of the year before `now`.

    A position of 0 is its start and 1 is `now`; equal distances are equal amounts of work, so a
    weekend has next to no width. `day` is the width of an average working day.
    """

    def __init__(self, now: datetime) -> None:
        now = now.astimezone(UTC)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        days = [midnight - _DAY * back for back in range(DAYS, -1, -1)]
        self._starts = [(day - _EPOCH) // _MICROSECOND for day in days]
        self._weights = [_weight(day) for day in days]
        widths = [*self._weights]
        widths[-1] *= _share((now - midnight) / timedelta(hours=1))
        self._ends = list(accumulate(widths))
        self._now = (now - _EPOCH) // _MICROSECOND
        self.day = 1 / self._ends[-1]

    def at(self, position: float) -> Moment:
        """The instant at a `position` from 0 up to, but not including, 1."""
        work = position * self._ends[-1]
        index = min(bisect_right(self._ends, work), len(self._ends) - 1)
        done = work - self._ends[index - 1] if index else work
        hour = _hour(done / self._weights[index])
        return _moment(self._starts[index] + int(hour * _MICROSECONDS_PER_HOUR))

    def after(self, moment: Moment, seconds: float) -> Moment | None:
        """The instant `seconds` after another one, by the clock; None if it is in the future."""
        microseconds = moment.microseconds + int(seconds * 1_000_000)
        return _moment(microseconds) if microseconds < self._now else None


def _moment(microseconds: int) -> Moment:
    # Exact: doubles of this size lie a quarter of a microsecond apart.
    when = datetime.fromtimestamp(microseconds / 1_000_000, UTC)
    return Moment(microseconds, when, stored_datetime(when))


def _weight(day: datetime) -> float:
    return 0.03 if (day.month, day.day) in HOLIDAYS else WEEKDAYS[day.weekday()]


def _hour(share: float) -> float:
    index = min(bisect_right(_SHARES, share), len(HOURS) - 1)
    (low, start), (high, end) = HOURS[index - 1], HOURS[index]
    return start + (share - low) / (high - low) * (end - start)


def _share(hour: float) -> float:
    if hour <= HOURS[0][1]:
        return 0.0
    for (low, start), (high, end) in pairwise(HOURS):
        if hour < end:
            return low + (hour - start) / (end - start) * (high - low)
    return 1.0
