"""Compression of the built pages and assets, once, for `make web`.

`python -m gateway.compress_pages DIRECTORY`
"""

import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli

from gateway.http.compression import SMALLEST, SUFFIXES

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BEST: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda content: bytes(brotli.compress(content, quality=10)),
    "zstd": lambda content: zstd.compress(content, 15),
    "gzip": lambda content: zlib.compress(content, 9, wbits=31),
}
KINDS = frozenset({".html", ".js", ".css", ".svg", ".json", ".txt", ".graphql", ".map"})
"""Files of text; fonts and pictures are compressed already."""


def compress(directory: Path) -> int:
    """Compress the files below `directory`; return the number of compressed files."""
    made = 0
    for path in sorted(directory.rglob("*")):
        if path.suffix not in KINDS or path.stat().st_size < SMALLEST:
            continue
        content = path.read_bytes()
        for coding, encode in BEST.items():
            path.with_name(path.name + SUFFIXES[coding]).write_bytes(encode(content))
            made += 1
    return made


if __name__ == "__main__":
    compress(Path(sys.argv[1]))
