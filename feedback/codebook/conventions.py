"""Codes that other rooms know by their key, and the colours of the families."""

from __future__ import annotations

import re
from collections.abc import Collection

OFF_TOPIC = "Z0"
ALERT = "Z1"  # danger or distress: its texts are left out of every export

LONGEST_KEY, LONGEST_NAME, LONGEST_TEXT = 20, 120, 2000
MOST_LEVELS = 8
MOST_CODES = 1000
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}")

# Dark enough to carry white words (WCAG AA), apart enough to be told from one another.
COLOURS = ("#0f5560", "#9a3412", "#5b3f8f", "#8a1f4d", "#2f6b3c", "#1d4f91", "#7a5200", "#4f4a41")
NEUTRAL = "#4f4a41"


def colour(family: int) -> str:
    """The colour of the n-th family of a codebook; families beyond the eighth begin again."""
    return COLOURS[family % len(COLOURS)]


def nearest(given: str) -> str:
    """The colour of the palette nearest to #RRGGBB or #RGB; the neutral one for anything else."""
    digits = given.strip().lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        return NEUTRAL
    wanted = _parts(digits)
    return min(COLOURS, key=lambda c: sum((a - b) ** 2 for a, b in zip(wanted, _parts(c[1:]), strict=True)))  # fmt: skip


def _parts(digits: str) -> tuple[int, ...]:
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))


def free_key(taken: Collection[str], start: str = "P") -> str:
    """The first key of a kind (P1, P2…) that no code of the book has or had; case is no difference."""
    folded = {key.lower() for key in taken}
    number = 1
    while f"{start}{number}".lower() in folded:
        number += 1
    return f"{start}{number}"
