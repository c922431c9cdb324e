"""Numbers of questions and answers: the same on the printed sheet and where it is typed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from feedback.instruments.banks import BANK
from feedback.instruments.drawing import Choice, Drawing
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.consent import YES
from feedback.instruments.kinds.scale import points
from feedback.instruments.questions import Question


def answer_numbers(question: Question) -> Mapping[str, str]:
    """Return the number of each answer offered, by its value; empty where a rank is written.

    Answers are numbered from one; points of a scale that starts at zero or above are their own
    number, and the answers outside the scale come after the last. Zero means « no answer »
    everywhere else.
    """
    if question.kind == "ranking":
        return dict.fromkeys((option.value for option in question.options), "")
    if question.kind == BANK:
        return dict.fromkeys((field.code for field in question.fields), "")
    if question.kind == "scale":
        own = points(question)
        numbers = [str(p) for p in own] if own[0] >= 0 else _counted(len(own))
        after = (own[-1] if own[0] >= 0 else len(own)) + 1
        values = [str(p) for p in own]
    else:
        numbers, values, after = [], [], 1
    options = [option.value for option in question.options] or _lone(question)
    return dict(zip([*values, *options], [*numbers, *_counted(len(options), after)], strict=True))


def _counted(count: int, start: int = 1) -> list[str]:
    return [str(number) for number in range(start, start + count)]


def _lone(question: Question) -> list[str]:
    """The one box of a permission."""
    return [YES] if question.kind == "consent" else []


def question_numbers(questions: Iterable[Question]) -> dict[str, str]:
    """Return the number of each question by its code; one not counted follows another: 6a, 6b.

    Texts to read have none.
    """
    found: dict[str, str] = {}
    number, letter = 0, 0
    for question in questions:
        if not KINDS[question.kind].asks:
            continue
        if question.counted or not number:
            number, letter = number + 1, 0
            found[question.code] = str(number)
        else:
            letter += 1
            found[question.code] = f"{number}{_letters(letter)}"
    return found


def _letters(number: int) -> str:
    """a, b … z, aa, ab …"""
    more, last = divmod(number - 1, 26)
    return (_letters(more) if more else "") + chr(ord("a") + last)


def number_all(questions: Sequence[Question], drawings: Iterable[Drawing]) -> list[Drawing]:
    """Write the numbers of questions and answers into their drawings; returns these."""
    numbers = question_numbers(questions)
    made = list(drawings)
    for question, drawing in zip(questions, made, strict=True):
        answers = answer_numbers(question)
        drawing.number = numbers.get(question.code, "")
        drawing.choices = _numbered(drawing.choices, answers)
        drawing.rows = tuple(
            replace(row, choices=_numbered(row.choices, answers)) for row in drawing.rows
        )
    return made


def _numbered(choices: Iterable[Choice], numbers: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(replace(one, number=numbers[one.value]) for one in choices)
