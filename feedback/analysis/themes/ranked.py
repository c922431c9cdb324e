"""The themes of the answers to one question, those most spoken of first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from feedback.analysis.crossreading.cells import Said
from feedback.analysis.quotes.queries import Quote
from feedback.analysis.thresholds import Masked

MOST = 6  # themes of a question on the page of results
QUOTES = 2  # of a theme at most, each under one theme


@dataclass(frozen=True)
class Label:
    """A code as a theme is named."""

    key: str
    name: str
    colour: str


@dataclass(frozen=True)
class Theme:
    """How many persons speak of it, and how; sentences that may be quoted."""

    label: Label
    said: Said
    quotes: Sequence[Quote] = ()


@dataclass(frozen=True)
class Themes:
    """The themes of a question; without `counts`, only their order may be read."""

    base: int
    themes: Sequence[Theme]
    counts: bool


def ranked(
    labels: Sequence[Label], said: Callable[[str], Said | Masked | None],
    quotes: Mapping[str, Sequence[Quote]], counts: bool,
) -> Themes | None:  # fmt: skip
    """Themes somebody speaks of, as far as they may be told; none without any."""
    told = []
    for label in labels:
        of = said(label.key)
        if of is not None and not isinstance(of, Masked) and of.persons:
            told.append((label, of))
    told.sort(key=lambda one: (-one[1].persons, one[0].key))
    found, quoted = [], set[Quote]()  # a sentence is quoted once, under the theme most spoken of
    for label, of in told[:MOST]:
        mine = [one for one in quotes.get(label.key, ()) if one not in quoted][:QUOTES]
        quoted |= set(mine)
        found.append(Theme(label, of, mine))
    return Themes(told[0][1].base, found, counts) if found else None
