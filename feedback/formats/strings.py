"""The shared strings of a workbook: a label that comes back often is stored once."""

from __future__ import annotations

from collections.abc import Iterator

from feedback.formats.cells import escape

MOST = 50_000  # beyond it a text is written where it stands, so that memory stays bounded
SPACES = " \t\n\u00a0"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
)


def marked(text: str) -> str:
    """The `<t>` element of a clean text; spaces at its ends are kept."""
    keep = ' xml:space="preserve"' if text[:1] in SPACES or text[-1:] in SPACES else ""
    return f"<t{keep}>{escape(text)}</t>"


class SharedStrings:
    """Clean texts by number, in order of first use."""

    def __init__(self, most: int = MOST) -> None:
        self._numbers: dict[str, int] = {}
        self._most = most

    def number(self, text: str, always: bool = False) -> int | None:
        """The number of the text; None when the table is full, unless it must `always` go in."""
        found = self._numbers.get(text)
        if found is None and (always or len(self._numbers) < self._most):
            found = self._numbers[text] = len(self._numbers)
        return found

    def xml(self) -> Iterator[str]:
        """The part `xl/sharedStrings.xml`, piece by piece."""
        yield f'{HEAD} uniqueCount="{len(self._numbers)}">'
        for text in self._numbers:
            yield f"<si>{marked(text)}</si>"
        yield "</sst>"
