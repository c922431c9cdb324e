"""Words in their context: one line for each place where they are found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.corpus.asking import Term, hits
from feedback.formats.folding import folded

AROUND, MOST = 70, 500  # signs on each side; lines shown
ORDERS = ("texte", "avant", "apres")


@dataclass(frozen=True)
class Line:
    """What was found, with what stands before and after it."""

    document: Any
    before: str
    words: str
    after: str


def lines(documents: Iterable[Any], terms: Sequence[Term], order: str = "texte") -> list[Line]:
    """Return the lines of some texts, in their order or by the words beside."""
    found = [
        Line(document, _before(document.text, start), document.text[start:end], _after(document.text, end))
        for document in documents
        for start, end in hits(document.text, terms)
    ]  # fmt: skip
    if order == "avant":
        found.sort(key=lambda line: [*folded(line.before)][::-1][:4])
    if order == "apres":
        found.sort(key=lambda line: [*folded(line.after)][:4])
    return found


def _before(text: str, start: int) -> str:
    cut = " ".join(text[max(0, start - AROUND) : start].split())
    return cut if start <= AROUND else cut.partition(" ")[2]


def _after(text: str, end: int) -> str:
    cut = " ".join(text[end : end + AROUND].split())
    return cut if end + AROUND >= len(text) else cut.rpartition(" ")[0]
