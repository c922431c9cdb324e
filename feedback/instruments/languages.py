"""A text is said in the language asked for, else in French, and always says which one it is."""

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from feedback.studies.languages import NAMES, RIGHT_TO_LEFT, SPOKEN

Texts = Mapping[str, str]

FRENCH = "fr"
SIMPLE = "fr-x-simple"
TAGS = tuple(SPOKEN)  # languages in which the house has words of its own
KNOWN = tuple(NAMES)  # those a questionnaire may be translated into


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
    return "rtl" if tag in RIGHT_TO_LEFT else "ltr"


def house(tag: str) -> str:
    """Return the language in which the house says its own words to who reads that one."""
    return tag if tag in TAGS else FRENCH


def own(tag: str) -> Markup:
    """Return the attributes of the house's own words in a page of that language, none if its own."""
    spoken = house(tag)
    if spoken == tag:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(html_lang(spoken), direction(spoken))


def pick(texts: Texts, tag: str) -> Spoken:
    """Return the text in the language, falling back on French; empty when there is none at all."""
    found = tag if texts.get(tag) else FRENCH
    return Spoken(texts.get(found, ""), html_lang(found), direction(found))
