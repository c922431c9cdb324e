"""Small forms as rows, and what they become."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from feedback.formats.xlsform.book import read
from feedback.instruments.questions import Question
from feedback.instruments.xlsform.reading import Read, read_form
from feedback.instruments.xlsform.report import Entry
from tests.formats.xlsform.making import survey, workbook

OUI_NON = ("oui_non oui Oui", "oui_non non Non")


def form(
    *rows: dict[str, Any],
    choices: Iterable[str | dict[str, Any]] = OUI_NON,
    settings: dict[str, Any] | None = None,
    kind: str = "survey",
) -> Read:
    """Return what a form becomes; a choice may be written « list name label »."""
    sheets = {"survey": survey(*rows)}
    listed = [one if isinstance(one, dict) else _choice(one) for one in choices]
    if listed:
        sheets["choices"] = survey(*listed)
    sheets["settings"] = survey(settings or {"form_title": "Essai", "default_language": "fr"})
    return read_form(read(workbook(**sheets)), kind)


def _choice(written: str) -> dict[str, str]:
    return dict(zip(("list_name", "name", "label"), written.split(" ", 2), strict=True))


def row(type: str, name: str = "q", **more: Any) -> dict[str, Any]:
    """Return one row with a label."""
    return {"type": type, "name": name, "label": f"Question {name}", **more}


def only(made: Read) -> Question:
    """Return the one question of a form."""
    (question,) = made.definition.questions
    return question


def told(entries: dict[Any, Entry]) -> list[tuple[int, str, str]]:
    """Return what a report says: first line, name, reason."""
    return [(one.lines[0], one.what, one.reason) for one in entries.values()]
