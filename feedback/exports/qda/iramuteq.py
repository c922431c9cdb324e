"""A corpus for IRaMuTeQ: a line of starred variables before each text.

`**** *lieu_villeurbanne *langue_fr` then the words. Names and values are bare letters and
digits; a star would begin a line of its own, so texts have none (IRaMuTeQ documentation, corpus).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from feedback.exports import words
from feedback.exports.research.texts import ATTRIBUTES, week

_STAR = str.maketrans({"*": " ", "$": " "})


def bare(value: str) -> str:
    """Return a value as a variable may hold it: no accent, no blank, no sign."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "", plain)[:40]


def entry(one: Any, sites: Mapping[int, tuple[str, str]]) -> str:
    """Return a text with its line of variables."""
    day = week(one.day)
    given = one.attributes or {}
    told = {
        "texte": one.public_id, "source": words.SOURCES.get(one.origin_room, one.origin_room),
        "partie": "etape" if one.part.startswith("step:") else one.part,
        "lieu": sites.get(one.site_id or 0, ("",))[0],
        "mois": f"{day:%Y%m}" if day else "", "locuteur": words.SPEAKERS.get(one.speaker, one.speaker),
        "mode": one.mode, "langue": one.language,
        **{name: str(given.get(name) or "") for name in ATTRIBUTES},
    }  # fmt: skip
    stars = " ".join(f"*{name}_{bare(value)}" for name, value in told.items() if bare(value))
    lines = (line.strip() for line in one.text.translate(_STAR).split("\n"))
    return f"**** {stars}\n" + "\n".join(filter(None, lines)) + "\n\n"
