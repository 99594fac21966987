"""A picture of a waveform, as the screen of an oscilloscope shows it."""

import struct
import zlib
from collections.abc import Sequence

WIDTH, HEIGHT = 640, 320
BACKGROUND, GRID, TRACE = 0, 1, 2
PALETTE = bytes((16, 22, 28, 44, 58, 66, 255, 214, 64))
"""Red, green and blue of each colour."""
CELLS = 8
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def draw_trace(values: Sequence[float]) -> bytes:
    """A PNG image of `values` from left to right, the lowest at the bottom."""
    cell = bytes([GRID]) + bytes([BACKGROUND]) * (WIDTH // CELLS - 1)
    line = bytes([GRID]) * WIDTH
    pixels = [bytearray(cell * CELLS if y % (HEIGHT // CELLS) else line) for y in range(HEIGHT)]
    least, most = min(values), max(values)
    scale = (HEIGHT - 41) / ((most - least) or 1)
    last = None
    for x in range(WIDTH):
        value = values[x * len(values) // WIDTH]
        y = HEIGHT - 21 - int((value - least) * scale)
        reach = y if last is None else last
        for each in range(min(y, reach), max(y, reach) + 2):
            pixels[each][x] = TRACE
        last = y
    return _encoded(pixels)


def _encoded(pixels: Sequence[bytearray]) -> bytes:
    """Encode rows of one byte a pixel (PNG, third edition: colour type 3, no filter)."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in pixels), 9)
    chunks = ((b"IHDR", header), (b"PLTE", PALETTE), (b"IDAT", data), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)
