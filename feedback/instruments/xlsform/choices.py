"""The lists of a form as options: values told apart, what they cannot carry told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from feedback.formats.xlsform.book import OWN, Book
from feedback.instruments.parsing import MOST_OPTIONS
from feedback.instruments.xlsform.codes import value_of
from feedback.instruments.xlsform.extras import completed, told
from feedback.instruments.xlsform.report import Report
from feedback.instruments.xlsform.spoken import Spoken

OTHER = "other"
POINT = "point"  # marks the points of a scale, which a form lists among its choices
OTHER_LABEL = {
    "fr": "Autre", "en": "Other", "es": "Otro", "pt": "Outro", "ar": "غير ذلك",
}  # fmt: skip


@dataclass
class Offered:
    """A list: its options as documents, and our value of each name of the form."""

    options: list[dict[str, Any]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def with_other(self, tags: Mapping[str, str]) -> Offered:
        """The same list with « other », which opens a free text."""
        if OTHER in self.names:
            ours = self.names[OTHER]
            options = [
                {**one, "other": True} if one["value"] == ours else one for one in self.options
            ]
            return Offered(options, self.names)
        label = {tag: text for tag, text in OTHER_LABEL.items() if tag in {"fr", *tags.values()}}
        value = value_of(OTHER, set(self.names.values()))
        added = {"value": value, "label": label, "other": True}
        return Offered([*self.options, added], {**self.names, OTHER: value})

    def alone(self, names: list[str]) -> Offered:
        """The same list, some of its options going alone."""
        ours = {self.names.get(name) for name in names}
        options = [
            {**one, "exclusive": True} if one["value"] in ours else one for one in self.options
        ]
        return Offered(options, self.names)


def lists_of(book: Book, spoken: Spoken, report: Report) -> dict[str, Offered]:
    """Return every list of the sheet of choices."""
    found: dict[str, Offered] = {}
    for row in book.rows("choices"):
        listed, name = row.get("list name"), row.get("name")
        if not listed or not name:
            if name or row.under("label"):
                report.leave("choices", row.line, name or "label", "choice_without_name")
            continue
        offered = found.setdefault(listed, Offered())
        if name in offered.names:
            report.leave("choices", row.line, name, "choice_twice", list=listed)
            continue
        if len(offered.options) > MOST_OPTIONS:
            continue  # whoever asks it is told that it is too long
        if row.get(OWN, POINT):
            offered.names[name] = name
            continue
        value = value_of(name, set(offered.names.values()))
        if value != name:
            report.change("choices", row.line, name, "renamed", ours=value)
        if row.under("media"):
            report.leave("choices", row.line, listed, "choice_media")
        label = spoken.texts("choices", row, "label", name)
        if not label:
            label = {"fr": name}
            report.change("choices", row.line, name, "no_label")
        offered.names[name] = value
        offered.options.append(completed({"value": value, "label": label}, told(row)))
    return found
