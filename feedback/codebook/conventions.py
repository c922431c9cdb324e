"""Codes that other rooms know by their key, and the colours of the families."""

from __future__ import annotations

OFF_TOPIC = "Z0"
ALERT = "Z1"  # danger or distress: its texts are left out of every export

# Dark enough to carry white words (WCAG AA), apart enough to be told from one another.
COLOURS = ("#0f5560", "#9a3412", "#5b3f8f", "#8a1f4d", "#2f6b3c", "#1d4f91", "#7a5200", "#4f4a41")
NEUTRAL = "#4f4a41"


def colour(family: int) -> str:
    """The colour of the n-th family of a codebook; families beyond the eighth begin again."""
    return COLOURS[family % len(COLOURS)]
