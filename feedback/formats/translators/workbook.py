"""A workbook to fill in: all is locked but the translations, and what each text is stands beside it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from feedback.formats import tables
from feedback.formats.columns import Column
from feedback.formats.sheets import Line, Page, Properties, Sheet, Written
from feedback.formats.translators.entry import LARGEST, MOST, Entry, File, Unreadable
from feedback.formats.workbook import write as write_workbook

KEY, FRENCH, TRANSLATION, AGAIN = "Clé", "Français", "Traduction", "à revoir"
_LANGUAGE = re.compile(rf"{TRANSLATION}\b.*\(([A-Za-z-]{{2,12}})\)\s*")
_REASONS = {"not_a_table": "not_a_file", "too_big": "too_big", "empty": "empty"}
_TOLD = (
    "Écrivez dans la colonne « Traduction » ; les autres sont verrouillées.",
    "Laissez vide ce que vous ne savez pas dire : rien n'est effacé par une case vide.",
    "Ce qui est entre accolades, {reponse:…}, sera remplacé par une réponse de la personne : "
    "gardez le mot après les deux-points, traduisez ce qui suit la barre.",
    "« à revoir » : le français a changé depuis cette traduction.",
    "Rendez ce fichier tel quel, sans changer la colonne « Clé ».",
)


def write(entries: Iterable[Entry], language: str, name: str, title: str, stamp: datetime) -> bytes:
    """Return the workbook; `name` is the language's, as its column says it."""
    columns = (
        Column("cle", KEY, width=26, wrap=True),
        Column("contexte", "Ce que c'est", width=30, wrap=True),
        Column("francais", FRENCH, width=52, wrap=True),
        Column("simple", "Français simple", width=36, wrap=True),
        Column("traduction", f"{TRANSLATION} : {name} ({language})", width=52, open=True),
        Column("etat", "État", width=12),
    )
    rows = [
        (o.key, o.context, o.source, o.plain or None, o.target or None, _state(o)) for o in entries
    ]
    sink = io.BytesIO()
    sheets = (
        Sheet("Textes", columns, rows, freeze=1, filter=False, tall=True, locked=True),
        Page("À lire", _told),
    )
    write_workbook(sink, sheets, Properties(title), stamp)
    return sink.getvalue()


def _state(one: Entry) -> str | None:
    return AGAIN if one.again else None if one.target else "manque"


def _told(_written: Written) -> Iterator[Line]:
    yield Line(("À lire avant de traduire",), "title")
    yield from (Line((number, told), "text") for number, told in enumerate(_TOLD, 1))


def read(data: bytes) -> File:
    """Read a workbook handed back, or the same table as CSV; raise `Unreadable`."""
    if len(data) > LARGEST:
        raise Unreadable("too_big")
    try:
        table = tables.read(data, MOST)
    except tables.UnreadableTable as error:
        raise Unreadable(_REASONS[error.reason]) from error
    headers = [one.strip() for one in table.headers]
    said = next((found for one in headers if (found := _LANGUAGE.fullmatch(one))), None)
    if said is None or KEY not in headers or FRENCH not in headers:
        raise Unreadable("no_columns")
    key, source, target = headers.index(KEY), headers.index(FRENCH), headers.index(said.string)
    entries = (
        Entry(row.cells[key], row.cells[source], row.cells[target], line=row.line)
        for row in table.rows
    )
    return File(said[1], tuple(entries))
