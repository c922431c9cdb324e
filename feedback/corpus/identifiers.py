"""Likely identifiers in a text are shown to the person who reads it; that person decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from feedback.corpus import nir, patterns

# Words that follow a civility without being a name ("MADAME VOUS ÊTES", "mme de l'accueil").
_PLAIN_WORDS = (
    "a à ai aux au avec c ce ces cette chez comme dans de des dit du elle elles en est et était "
    "fait gentil gentille il ils j je l la le les leur lui m ma mais me mes moi mon n ne nous on "
    "ont ou où par pas plus pour qu que qui quand s sa sans se ses si son sont sur t te tout très "
    "tres tu un une va vous y mon ami que de do da the que por para con com"
)
_ARABIC_PLAIN_WORDS = "التي الذي في من على هي هو كانت كان قال قالت لم لا ما كل ليس المسؤولة"
_PLAIN = frozenset(f"{_PLAIN_WORDS} {_ARABIC_PLAIN_WORDS}".split())
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


@dataclass(frozen=True)
class Likely:
    """A stretch that may identify a person: where (code points), what, and why."""

    start: int
    end: int
    kind: str
    reason: str


Check = Callable[[str], bool]


def _always(found: str) -> bool:
    return True


def _not_a_plain_word(found: str) -> bool:
    first = re.split("[ \u00a0\u202f'’]", found)[0]
    alone = first == found or found.isupper()
    return not (alone and first.casefold() in _PLAIN)


RULES: tuple[tuple[str, str, re.Pattern[str], Check], ...] = (
    ("phone", "Numéro de téléphone", patterns.PHONE, _always),
    ("phone", "Numéro de téléphone étranger", patterns.FOREIGN_PHONE, _always),
    ("email", "Adresse électronique", patterns.EMAIL, _always),
    ("iban", "Numéro de compte bancaire", patterns.IBAN, _always),
    ("file", "Numéro de dossier ou d'allocataire", patterns.FILE_NUMBER, _always),
    ("birth", "Date de naissance", patterns.BIRTH, _always),
    ("birth", "Date précise, peut-être de naissance", patterns.DATE, _always),
    ("name", "Nom après une civilité", patterns.CIVILITY, _not_a_plain_word),
    ("name", "Nom après une civilité, sans majuscule", patterns.LOWER_CIVILITY, _not_a_plain_word),
    ("name", "Nom après une civilité", patterns.ARABIC_CIVILITY, _not_a_plain_word),
    ("first_name", "La personne dit comment elle s'appelle", patterns.CALLED, _not_a_plain_word),
    ("first_name", "Prénom d'un proche ou d'un collègue", patterns.KIN, _not_a_plain_word),
    ("address", "Adresse postale", patterns.ADDRESS, _always),
    ("address", "Adresse postale", patterns.SOUTHERN_ADDRESS, _always),
)
_NIR_REASONS = {
    True: "Numéro de sécurité sociale, clé exacte",
    False: "Ressemble à un numéro de sécurité sociale, clé inexacte",
    None: "Numéro de sécurité sociale sans sa clé",
}


def find(text: str) -> list[Likely]:
    """The likely identifiers of a text, in order, none overlapping: the longest is kept."""
    return _longest(_candidates(_plain_digits(text)), len(text))


def _plain_digits(text: str) -> str:
    """The text with Arabic and other digits written 0–9, each in its own place."""
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def _candidates(text: str) -> Iterator[Likely]:
    for kind, reason, pattern, check in RULES:
        group = "it" if "it" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            if check(match[group]):
                yield Likely(match.start(group), match.end(group), kind, reason)
    for match in nir.SHAPE.finditer(text):
        yield Likely(*match.span(), "nir", _NIR_REASONS[nir.key_is_right(match[0])])


def _longest(candidates: Iterator[Likely], length: int) -> list[Likely]:
    taken = bytearray(length)
    kept = []
    for likely in sorted(candidates, key=lambda one: (one.start - one.end, one.start)):
        if not any(taken[likely.start : likely.end]):
            taken[likely.start : likely.end] = b"\x01" * (likely.end - likely.start)
            kept.append(likely)
    return sorted(kept, key=lambda one: one.start)
