"""Columns of a form that have no place here: each is told with the lines that use it."""

from __future__ import annotations

from feedback.formats.xlsform.book import OWN, Book, Row
from feedback.instruments.xlsform.report import Report

_READ = {
    ("type",), ("name",), ("label",), ("hint",), (OWN,), ("disabled",), ("parameters",),
    ("choice_filter",), ("bind", "relevant"), ("bind", "required"), ("bind", "constraint"),
    ("kobo--score-choices",), ("kobo--rank-items",),
}  # fmt: skip
_LOST = {
    ("bind", "jr:constraintMsg"): "message", ("bind", "jr:requiredMsg"): "message",
    ("bind", "calculate"): "calculation", ("bind", "readonly"): "readonly",
    ("guidance_hint",): "guidance", ("media",): "media", ("default",): "default",
    ("trigger",): "trigger", ("control", "jr:count"): "repeat_count",
}  # fmt: skip
# What these appearances say is read elsewhere, or is how we draw anyway.
_SEEN = {
    "multiline", "month-year", "year", "label", "list-nolabel", "table-list", "field-list",
}  # fmt: skip
_CHOICES: set[tuple[str, ...]] = {("list name",), ("name",), ("label",), (OWN,), ("media",)}


def tell_lost(row: Row, report: Report) -> None:
    """Tell what a question that is carried loses."""
    for name in row.cells:
        if name[:2] == ("control", "appearance"):
            _appearance(row, report)
        elif name[:1] in _LOST or name[:2] in _LOST:
            reason = _LOST.get(name[:1]) or _LOST[name[:2]]
            report.leave("survey", row.line, _shown(name), f"column_{reason}")


def _appearance(row: Row, report: Report) -> None:
    for one in row.get("control", "appearance").split():
        if one not in _SEEN:
            report.change("survey", row.line, one, "appearance")


def tell_unknown(book: Book, report: Report) -> None:
    """Tell the columns nobody reads, once each."""
    known: dict[str, set[tuple[str, ...]]] = {
        "survey": _READ | set(_LOST) | {("control", "appearance"), ("control", "rows")},
        "choices": _CHOICES,
    }
    for sheet, names in known.items():
        for name in book.headers.get(sheet, ()):
            if name[:1] not in names and name[:2] not in names:
                report.leave(sheet, 1, _shown(name), "column")


def _shown(name: tuple[str, ...]) -> str:
    """The name of a column as people write it."""
    short = {"jr:constraintMsg": "constraint_message", "jr:requiredMsg": "required_message"}
    last = name[1] if name[0] in ("bind", "control", "media") and len(name) > 1 else name[0]
    return short.get(last, last)
