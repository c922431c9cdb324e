"""What only the house may read again: encrypted with a key kept beside the database, never in it."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken


def _lock(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(key)))


def seal(key: str, text: str) -> str:
    """The text encrypted and signed (Fernet); `key` is 32 bytes in hexadecimal."""
    return _lock(key).encrypt(text.encode()).decode("ascii")


def unseal(key: str, sealed: str) -> str | None:
    """The text again, or None when the key is not the one that sealed it."""
    try:
        return _lock(key).decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeError):
        return None
