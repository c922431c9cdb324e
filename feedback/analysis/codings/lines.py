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


def lines(
    documents: Iterable[Any], terms: Sequence[Term], order: str = "texte", most: int | None = None
) -> list[Line]:
    """Return the lines of some texts, in their order or by the words beside.

    With `most`, one more than that at most, so that one knows there are more; texts that come
    after are not looked at.
    """
    found: list[Line] = []
    for document in documents:
        for start, end in hits(document.text, terms):
            said = document.text[start:end]
            before, after = _before(document.text, start), _after(document.text, end)
            found.append(Line(document, before, said, after))
        if most is not None and len(found) > most:
            del found[most + 1 :]
            break
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
