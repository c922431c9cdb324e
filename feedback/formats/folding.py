"""Words as search sees them: without case, accents or marks, the same on every database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 100  # a longer word is cut: no index takes words without end
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "ʼ": " "}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where (code points) and how it is folded."""

    start: int
    end: int
    folded: str


def fold(word: str) -> str:
    """A word without case, accents, vowel signs or ligatures; empty when nothing is left."""
    if word.isascii():
        return word.casefold()[:LONGEST]
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS)).casefold()
    return "".join(c for c in plain if c.isalnum())[:LONGEST]


def words(text: str) -> Iterator[Word]:
    """The words of a text, in order: letters, figures, and the marks that go with them."""
    start = None
    for at, sign in enumerate(text):
        if sign.isalnum() or (start is not None and _is_mark(sign)):
            start = at if start is None else start
        elif start is not None:
            yield from _word(text, start, at)
            start = None
    if start is not None:
        yield from _word(text, start, len(text))


def _is_mark(sign: str) -> bool:
    return not sign.isascii() and unicodedata.category(sign)[0] == "M"


def _word(text: str, start: int, end: int) -> Iterator[Word]:
    folded = fold(text[start:end])
    if folded:
        yield Word(start, end, folded)


def folded(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word.folded for word in words(text)]
