"""Writes the managers' workbook: only figures shown on the grid, and validated quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from feedback.analysis import periods
from feedback.analysis.asked import headline
from feedback.analysis.periods import Period
from feedback.analysis.places import Place, chosen, offered, site_name
from feedback.analysis.queries import surveys, versions
from feedback.analysis.quotes.queries import quotes
from feedback.analysis.results.choice import Choice
from feedback.analysis.results.queries import (
    Source,
    crossed,
    mode_bases,
    results,
    source,
    starts,
)
from feedback.codebook.queries import dimensions
from feedback.db import db, utcnow
from feedback.exports import dictionary, figures, words
from feedback.exports.manager import quotes_sheet
from feedback.exports.readme import AMONG, INTERVAL, OUTCOME, RENOUNCED, ReadMe
from feedback.exports.research.queries import open_snapshot
from feedback.formats.sheets import Chart, Page, Properties, Sheet
from feedback.formats.workbook import write as write_workbook
from feedback.instruments.core.queries import core_codes
from feedback.instruments.queries import definition_of
from feedback.jobs.work import Work
from feedback.studies.models import Study

ALL_NAME = "Tous les lieux"
SHEETS = (
    ("Lisez-moi", "Ce que vous lisez."),
    (
        "Indicateurs",
        "Un chiffre par ligne, avec n, exclus, intervalle, et ce qui est masqué ; "
        "à droite, le graphique des lieux.",
    ),
    ("Croisements", "Les effectifs de chaque question par lieu, mois, mode, langue, résultat."),
    ("Citations validées", "Phrases masquées, permises et validées par une deuxième personne."),
    ("Dictionnaire", "Chaque question, ses réponses, leurs scores, leurs dates."),
)
STEPS = (
    ("Indicateurs", 5, "indicators"), ("Croisements", 40, "crosses"),
    ("Citations validées", 80, "quotes"), ("Dictionnaire", 90, "quotes"),
)  # fmt: skip


class Book:
    """One workbook being made."""

    def __init__(self, work: Work) -> None:
        open_snapshot()
        self.work, self.params = work, work.params
        assert work.study_id is not None
        self.study = db.session.get_one(Study, work.study_id)
        self.threshold = int(self.params["threshold"])
        mine = self.params.get("sites")
        self.mine = None if mine is None else frozenset(mine)
        self.dimensions = dimensions(self.study)
        self.sources = [
            source(one, live=False, threshold=self.threshold, mine=self.mine)
            for one in surveys(self.study)
        ]

    def place(self, of: Source) -> Place | None:
        """The place asked for, as this survey knows it."""
        return chosen(self.params.get("place"), offered(of.sites, self.mine, ALL_NAME))

    def period(self, of: Source) -> Period:
        """The period asked for."""
        return periods.chosen(self.params.get("period"), periods.months(starts(of), self.today))

    @property
    def today(self) -> periods.dt.date:
        """The day the file is made, in France."""
        return utcnow().astimezone(periods.PARIS).date()

    def inside(self, of: Source, place: Place) -> list[Place]:
        """The place itself, then what it is made of."""
        every = offered(of.sites, self.mine, ALL_NAME)
        return [place, *(p for p in every if p != place and p.site_ids < place.site_ids)]

    def period_name(self, period: Period) -> str:
        """The period in words; all of it ends with the last month that has closed."""
        if period.first is not None and not period.is_earlier:
            return periods.label(period)
        last = periods.last_day(period, self.today)
        return f"toute l'étude, jusqu'au {last:%d/%m/%Y}"

    def indicators(self) -> list[tuple[object, ...]]:
        """Rows of the indicators, the headline of every place first (for its chart)."""
        rows: list[tuple[object, ...]] = []
        for of in self.sources:
            place, period = self.place(of), self.period(of)
            if place is None:
                continue
            blocks = [self._block(of, one, period) for one in self.inside(of, place)]
            main = headline(of.items)
            code = main.code if main else ""
            first = [next(_main(block, code), None) for block in blocks]
            rows = [*rows, *(row for row in first if row)]
            rows += [row for block in blocks for row in block if row not in first]
        return rows

    def _block(self, of: Source, place: Place, period: Period) -> list[tuple[object, ...]]:
        choice = Choice(place, period)
        found = results(of, choice)
        where = figures.Where(
            of.instrument.title, place.name, self.period_name(found.choice.period)
        )  # fmt: skip
        bases = mode_bases(of, found.choice)
        return list(figures.indicator_rows(where, found.questions, bases, self.dimensions))

    def crosses(self) -> Iterator[tuple[object, ...]]:
        """Rows of every cross, survey by survey."""
        for of in self.sources:
            place, period = self.place(of), self.period(of)
            if place is None:
                continue
            choice = Choice(place, period)
            for by, name in self._crossings(of, place, period):
                counts = crossed(of, choice, name)
                for item in of.items:
                    if figures.is_crossable(item):
                        found = {
                            key: None if one is None else one.get(item.code, {})
                            for key, one in counts[item.code].items()
                        }
                        yield from figures.cross_rows(
                            of.instrument.title, item, by, found, self.threshold
                        )
                self.work.say(60, "crosses")

    def _crossings(
        self, of: Source, place: Place, period: Period
    ) -> Iterator[tuple[figures.By, str]]:
        """By what questions are crossed here."""
        if place.kind != "site":
            keys = {site_name(s.id): s.name for s in of.sites if s.id in place.site_ids}
            yield figures.By("Lieu", keys), "site"
        if period.first is None:
            months = periods.months(starts(of), self.today)
            yield figures.By("Mois", {p.code: periods.label(p) for p in months[::-1]}), "month"
        yield figures.By("Mode", words.MODES), "mode"
        yield figures.By("Langue", words.LANGUAGES), "language"
        outcome = {o.value: o.label for i in of.items if i.code == "resultat" for o in i.options}
        if outcome:
            yield figures.By("Résultat de la visite", outcome), "outcome"

    def dictionary(self) -> list[tuple[object, ...]]:
        """Rows of the dictionary."""
        asked = [
            version
            for of in self.sources
            for version in dictionary_of(of.instrument.title, versions(of.instrument))
        ]
        return dictionary.rows(asked, self.dimensions)

    def sheet(self, name: str) -> Sheet:
        """One of the sheets with its rows."""
        made = {
            "Indicateurs": self._indicators, "Croisements": self._crosses,
            "Citations validées": self._quotes, "Dictionnaire": self._dictionary,
        }  # fmt: skip
        return made[name](name)

    def _indicators(self, name: str) -> Sheet:
        rows = self.indicators()
        charts = _charts(rows)
        return Sheet(name, figures.INDICATORS, rows, freeze=1, tall=True, charts=charts)

    def _crosses(self, name: str) -> Sheet:
        return Sheet(name, figures.CROSSES, list(self.crosses()), freeze=1)

    def _quotes(self, name: str) -> Sheet:
        said = [quotes_sheet.row(one) for one in quotes(self.study.id, self.mine)]
        return Sheet(name, quotes_sheet.COLUMNS, said, freeze=1, tall=True)

    def _dictionary(self, name: str) -> Sheet:
        return Sheet(name, dictionary.COLUMNS, self.dictionary(), freeze=2, tall=True)

    def readme(self, sheets: Sequence[tuple[str, str]]) -> ReadMe:
        """The first sheet, which tells of the others."""
        first = self.sources[0] if self.sources else None
        place = self.place(first) if first else None
        period = self.period_name(self.period(first)) if first else ""
        facts = [
            ("Lieu", place.name if place else "aucun"), ("Période", period),
            ("Enquêtes", ", ".join(of.instrument.title for of in self.sources) or "aucune"),
            ("Seuil", f"rien n'est montré sous {self.threshold} réponses, ni ce qui le révélerait"),
        ]  # fmt: skip
        cautions = [
            AMONG, INTERVAL, OUTCOME, RENOUNCED,
            "Les chiffres sont ceux des mois clos ; ils ne changent que si assez de réponses "
            "arrivent après coup.",
            "Comparer des agents avec ce fichier n'a pas de sens : rien n'y est compté par agent.",
        ]  # fmt: skip
        return ReadMe("Résultats pour les responsables", self.study.title, facts, sheets, cautions)


def dictionary_of(title: str, found: Sequence[object]) -> list[dictionary.Asked]:
    """Versions as the dictionary tells them; each ends where the next begins."""
    made: list[dictionary.Asked] = []
    for version in found:
        at = version.published_at  # type: ignore[attr-defined]
        since = at.astimezone(periods.PARIS).date() if at else None
        ended = version.ended_at  # type: ignore[attr-defined]
        until = ended.astimezone(periods.PARIS).date() if ended else None
        if made and made[-1].until is None:
            made[-1] = replace(made[-1], until=since)
        number = version.number  # type: ignore[attr-defined]
        core = core_codes(version)  # type: ignore[arg-type]
        made.append(dictionary.Asked(title, number, definition_of(version), since, until, core))  # type: ignore[arg-type]
    return made


def _main(block: Sequence[tuple[object, ...]], code: str) -> Iterator[tuple[object, ...]]:
    at = [column.code for column in figures.INDICATORS].index("code")
    return (row for row in block if code and str(row[at]).split(".")[0] == code)


def write(work: Work) -> None:
    """Write the workbook of one job."""
    book = Book(work)
    sheets: list[Sheet | Page] = [Page("Lisez-moi", book.readme(SHEETS).lines)]
    for name, done, step in STEPS:
        work.say(done, step)
        sheets.append(book.sheet(name))
    with work.path.open("wb") as sink:
        properties = Properties(f"Vive Voix – {book.study.title} – responsables")
        write_workbook(sink, sheets, properties, utcnow())


def _charts(rows: Sequence[tuple[object, ...]]) -> list[Chart]:
    """The headline of each place, as bars."""
    main = 0
    for row in rows:
        if not rows or row[3] != rows[0][3] or row[4] != rows[0][4]:
            break
        main += 1
    if not main:
        return []
    title = f"{rows[0][3]} (%)"
    words_ = f"{title}, par lieu ; les valeurs sont dans les premières lignes de la feuille."
    return [Chart(title, "lieu", ("valeur",), "bar", words_, last=main)]
