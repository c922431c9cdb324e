"""The code with which a person takes back an interview or a parole.

It is drawn from the response's uuid with a key of the house: a page sent twice shows the same
code, and the database, which keeps only a keyed hash of it, cannot tell it.
"""

from __future__ import annotations

import hmac
import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read aloud without doubt
LENGTH = 12  # 60 bits: nobody guesses one
_LOOKALIKES = str.maketrans("ILOU", "110V")


def code_for(key: str, uuid: str) -> str:
    """The code of a response, in three groups of four."""
    drawn = int.from_bytes(_mac(key, "code", uuid)[:8], "big")
    signs = "".join(ALPHABET[drawn >> shift & 31] for shift in range(0, 5 * LENGTH, 5))
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def typed(text: str, length: int = LENGTH) -> str | None:
    """A code as somebody typed it, brought to one form; None when it cannot be one."""
    signs = re.sub(r"[\s\-–—.]", "", text.upper()).translate(_LOOKALIKES)
    return signs if len(signs) == length and set(signs) <= set(ALPHABET) else None


def code_mac(key: str, code: str, length: int = LENGTH) -> str | None:
    """What the database keeps of a code; equal codes have equal hashes, however typed."""
    signs = typed(code, length)
    return _mac(key, "kept", signs).hex() if signs else None


def _mac(key: str, use: str, text: str) -> bytes:
    return hmac.new(key.encode(), f"{use}:{text}".encode(), "sha256").digest()
