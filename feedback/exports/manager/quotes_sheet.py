"""The sheet of sentences that may be quoted, said as the booklets say them."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from feedback.exports import words
from feedback.formats.columns import Column

COLUMNS = (
    Column("citation", "Citation", width=90, wrap=True),
    Column("attribution", "Attribution", width=34, shared=True),
    Column("source", "Source", width=12, shared=True),
    Column("mois", "Mois", "text", width=12, shared=True),
    Column("langue", "Langue", width=14, shared=True),
    Column("traduction", "Traduction", width=20, shared=True),
)
WHOSE = {
    "user": "PAROLE D'USAGER",
    "professional": "PAROLE DE PROFESSIONNEL",
    "expert": "PAROLE D'EXPERT",
}


class Said(Protocol):
    """A quote."""

    @property
    def text(self) -> str: ...
    @property
    def speaker(self) -> str: ...
    @property
    def attribution(self) -> str: ...
    @property
    def origin_room(self) -> str: ...
    @property
    def day(self) -> dt.date | None: ...
    @property
    def language(self) -> str: ...
    @property
    def translated_from(self) -> str: ...


def row(one: Said) -> tuple[str, ...]:
    """One quote, its place never told, its day neither."""
    whose = WHOSE.get(one.speaker, one.speaker)
    return (
        f"« {one.text} »", f"{whose}, {one.attribution}" if one.attribution else whose,
        words.SOURCES.get(one.origin_room, one.origin_room), f"{one.day:%m/%Y}" if one.day else "",
        words.LANGUAGES.get(one.language, one.language), words.from_language(one.translated_from),
    )  # fmt: skip
