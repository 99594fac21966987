"""Plain meanings of leaves: how times are written and read, what ignoring case and a word mean."""

import re
import unicodedata
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

WORD_LIMIT = 64


def time_text(time: datetime) -> str:
    """The scalar DateTime: UTC with six decimals and a Z."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def happened(operator: str, time: datetime, text: str, now: datetime, zone: str | None) -> bool:
    """Whether `time` compares so with what `text`, of the scalar DateTimeOrDuration, means.

    Counted in nanoseconds, of which the text may have all nine digits.
    """
    exact = nanoseconds(time)
    if len(text) == 10:
        day = date.fromisoformat(text)
        place = ZoneInfo(zone or "UTC")
        start, end = (
            nanoseconds(datetime.combine(each, datetime.min.time(), place).astimezone(UTC))
            for each in (day, day + timedelta(days=1))
        )
        return {
            "eq": start <= exact < end,
            "neq": not start <= exact < end,
            "lt": exact < start,
            "lte": exact < end,
            "gt": exact >= end,
            "gte": exact >= start,
        }[operator]
    other = nanoseconds(instant(text, now, zone))
    if digits := re.search(r"[.]\d{6}(\d{1,3})", text):
        other += int(digits[1].ljust(3, "0"))
    return {
        "eq": exact == other,
        "neq": exact != other,
        "lt": exact < other,
        "lte": exact <= other,
        "gt": exact > other,
        "gte": exact >= other,
    }[operator]


def nanoseconds(time: datetime) -> int:
    return (time - datetime(1, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 1000


def instant(text: str, now: datetime, zone: str | None) -> datetime:
    """An ISO 8601 instant, or a duration from `now`."""
    if "P" not in text:
        read = datetime.fromisoformat(text.upper())
        return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone or "UTC"))
    sign = -1 if text.startswith("-") else 1
    date, _, time = text.lstrip("+-").removeprefix("P").partition("T")
    days, clock = _amounts(date), _amounts(time)
    months = sign * (12 * days.get("Y", 0) + days.get("M", 0))
    month = now.month - 1 + months
    year, month = now.year + month // 12, month % 12 + 1
    moved = now.replace(year=year, month=month, day=min(now.day, monthrange(year, month)[1]))
    return moved + sign * timedelta(
        weeks=days.get("W", 0),
        days=days.get("D", 0),
        hours=clock.get("H", 0),
        minutes=clock.get("M", 0),
        seconds=clock.get("S", 0),
    )


def _amounts(text: str) -> dict[str, int]:
    return {unit: int(amount) for amount, unit in re.findall(r"(\d+)([A-Z])", text)}


def same_case(text: str) -> str:
    """Equal for texts that differ only in case and in how their accents are encoded."""
    return unicodedata.normalize("NFC", text).casefold()


def words_of(text: str) -> set[str]:
    """Unbroken runs of letters and digits, case and accents folded."""
    plain = "".join(
        char
        for char in unicodedata.normalize("NFKD", text)
        if not unicodedata.category(char).startswith("M")
    ).casefold()
    spaced = "".join(char if unicodedata.category(char)[0] in "LN" else " " for char in plain)
    return {word[:WORD_LIMIT] for word in spaced.split()}


def texts_in(value: object) -> list[str]:
    """All string values in a JSON value; member names are not values."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_in(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_in(item)]
    return []
