"""What a form says of itself: its title, its name, its languages, the texts around its questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from feedback.formats.xlsform.book import OWN, Book, UnreadableForm
from feedback.instruments.definition import FORMAT
from feedback.instruments.languages import FRENCH, KNOWN
from feedback.instruments.xlsform.codes import code_of
from feedback.instruments.xlsform.extras import told
from feedback.instruments.xlsform.report import Report

LONGEST_TITLE = 200
TITLE = "title"
_READ = {"title", "id_string", "default_language"}
_OURS = {"format"}


def is_ours(book: Book) -> bool:
    """Tell whether the form left this house; raise `UnreadableForm` if a newer one wrote it."""
    said = told(book.settings).get("format")
    if isinstance(said, int) and said > FORMAT:
        raise UnreadableForm("newer", format=said, known=FORMAT)
    return said is not None


def heading(book: Book, kind: str, ours: bool, report: Report) -> dict[str, Any]:
    """Return the document of the instrument, without its questions."""
    row = book.settings
    name = row.get("id_string") or row.get("title") or "questionnaire"
    code = code_of(name, ())
    if code != name and row.get("id_string"):
        report.change("settings", row.line, name, "renamed", ours=code)
    title = row.get("title") or name
    if len(title) > LONGEST_TITLE:
        title = title[: LONGEST_TITLE - 1] + "…"
        report.change("settings", row.line, "form_title", "title_cut", most=LONGEST_TITLE)
    made: dict[str, Any] = {"format": FORMAT, "code": code, "kind": kind, "title": {FRENCH: title}}
    made |= _around(book, title)
    made |= {key: one for key, one in told(row).items() if key not in _OURS}
    if said := row.get(OWN, "kind"):
        made["kind"] = said
    if not ours:
        for lost in row.cells:
            if lost[0] not in _READ:
                reason = "version" if lost[0] == "version" else "setting"
                report.leave("settings", row.line, lost[0], reason)
    return made


def _around(book: Book, title: str) -> Mapping[str, Any]:
    """The texts of our own sheet; the title in French is the one of the form."""
    texts: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for row in book.rows(OWN):
        place, listed = row.get("place"), row.get("list") == "1"
        said = {tag: row.get(tag) for tag in KNOWN if row.get(tag)}
        if place == TITLE:
            found["title"] = {**said, FRENCH: title}
        elif listed:
            texts.setdefault(place, []).append(said)
        elif place:
            texts[place] = said
    return {**found, "texts": texts} if texts else found
