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


RUN_TOGETHER = re.compile(
    "CJK |IDEOGRAPHIC |HIRAGANA |KATAKANA|HENTAIGANA |BOPOMOFO |HANGUL |THAI |LAO |KHMER |MYANMAR "
    "|TAI |NEW TAI |AHOM |JAVANESE |BALINESE |YI |TANGUT |NUSHU |KHITAN |VERTICAL |MASU |$"
)
FOLDS_ACCENTS = re.compile(
    "LATIN |GREEK |CYRILLIC |COPTIC |ARMENIAN |GEORGIAN |GLAGOLITIC |GOTHIC |OLD |MODIFIER "
    "|HEBREW |ARABIC |SYRIAC |SAMARITAN "
)
PASSED_OVER = re.compile(
    "VARIATION SELECTOR|GRAPHEME JOINER|VOWEL INHERENT|FILLER|^(COMBINING )?(MUSICAL|ZNAMENNY)"
    "|^SIGNWRITING|^PHAISTOS"
)


def words_of(text: str) -> set[tuple[str, bool]]:
    """Unbroken runs of letters, digits and marks, case and accents of alphabets folded.

    Each with whether it is of a script that is written without spaces.
    """
    plain = unicodedata.normalize("NFD", text)
    plain = unicodedata.normalize("NFKD", plain.casefold())
    plain = unicodedata.normalize("NFKD", plain.casefold())
    kept, keeps_marks = "", False
    for char in plain:
        category, name = unicodedata.category(char), unicodedata.name(char, "")
        script = name.removeprefix("COMBINING ")
        if category in ("Cf", "Me") or (category in ("Mn", "Lo") and PASSED_OVER.search(name)):
            continue
        if category[0] == "M" and script != name and not RUN_TOGETHER.match(script):
            if keeps_marks and not FOLDS_ACCENTS.match(script):
                kept += char
            continue
        if category[0] == "M" and (FOLDS_ACCENTS.match(name) or PASSED_OVER.search(name)):
            continue
        keeps_marks = category[0] in "LM" and not FOLDS_ACCENTS.match(name)
        keeps_marks |= category[0] in "LNM" and RUN_TOGETHER.match(script) is not None
        kept += char if category[0] in "LNM" else " "
    words: set[tuple[str, bool]] = set()
    for part in unicodedata.normalize("NFC", kept).split():
        run, together = "", False
        for char in part:
            name = unicodedata.name(char, "")
            script = name.removeprefix("COMBINING ")
            is_accent = script != name and unicodedata.category(char)[0] == "M"
            now = RUN_TOGETHER.match(script) is not None
            if is_accent and not now:
                now = together
            if run and now != together:
                words.add((run, together))
                run = ""
            run, together = run + char, now
        words.add((run, together))
    return words


def found_in(words: set[tuple[str, bool]], text: str) -> bool:
    """Whether each word of `text` is one of `words`, or the start of one.

    Of a run without spaces every two neighbouring characters must stand together in such a run.
    Nothing to see finds everything, and what has no word finds nothing.
    """
    if all(char.isspace() or unicodedata.category(char) == "Cf" for char in text):
        return True
    wanted = words_of(text)
    return wanted != set() and all(_is_found(words, *word) for word in wanted)


def _is_found(words: set[tuple[str, bool]], sought: str, together: bool) -> bool:
    sought = sought[:WORD_LIMIT]
    if not together:
        return any(word[:WORD_LIMIT].startswith(sought) for word, run in words if not run)
    parts = [sought[place : place + 2] for place in range(len(sought) - 1)] or [sought]
    return all(any(part in word for word, run in words if run) for part in parts)


def texts_in(value: object) -> list[str]:
    """All string values in a JSON value; member names are not values."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_in(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts_in(item)]
    return []
