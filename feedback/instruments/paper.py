"""A survey as a sheet of paper: the same numbers as where it is typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.instruments import rendering
from feedback.instruments.banks import BANK, own_rule
from feedback.instruments.definition import Definition
from feedback.instruments.drawing import Choice, Drawing
from feedback.instruments.kinds import KINDS
from feedback.instruments.languages import Spoken, direction, html_lang, pick
from feedback.instruments.numbering import number_all
from feedback.instruments.paper_words import Rules, say
from feedback.instruments.questions import Question

MODE = "saisie"
SEVERAL = ("multiple", "ranking")
ONE_ANSWER = ("single", "yes_no", "faces", "scale")
# Longest label of a question (in characters) → how many answers stand side by side.
ABREAST = ((14, 4), (24, 3), (64, 2))
LINE, LEAST_LINES, MOST_LINES = 80, 2, 5  # characters that fit by hand on one ruled line
SHORT = 150  # characters up to which one ruled line is enough


@dataclass(frozen=True)
class Item:
    """One question on paper: `abreast` answers side by side, `ruled` lines to write on."""

    drawing: Drawing
    rule: str
    how: str
    abreast: int
    ruled: int
    boxes: bool  # several answers, or a rank to write: boxes; one: circles
    other: Choice | None


@dataclass(frozen=True)
class Sheet:
    """All that is printed, in one language."""

    tag: str
    lang: str
    dir: str
    title: Spoken
    name: Spoken
    lines: Sequence[Spoken]
    notice: Spoken | None
    items: Sequence[Item]
    words: dict[str, str]


def asked_on_paper(definition: Definition) -> tuple[Question, ...]:
    """Return the questions of a sheet, in order; a sheet draws none, it asks all of a bank."""
    return tuple(q for q in definition.questions if not q.modes or MODE in q.modes)


def sheet(definition: Definition, version: int, tag: str) -> Sheet:
    """Return the sheet of a version in a language."""
    questions, texts = asked_on_paper(definition), definition.texts
    rules = Rules(questions, definition.questions, tag)
    drawings = number_all(questions, rendering.draw_all(questions, tag))
    return Sheet(
        tag=tag,
        lang=html_lang(tag),
        dir=direction(tag),
        title=pick(texts.get("start_title") or definition.title, tag),
        name=pick(definition.title, tag),
        lines=[pick(line, tag) for line in definition.lines.get("start_lines", ())],
        notice=pick(texts["notice"], tag) if "notice" in texts else None,
        items=[
            _item(question, drawing, rules.sentence(own_rule(question)), tag)
            for question, drawing in zip(questions, drawings, strict=True)
            if question.kind != BANK
        ],
        words={key: say(key, tag, number=version) for key in _PRINTED},
    )


_PRINTED = ("how", "hand_in", "specify", "desk", "place", "date", "am", "pm", "version")


def _item(question: Question, drawing: Drawing, rule: str, tag: str) -> Item:
    return Item(
        drawing,
        rule,
        _how(question, drawing, tag),
        _abreast([len(one.label.text) for one in drawing.choices]),
        _ruled(question, drawing),
        question.kind in SEVERAL or (question.kind == "consent" and not question.options),
        next((one for one in drawing.choices if one.other), None),
    )


def _how(question: Question, drawing: Drawing, tag: str) -> str:
    """How many answers may be given; nothing where it goes without saying."""
    if question.kind in SEVERAL or question.kind == "number":
        return drawing.hint
    if question.kind == "matrix":
        return say("one_a_line", tag)
    return say("one", tag) if question.kind in ONE_ANSWER else ""


def _abreast(lengths: Sequence[int]) -> int:
    longest = max(lengths, default=0)
    found = next((count for limit, count in ABREAST if longest <= limit), 1)
    return min(found, max(1, len(lengths)))


def _ruled(question: Question, drawing: Drawing) -> int:
    """Lines to write on, by how long the text may be."""
    if not KINDS[question.kind].is_text:
        return 0
    limit = drawing.limit or SHORT
    if limit <= SHORT:
        return 1
    return max(LEAST_LINES, min(MOST_LINES, limit // LINE))
