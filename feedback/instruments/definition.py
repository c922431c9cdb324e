"""An instrument as written: read from JSON, checked whole, frozen, with one canonical form."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from feedback.instruments.banks import opened
from feedback.instruments.canonical import canonical, plain
from feedback.instruments.checking import findings
from feedback.instruments.documents import DefinitionErrors, parsed
from feedback.instruments.findings import UNREADABLE, Finding
from feedback.instruments.languages import FRENCH, KNOWN, Texts
from feedback.instruments.parsing import (
    HELP,
    LABEL,
    MOST_LINES,
    MOST_QUESTIONS,
    TEXT,
    read_question,
)
from feedback.instruments.questions import Question
from feedback.instruments.reader import Reader, read_texts
from feedback.instruments.rule_checks import SHAPE
from feedback.instruments.wordings import Wording, complete, settled, wordings

__all__ = ["Definition", "DefinitionErrors", "load", "load_loose"]

FORMAT = 1
KINDS_OF_INSTRUMENT = ("survey", "interview", "parole")
MOST_PLACES = 200_000
_SINGLE_TEXTS = ("start_title", "notice", "instruction", "thanks")
_LISTED_TEXTS = ("start_lines", "end_lines")


@dataclass(frozen=True)
class Definition:
    """One version of an instrument; equal content has an equal `digest`."""

    code: str
    kind: str
    title: Texts
    languages: tuple[str, ...]
    reviewed: tuple[str, ...] = (FRENCH,)
    texts: Mapping[str, Texts] = field(default_factory=dict)
    lines: Mapping[str, tuple[Texts, ...]] = field(default_factory=dict)
    written: tuple[Question, ...] = ()
    outdated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # places by language

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every text shown to a person, in order."""
        return tuple(wordings(self.title, self.texts, self.lines, self.written))

    @cached_property
    def complete(self) -> tuple[str, ...]:
        """Its languages in which nothing is missing nor to be seen again."""
        return complete(self.wordings, self.languages, self.outdated)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Everything that may be asked, in order: the questions of a bank after it."""
        return opened(self.written)

    @cached_property
    def by_code(self) -> Mapping[str, Question]:
        """Questions by their code."""
        return {question.code: question for question in self.questions}

    @cached_property
    def has_banks(self) -> bool:
        """True when not everyone is asked the same questions."""
        return len(self.questions) > len(self.written)

    def question(self, code: str) -> Question | None:
        """Return the question of that code, if there is one."""
        return self.by_code.get(code)

    def as_json(self) -> dict[str, Any]:
        """Return the document `load` reads, without what is at its default."""
        return {**self._around(), "questions": [plain(question) for question in self.written]}

    def _around(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "code": self.code,
            "kind": self.kind,
            "title": dict(self.title),
            "languages": list(self.languages),
            "reviewed": list(self.reviewed),
            "texts": {**plain(self.texts), **plain(self.lines)},
            **({"outdated": plain(self.outdated)} if self.outdated else {}),
        }

    @cached_property
    def canonical(self) -> str:
        """The same content is always written the same way."""
        around = canonical({**self._around(), "questions": []})
        questions = ",".join(_piece(question).text for question in self.written)
        return around.replace('"questions":[]', f'"questions":[{questions}]', 1)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One question as it is written, and what reading it again would find."""

    question: Question
    text: str
    found: tuple[Finding, ...]


_PIECES: dict[int, _Piece] = {}  # by identity: an edit makes one question anew, not three hundred
_MOST_PIECES = 5000


def _piece(question: Question) -> _Piece:
    kept = _PIECES.get(id(question))
    if kept is None or kept.question is not question:
        document, found = plain(question), list[Finding]()
        read_question(document, "", found)
        if len(_PIECES) >= _MOST_PIECES:
            _PIECES.clear()
        kept = _PIECES[id(question)] = _Piece(question, canonical(document), tuple(found))
    return kept


def faults(definition: Definition) -> list[Finding]:
    """Return what `load_loose` would find in what a definition writes."""
    found: list[Finding] = []
    around = {**definition._around(), "questions": []}
    _read(Reader(around, "Questionnaire", found))
    found += (one for question in definition.written for one in _piece(question).found)
    return found + findings(definition)


