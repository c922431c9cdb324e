"""Passwords: hashed with Argon2id, and long and unforeseeable enough (CNIL, 2022-100)."""

from __future__ import annotations

from functools import cache
from math import log2

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

DEMONSTRATION = "vive-voix-demonstration"  # of invented accounts only
SHORTEST = 12
BITS = 50  # with attempts limited, as they are here
_hasher = PasswordHasher()


def entropy(password: str, known: list[str]) -> float:
    """Estimated bits of the password, knowing words that belong to the person."""
    from zxcvbn import zxcvbn  # 12 MiB of words, for the few processes in which one is chosen

    return log2(float(zxcvbn(password[:72], user_inputs=known)["guesses"]) or 1)


def strong(password: str, known: list[str]) -> bool:
    """True when long enough and hard enough to guess."""
    return len(password) >= SHORTEST and entropy(password, known) >= BITS


def hashed(password: str) -> str:
    """The Argon2id hash to store."""
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    """A hash that is nobody's, to take as long as a real one; made when first needed."""
    return hashed("nobody has this password")


def matches(stored: str | None, password: str) -> bool:
    """True when the password is the stored one; takes as long when there is none stored."""
    try:
        return _hasher.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
