"""What kind of sound a file holds, by its first bytes: its name and what a browser says may lie."""

from __future__ import annotations

MIB = 1024 * 1024
LARGEST, MOST = 2 * MIB, 40 * MIB  # one recording, all those of a survey
MP4_SOUNDS = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"dash")


def media_type(data: bytes) -> str:
    """The media type; empty when it is no sound that browsers play."""
    if data[:3] == b"ID3" or (data[:1] == b"\xff" and data[1:2] and data[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    if data[:4] == b"OggS":
        return "audio/ogg"
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "audio/wav"
    if data[4:8] == b"ftyp" and data[8:12] in MP4_SOUNDS:
        return "audio/mp4"
    if data[:4] == b"\x1aE\xdf\xa3" and b"webm" in data[:64]:
        return "audio/webm"
    return ""
