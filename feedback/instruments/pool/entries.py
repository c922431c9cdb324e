"""Questions that may be taken, each with where it comes from and its words as search sees them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from feedback.formats.folding import folded
from feedback.instruments.banks import BANK
from feedback.instruments.canonical import canonical, plain
from feedback.instruments.definition import Definition
from feedback.instruments.languages import FRENCH, Texts
from feedback.instruments.path import keys
from feedback.instruments.questions import Question

LIBRARY, STATE, PAST = "library", "state", "past"
SOURCES = (LIBRARY, STATE, PAST)


@dataclass(frozen=True)
class Place:
    """Where questions come from: a starter, a shelf, or an instrument that was asked."""

    key: str
    source: str
    title: str
    definition: Definition = field(repr=False, compare=False)
    study: str = ""
    study_id: int = 0
    instrument: str = ""  # public id
    kind: str = "survey"
    since: dt.datetime | None = None
    asked: bool = False  # still asked now


@dataclass(frozen=True)
class Indexed:
    """A question and its words, folded: of its text, and all of them; `alike` is what it asks."""

    question: Question
    said: str
    words: str
    dimensions: frozenset[str]
    alike: str


@dataclass(frozen=True)
class Entry:
    """A question at a place; `also`, the other places that ask the same in the same words."""

    place: Place
    indexed: Indexed
    also: tuple[Place, ...] = ()

    @property
    def question(self) -> Question:
        """The question, as it is asked there."""
        return self.indexed.question

    @property
    def key(self) -> str:
        """What an address or a form calls it."""
        return f"{self.place.key}.{self.question.code}"

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that asks it."""
        return (self.place, *self.also)


_KEPT: dict[str, tuple[Indexed, ...]] = {}
_MOST = 1024


def indexed(definition: Definition) -> tuple[Indexed, ...]:
    """Return what a definition asks, the questions of a bank each for itself; once per process."""
    found = _KEPT.get(definition.digest)
    if found is None:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        found = _KEPT[definition.digest] = tuple(_index(one) for one in _takeable(definition))
    return found


def _takeable(definition: Definition) -> Iterator[Question]:
    for question in definition.written:
        yield question
        if question.kind == BANK:
            yield from question.fields


def _index(question: Question) -> Indexed:
    texts = _texts(question)
    dimensions = {question.dimension, *(one.dimension for one in question.statements)}
    said = [texts.get(FRENCH, "") for texts in (question.text, *_lines(question))]
    return Indexed(
        question, _words(said), _words((*texts, *keys(question))),
        frozenset(filter(None, dimensions)), _alike(question),
    )  # fmt: skip


def _texts(question: Question) -> Iterator[str]:
    """Every French text of a question: what people who search it remember."""
    for texts in (question.text, question.help, question.low, question.high, *question.lines):
        yield texts.get(FRENCH, "")
    yield from (option.label.get(FRENCH, "") for option in question.options)
    yield from (texts.get(FRENCH, "") for texts in _lines(question))
    for one in question.fields:
        yield from _texts(one)


def _lines(question: Question) -> Iterator[Texts]:
    return (statement.text for statement in question.statements)


def _words(texts: Iterable[str]) -> str:
    """Folded words, each after a space: a word begins where a space is."""
    return "".join(f" {word}" for text in texts for word in folded(text))


def _alike(question: Question) -> str:
    """Equal for questions that ask the same of people: other languages, rules and parts apart."""
    document = plain(question)
    document.pop("show_if", None)
    document.pop("required", None)
    document.pop("section", None)
    return canonical(_only_french(document))


def _only_french(value: Any) -> Any:
    if isinstance(value, Mapping):
        if isinstance(value.get(FRENCH), str):
            return value[FRENCH]
        return {name: _only_french(one) for name, one in value.items()}
    return [_only_french(one) for one in value] if isinstance(value, list) else value
