"""Sheets typed in one after the other: what they share, and when it may be.

A batch has no table of its own: its address carries it, and the traces of its receipts name it.
So it can be counted and its last sheet taken back as long as traces are kept, and is forgotten
with them; afterwards nothing says who typed what.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

LOT = re.compile(r"[0-9a-z]{10}")
HALVES = ("am", "pm")


@dataclass(frozen=True)
class Lot:
    """A batch as its address carries it; everything is checked again at each sheet."""

    version: str  # public id
    site: str  # public id
    day: str
    half: str
    language: str
    lot: str  # made when the batch begins

    @property
    def arguments(self) -> dict[str, Any]:
        """The same, as an address names it."""
        return {
            "questionnaire": self.version, "lieu": self.site, "jour": self.day,
            "demi": self.half, "langue": self.language, "lot": self.lot,
        }  # fmt: skip


def source(account: str, lot: str) -> str:
    """The name of a batch in the traces of receipts: whose it is, and which."""
    return f"account:{account}.{lot}"


def misdated(day: dt.date, half: str, now: tuple[dt.date, str], starts_on: dt.date | None) -> str:
    """Why a sheet cannot be of that day: `future`, `before` the study, or nothing."""
    if (day, HALVES.index(half)) > (now[0], HALVES.index(now[1])):
        return "future"
    return "before" if starts_on and day < starts_on else ""
