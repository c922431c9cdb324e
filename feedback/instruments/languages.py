"""A text is said in the language asked for, else in French, and always says which one it is."""

from collections.abc import Mapping
from typing import NamedTuple

Texts = Mapping[str, str]

FRENCH = "fr"
SIMPLE = "fr-x-simple"
TAGS = (FRENCH, SIMPLE, "en", "es", "pt", "ar")
_RIGHT_TO_LEFT = frozenset({"ar"})


class Spoken(NamedTuple):
    """A text with the language it is really in, as an HTML page must declare it."""

    text: str
    lang: str
    dir: str


def html_lang(tag: str) -> str:
    """Return the `lang` attribute: plain French is French."""
    return FRENCH if tag == SIMPLE else tag


def direction(tag: str) -> str:
    """Return the `dir` attribute of a language."""
    return "rtl" if tag in _RIGHT_TO_LEFT else "ltr"


def pick(texts: Texts, tag: str) -> Spoken:
    """Return the text in the language, falling back on French; empty when there is none at all."""
    found = tag if texts.get(tag) else FRENCH
    return Spoken(texts.get(found, ""), html_lang(found), direction(found))
