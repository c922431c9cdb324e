"""What is doubtful in the words of a questionnaire, told with the words themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.instruments.checks import french
from feedback.instruments.definition import Definition
from feedback.instruments.findings import WARNING, Finding
from feedback.instruments.languages import FRENCH, Texts
from feedback.instruments.questions import Question
from feedback.instruments.translations import every_text

_SHOWN = 160  # characters of a long sentence that are told


def wording(definition: Definition) -> Iterator[Finding]:
    """Yield what is doubtful; rare words are looked for in surveys only: there the public reads."""
    public = definition.kind == "survey"
    unexplained = french.unexplained(_every_french(definition)) if public else set()
    for code, texts in _by_question(definition):
        said = [text for one in texts if (text := one.get(FRENCH))]
        if definition.kind != "interview":  # an interviewer says it in other words
            yield from _long(code, said)
        if public:
            yield from _hard(code, said, unexplained)
    for question in definition.questions:
        yield from _same_words(question)
    yield from _empty_languages(definition)


def _by_question(definition: Definition) -> Iterator[tuple[str | None, list[Texts]]]:
    lines = [line for lines in definition.lines.values() for line in lines]
    yield None, [definition.title, *definition.texts.values(), *lines]
    for question in definition.questions:
        yield question.code, list(_texts(question))


def _texts(question: Question) -> Iterator[Texts]:
    yield from (question.text, question.help, *question.lines, question.low, question.high)
    yield from (option.label for option in question.options)
    yield from (statement.text for statement in question.statements)
    if question.kind == "steps":
        for field in question.fields:
            yield from _texts(field)


def _every_french(definition: Definition) -> Iterator[str]:
    for _code, texts in _by_question(definition):
        yield from (one.get(FRENCH, "") for one in texts)


def _long(code: str | None, texts: Iterable[str]) -> Iterator[Finding]:
    for text in texts:
        for count, sentence in french.long_sentences(text):
            shown = sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}…"
            yield _warn(code, "long_sentence", _l(
                "Phrase de %(count)d mots ; %(most)d au plus se lisent bien : « %(sentence)s »",
                count=count, most=french.LONGEST_SENTENCE, sentence=shown,
            ))  # fmt: skip


def _hard(code: str | None, texts: Iterable[str], unexplained: set[str]) -> Iterator[Finding]:
    said = " \n".join(texts)
    rare = list(dict.fromkeys(word.lower() for word in french.rare_words(said)))
    if rare:
        told = ", ".join(f"« {word} »" for word in rare)
        yield _warn(
            code,
            "rare_words",
            _l(
                "Mots peu courants : %(words)s. Préférez des mots de tous les jours.",
                words=told,
            ),
        )
    for one in sorted(french.initials(said) & unexplained):
        yield _warn(code, "initials", _l(
            "« %(word)s » n'est expliqué nulle part. Écrivez ce que ces lettres veulent dire, "
            "entre parenthèses.", word=one,
        ))  # fmt: skip


def _same_words(question: Question) -> Iterator[Finding]:
    labels = [option.label.get(FRENCH, "") for option in question.options]
    lines = [statement.text.get(FRENCH, "") for statement in question.statements]
    for texts in (labels, lines):
        counted = Counter(" ".join(text.casefold().split()) for text in texts if text)
        for text, times in counted.items():
            if times > 1:
                yield _warn(question.code, "same_words", _l(
                    "« %(words)s » est écrit deux fois : on ne saurait pas quoi choisir.",
                    words=text,
                ))  # fmt: skip


def _empty_languages(definition: Definition) -> Iterator[Finding]:
    said = {tag for _place, texts in every_text(definition) for tag, text in texts.items() if text}
    for tag in definition.languages:
        if tag != FRENCH and tag not in said:
            yield _warn(None, "empty_language", _l(
                "La langue « %(tag)s » est annoncée, mais rien n'y est écrit : on lirait du "
                "français.", tag=tag,
            ))  # fmt: skip


def _warn(code: str | None, name: str, message: Any) -> Finding:
    return Finding(code, WARNING, name, message)
