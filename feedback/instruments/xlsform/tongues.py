"""The languages of a form: « Français (fr) », « French », « fr », and ours."""

from __future__ import annotations

import re

from feedback.instruments.languages import SIMPLE, TAGS

# How the header of a column names each language; plain French is not a language of the standard.
NAMES = {
    "fr": "Français (fr)",
    "en": "English (en)",
    "es": "Español (es)",
    "pt": "Português (pt)",
    "ar": "العربية (ar)",
}
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
        return found[1].lower() if found[1].lower() in TAGS else None
    if name[:2] in TAGS and (len(name) == 2 or name[2] in "-_"):
        return name[:2]
    return next((tag for tag, words in _WORDS.items() if name in words.split()), None)
