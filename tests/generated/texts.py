"""Texts and times on which engines, encodings and quoting tend to differ."""

from datetime import UTC, datetime, timedelta

from tests.generated.choices import Choices

NOW = datetime(2026, 4, 15, 10, 30, 0, 123456, tzinfo=UTC)
"""When all generated operations are received: a Wednesday."""

ME = "me@example.com"
ACTORS = (ME, "Atlas", "ME@example.com", "straße@example.com", "Unassigned")

FRAGMENTS = (
    "volt",
    "Voltage",
    "SAG",
    "Ärger",
    "a\u0308rger",  # the same, decomposed
    "STRASSE",
    "straße",
    "İ",
    "ı",
    "\u212a",  # the Kelvin sign folds to k
    "ﬁle",
    "٣",
    "电压",
    "电压下降",
    "降低电压",
    "コミット",
    "ゴミ",
    "パパ",
    "ハハ",
    "ﾊﾟﾊﾟ",
    "か\u309a",
    "전압강하",
    "전압이",
    "ดี",
    "ดู",
    "แรงดันไฟฟ้า",
    "ແຮງດັນ",
    "វ៉ុល",
    "ဗို့အား",
    "दिल",
    "दल",
    "क़लम",
    "कलम",
    "কলম",
    "மின்னழுத்தம்",
    "שָׁלוֹם",
    "שלום",
    "مُحَمَّد",
    "أحمد",
    "й",
    "и",
    "C++",
    "5V_USB",
    "SN-2253",
    "soft\u00adhyphen",
    "JTAG电压U12",
    "\u200b",
    "\ufe0f",
    "\u0301",
    "Σίσυφος",
    "😀",
    "👨\u200d👩\u200d👧",
    "e\u0301",
    "é",
    "\U0001f600\ufe0f",
    "\ufeff",
    "\ue000",
    "\uffff",
    "\U0010ffff",  # sorts after the two above by code point, before them in UTF-16
    "'",
    '"',
    "\\",
    "\n",
    "\t",
    "\x01",
    "\x7f",
    "\u2028",
    "%",
    "_",
    "*",
    "$1",
    "?1",
    "{t.id}",
    "--",
    "</script>",
    "null",
    "0",
    " ",
    "a",
    "A",
    "b",
)


def text(choices: Choices) -> str:
    """A text that is not empty."""
    if choices.rarely(10):
        return "".join(_character(choices) for _ in range(choices.up_to(3, least=1)))
    words = [choices.pick(FRAGMENTS) for _ in range(choices.up_to(3, least=1))]
    return choices.pick(("", " ")).join(words)


def _character(choices: Choices) -> str:
    """Any character that can be stored: no NUL, no surrogate."""
    character = chr(choices.up_to(choices.pick((0xFF, 0x2FFF, 0x10FFFF)), least=1))
    return "a" if "\ud800" <= character <= "\udfff" else character


def text_or_empty(choices: Choices) -> str:
    return "" if choices.rarely(6) else text(choices)


_MIDNIGHT = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
_MONDAY = _MIDNIGHT - timedelta(days=NOW.weekday())
TIMES = (
    NOW - timedelta(days=1),
    NOW - timedelta(days=1, microseconds=1),
    NOW - timedelta(weeks=2),
    _MONDAY,
    _MONDAY - timedelta(microseconds=1),
    _MONDAY - timedelta(weeks=11),
    _MONDAY - timedelta(weeks=11, microseconds=1),
    datetime(2026, 3, 15, 10, 30, 0, 123456, tzinfo=UTC),  # a month before
    datetime(2025, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2024, 2, 29, 12, 0, tzinfo=UTC),
)
"""Few, so that many objects share one."""

DURATIONS = ("-P1D", "-P2W", "-P1M", "-PT24H", "P0D", "P1Y", "-P1Y2M3DT4H5M6S", "-P11W", "-PT1S")
FORMATS = (
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%Y-%m-%dT%H:%M:%S.%f000Z",
    "%Y-%m-%dT%H:%M:%S.%f5Z",
    "%Y-%m-%dt%H:%M:%S.%fz",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d",
)
ZONES = ("UTC", "Europe/Berlin", "Asia/Kolkata", "America/Los_Angeles", "Pacific/Kiritimati")
EAST = timedelta(hours=2)


def moment(choices: Choices) -> str:
    """What the scalar DateTimeOrDuration takes, often exactly a time of the data."""
    if choices.rarely(3):
        return choices.pick(DURATIONS)
    time = choices.pick(TIMES)
    if choices.rarely(4):
        return (time + EAST).strftime("%Y-%m-%dT%H:%M:%S.%f+02:00")
    return time.strftime(choices.pick(FORMATS))
