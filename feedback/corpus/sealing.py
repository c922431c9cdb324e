"""Originals are sealed with a key of the house: whoever holds the database cannot read them."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet


def _fernet(key: str) -> Fernet:
    """`key` is 64 hexadecimal figures, as the house makes its secrets."""
    return Fernet(base64.urlsafe_b64encode(bytes.fromhex(key)))


def seal(text: str, key: str) -> str:
    """The text, unreadable without the key."""
    return _fernet(key).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, key: str) -> str:
    """The text again; `cryptography.fernet.InvalidToken` with another key or a changed seal."""
    return _fernet(key).decrypt(sealed.encode("ascii")).decode()
