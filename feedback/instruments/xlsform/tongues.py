"""The languages of a form: « Français (fr) », « French », « fr », and ours."""

from __future__ import annotations

import re

from feedback.instruments.languages import KNOWN, SIMPLE
from feedback.studies.languages import IN_FRENCH
from feedback.studies.languages import NAMES as OWN_NAMES

# How the header of a column names each language; plain French is not a language of the standard.
NAMES = {tag: f"{name} ({tag})" for tag, name in OWN_NAMES.items() if tag != SIMPLE}
_WORDS = {
    "fr": "français francais french france",
    "en": "english anglais inglés ingles",
    "es": "español espanol espagnol spanish",
    "pt": "português portugues portugais portuguese",
    "ar": "العربية عربي arabe arabic",
}
_TAG = re.compile(r"\(\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)?\s*\)\s*$")


def tag_of(language: str) -> str | None:
    """Return our tag of a language as a header writes it, None when it is not one of ours."""
    name = language.strip().casefold()
    if name == SIMPLE:
        return SIMPLE
    found = _TAG.search(language)
    if found:
        return found[1].lower() if found[1].lower() in KNOWN else None
    if name[:2] in KNOWN and (len(name) == 2 or name[2] in "-_"):
        return name[:2]
    if known := next((tag for tag, words in _WORDS.items() if name in words.split()), None):
        return known
    return next((t for t in KNOWN if name in (OWN_NAMES[t].casefold(), IN_FRENCH[t])), None)
