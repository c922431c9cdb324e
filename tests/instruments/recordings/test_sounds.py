"""A sound is known by its first bytes."""

from __future__ import annotations

import pytest

from feedback.instruments.recordings.sounds import media_type
from tests.instruments.recordings.making import wav

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"ID3\x04", "audio/mpeg"), (b"\xff\xfb\x90\x00", "audio/mpeg"), (b"\xff\xf3\x40", "audio/mpeg"),
     (b"OggS\x00", "audio/ogg"), (b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
     (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "audio/webm"), (wav(), "audio/wav")],
)  # fmt: skip
def test_each_kind_of_sound_is_known(start: bytes, kind: str) -> None:
    assert media_type(start + bytes(100)) == kind


@pytest.mark.parametrize(
    "start",
    [b"", b"\xff", b"<html>", b"%PDF-1.7", b"\x89PNG", b"RIFF\x00\x00\x00\x00AVI ", b"\xff\xf1\x50\x80",
     b"\x00\x00\x00\x20ftypqt  ", b"\x1aE\xdf\xa3matroska", b"\xff\xd8\xff\xe0", b"MZ"],
)  # fmt: skip
def test_anything_else_is_no_sound(start: bytes) -> None:
    assert media_type(start + bytes(100) if start else b"") == ""
