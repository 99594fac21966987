"""Points in time as clients write them: an instant, or an ISO 8601 duration from now."""

import calendar
import re
from datetime import UTC, datetime, timedelta

DURATION = re.compile(
    r"(?P<sign>[+-])?P(?=\d|T\d)(?:(?P<years>\d{1,4})Y)?(?:(?P<months>\d{1,5})M)?"
    r"(?:(?P<weeks>\d{1,6})W)?(?:(?P<days>\d{1,7})D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d{1,8})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9})S)?)?"
)


def parse_instant(text: str, now: datetime) -> datetime:
    """The aware UTC time that `text` means.

    `-P2W` is two weeks before `now`; an instant without an offset is in UTC. Months are calendar
    months, cut to the last day of a shorter one. Raises `ValueError` for anything else.
    """
    duration = DURATION.fullmatch(text)
    if not duration:
        instant = datetime.fromisoformat(text.upper())
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    sign = -1 if duration["sign"] == "-" else 1
    amount = {
        unit: sign * int(count or 0)
        for unit, count in duration.groupdict().items()
        if unit != "sign"
    }
    try:
        shifted = _shift_months(now, amount.pop("years") * 12 + amount.pop("months"))
        return shifted + timedelta(**amount)
    except OverflowError as error:
        raise ValueError("is out of range") from error


def _shift_months(time: datetime, months: int) -> datetime:
    year, month = divmod(time.year * 12 + time.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("is out of range")
    day = min(time.day, calendar.monthrange(year, month + 1)[1])
    return time.replace(year=year, month=month + 1, day=day)
