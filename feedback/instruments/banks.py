"""A bank opened: its questions stand after it, each asked only of whom it was drawn for."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from feedback.instruments.questions import Question

BANK = "bank"


def opened(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions with those of each bank after it, under the rule of the draw."""
    return tuple(one for question in questions for one in _opened(question))


def _opened(question: Question) -> Iterator[Question]:
    yield question
    if question.kind != BANK:
        return
    for field in question.fields:
        drawn: dict[str, Any] = {"contains": [question.code, field.code]}
        rule = drawn if field.show_if is None else {"all": [drawn, field.show_if]}
        modes = field.modes or question.modes
        yield replace(field, bank=question.code, show_if=rule, modes=modes)


def own_rule(question: Question) -> Mapping[str, Any] | None:
    """Return the rule as written, without the draw."""
    rule = question.show_if
    if not question.bank or rule is None:
        return rule
    return rule["all"][1] if "all" in rule else None


def draw(questions: Iterable[Question], seed: str) -> tuple[str, ...]:
    """Return the codes drawn in each bank for a person, the same whenever asked again.

    Each set is as likely as any other: questions are ordered by a hash of the seed (SHA-256).
    """
    found: list[str] = []
    for bank in questions:
        if bank.kind == BANK:
            codes = [field.code for field in bank.fields]
            by_hash = sorted(codes, key=lambda code: _hash(seed, bank.code, code))
            drawn = by_hash[: bank.ask]
            found += (code for code in codes if code in drawn)
    return tuple(found)


def _hash(*parts: str) -> bytes:
    return hashlib.sha256("\n".join(parts).encode()).digest()


def only_drawn(questions: Iterable[Question], drawn: Collection[str]) -> list[Question]:
    """Return the questions to put on a page where the draw is made."""
    found = []
    for question in questions:
        if question.kind == BANK:
            fields = tuple(field for field in question.fields if field.code in drawn)
            found.append(replace(question, fields=fields))
        elif not question.bank or question.code in drawn:
            found.append(question)
    return found


def sent(questions: Sequence[Question], typed: Any) -> list[str]:
    """Return the codes that a page sends as drawn."""
    return [code for bank in questions if bank.kind == BANK for code in typed.all(bank.code)]
