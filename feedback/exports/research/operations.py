"""Writes the researchers' workbook, sheet by sheet, in one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from feedback.accounts.models import Account
from feedback.analysis.periods import EVERYTHING
from feedback.analysis.places import Place
from feedback.analysis.results.choice import Choice
from feedback.analysis.results.queries import mode_bases, results, source
from feedback.codebook.queries import dimensions
from feedback.db import db, utcnow
from feedback.exports import dictionary, figures
from feedback.exports.manager.operations import dictionary_of
from feedback.exports.memos import queries as memos
from feedback.exports.readme import AMONG, INTERVAL, OUTCOME, RENOUNCED, ReadMe
from feedback.exports.research import answers, coded, journeys, queries, texts
from feedback.exports.research.answers import Row
from feedback.exports.research.texts import Coded
from feedback.exports.scope import Scope, from_params
from feedback.formats.sheets import Made, Page, Properties, Sheet
from feedback.formats.workbook import write as write_workbook
from feedback.instruments.models import Version
from feedback.instruments.queries import definition_of
from feedback.jobs.work import Work
from feedback.studies.models import Study

T = TypeVar("T")
TOLD = {
    "Réponses (libellés)": "Une ligne par réponse, en mots.",
    "Réponses (codes)": "Les mêmes lignes, en codes, pour calculer.",
    "Verbatims": "Une ligne par texte relu, avec la permission de citer et ses codes.",
    "Codages": "Une ligne par passage, code et codeur ; début et fin comptent les caractères. Un texte codé en "
    "double puis signé garde ses codages d'origine : « Compte » dit lesquels sont dans les effectifs.",
    "Matrice": "Une ligne par texte, une colonne par code : 1 s'il le porte, 0 sinon.",
    "Mémos": "Le journal de recherche et les mémos : sur quoi, de qui, les mémos qu'ils lient.",
    "Parcours": "Une ligne par étape d'entretien, dans l'ordre vécu.",
    "Paroles": "Une ligne par parole, avec la diffusion permise.",
    "Livre de codes": "Les codes, leurs définitions, ce qu'ils ont reçu.",
    "Dictionnaire": "Chaque question, ses réponses, leurs scores, leurs versions et dates.",
    "Indicateurs": "Les chiffres de ce moment, avec n, exclus et intervalle.",
}
CAUTIONS = (
    "Ce fichier contient des lignes par personne : il reste dans l'équipe de recherche et "
    "s'efface quand il n'est plus utile.",
    "Seuls les textes relus y sont ; « Citation permise » dit ce qui peut l'être, et une citation "
    "publiée doit en plus être validée par une deuxième personne.",
    "Les textes marqués « Alerte » n'y sont pas.",
    "Les dates sont ramenées au lundi de leur semaine, coupée au premier du mois ; les "
    "identifiants sont tirés au sort et l'ordre des lignes ne dit rien de l'ordre d'arrivée.",
    "Une case vide d'une question veut dire : pas de réponse, ou pas posée. Une réponse écartée "
    "(« Comptée » = 0) n'entre dans aucun chiffre.",
)  # fmt: skip


class Book:
    """One workbook being made; other files read responses and texts several times, one for each table."""

    def __init__(self, work: Work, readings: int = 1) -> None:
        queries.open_snapshot()
        assert work.study_id is not None
        self.work = work
        self.study = db.session.get_one(Study, work.study_id)
        self.scope: Scope = from_params(work.study_id, work.params, work.account_id)
        self.sites = queries.site_names(self.study.id)
        self.codes = queries.codes(self.study.id)
        self.paths = coded.levels(self.codes)
        self.surveys = queries.surveys(self.study.id)
        every = queries.all_versions(self.study.id)
        self.definitions = [definition_of(version) for version in every]
        self.versions = every
        self.questions = {
            question.code: question.title("fr")
            for definition in self.definitions
            for question in definition.questions
        }
        self.labels = journeys.labels_of(self.definitions)
        self.long_answers = queries.cells_of_answers(self.scope)
        self.told: list[tuple[str, str]] = []
        self._done, self._all = 0, max(1, readings * self._rows())

    def _rows(self) -> int:
        responses = sum(queries.number_of_responses(self.scope, one.id) for one, _ in self.surveys)
        texts_ = queries.number_of_documents(self.scope)
        return responses + texts_ + queries.number_of_codings(self.scope)

    def followed(self, rows: Iterable[T], step: str) -> Iterator[T]:
        """The rows, saying now and then how far the file is."""
        for row in rows:
            self._done += 1
            if self._done % 1000 == 0:
                self.work.say(min(99, 100 * self._done // self._all), step)
            yield row

    def tell(self, name: str, sheet: Sheet, about: str = "") -> Sheet:
        """The sheet, told in the read-me with what it is about."""
        self.told.append((sheet.name, f"{about}{TOLD[name]}"))
        return sheet

    def answers(self) -> Iterator[Sheet]:
        """Two sheets per survey, labels then codes; its rows are read once for both."""
        readings = {one.id: self.reading(one.id) for one, _versions in self.surveys}
        for labels, name in ((True, "Réponses (libellés)"), (False, "Réponses (codes)")):
            for instrument, versions in self.surveys:
                own = f"{name} {instrument.code}" if len(self.surveys) > 1 else name
                about = f"{instrument.title} : " if len(self.surveys) > 1 else ""
                sheet = self.answer_sheet(own, versions, labels, readings[instrument.id])
                yield self.tell(name, sheet, about)

    def reading(self, instrument_id: int) -> Callable[[], Iterator[Row]]:
        """The responses of a survey, read when asked for."""
        return lambda: self.followed(queries.responses(self.scope, instrument_id), "answers")

    def answer_sheet(
        self, name: str, versions: Sequence[Version], labels: bool,
        rows: Callable[[], Iterator[Row]],
    ) -> Sheet:  # fmt: skip
        """One row per response of a survey."""
        definitions = {version.id: definition_of(version) for version in versions}
        columns = answers.columns([*definitions.values()], self.long_answers)
        writer = answers.Writer(definitions, columns, labels)
        return Sheet(name, columns, Made(rows, writer), freeze=1)

    def texts(self) -> Iterator[Sheet]:
        """Texts, codings, matrix."""
        names = {code.id: f"{code.key} {code.name}" for code in self.codes}
        yield self.tell("Verbatims", Sheet(
            "Verbatims", texts.columns(queries.cells_of_texts(self.scope)),
            Made(self._coded_texts, lambda one: texts.row(
                one, self.sites, names, self.questions)), freeze=1, tall=True,
        ))  # fmt: skip
        deep, passage = coded.depth(self.paths), queries.cells_of_passages(self.scope)
        keys = {code.id: code.key for code in self.codes}
        yield self.tell("Codages", Sheet(
            "Codages", coded.columns(deep, passage),
            Made(self._codings, lambda one: coded.row(
                one, self.sites, keys, self.paths, deep, self.questions)), freeze=1, tall=True,
        ))  # fmt: skip
        codable = [code.id for code in self.codes if code.codable]
        yield self.tell("Matrice", Sheet(
            "Matrice", texts.matrix_columns(self.codes),
            Made(self._coded_texts, lambda one: texts.matrix_row(
                one, self.sites, codable, self.questions)), freeze=1,
        ))  # fmt: skip

        yield self.tell("Mémos", Sheet(
            "Mémos", memos.COLUMNS, list(memos.rows(self.scope)), freeze=1, tall=True,
        ))  # fmt: skip

    def one(self, name: str) -> Sheet:
        """One sheet by its name, told alone in the read-me."""
        for made in (self.texts, self.journeys, self.books):
            for sheet in made():
                if sheet.name == name:
                    self.told = self.told[-1:]
                    return sheet
        raise KeyError(name)

    def _coded_texts(self) -> Iterator[Coded]:
        """Texts with their codings, batch by batch."""
        for batch in queries.in_batches(queries.documents(self.scope)):
            codings = queries.coded([one.id for one in batch], self.scope)
            rows = ((one, codings.get(one.id, ())) for one in batch)
            yield from self.followed(rows, "texts")

    def _codings(self) -> Iterator[Any]:
        """Codings that may be in the file."""
        return self.followed(queries.codings(self.scope), "codings")

    def journeys(self) -> Iterator[Sheet]:
        """Steps and paroles."""
        yield self.tell(
            "Parcours", Sheet("Parcours", journeys.STEPS, list(self._steps()), freeze=1, tall=True)
        )
        yield self.tell(
            "Paroles",
            Sheet("Paroles", journeys.PAROLES, list(self._paroles()), freeze=1, tall=True),
        )

    def _steps(self) -> Iterator[tuple[Any, ...]]:
        said = queries.origin_texts(self.study.id, "journeys")
        silent = queries.alerted(self.study.id, "journeys")
        names = dimensions(self.study)
        titles = {d.code: d.title.get("fr", d.code) for d in self.definitions}
        number, last = 0, ""
        for interview, step in queries.steps(self.scope):
            number = number + 1 if interview.public_id == last else 1
            last = interview.public_id
            verbatim = said.get((interview.public_id, f"step:{step.public_id}"), ("", ""))[0]
            yield journeys.step_row(
                interview, step, number, site=self.sites.get(interview.site_id or 0, ("",))[0],
                event=titles.get(interview.event, interview.event), labels=self.labels,
                codes=names, verbatim=verbatim,
                silent=interview.notes_read_at is None or interview.public_id in silent,
            )  # fmt: skip

    def _paroles(self) -> Iterator[tuple[Any, ...]]:
        said = queries.origin_texts(self.study.id, "paroles")
        by_parole = {origin: found for (origin, _part), found in said.items()}
        silent = queries.alerted(self.study.id, "paroles")
        for parole in queries.paroles(self.scope):
            if parole.public_id not in silent:
                yield journeys.parole_row(parole, self.labels, by_parole.get(parole.public_id))

    def books(self) -> Iterator[Sheet]:
        """Code book, dictionary, indicators."""
        rows = coded.book(self.codes, self.paths, queries.code_counts(self.scope))
        at = [column.code for column in coded.BOOK].index("niveau")
        yield self.tell("Livre de codes", Sheet(
            "Livre de codes", coded.BOOK, rows, freeze=2, level=lambda row: row[at] - 1,
            depth=max(0, coded.depth(self.paths) - 1), tall=True,
        ))  # fmt: skip
        yield self.tell(
            "Dictionnaire",
            Sheet("Dictionnaire", dictionary.COLUMNS, self._dictionary(), freeze=2, tall=True),
        )
        yield self.tell(
            "Indicateurs",
            Sheet("Indicateurs", figures.INDICATORS, list(self._indicators()), freeze=1, tall=True),
        )

    def _dictionary(self) -> list[tuple[object, ...]]:
        found: list[dictionary.Asked] = []
        for instrument in dict.fromkeys(version.instrument for version in self.versions):
            own = [version for version in self.versions if version.instrument is instrument]
            found += dictionary_of(instrument.title, own)
        made = dictionary.rows(found, dimensions(self.study))
        return [(row[0], answers.column_code(str(row[1])), *row[2:]) for row in made]

    def _indicators(self) -> Iterator[tuple[object, ...]]:
        """Figures of this moment over the sites of the file, whatever its dates."""
        for instrument, _versions in self.surveys:
            of = source(instrument, live=True, threshold=int(self.work.params["threshold"]))
            ids = {s.id for s in of.sites} if self.scope.sites is None else self.scope.sites
            kind = "all" if self.scope.sites is None else "some"
            place = Place("", kind, "Lieux du fichier", frozenset(ids), kind)
            choice = Choice(place, EVERYTHING)
            where = figures.Where(instrument.title, place.name, "toute l'étude, à ce jour")
            yield from figures.indicator_rows(
                where, results(of, choice).questions, mode_bases(of, choice),
                dimensions(self.study),
            )  # fmt: skip

    def facts(self) -> list[tuple[str, str]]:
        """What the file is about."""
        scope = self.scope
        chosen = [self.sites[i][0] for i in sorted(scope.sites or ()) if i in self.sites]
        first = f"du {scope.first:%d/%m/%Y}" if scope.first else "depuis le début"
        last = f"au {scope.last:%d/%m/%Y}" if scope.last else "jusqu'à ce jour"
        facts = [
            ("Période", f"{first} {last}"),
            ("Lieux", ", ".join(chosen) if scope.sites is not None else "tous"),
        ]
        if scope.sites is not None:
            facts.append(("Paroles", "absentes : une parole n'a pas de lieu"))
        asker = db.session.get(Account, self.work.account_id) if self.work.account_id else None
        return [*facts, ("Demandé par", asker.name if asker else "")]


def write(work: Work) -> None:
    """Write the workbook of one job."""
    book = Book(work)
    sheets = [*book.answers(), *book.texts(), *book.journeys(), *book.books()]
    readme = ReadMe(
        "Données de recherche", book.study.title, book.facts(), book.told,
        [*CAUTIONS, AMONG, INTERVAL, OUTCOME, RENOUNCED], working=True,
    )  # fmt: skip
    work.say(1, "answers")
    with work.path.open("wb") as sink:
        properties = Properties(
            f"Vive Voix – {book.study.title} – recherche", subject="Document de travail"
        )
        pages: list[Sheet | Page] = [Page("Lisez-moi", readme.lines), *sheets]
        write_workbook(sink, pages, properties, utcnow(), folder=work.path.parent)
