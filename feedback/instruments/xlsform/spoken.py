"""The texts of a row in our languages, and what could not be said in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape

from feedback.formats.xlsform.book import OWN, Book, Row
from feedback.instruments.languages import FRENCH, KNOWN, SIMPLE
from feedback.instruments.xlsform.report import Report
from feedback.instruments.xlsform.tongues import tag_of

_MARKUP = re.compile(
    r"</?(?:span|b|i|u|em|strong|br|p|font|h[1-6]|sup|sub|a|ul|ol|li|div|small|center)\b[^<>]*>",
    re.IGNORECASE,
)
_RECALLED = re.compile(r"\$\{[^{}]*\}")


class Spoken:
    """Reads texts; `ours` forms are taken word for word."""

    def __init__(self, book: Book, report: Report, ours: bool) -> None:
        self.report, self.ours = report, ours
        said = book.settings.get("default_language")
        self.default = (tag_of(said) if said else None) or FRENCH
        self.tags = self._languages(book, said)

    def _languages(self, book: Book, said: str) -> dict[str, str]:
        """Our tag of each language a header names; those that are not ours are told once."""
        found: dict[str, str] = {"": self.default}
        for sheet in ("survey", "choices"):
            here: set[tuple[str, str]] = set()
            for name in book.headers.get(sheet, ()):
                if name[0] not in ("label", "hint") or len(name) < 2:
                    continue
                tag = tag_of(name[1])
                if tag is None:
                    self.report.leave(sheet, 1, name[1], "language")
                elif (name[0], tag) in here:
                    self.report.leave(sheet, 1, name[1], "language_twice")
                else:
                    here.add((name[0], tag))
                    found[name[1]] = tag
        if len(found) == 1 and not said:
            self.report.change("survey", 1, "label", "no_language")
        return found

    def texts(self, sheet: str, row: Row, column: str, what: str) -> dict[str, str]:
        """Return the texts of a column by language; French is always among them."""
        found: dict[str, str] = {}
        written = row.under(column)
        for language in sorted(written, key=bool):  # what names its language comes last and stays
            if tag := self.tags.get(language):
                found[tag] = self._plain(sheet, row.line, what, written[language])
        if simple := row.get(OWN, column, SIMPLE):
            found[SIMPLE] = simple
        found = {tag: found[tag] for tag in KNOWN if found.get(tag)}
        if found and FRENCH not in found:
            other = next(iter(found))
            self.report.change(sheet, row.line, column, "no_french", language=other)
            found = {FRENCH: found[other], **found}
        return found

    def _plain(self, sheet: str, line: int, what: str, text: str) -> str:
        if self.ours:
            return text
        if _MARKUP.search(text):
            text = unescape(_MARKUP.sub(" ", text))
            text = re.sub(r"[ \t]{2,}", " ", text).strip()
            self.report.change(sheet, line, what, "markup")
        if _RECALLED.search(text):
            text = _RECALLED.sub("…", text)
            self.report.change(sheet, line, what, "recalled")
        return text


def used(documents: Iterable[object]) -> tuple[str, ...]:
    """Return the languages in which anything is said, in our order."""
    found: set[str] = set()
    _gather(list(documents), found)
    return tuple(tag for tag in KNOWN if tag in found or tag == FRENCH)


def _gather(value: object, found: set[str]) -> None:
    if isinstance(value, Mapping):
        found |= value.keys() & set(KNOWN)
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            _gather(one, found)
