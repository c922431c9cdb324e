"""Writes the tables of a study as CSV, SPSS or JSON lines, in one archive with its read-me."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from feedback.exports.dictionary import columns_of
from feedback.exports.readme import AMONG, INERT, WORKING_PAPER
from feedback.exports.research.answers import column_code
from feedback.exports.research.operations import CAUTIONS, TOLD, Book
from feedback.formats import csv, sav
from feedback.formats.archive import Archive
from feedback.formats.cells import LONGEST, pieces
from feedback.formats.columns import Column
from feedback.formats.sheetdata import ROWS
from feedback.formats.sheets import Sheet, fitted
from feedback.instruments.definition import Definition
from feedback.instruments.languages import pick
from feedback.jobs.work import Work

FRENCH, MACHINE, SAV, LINES = "csv", "machine", "sav", "jsonl"
FORMATS = (FRENCH, MACHINE, SAV, LINES)
SUFFIX = {FRENCH: ".csv", MACHINE: ".csv", SAV: ".sav", LINES: ".jsonl"}
HOW = {
    FRENCH: "CSV pour un tableur français : UTF-8 avec BOM, points-virgules, virgule décimale, jour/mois/année. Un texte qui commence comme un calcul (= + - @), ou que le tableur changerait en nombre, en date ou en vrai ou faux (0012, 1e5, 3/4), est précédé d'une apostrophe, qui ne fait pas partie de ses mots.",
    MACHINE: "CSV pour d'autres programmes : UTF-8, virgules, dates ISO, codes en en-tête, textes exacts ; une case vide est une absence, \"\" un texte vide.",
    SAV: "SPSS : une variable par colonne, titres et libellés des réponses compris ; les réponses codées sont numérotées dans l'ordre du questionnaire. Un texte trop long continue dans la variable « suite ». Un libellé que SPSS couperait finit par « … » : le dictionnaire l'a en entier.",
    LINES: "Lignes JSON : un objet par ligne, les codes pour noms, dates ISO, null pour une absence.",
}  # fmt: skip
MOST = {  # rows of one file
    FRENCH: ROWS - 1,  # what a spreadsheet opens under the header
    SAV: 100_000,  # written from memory, whole: some 2.5 kB a row
}
WIDE = "un texte de plus de 32 767 signes continue dans la colonne « {} (suite) »."
CUT = "des textes de la colonne « {} » sont plus longs qu'une case d'Excel, qui les couperait : le classeur et le CSV pour d'autres programmes les ont en entier."
GOES_ON = {
    FRENCH: "Excel n'ouvre pas plus de {most} lignes sous le titre : la suite est dans {into}.",
    SAV: "Un fichier SPSS s'arrête ici à {most} lignes : la suite est dans {into} (ADD FILES les réunit).",
}  # fmt: skip


@dataclass
class Told:
    """What the read-me says of one file; `then` is the file where its rows go on."""

    name: str
    sheet: str
    wanted: str
    count: int = 0
    then: str = ""
    wide: Sequence[str] = ()
    cut: set[str] = field(default_factory=set)

    def lines(self) -> Iterator[str]:
        """Its lines."""
        yield f"{self.name} : {self.count} ligne{'s' if self.count > 1 else ''}. {self.sheet}"
        if self.then:
            yield "  " + GOES_ON[self.wanted].format(most=MOST[self.wanted], into=self.then)
        for title in self.wide:
            yield "  " + WIDE.format(title)
        for title in sorted(self.cut):
            yield "  " + CUT.format(title)


def write(work: Work) -> None:
    """Write the archive of one job."""
    wanted = str(work.params["format"])
    book = Book(work, readings=2 if wanted == FRENCH else 1)
    with work.path.open("wb") as sink, Archive(sink) as archive:
        told: list[Told] = []
        aside = work.path.with_name(f"{work.path.name}.sav")  # goes with the part, whatever happens
        writer = _Writer(archive, wanted, _labels(book), aside)
        for name, words, sheet in _tables(book, wanted):
            told += writer.write(name, words, fitted(sheet))
        archive.add("lisez-moi.txt", _readme(book, wanted, told).encode())


def _tables(book: Book, wanted: str) -> Iterator[tuple[str, str, Sheet]]:
    """Every table by the name of its file; answers as codes, for spreadsheets as labels too."""
    for instrument, versions in book.surveys:
        rows = book.reading(instrument.id)
        several = len(book.surveys) > 1
        own = f"_{instrument.code}" if several else ""
        about = f"{instrument.title} : " if several else ""
        if wanted == FRENCH:
            words = f"{about}{TOLD['Réponses (libellés)']}"
            yield f"reponses_libelles{own}", words, book.answer_sheet("", versions, True, rows)
        words = f"{about}{TOLD['Réponses (codes)']}"
        yield f"reponses{own}", words, book.answer_sheet("", versions, False, rows)
    for sheet in (*book.texts(), *book.journeys(), *book.books()):
        yield NAMES[sheet.name], TOLD[sheet.name], sheet


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


class _Writer:
    """Writes tables in one format."""

    def __init__(
        self, archive: Archive, wanted: str, labels: Mapping[str, Mapping[str, str]], aside: Path
    ) -> None:
        self.archive, self.wanted, self.labels, self.aside = archive, wanted, labels, aside

    def write(self, name: str, words: str, sheet: Sheet) -> Iterator[Told]:
        """Write one table, in as many files as a spreadsheet needs; what each holds."""
        rows: Iterator[Sequence[Any]] | None = iter(sheet.rows)
        part = 1
        while rows is not None:
            more = f"_suite{part - 1}" if part > 1 else ""
            told = Told(f"{name}{more}{SUFFIX[self.wanted]}", words, self.wanted)
            rows = self._file(told, sheet, rows)
            if rows is not None:
                told.then = f"{name}_suite{part}{SUFFIX[self.wanted]}"
            part += 1
            yield told

    def _file(
        self, told: Told, sheet: Sheet, rows: Iterator[Sequence[Any]]
    ) -> Iterator[Sequence[Any]] | None:
        """Write one file; the rows that remain, if any do."""
        most = MOST.get(self.wanted)
        kept = _counted(islice(rows, most), told)
        if self.wanted == SAV:
            self._sav(told, sheet, kept)
        else:
            with self.archive.stream(told.name) as part:
                for piece in self._pieces(told, sheet, kept):
                    part.write(piece)
        following = next(rows, None) if told.count == most else None
        return None if following is None else chain([following], rows)

    def _pieces(self, told: Told, sheet: Sheet, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
        columns = sheet.columns
        if self.wanted == LINES:
            codes = [column.code for column in columns]
            yield from (_line(codes, row) for row in rows)
        elif self.wanted == MACHINE:
            yield from (piece.decode() for piece in csv.machine(columns, rows))
        else:
            told.wide = [column.title or column.code for column in columns if column.parts > 1]
            kept = _watched(columns, rows, told)
            yield from (piece.decode() for piece in csv.french(columns, kept))

    def _sav(self, told: Told, sheet: Sheet, rows: Iterable[Sequence[Any]]) -> None:
        title = told.name.removesuffix(".sav")
        sav.write(self.aside, title, sheet.columns, rows, self.labels)
        self.archive.add(told.name, self.aside.read_bytes())
        self.aside.unlink()


def _counted(rows: Iterable[Sequence[Any]], told: Told) -> Iterator[Sequence[Any]]:
    """The rows, counted as they go by."""
    for row in rows:
        told.count += 1
        yield row


def _watched(
    columns: Sequence[Column], rows: Iterable[Sequence[Any]], told: Told
) -> Iterator[Sequence[Any]]:
    """The rows; columns whose texts a spreadsheet would cut are noted."""
    texts = [(at, c) for at, c in enumerate(columns) if c.type == "text" and not c.shared]
    for row in rows:
        for at, column in texts:
            value = row[at]
            long = value.__class__ is str and len(value) > LONGEST // 2
            if long and len(pieces(value)) > column.parts:
                told.cut.add(column.title or column.code)
        yield row


def _line(codes: Sequence[str], row: Sequence[Any]) -> str:
    held = dict(zip(codes, row, strict=True))
    return json.dumps(held, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else str(value)


def _readme(book: Book, wanted: str, told: Sequence[Told]) -> str:
    """What the archive is, what each file holds."""
    lines = [
        f"{book.study.title} : données de recherche", WORKING_PAPER, "",
        *(f"{label} : {value}" for label, value in book.facts()), "", HOW[wanted], "",
        *(line for one in told for line in one.lines()),
    ]  # fmt: skip
    return "\n".join([*lines, "", *CAUTIONS, AMONG, INERT, ""])
