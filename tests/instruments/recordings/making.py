"""Sounds for tests."""

from __future__ import annotations

import io
import wave


def wav(seconds: float = 0.2, rate: int = 8000) -> bytes:
    """A silence that browsers play."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(rate)
        file.writeframes(b"\x80" * int(seconds * rate))
    return held.getvalue()
