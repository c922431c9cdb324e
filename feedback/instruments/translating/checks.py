"""What must hold between a text and its translation: what is quoted in one is quoted in the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from feedback.instruments.quoting import bare, places
from feedback.instruments.wordings import Wording


@dataclass(frozen=True)
class Fault:
    """Why words cannot be a translation: too_long, mark_lost, mark_unknown, mark_bare, mark_broken."""

    reason: str
    value: Any


def fault(wording: Wording, french: str, words: str) -> Fault | None:
    """Return what is wrong in words meant for a place, None when nothing is."""
    if len(words) > wording.limit:
        return Fault("too_long", wording.limit)
    if "{reponse" in bare(words):
        return Fault("mark_broken", "{reponse")
    wanted, found = dict(places(french)), dict(places(words))
    for code in wanted:
        if code not in found:
            return Fault("mark_lost", f"{{reponse:{code}}}")
    for code, neutral in found.items():
        if code not in wanted:
            return Fault("mark_unknown", f"{{reponse:{code}}}")
        if wanted[code] and not neutral:
            return Fault("mark_bare", f"{{reponse:{code}|{wanted[code]}}}")
    return None
