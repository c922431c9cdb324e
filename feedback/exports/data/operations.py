"""Writes the tables of a study as CSV, SPSS or JSON lines, in one archive with its read-me."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from feedback.exports.dictionary import columns_of
from feedback.exports.readme import AMONG, INERT, WORKING_PAPER
from feedback.exports.research.answers import column_code
from feedback.exports.research.operations import CAUTIONS, TOLD, Book, reading
from feedback.formats import csv, sav
from feedback.formats.archive import Archive
from feedback.formats.sheets import Sheet
from feedback.instruments.definition import Definition
from feedback.instruments.languages import pick
from feedback.jobs.work import Work

FRENCH, MACHINE, SAV, LINES = "csv", "machine", "sav", "jsonl"
FORMATS = (FRENCH, MACHINE, SAV, LINES)
SUFFIX = {FRENCH: ".csv", MACHINE: ".csv", SAV: ".sav", LINES: ".jsonl"}
HOW = {
    FRENCH: "CSV pour un tableur français : UTF-8 avec BOM, points-virgules, virgule décimale, jour/mois/année. Un texte qui commence comme un calcul (= + - @) est précédé d'une apostrophe, qui ne fait pas partie de ses mots.",
    MACHINE: "CSV pour d'autres programmes : UTF-8, virgules, dates ISO, codes en en-tête, textes exacts ; une case vide est une absence, \"\" un texte vide.",
    SAV: "SPSS : une variable par colonne, titres et libellés des réponses compris ; les réponses codées sont numérotées dans l'ordre du questionnaire. Un texte trop long continue dans la variable « suite ».",
    LINES: "Lignes JSON : un objet par ligne, les codes pour noms, dates ISO, null pour une absence.",
}  # fmt: skip


def write(work: Work) -> None:
    """Write the archive of one job."""
    wanted = str(work.params["format"])
    book = Book(work)
    with book.kept, work.path.open("wb") as sink, Archive(sink) as archive:
        told = []
        for number, (name, sheet) in enumerate(_tables(book, wanted), start=1):
            count = _write(archive, f"{name}{SUFFIX[wanted]}", sheet, wanted, _labels(book), work)
            told.append((name, count))
            work.say(min(99, 10 * number), "texts")
        archive.add("lisez-moi.txt", _readme(book, wanted, told).encode())


def _tables(book: Book, wanted: str) -> Iterator[tuple[str, Sheet]]:
    """Every table by the name of its file; answers as codes, for spreadsheets as labels too."""
    for instrument, versions in book.surveys:
        rows = reading(book.scope, instrument.id)
        own = f"_{instrument.code}" if len(book.surveys) > 1 else ""
        if wanted == FRENCH:
            yield f"reponses_libelles{own}", book.answer_sheet("", versions, True, rows)
        yield f"reponses{own}", book.answer_sheet("", versions, False, rows)
    for sheet in (*book.texts(), *book.journeys(), *book.books()):
        yield NAMES[sheet.name], sheet


NAMES = {
    "Verbatims": "verbatims", "Codages": "codages", "Matrice": "matrice", "Mémos": "memos",
    "Parcours": "parcours", "Paroles": "paroles", "Livre de codes": "livre_de_codes",
    "Dictionnaire": "dictionnaire", "Indicateurs": "indicateurs",
}  # fmt: skip


def _labels(book: Book) -> dict[str, dict[str, str]]:
    """Labels of values by column, of any version, the latest words."""
    found: dict[str, dict[str, str]] = {}
    for definition in book.definitions:
        for code, value, label in _options(definition):
            found.setdefault(column_code(code), {})[value] = label
    return found


def _options(definition: Definition) -> Iterator[tuple[str, str, str]]:
    for question in definition.questions:
        for code, _title, _dimension, fields in columns_of(question):
            for option in fields.options:
                yield code, option.value, pick(option.label, "fr").text


def _write(
    archive: Archive, path: str, sheet: Sheet, wanted: str, labels: Mapping[str, Any], work: Work
) -> int:
    """Write one table; returns its rows."""
    counted = _Counted(sheet.rows)
    if wanted == SAV:
        with tempfile.TemporaryDirectory(dir=work.path.parent) as folder:
            file = Path(folder) / "table.sav"
            sav.write(file, path.removesuffix(".sav"), sheet.columns, counted, labels)
            archive.add(path, file.read_bytes())
        return counted.count
    with archive.stream(path) as part:
        if wanted == LINES:
            codes = [column.code for column in sheet.columns]
            for row in counted:
                part.write(_line(codes, row))
        else:
            written = csv.french if wanted == FRENCH else csv.machine
            for piece in written(sheet.columns, counted):
                part.write(piece.decode())
    return counted.count


class _Counted:
    """Rows, counted as they go by."""

    def __init__(self, rows: Any) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.count += 1
            yield row


def _line(codes: Sequence[str], row: Sequence[Any]) -> str:
    held = dict(zip(codes, row, strict=True))
    return json.dumps(held, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value)


def _readme(book: Book, wanted: str, told: Sequence[tuple[str, int]]) -> str:
    """What the archive is, what each file holds."""
    names = {file: sheet for sheet, file in NAMES.items()}
    lines = [
        f"{book.study.title} : données de recherche", WORKING_PAPER, "",
        *(f"{label} : {value}" for label, value in book.facts()), "", HOW[wanted], "",
    ]  # fmt: skip
    for name, count in told:
        sheet = names.get(name) or (
            "Réponses (libellés)" if "libelles" in name else "Réponses (codes)"
        )
        lines.append(f"{name}{SUFFIX[wanted]} : {count} lignes. {TOLD[sheet]}")
    return "\n".join([*lines, "", *CAUTIONS, AMONG, INERT, ""])
