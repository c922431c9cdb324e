"""Two kinds of CSV: one a French spreadsheet opens by a double click, one for machines.

French: UTF-8 with BOM, `;`, CRLF, titles, decimal comma, 31/12/2026, and texts guarded: one
apostrophe is put before a text that a spreadsheet could take for a sum (it begins, after
spaces or apostrophes, with `=`, `+`, `-`, `@` or their full-width forms, or with a tab or a line
end), or would turn into another number, a date or a truth (`0012`, `1e5`, `3/4`, `mars 2026`,
`vrai`; `12` stays `12`). `unguard` takes it off again, so nothing is lost; numbers and dates
themselves are never guarded.
A text longer than a cell of a spreadsheet goes on in the next columns when its column takes
several cells (`Column.parts`); each piece is guarded. The last one holds whatever is left.
Machines: UTF-8, `,`, CRLF, codes as header, ISO dates, decimal point, texts exact; an absent
value is an empty field, an empty text is `""`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from feedback.formats.cells import PARIS, local, pieces
from feedback.formats.columns import Column, header

SUM = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
MONTH = (
    "(?:janv(?:ier)?|jan(?:uary)?|f[ée]v(?:r(?:ier)?)?|feb(?:ruary)?|mars|mar(?:ch)?|avr(?:il)?"
    "|apr(?:il)?|mai|may|juin|june?|juil(?:let)?|july?|ao[ûu]t|aug(?:ust)?|sept?(?:embre|ember)?"
    r"|oct(?:obre|ober)?|nov(?:embre|ember)?|d[ée]c(?:embre|ember)?)\.?"
)
PLAIN = r"(?!(?:0|[1-9]\d{0,14})\Z)"  # a whole number that stays as it is
NUMBER = rf"(?:{PLAIN}[\s.,:/%€+\-]*\d[\d\s.,:/%€+\-eE]*|\(\s*\d[\d\s.,]*\))"
DATE = rf"(?:\d{{1,2}}[\s\-/.]?{MONTH}(?:[\s\-/.]?\d{{2,4}})?|{MONTH}[\s\-/.]?\d{{1,4}})"
TAKEN = rf"(?:{SUM}|(?:{NUMBER}|{DATE}|vrai|faux|true|false)\Z)"
GUARDED = re.compile(f"'*{TAKEN}", re.IGNORECASE)
UNGUARDED = re.compile(f"'+{TAKEN}", re.IGNORECASE)
SURROGATES = re.compile("[\ud800-\udfff]")
BOM = "\ufeff"
END = "\r\n"
BATCH = 500
SHORT, MOST_KEPT = 60, 20_000  # texts as labels are: they come back
# What a reader could misread unless it is quoted: marks, quotes, line ends, outer spaces, empty
ODD = {mark: re.compile(rf'[{mark}"\r\n]|\A\s|\s\Z|\A\Z').search for mark in ";,"}


def guard(text: str) -> str:
    """The text, made inert for a spreadsheet by at most one apostrophe in front."""
    return "'" + text if GUARDED.match(text) else text


def unguard(text: str) -> str:
    """The text as it was before `guard`."""
    return text[1:] if UNGUARDED.match(text) else text


def french(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The file for a French spreadsheet, in pieces."""
    yield BOM.encode()
    wide = any(column.parts > 1 for column in columns)
    cut = (_cut(columns, row) for row in rows) if wide else rows
    yield from _lines(header(columns), cut, ";", _french, guard)


def _cut(columns: Sequence[Column], row: Sequence[Any]) -> list[Any]:
    """The row with each text in as many fields as its column takes."""
    fields: list[Any] = []
    for column, value in zip(columns, row, strict=True):
        found = pieces(value) if column.parts > 1 and isinstance(value, str) else [value]
        last = column.parts - 1
        kept = [*found[:last], "".join(found[last:])] if len(found) > column.parts else found
        fields += [*kept, *[None] * (column.parts - len(kept))]
    return fields


def machine(columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The file for other programs, in pieces."""
    yield from _lines([column.code for column in columns], rows, ",", _machine, str)


def _lines(
    titles: Sequence[str], rows: Iterable[Sequence[Any]], mark: str, shown: Callable[[Any], str],
    said: Callable[[str], str],
) -> Iterator[bytes]:  # fmt: skip
    kept: dict[str, str] = {}  # the field of each short text met, made once
    odd = ODD[mark]

    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if odd(text) else text

    def field(value: Any) -> str:
        if value is None:
            return ""
        if value.__class__ is not str:
            return quoted(shown(value))
        found = kept.get(value)
        if found is None:
            found = quoted(said(value))
            if len(value) < SHORT and len(kept) < MOST_KEPT:
                kept[value] = found
        return found

    lines = [mark.join(map(field, titles))]
    for values in rows:
        lines.append(mark.join(map(field, values)))
        if len(lines) >= BATCH:
            yield _bytes(lines)
            lines = []
    yield _bytes(lines)


def _bytes(lines: list[str]) -> bytes:
    text = "".join(line + END for line in lines)
    return SURROGATES.sub("\ufffd", text).encode()


def _french(value: Any) -> str:
    if value.__class__ is int:
        return str(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    if isinstance(value, datetime):
        return local(value).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return guard(str(value))


def _machine(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return (value.astimezone(PARIS) if value.tzinfo else value).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
