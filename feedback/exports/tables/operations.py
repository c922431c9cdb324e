"""Writes one table of a study: a workbook of one sheet, and its read-me."""

from __future__ import annotations

from feedback.db import utcnow
from feedback.exports.manager import operations as manager
from feedback.exports.readme import AMONG, INTERVAL, OUTCOME, RENOUNCED, ReadMe
from feedback.exports.research import operations as research
from feedback.exports.tables.names import ANSWERS, CODES, OF_FIGURES, OF_ROWS
from feedback.formats.sheets import Page, Properties, Sheet
from feedback.formats.workbook import write as write_workbook
from feedback.jobs.work import Work

AGAIN = (
    "Une adresse lue par un tableur ouvre ce fichier tel qu'il a été refait la dernière fois : "
    "« Produit le » dit quand.",
)


class GoneTable(Exception):
    """The survey of the table is no more."""


def write_rows(work: Work) -> None:
    """Write one table of the researchers' workbook."""
    book = research.Book(work)
    sheet = _rows(book, str(work.params["table"]))
    readme = ReadMe(
        "Table de recherche", book.study.title, book.facts(), book.told,
        [*research.CAUTIONS, *AGAIN, AMONG, INTERVAL, OUTCOME, RENOUNCED], working=True,
    )  # fmt: skip
    _write(work, book.study.title, readme, sheet)


def _rows(book: research.Book, table: str) -> Sheet:
    """The sheet of a table, its rows read when it is written."""
    kind, _dot, of = table.partition(".")
    if kind in (ANSWERS, CODES):
        name = "Réponses (libellés)" if kind == ANSWERS else "Réponses (codes)"
        for instrument, versions in book.surveys:
            if instrument.public_id == of:
                rows = book.reading(instrument.id)
                made = book.answer_sheet(name, versions, kind == ANSWERS, rows)
                return book.tell(name, made, f"{instrument.title} : ")
        raise GoneTable
    return book.one(OF_ROWS[kind][0])


def write_figures(work: Work) -> None:
    """Write one table of the managers' workbook."""
    book = manager.Book(work)
    name = OF_FIGURES[str(work.params["table"])][0]
    readme = book.readme([told for told in manager.SHEETS if told[0] == name])
    _write(work, book.study.title, readme, book.sheet(name))


def _write(work: Work, title: str, readme: ReadMe, sheet: Sheet) -> None:
    work.say(1, "answers")
    with work.path.open("wb") as sink:
        properties = Properties(f"Vive Voix – {title} – {sheet.name}")
        write_workbook(sink, [Page("Lisez-moi", readme.lines), sheet], properties, utcnow())
