"""Faults of a display rule, told with the words of the questions and answers it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.instruments.checks.domains import atoms
from feedback.instruments.definition import Definition
from feedback.instruments.findings import Finding
from feedback.instruments.kinds import KINDS
from feedback.instruments.languages import FRENCH
from feedback.instruments.path import keys
from feedback.instruments.questions import Question
from feedback.instruments.rule_checks import UNKNOWN, VALUE
from feedback.instruments.rules import same


def in_words(found: Iterable[Finding], definition: Definition) -> list[Finding]:
    """Return the findings, those of rules in words; the first of a question tells them all."""
    told: list[Finding] = []
    done: set[tuple[str | None, str]] = set()
    for one in found:
        question = definition.question(one.code or "")
        mine = question is not None and one.place == f"Question « {one.code} »"
        messages = list(_said(question, one.name, definition)) if question and mine else []
        if not messages:
            told.append(one)
        elif (one.code, one.name) not in done:
            told += (replace(one, message=message) for message in messages)
            done.add((one.code, one.name))
    return told


def _said(question: Question, name: str, definition: Definition) -> Iterator[Any]:
    if question.show_if is None or name not in (UNKNOWN, VALUE):
        return
    holders = {key: one for one in definition.questions for key in keys(one)}
    before = _before(question, definition)
    for code, (_operator, expected) in dict.fromkeys(_hashable(question)):
        holder = holders.get(code)
        if name == UNKNOWN and holder is None:
            yield _l("La condition regarde la question « %(code)s », qui n'existe pas.", code=code)
        elif name == UNKNOWN and holder and holder.code not in before:
            words = holder.title(FRENCH)
            yield _l("La condition regarde « %(words)s », qui est posée plus loin.", words=words)
        elif name == VALUE and holder and holder.code in before:
            yield from _gone(holder, code, expected)


def _hashable(question: Question) -> Iterator[tuple[str, tuple[str, Any]]]:
    for code, (operator, expected) in atoms(question.show_if or {}):
        yield code, (operator, tuple(expected) if isinstance(expected, list) else expected)


def _before(question: Question, definition: Definition) -> set[str]:
    codes = [one.code for one in definition.questions]
    return set(codes[: codes.index(question.code)])


def _gone(holder: Question, code: str, expected: Any) -> Iterator[Any]:
    """Answers that the rule waits for and nobody can give."""
    target = KINDS[holder.kind].targets(holder).get(code)
    offered = target.values if target and target.values is not None else None
    for value in expected if isinstance(expected, tuple) else (expected,):
        if offered is not None and value is not None and not any(same(value, o) for o in offered):
            yield _l(
                "La condition attend la réponse « %(value)s » à « %(words)s », "
                "qui n'est pas proposée.", value=value, words=holder.title(FRENCH),
            )  # fmt: skip
