"""The results of a survey for one choice, as they may be shown to whoever asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from feedback.analysis import queries
from feedback.analysis.asked import Asked, asked, headline
from feedback.analysis.grid import ALL, WHOLE, Cell
from feedback.analysis.indicators import Indicator, Reading
from feedback.analysis.masks import value_name
from feedback.analysis.periods import month_code
from feedback.analysis.places import SitePlace, site_name
from feedback.analysis.reports import (
    ENDS,
    QuestionReport,
    Who,
    of_status,
    question_report,
    series,
    who,
)
from feedback.analysis.results.choice import Choice
from feedback.analysis.thresholds import BASE, Count, Masked, is_small
from feedback.db import db
from feedback.instruments.conventions import OUTCOME
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of
from feedback.responses.handed import MODES
from feedback.responses.models import ShownTally, Tally
from feedback.responses.tally.lines import MONTH, STATUS, UNDATED, WEEK, Counts, Lines
from feedback.responses.tally.queries import lines


@dataclass(frozen=True)
class Source:
    """A survey and for whom it is read: `live` figures are of this moment, others of closed
    months with their masks."""

    instrument: Instrument
    items: Sequence[Asked]
    sites: Sequence[SitePlace]
    live: bool
    threshold: int
    mine: Collection[int] | None = None  # sites to which the reader is limited

    @property
    def version_ids(self) -> list[int]:
        """Versions ever asked."""
        return [version.id for version in queries.versions(self.instrument)]

    def lines(self, choice: Choice, split: str | None = None, **more: object) -> Lines:
        """Lines of the choice's period and place; sites elsewhere in the study are in none."""
        by = choice.split if split is None else split
        value = choice.value if split is None and choice.split else None
        span = choice.period.span
        if choice.place.grid != ALL:
            more["sites"] = choice.place.site_ids
        return lines(self.version_ids, shown=not self.live, split=by, value=value, span=span,
                     **more)  # type: ignore[arg-type]  # fmt: skip


@dataclass(frozen=True)
class Results:
    """What a page of results says."""

    choice: Choice
    who: Who
    questions: Sequence[QuestionReport]
    headline: QuestionReport | None = None
    trend: Sequence[tuple[dt.date, Indicator]] = ()
    grain: str = MONTH
    sites: Sequence[tuple[SitePlace, Indicator]] = ()
    outcomes: Sequence[tuple[str, str, Indicator]] = ()
    months: Mapping[dt.date, int] = field(default_factory=dict)


def source(
    instrument: Instrument, *, live: bool, threshold: int, mine: Collection[int] | None = None,
    tag: str = "fr",
) -> Source:  # fmt: skip
    """A survey, ready to be read."""
    items = asked([definition_of(version) for version in queries.versions(instrument)], tag)
    return Source(instrument, items, queries.sites(instrument), live, threshold, mine)


def starts(of: Source) -> list[dt.date]:
    """Months with answers, as far as they are shown."""
    table = Tally if of.live else ShownTally
    query = select(table.start).where(
        table.version_id.in_(of.version_ids), table.grain == MONTH, table.split == WHOLE
    )
    return list(db.session.scalars(query.distinct()))


