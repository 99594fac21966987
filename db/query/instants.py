"""Points in time as clients write them: instants, dates, and durations from now."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from db.errors import BadInput
from db.query.parameters import Convert, resolve
from db.query.selection import Request

DURATION = re.compile(
    r"(?P<sign>[+-])?P(?=\d|T\d)(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,5})M)?"
    r"(?:(?P<weeks>\d{1,6})W)?(?:(?P<days>\d{1,7})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,8})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9})S)?)?"
)
_FRACTION = re.compile(r"\.\d{6}(\d+)")
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")
TICK = timedelta(microseconds=1)
"""Stored instants are whole microseconds."""


@dataclass(frozen=True, slots=True)
class InstantRange:
    """The stored instants that a client's text covers, both ends included.

    An instant covers one, a date all of a day. An instant between two microseconds equals no stored
    one: `last` is the one before it and `first` the one after.
    """

    first: datetime
    last: datetime


def parse_moment(text: str, now: datetime, zone: tzinfo = UTC) -> InstantRange:
    """The instants that `text` covers.

    `-P2W` is two weeks before `now`; a date, and an instant without an offset, is one of `zone`.
    Months are calendar months, cut to the last day of a shorter one.

    Raises:
        ValueError: `text` is none of these.
        OverflowError: it lies before the year 1 or after the year 9999.
    """
    duration = DURATION.fullmatch(text)
    if duration:
        shifted = _shifted(duration, now)
        return InstantRange(shifted, shifted)
    if len(text) == len("2026-04-13"):
        day = date.fromisoformat(text)
        return InstantRange(_midnight(day, zone), _end_of(day, zone))
    instant = datetime.fromisoformat(text.upper())
    instant = (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)
    fraction = _FRACTION.search(text)
    if fraction and fraction[1].strip("0"):
        return InstantRange(instant + TICK, instant)
    return InstantRange(instant, instant)


def parse_zone(name: str) -> ZoneInfo:
    """The time zone with this IANA name.

    Raises:
        ValueError: there is none.
    """
    if not _ZONE.fullmatch(name):
        raise ValueError(f"no time zone: {name}")
    try:
        return ZoneInfo(name)
    except (OSError, KeyError) as error:  # an unknown name, or one that is a folder
        raise ValueError(f"no time zone: {name}") from error


def moment_end(end: str, zone: object, path: str) -> Convert:
    """Return a conversion of a client's text to the `first` or `last` instant that it covers.

    `zone` is the filter's `timeZone`, or None.
    """
    named = zone_named(f"{path.rpartition('.')[0]}.time_zone")

    def convert(value: object, request: Request, /) -> object:
        given = resolve(zone, request.leaves)
        try:
            moment = parse_moment(
                str(value), request.now, UTC if given is None else named(given, request)
            )
        except ValueError as error:
            raise BadInput(path, "is no ISO 8601 instant, date or duration") from error
        except OverflowError as error:
            raise BadInput(path, "lies before the year 1 or after the year 9999") from error
        return getattr(moment, end)

    return convert


def zone_named(path: str) -> Callable[[object, Request], ZoneInfo]:
    """Return a conversion of the time zone that a client names at `path`."""

    def convert(value: object, request: Request, /) -> ZoneInfo:
        try:
            return parse_zone(str(value))
        except ValueError as error:
            raise BadInput(path, "is no name of a time zone, such as Europe/Berlin") from error

    return convert


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _end_of(day: date, zone: tzinfo) -> datetime:
    """The last microsecond of a day of any length."""
    if day == date.max:
        return datetime.max.replace(tzinfo=zone).astimezone(UTC)
    return _midnight(day + timedelta(days=1), zone) - TICK


def _shifted(duration: re.Match[str], now: datetime) -> datetime:
    sign = -1 if duration["sign"] == "-" else 1
    amount = {
        unit: sign * int(count or 0)
        for unit, count in duration.groupdict().items()
        if unit != "sign"
    }
    shifted = _shift_months(now, amount.pop("years") * 12 + amount.pop("months"))
    return shifted + timedelta(**amount)


def _shift_months(time: datetime, months: int) -> datetime:
    year, month = divmod(time.year * 12 + time.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("is out of range")
    day = min(time.day, calendar.monthrange(year, month + 1)[1])
    return time.replace(year=year, month=month + 1, day=day)