def load(source: str | bytes | Mapping[str, Any]) -> Definition:
    """Return the definition, or raise `DefinitionErrors` with all that is wrong in it."""
    definition, found = _load(source)
    if found:
        raise DefinitionErrors(one.told for one in found)
    return definition


def load_loose(source: str | bytes | Mapping[str, Any]) -> tuple[Definition, list[Finding]]:
    """Return a definition still being written, with its faults.

    Raises `DefinitionErrors` only for what has no meaning at all: no JSON, unknown keys, another
    type, a rule that cannot be evaluated, a newer format.
    """
    definition, found = _load(source)
    senseless = [one.told for one in found if one.name in (UNREADABLE, SHAPE)]
    if senseless:
        raise DefinitionErrors(senseless)
    return definition, found


def _load(source: str | bytes | Mapping[str, Any]) -> tuple[Definition, list[Finding]]:
    found: list[Finding] = []
    document = parsed(source) if isinstance(source, str | bytes) else source
    _refuse_newer(document)
    definition = _read(Reader(document, "Questionnaire", found))
    return definition, found + findings(definition)


def _refuse_newer(document: Any) -> None:
    """A newer house may have written anything: its other faults would not be faults."""
    said = document.get("format") if isinstance(document, Mapping) else None
    if isinstance(said, int) and said > FORMAT:
        raise DefinitionErrors(
            [
                f"Ce fichier vient d’une version plus récente de Vive Voix (format {said}) ; "
                f"celle-ci lit le format {FORMAT}. Mettez-la à jour."
            ]
        )


def _read(reader: Reader) -> Definition:
    if reader.take("format") != FORMAT:
        reader.fault(f"« format » doit être {FORMAT}.")
    kind = reader.word("kind", needed=True)
    if kind and kind not in KINDS_OF_INSTRUMENT:
        reader.fault(f"le type « {kind} » n’existe pas ({', '.join(KINDS_OF_INSTRUMENT)}).")
    texts, lines = _read_texts(reader)
    definition = Definition(
        code=reader.code(),
        kind=kind,
        title=reader.texts("title", LABEL, needed=True),
        languages=reader.words("languages", KNOWN) or (FRENCH,),
        reviewed=reader.words("reviewed", KNOWN),
        texts=texts,
        lines=lines,
        written=_read_questions(reader),
    )
    if FRENCH not in definition.languages:
        reader.fault("le français doit être une des langues.")
    outdated = _read_outdated(reader, definition.languages)
    reader.close()
    if not outdated:
        return definition
    return replace(definition, outdated=settled(definition.wordings, outdated))


def _read_outdated(reader: Reader, languages: tuple[str, ...]) -> dict[str, set[str]]:
    """Places to be seen again, by language; those that are no longer there are left out."""
    value = reader.take("outdated")
    if value is None:
        return {}
    places = Reader(value, f"{reader.place}, « outdated »", reader.problems)
    listed = {tag: places.listed(tag, MOST_PLACES) for tag in languages if tag != FRENCH}
    places.close()
    return {tag: {one for one in found if isinstance(one, str)} for tag, found in listed.items()}


def _read_questions(reader: Reader) -> tuple[Question, ...]:
    listed = reader.listed("questions", MOST_QUESTIONS)
    places = (f"Question n° {number}" for number in range(1, len(listed) + 1))
    return tuple(
        read_question(one, place, reader.problems)
        for one, place in zip(listed, places, strict=True)
    )


def _read_texts(reader: Reader) -> tuple[dict[str, Texts], dict[str, tuple[Texts, ...]]]:
    source = reader.take("texts") or {}
    inner = Reader(source, "Textes", reader.problems)
    texts = {key: inner.texts(key, HELP) for key in _SINGLE_TEXTS}
    lines = {
        key: tuple(
            read_texts(one, f"Textes, « {key} »", TEXT, reader.problems)
            for one in inner.listed(key, MOST_LINES)
        )
        for key in _LISTED_TEXTS
    }
    inner.close()
    return {k: v for k, v in texts.items() if v}, {k: v for k, v in lines.items() if v}
