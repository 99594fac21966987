"""Media types with their parameters (RFC 9110, sections 5.6.6 and 8.3.1)."""

import re
from email.message import Message
from functools import lru_cache

JSON = "application/json"
UTF_8 = ("utf-8", "utf8", "us-ascii")
"""Charsets whose texts are UTF-8; names of charsets have no case."""

_SUFFIXED = re.compile(r"application/[!#$&^_.+a-z0-9-]+\+json")


@lru_cache(maxsize=256)
def is_json(content_type: str, *, suffixed: bool = False) -> bool:
    """Return whether a `Content-Type` stands for JSON in UTF-8.

    Values of parameters may be quoted; of the parameters only the charset matters.

    Args:
        suffixed: take types that end in `+json`, too.
    """
    header = Message()
    header["content-type"] = content_type
    # A quoted value may hold quoted pairs: `\f` is `f`. No charset has a backslash in its name.
    charset = header.get_content_charset("utf-8").replace("\\", "")
    name = header.get_content_type()
    return charset in UTF_8 and (name == JSON or (suffixed and bool(_SUFFIXED.fullmatch(name))))
