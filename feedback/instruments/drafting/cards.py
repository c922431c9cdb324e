"""From a question to its card: what the form of a question holds, and the mark of it."""

from __future__ import annotations

import hashlib
from typing import Any

from feedback.formats.text import normalise
from feedback.instruments.canonical import canonical
from feedback.instruments.definition import Definition
from feedback.instruments.drafting import conditions
from feedback.instruments.drafting.editing import find
from feedback.instruments.questions import Option, Question

ICON, PICTURE = "dessin:", "image:"
TEXTS = "textes"  # where the texts around the questions are written


def fields_of(question: Question) -> dict[str, Any]:
    """Return what the form of a question holds at first."""
    rule = conditions.read(question.show_if)
    join, lines = rule if rule else ("all", [])
    return {
        "text": question.text.get("fr", ""), "help": question.help.get("fr", ""),
        "section": question.section.get("fr", ""), "code": question.code,
        "required": question.required, "uncounted": not question.counted,
        "dimension": question.dimension or "", "modes": list(question.modes),
        "random": question.random, "precision": question.precision or "day",
        **{name: figure(getattr(question, name)) for name in ("max_length", "max_choices", "min",
                                                              "max", "decimals", "ask")},
        **{name: getattr(question, name).get("fr", "") for name in ("unit", "low", "high")},
        "lines": "\n".join(line.get("fr", "") for line in question.lines),
        "options": [option_row(one) for one in question.options],
        "statements": [
            {"was": s.code, "text": s.text.get("fr", ""), "code": s.code,
             "dimension": s.dimension or ""}
            for s in question.statements
        ],
        "join": join,
        "conditions": [
            {"code": c.code, "how": c.how, "values": [*c.values], "figure": next(iter(c.values), "")}
            for c in lines
        ],
    }  # fmt: skip


def option_row(option: Option) -> dict[str, Any]:
    """Return what the row of an answer holds."""
    shown = f"{ICON}{option.icon}" if option.icon else ""
    return {
        "was": option.value, "label": option.label.get("fr", ""), "value": option.value,
        "score": figure(option.score), "role": option.role, "exclusive": option.exclusive,
        "other": option.other, "fixed": option.fixed,
        "shown": f"{PICTURE}{option.picture}" if option.picture else shown,
    }  # fmt: skip


def figure(value: float | None) -> str:
    """Return a number as one types it in French; empty when there is none."""
    return "" if value is None else f"{value:.15g}".replace(".", ",")


def number(text: str | None) -> float | None:
    """Return the number typed, None when nothing is."""
    said = (text or "").strip().replace(",", ".")
    if not said:
        return None
    value = float(said)
    return int(value) if value == int(value) else value


def said(text: str | None) -> str:
    """Return what was typed, in the one form texts are kept in."""
    return normalise(text or "").strip()


def lines_said(text: str | None) -> list[str]:
    """Return the lines typed, without the empty ones."""
    return [line.strip() for line in said(text).split("\n") if line.strip()]


def texts_of(definition: Definition) -> dict[str, str]:
    """Return what the form of the texts around the questions holds."""
    lines = {
        key: "\n".join(line.get("fr", "") for line in some)
        for key, some in definition.lines.items()
    }
    texts = {key: one.get("fr", "") for key, one in definition.texts.items()}
    return {"title": definition.title.get("fr", ""), **texts, **lines}


def mark(definition: Definition, path: str) -> str:
    """Return the mark of what a card shows: when it differs, somebody changed it meanwhile.

    Words of other languages are written elsewhere: they change no mark.
    """
    question = find(definition, path)
    held = fields_of(question) if question else texts_of(definition) if path == TEXTS else {}
    return hashlib.sha256(canonical(held).encode()).hexdigest()[:16]