class _Reader:
    """One reading of a choice: its lines, and what is closed."""

    def __init__(
        self, of: Source, choice: Choice, questions: Collection[str] | None = None
    ) -> None:
        self.of, self.choice = of, choice
        self.reading = Reading(of.threshold)
        self.here = of.lines(choice, questions=questions)
        self.total = self.here.total()
        self.first = headline(of.items)
        self.closed: Mapping[Cell, frozenset[str]] = {}
        if not of.live:
            self.closed = queries.closed_questions(
                of.instrument.id, choice.split, self._value, choice.place.grid, choice.period.code
            )
            here = self.closed.get(Cell(choice.place.grid, choice.period.code, self._value), ())
            self.reading = Reading(of.threshold, closed=here, only=choice.period.is_earlier)

    @property
    def _value(self) -> str:
        return value_name(self.choice.value) if self.choice.split else WHOLE

    def is_closed(self, code: str, place: str = "", period: str = "") -> bool:
        """Whether a question is closed in a cell, by default the one chosen."""
        cell = Cell(place or self.choice.place.grid, period or self.choice.period.code, self._value)
        closed = code in self.closed.get(cell, ())
        if not cell.period.startswith("<"):
            return closed
        return not closed and (bool(place) or self._anybody(code))  # there, the open ones are kept

    def _anybody(self, code: str) -> bool:
        """Whether somebody is counted under a name of the grid."""
        end = next((end for end in ENDS if code == of_status(end)), None)
        return bool(self.total.get(STATUS, {}).get(end) if end else self.total.get(code))

    def questions(self) -> list[QuestionReport]:
        """Every question."""
        return [self._question(item) for item in self.of.items]

    def _question(self, item: Asked) -> QuestionReport:
        counts = self.total.get(item.code, {})
        report = question_report(item, counts, self.reading, self.is_closed(item.code))
        if not item.bank or report.closed:
            return report
        return replace(report, drawn=self.total.get(item.bank, {}).get(item.question, 0))

    def by_values(
        self, split: str, questions: Collection[str] | None = None
    ) -> tuple[dict[str, Counts], dict[str, frozenset[str]]]:
        """Counts by value of a split, and what is closed of each; nothing under a filter, nor of
        what was shown before."""
        if self.choice.split or self.choice.period.is_earlier:
            return {}, {}
        found = self.of.lines(self.choice, split, questions=questions)
        counts = found.by(lambda line: line.value)
        if self.of.live:
            return counts, {}
        shut = queries.closed_values(
            self.of.instrument.id, split, self.choice.place.grid, self.choice.period.code
        )
        return counts, shut

    def who(self) -> Who:
        """Who answered."""
        modes, shut = self.by_values("mode", {STATUS})
        left_out: Counts = {}
        if self.of.live and not self.choice.split:
            left_out = self.of.lines(self.choice, counted=False).total()
        return who(
            self.total, left_out, modes, self.of.threshold, self.is_closed(STATUS),
            {mode for mode in modes if STATUS in shut.get(value_name(mode), ())}, self.of.live,
            any(self.is_closed(of_status(end)) for end in ENDS),
        )  # fmt: skip

    def outcomes(self) -> list[tuple[str, str, Indicator]]:
        """The headline by outcome of the visit."""
        item = next((item for item in self.of.items if item.code == OUTCOME), None)
        if self.first is None or item is None or self.choice.split or self.choice.period.is_earlier:
            return []
        counts, shut = self.by_values("outcome", {self.first.code})
        order = [option.value for option in item.options]
        names = {option.value: option.label for option in item.options}
        closed = {v for v in order if self.first.code in shut.get(value_name(v), ())}
        found = series(self.first, counts, order, self.reading, closed)
        return [(value, names[value], figure) for value, figure in found]

    def sites(self) -> list[tuple[SitePlace, Indicator]]:
        """The headline by site, where several are looked at."""
        place = self.choice.place
        if self.first is None or place.kind == "site":
            return []
        inside = [site for site in self.of.sites if site.id in place.site_ids]
        return [*zip(inside, self._by_site(inside), strict=True)]

    def _by_site(self, inside: Sequence[SitePlace]) -> list[Indicator]:
        assert self.first is not None
        counts = self.here.by(lambda line: site_name(line.site_id))
        names = [site_name(site.id) for site in inside]
        code = self.first.code
        closed = {name for name in names if self.is_closed(code, place=name)}
        return [figure for _, figure in series(self.first, counts, names, self.reading, closed)]

    def trend(self) -> list[tuple[dt.date, Indicator]]:
        """The headline along weeks of the month chosen, or along months."""
        if self.first is None:
            return []
        grain = self.grain
        found = self.here
        if grain == WEEK:
            found = self.of.lines(self.choice, grain=WEEK, questions={self.first.code})
        counts = found.by(lambda line: line.start)
        order = sorted(start for start in counts if start != UNDATED)
        code = self.first.code
        period: Callable[[dt.date], str] = dt.date.isoformat if grain == WEEK else month_code
        closed = {period(start) for start in order if self.is_closed(code, period=period(start))}
        by_period = {period(start): one for start, one in counts.items()}
        names = [period(start) for start in order]
        shown = series(self.first, by_period, names, self.reading, closed)
        return [(start, figure) for start, (_, figure) in zip(order, shown, strict=True)]

    @property
    def grain(self) -> str:
        """Weeks only without a further filter: with one, the grid has no weeks."""
        return MONTH if self.choice.split and not self.of.live else self.choice.period.trend_grain


def results(of: Source, choice: Choice) -> Results:
    """The results of a survey for one choice; its own `choice` says of which months."""
    if not of.live:
        choice = queries.as_last_shown(of.instrument.id, choice)
    reader = _Reader(of, choice)
    questions = reader.questions()
    code = reader.first.code if reader.first else ""
    return Results(
        choice, reader.who(), questions,
        next((report for report in questions if report.asked.code == code), None),
        reader.trend(), reader.grain, reader.sites(), reader.outcomes(),
    )  # fmt: skip


def one_question(of: Source, choice: Choice, code: str) -> list[QuestionReport]:
    """One question as the page of results shows it, statement by statement; none of that code."""
    return those(of, choice, [item for item in of.items if item.question == code])


def those(of: Source, choice: Choice, items: Sequence[Asked]) -> list[QuestionReport]:
    """Some questions as the page of results shows them."""
    if not items:
        return []
    codes = {item.code for item in items} | {item.bank for item in items if item.bank}
    reader = _Reader(replace(of, items=items), choice, codes)
    if reader.is_closed(STATUS):
        return [QuestionReport(item, closed=True) for item in items]
    return reader.questions()


def mode_bases(of: Source, choice: Choice) -> dict[str, dict[str, Count]]:
    """How many valid answers bear each question, by mode, small ones hidden."""
    if choice.period.is_earlier:
        return {item.code: dict.fromkeys(MODES, Masked(BASE)) for item in of.items}
    counts, shut = _Reader(of, choice).by_values("mode")
    found: dict[str, dict[str, Count]] = {}
    for mode, one in counts.items():
        closed = shut.get(value_name(mode), frozenset())
        for item in of.items:
            base = item.base(one.get(item.code, {}))
            small = item.code in closed or is_small(base, of.threshold)
            found.setdefault(item.code, {})[mode] = Masked(BASE) if small else base
    return found


def crossed(of: Source, choice: Choice, by: str) -> dict[str, dict[str, Counts | None]]:
    """Counts of each question by site, month or value of a split; none where closed.

    Keys are names: of sites, of months as `2026-10`, of values.
    """
    reader = _Reader(of, choice)
    if by == "site":
        names = {site.id: site_name(site.id) for site in of.sites}
        counts = reader.here.by(lambda line: names.get(line.site_id, ""))
    elif by == "month":
        counts = reader.here.where(lambda line: line.start != UNDATED).by(
            lambda line: month_code(line.start)
        )
    else:
        counts, shut = reader.by_values(by)
        return {
            item.code: {
                value: None if item.code in shut.get(value_name(value), ()) else one
                for value, one in counts.items()
            }
            for item in of.items
        }
    place = "place" if by == "site" else "period"
    return {
        item.code: {
            key: None if reader.is_closed(item.code, **{place: key}) else one
            for key, one in counts.items()
        }
        for item in of.items
    }
