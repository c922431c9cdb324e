"""Pictures are what their bytes say."""

from __future__ import annotations

import struct

import pytest

from feedback.formats.pictures import MOST_BYTES, Measured, Unfit, measured


def png(width: int, height: int, size: int = 0) -> bytes:
    """The beginning of a PNG."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR"
    return head + struct.pack(">II", width, height) + b"\x08\x04" + bytes(size)


def jpeg(width: int, height: int) -> bytes:
    """A JPEG up to its frame, after a comment."""
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"mots"
    frame = b"\xff\xc2" + struct.pack(">HBHH", 11, 8, height, width) + bytes(4)
    return b"\xff\xd8\xff" + comment[1:] + frame


def webp(sort: bytes, body: bytes) -> bytes:
    """A WebP of one sort."""
    return b"RIFF" + struct.pack("<I", 30) + b"WEBP" + sort + struct.pack("<I", 18) + body


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (png(300, 200), Measured("image/png", 300, 200)),
        (jpeg(640, 480), Measured("image/jpeg", 640, 480)),
        (webp(b"VP8X", bytes(4) + b"\x7f\x02\x00" + b"\xdf\x01\x00"),
         Measured("image/webp", 640, 480)),
        (webp(b"VP8 ", bytes(6) + struct.pack("<HH", 640, 480)),
         Measured("image/webp", 640, 480)),
        (webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14)),
         Measured("image/webp", 640, 480)),
    ],
)  # fmt: skip
def test_a_picture_is_measured(body: bytes, found: Measured) -> None:
    assert measured(body) == found


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind"),
        (b"GIF89a\x01\x00\x01\x00", "kind"),
        (b"<html><script>alert(1)</script>", "kind"),
        (png(300, 200, MOST_BYTES), "bytes"),
        (png(30_000, 10), "pixels"),
        (png(0, 10), "pixels"),
        (png(300, 200)[:20], "broken"),
        (jpeg(640, 480)[:12], "broken"),
        (b"\xff\xd8\xff\xe0" + bytes(300), "broken"),
        (webp(b"VP8Z", bytes(20)), "broken"),
    ],
)
def test_anything_else_is_refused_with_its_reason(body: bytes, why: str) -> None:
    with pytest.raises(Unfit) as refusal:
        measured(body)
    assert str(refusal.value) == why
