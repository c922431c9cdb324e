"""A definition with other words: everything else stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from feedback.instruments.definition import Definition
from feedback.instruments.languages import Texts
from feedback.instruments.questions import Question
from feedback.instruments.wordings import NAMED

Change = Callable[[str, Texts], Texts]


def reworded(definition: Definition, change: Change) -> Definition:
    """Return the definition with each of its texts as `change` of its place and words gives it."""
    return replace(
        definition,
        title=change("title", definition.title),
        texts={name: change(name, one) for name, one in definition.texts.items()},
        lines={
            name: _listed(several, f"{name} ", change) for name, several in definition.lines.items()
        },
        written=tuple(_question(one, one.code, change) for one in definition.written),
    )


def _listed(lines: Sequence[Texts], place: str, change: Change) -> tuple[Texts, ...]:
    return tuple(change(f"{place}{number}", one) for number, one in enumerate(lines, 1))


def _question(one: Question, place: str, change: Change) -> Question:
    found = {name: getattr(one, name) for name in NAMED}
    said: dict[str, Any] = {
        name: change(f"{place}.{name}", texts) for name, texts in found.items() if texts
    }
    made = replace(
        one,
        **said,
        lines=_listed(one.lines, f"{place}.line:", change),
        options=tuple(
            replace(option, label=change(f"{place}.option:{option.value}", option.label))
            for option in one.options
        ),
        statements=tuple(
            replace(line, text=change(f"{place}.statement:{line.code}", line.text))
            for line in one.statements
        ),
        fields=tuple(
            _question(field, f"{place}.field:{field.code}", change) for field in one.fields
        ),
    )
    return one if made == one else made  # what did not change need not be read anew
