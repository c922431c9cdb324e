"""Where a language stands in a definition, and its texts beside the French."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from feedback.formats.text import normalise
from feedback.instruments.definition import Definition
from feedback.instruments.languages import FRENCH, SIMPLE
from feedback.instruments.wordings import Wording

MISSING, AGAIN, SAID = "missing", "again", "said"
ALL = "all"
PER_PAGE = 40  # texts on a page; the texts of one question stay together


@dataclass(frozen=True)
class Standing:
    """How far a language is: of `total` texts, `missing` say nothing, `again` must be seen again."""

    tag: str
    total: int
    missing: int
    again: int
    complete: bool
    reviewed: bool

    @property
    def done(self) -> int:
        """Texts that are said, and need not be seen again."""
        return self.total - self.missing - self.again


def standing(definition: Definition, tag: str) -> Standing:
    """Return where one language of a definition stands."""
    every = definition.wordings
    missing = sum(not one.texts.get(tag) for one in every)
    again = len(definition.outdated.get(tag, ()))
    return Standing(
        tag, len(every), missing, again, tag in definition.complete, tag in definition.reviewed
    )


@dataclass(frozen=True)
class Text:
    """One text in French and in a language; `mark` names its place in addresses and pages."""

    wording: Wording
    tag: str
    state: str

    @property
    def mark(self) -> str:
        """A short name that stays while the place does."""
        return hashlib.sha256(self.wording.place.encode()).hexdigest()[:12]

    @property
    def french(self) -> str:
        """What is to be translated."""
        return self.wording.texts.get(FRENCH, "")

    @property
    def plain(self) -> str:
        """The same in plain French, where that may help; empty when it is what is being written."""
        return "" if self.tag == SIMPLE else self.wording.texts.get(SIMPLE, "")

    @property
    def words(self) -> str:
        """What the language says, empty when nothing."""
        return self.wording.texts.get(self.tag, "")

    @property
    def seen(self) -> str:
        """What tells that the French or the words have changed since a page was drawn."""
        return hashlib.sha256(f"{self.french}\0{self.words}".encode()).hexdigest()[:12]


def texts(definition: Definition, tag: str) -> list[Text]:
    """Return every text of a definition beside its French, in order."""
    again = set(definition.outdated.get(tag, ()))
    first = {one.place: one for one in reversed(definition.wordings)}  # a draft may double a code
    return [
        Text(one, tag, _state(one, tag, again))
        for one in definition.wordings
        if first[one.place] is one
    ]


def _state(one: Wording, tag: str, again: set[str]) -> str:
    if not one.texts.get(tag):
        return MISSING
    return AGAIN if one.place in again else SAID


def chosen(every: Sequence[Text], which: str, words: str) -> list[Text]:
    """Return the texts in a state, or all, that hold some words: French, translation or code."""
    wanted = normalise(words).casefold().split()
    return [
        one
        for one in every
        if which in (ALL, one.state)
        and all(
            word in f"{one.french}\n{one.words}\n{one.wording.place}".casefold() for word in wanted
        )
    ]


def pages(shown: Sequence[Text]) -> list[list[list[Text]]]:
    """Return texts by page, and on a page by question: one question is never cut."""
    found: list[list[list[Text]]] = []
    size = PER_PAGE
    for group in _groups(shown):
        if size >= PER_PAGE:
            found.append([])
            size = 0
        found[-1].append(group)
        size += len(group)
    return found


def _groups(shown: Sequence[Text]) -> Iterator[list[Text]]:
    for _owner, group in groupby(shown, key=lambda one: one.wording.owner):
        yield list(group)


def page_of(paged: Sequence[Sequence[Sequence[Text]]], mark: str) -> int:
    """Return the page where a text is, the first when it is nowhere."""
    for number, page in enumerate(paged):
        if any(one.mark == mark for group in page for one in group):
            return number
    return 0


def following(every: Sequence[Text], mark: str) -> Text | None:
    """Return the next text to write after one, from the start again at the end; none when all is."""
    at = next((number for number, one in enumerate(every) if one.mark == mark), -1)
    left = [*every[at + 1 :], *every[: max(at, 0)]]
    return next((one for one in left if one.state != SAID), None)
