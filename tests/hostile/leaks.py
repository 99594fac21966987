"""Internal details that no answer may contain."""

import re

INSIDE = re.compile(
    r"Traceback|File \\?\"|\w\.py\b|site-packages"
    r"|\bSELECT\b.{1,200}\bFROM\b|\bINSERT INTO\b|\bCOALESCE\(|json_quote|json_build|to_json"
    r"|sqlite|asyncpg|psycopg|OperationalError|ProgrammingError|DataError|UndefinedColumn"
    r"|/(?:tmp|home|root|usr)/|issues\.db",
    re.IGNORECASE | re.DOTALL,
)


def leak(text: str, asked: str = "") -> str | None:
    """What an answer tells of the inside; None for nothing, or for what was `asked` with."""
    for found in INSIDE.finditer(text):
        if found[0].lower() not in asked.lower():
            return text[max(0, found.start() - 100) : found.end() + 100]
    return None


def require_harmless(status: int, text: str, asked: str = "") -> None:
    """Fails for a 5xx and for a leak."""
    assert status < 500, (status, text)
    assert leak(text, asked) is None, leak(text, asked)
