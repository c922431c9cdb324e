"""A change of meaning demands a new code: answers given before would be read as something else.

Wording may change; so may what is added. An answer taken away, its role, its score, the kind of
a question, a statement or the ends of a scale may not, once they were published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from feedback.instruments.banks import BANK
from feedback.instruments.definition import Definition
from feedback.instruments.findings import BLOCKING, Finding
from feedback.instruments.languages import FRENCH, pick
from feedback.instruments.path import keys
from feedback.instruments.questions import Question, Statement
from feedback.instruments.reader import LONGEST_CODE

NAME = "meaning"
_NUMBERED = re.compile(r"(.*)_(\d+)")


def changed_meaning(history: Sequence[Definition], new: Definition) -> Iterator[Finding]:
    """Yield, for each question that means something else than when last published, one finding."""
    taken = {key for one in (*history, new) for question in one.questions for key in keys(question)}
    for question in new.questions:
        old = _last(history, question.code)
        reasons = list(_reasons(old, question)) if old else []
        if reasons:
            yield Finding(question.code, BLOCKING, NAME, _l(
                "Son sens change : %(reasons)s. Des réponses ont pu être données à l'ancienne : "
                "donnez à celle-ci un nouveau code, par exemple « %(code)s ».",
                reasons=_Joined(reasons), code=suggested(question.code, taken),
            ), f"Question « {question.code} »")  # fmt: skip


class _Joined:
    """Reasons in the language of the page, once it is known."""

    def __init__(self, reasons: Sequence[Any]) -> None:
        self.reasons = reasons

    def __str__(self) -> str:
        return " ; ".join(map(str, self.reasons))


def suggested(code: str, taken: set[str]) -> str:
    """Return the next free code made from one: `motif_2`, then `motif_3`."""
    match = _NUMBERED.fullmatch(code)
    stem, number = (match[1], int(match[2])) if match else (code, 1)
    while True:
        number += 1
        made = f"{stem[: LONGEST_CODE - len(str(number)) - 1].rstrip('_')}_{number}"
        if made not in taken:
            return made


def _last(history: Sequence[Definition], code: str) -> Question | None:
    for definition in reversed(history):
        if (question := definition.question(code)) is not None:
            return question
    return None


def _reasons(old: Question, new: Question) -> Iterator[Any]:
    if old.kind != new.kind:
        yield _l("son type n'est plus le même")
        return
    yield from _options(old, new)
    yield from _statements(old, new)
    if old.kind == "scale" and (old.min, old.max) != (new.min, new.max):
        yield _l("les bouts de l'échelle changent")
    if old.kind == "date" and (old.precision or "day") != (new.precision or "day"):
        yield _l("la précision de la date change")
    if old.kind != BANK:  # those of a bank are questions of their own
        yield from _fields(old, new)


def _options(old: Question, new: Question) -> Iterator[Any]:
    for option in old.options:
        label, now = pick(option.label, FRENCH).text, new.option(option.value)
        if now is None:
            yield _l("la réponse « %(label)s » n'est plus proposée", label=label)
        elif now.role != option.role:
            yield _l("le rôle de la réponse « %(label)s » change", label=label)
        elif now.score != option.score and not old.statements:  # a matrix scores its statements
            yield _l("le score de la réponse « %(label)s » change", label=label)


def _statements(old: Question, new: Question) -> Iterator[Any]:
    now = {one.code: one for one in new.statements}
    for statement in old.statements:
        text = pick(statement.text, FRENCH).text
        if statement.code not in now:
            yield _l("la phrase « %(text)s » est retirée", text=text)
        elif _scores(old, old, statement) != _scores(old, new, now[statement.code]):
            yield _l("les scores de la phrase « %(text)s » changent", text=text)


def _scores(old: Question, question: Question, one: Statement) -> list[float | None]:
    """What each answer offered before counts for in a statement, by its own score or the answer's."""
    found = ((option.value, question.option(option.value)) for option in old.options)
    return [one.scores.get(value, option.score if option else None) for value, option in found]


def _fields(old: Question, new: Question) -> Iterator[Any]:
    now = {field.code: field for field in new.fields}
    for field in old.fields:
        title = field.title(FRENCH)
        if field.code not in now:
            yield _l("le champ « %(title)s » est retiré", title=title)
        else:
            for reason in _reasons(field, now[field.code]):
                yield _l("dans le champ « %(title)s », %(reason)s", title=title, reason=reason)
