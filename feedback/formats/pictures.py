"""Pictures handed in: what they are is read from their bytes, never from their name."""

from __future__ import annotations

import struct
from dataclasses import dataclass

MOST_BYTES = 200 * 1024
MOST_PIXELS = 4096  # of a side: a small file can unfold into a huge picture
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
# JPEG (ITU T.81): frames that say their size, and marks that stand alone
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))


class Unfit(Exception):
    """A picture that is not taken; the reason in one word: kind, bytes, pixels or broken."""


@dataclass(frozen=True)
class Measured:
    """What a picture is: its media type, its width and height in pixels."""

    type: str
    width: int
    height: int


def measured(body: bytes) -> Measured:
    """Return what the picture is, or raise `Unfit`; PNG, JPEG and WebP only."""
    if len(body) > MOST_BYTES:
        raise Unfit("bytes")
    try:
        found = _measured(body)
    except (struct.error, IndexError) as fault:
        raise Unfit("broken") from fault
    if not (0 < found.width <= MOST_PIXELS and 0 < found.height <= MOST_PIXELS):
        raise Unfit("pixels")
    return found


def _measured(body: bytes) -> Measured:
    if body.startswith(_PNG) and body[12:16] == b"IHDR":
        return Measured("image/png", *struct.unpack(">II", body[16:24]))
    if body.startswith(_JPEG):
        return Measured("image/jpeg", *_jpeg(body))
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return Measured("image/webp", *_webp(body))
    raise Unfit("kind")


def _jpeg(body: bytes) -> tuple[int, int]:
    """Width and height, from the first frame."""
    at = 2
    while True:
        if body[at] != 0xFF:
            raise Unfit("broken")
        mark = body[at + 1]
        if mark in _FRAMES:
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return width, height
        if mark == 0xFF or mark in _ALONE:
            at += 1 if mark == 0xFF else 2
            continue
        at += 2 + struct.unpack(">H", body[at + 2 : at + 4])[0]


def _webp(body: bytes) -> tuple[int, int]:
    """Width and height of the three sorts of WebP (RFC 9649)."""
    sort = body[12:16]
    if sort == b"VP8 ":
        width, height = struct.unpack("<HH", body[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if sort == b"VP8L":
        (bits,) = struct.unpack("<I", body[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if sort == b"VP8X":
        wide, high = body[24:27], body[27:30]
        return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
    raise Unfit("broken")
