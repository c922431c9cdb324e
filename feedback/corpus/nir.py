"""The French social security number: its shape and its key."""

from __future__ import annotations

import re

_GAP = "[ .\u00a0\u202f-]?"
SHAPE = re.compile(
    rf"(?<![0-9])[1-478]{_GAP}[0-9]{{2}}{_GAP}(?:0[1-9]|1[0-2]|[2-9][0-9]){_GAP}"
    rf"(?:[0-9]{{2}}|2[ABab]){_GAP}[0-9]{{3}}{_GAP}[0-9]{{3}}(?:{_GAP}[0-9]{{2}})?(?![0-9])"
)
_CORSICA = {"2A": "19", "2B": "18"}


def compact(written: str) -> str:
    """The number without its spaces, dots and hyphens."""
    return re.sub("[^0-9A-B]", "", written.upper())


def key(thirteen: str) -> int:
    """97 less the remainder of the thirteen characters by 97, Corsica counted as 19 and 18."""
    department = _CORSICA.get(thirteen[5:7], thirteen[5:7])
    return 97 - int(thirteen[:5] + department + thirteen[7:]) % 97


def key_is_right(written: str) -> bool | None:
    """Whether the two last figures are the key of the others; None when they are absent."""
    number = compact(written)
    return int(number[13:]) == key(number[:13]) if len(number) == 15 else None
