"""What a poster says: the survey's own first words, and what to do with the code, by language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.instruments.definition import Definition
from feedback.instruments.languages import FRENCH, SIMPLE, Spoken, Texts, pick

MOST_LINES = 2
SCAN: Texts = {
    "fr": "Photographiez ce code avec votre téléphone",
    "en": "Scan this code with your phone",
    "es": "Escanee este código con su teléfono",
    "pt": "Fotografe este código com o seu telemóvel",
    "ar": "صوِّر هذا الرمز بهاتفك",
}
TYPE: Texts = {
    "fr": "ou tapez cette adresse :",
    "en": "or type this address:",
    "es": "o escriba esta dirección:",
    "pt": "ou escreva este endereço:",
    "ar": "أو اكتب هذا العنوان:",
}


@dataclass(frozen=True)
class Said:
    """One language's line: what is asked, what to do; plain French says no more than French."""

    title: Spoken
    scan: Spoken


@dataclass(frozen=True)
class Poster:
    """The words of a poster: French large, the other languages one line each."""

    title: Spoken
    lines: Sequence[Spoken]
    scan: Spoken
    type_it: Spoken
    others: Sequence[Said]


def poster(definition: Definition, tags: Sequence[str]) -> Poster:
    """The words of a survey's poster, in the languages offered."""
    first = definition.lines.get("start_lines", ())[:MOST_LINES]
    title = definition.texts.get("start_title") or definition.title
    return Poster(
        pick(title, FRENCH), [pick(line, FRENCH) for line in first], pick(SCAN, FRENCH),
        pick(TYPE, FRENCH),
        [
            Said(pick(title, tag), pick(SCAN, tag))
            for tag in tags
            if tag not in (FRENCH, SIMPLE) and title.get(tag)
        ],
    )  # fmt: skip
