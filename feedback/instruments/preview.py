"""A version drawn as people will see it, for those who write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from feedback.instruments import rendering
from feedback.instruments.definition import Definition
from feedback.instruments.drawing import Drawing
from feedback.instruments.languages import Spoken, pick
from feedback.instruments.path import keys
from feedback.instruments.questions import Question
from feedback.instruments.scripted import is_scripted


@dataclass(frozen=True)
class Seen:
    """The start, the questions drawn, the end; `data` is what the page's script must know."""

    title: Spoken
    lines: Sequence[Spoken]
    notice: Spoken | None
    thanks: Spoken | None
    screens: Sequence[tuple[Question, Drawing]]
    data: dict[str, Any]
    scripted: bool


def preview(definition: Definition, tag: str) -> Seen:
    """Return every question drawn in a language, whatever the mode."""
    drawn = rendering.draw_all(definition.questions, tag, heading="h3", mark_optional=True)
    texts = definition.texts
    return Seen(
        title=pick(texts.get("start_title") or definition.title, tag),
        lines=[pick(line, tag) for line in definition.lines.get("start_lines", ())],
        notice=pick(texts["notice"], tag) if "notice" in texts else None,
        thanks=pick(texts["thanks"], tag) if "thanks" in texts else None,
        screens=list(zip(definition.questions, drawn, strict=True)),
        data=rules_data(definition.questions),
        scripted=is_scripted(definition.questions),
    )


def rules_data(questions: Sequence[Question], mode: str | None = None) -> dict[str, Any]:
    """Return what `follow-path.js` must know of the questions of a page."""
    return {
        "mode": mode,
        "questions": [
            {
                "code": q.code, "kind": q.kind, "keys": keys(q), "modes": q.modes,
                "statements": [{"code": s.code} for s in q.statements],
                **({"show_if": q.show_if} if q.show_if else {}),
            }
            for q in questions
        ],
    }  # fmt: skip
