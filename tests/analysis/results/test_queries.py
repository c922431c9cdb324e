"""Results counted by hand, and an attacker who reads every page a manager may open."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import replace

import pytest
from flask import Flask

from feedback.analysis.grid import ALL, Cell, Grid
from feedback.analysis.masks import value_name
from feedback.analysis.operations import show_closed
from feedback.analysis.periods import EVERYTHING, months
from feedback.analysis.places import offered, tree
from feedback.analysis.reports import QuestionReport
from feedback.analysis.results.choice import Choice
from feedback.analysis.results.queries import Results, Source, results, source, starts
from feedback.analysis.thresholds import Masked
from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.instruments.models import Instrument
from feedback.studies.models import Study
from tests.analysis.test_grid import found_out
from tests.factories import make_account, make_responses, make_site, make_study, make_survey
from tests.instruments.making import definition
from tests.instruments.making import source as written

TODAY = dt.date(2026, 5, 20)
MARCH, APRIL, MAY = dt.date(2026, 3, 4), dt.date(2026, 4, 8), dt.date(2026, 5, 6)


class Survey:
    """A survey at five sites of two territories."""

    def __init__(self) -> None:
        sites = [make_site(f"Maison {n}", "Nord" if n < 4 else "Sud") for n in range(1, 6)]
        self.study: Study = make_study(*sites)
        self.instrument: Instrument = make_survey(self.study)

    def answer(self, count: int, **values: object) -> None:
        """Alike answers."""
        make_responses(self.study, self.instrument, count, **values)  # type: ignore[arg-type]

    def of(self, live: bool = False) -> Source:
        """The survey as read by a manager, or by those who hold the rows."""
        with writing():
            show_closed(db.session.get_one(Instrument, self.instrument.id), TODAY, 5)
        return source(db.session.get_one(Instrument, self.instrument.id), live=live, threshold=5)

    def read(self, live: bool = False, place: str = "", period: str = ALL, **split: str) -> Results:
        """One page: `place` by name."""
        of = self.of(live)
        places = offered(of.sites, None, "Tout")
        found = next(p for p in places if p.name == (place or "Tout"))
        when = next(p for p in [EVERYTHING, *months(starts(of), TODAY)] if p.code == period)
        return results(of, Choice(found, when, **split))


def make_ranking(study: Study) -> Instrument:
    """A survey of one ranking."""
    lead = make_account()
    options = [{"value": value, "label": {"fr": value}} for value in "abc"]
    with writing():
        made = instruments.create(
            lead, study, definition(written("ranking", "ordre", options=options), kind="survey")
        )
        instruments.publish(lead, study, made)
    return made


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey."""
    return Survey()


def question(found: Results, code: str) -> QuestionReport:
    """The report of a question."""
    return next(report for report in found.questions if report.asked.code == code)


def test_figures_are_those_counted_by_hand(survey: Survey) -> None:
    survey.answer(30, answers={"satisfaction": "tres_bien", "effort": "facile"}, day=MARCH)
    survey.answer(10, answers={"satisfaction": "moyen", "effort": "ne_sait_pas"}, day=MARCH)
    survey.answer(10, answers={"satisfaction": "pas_bien", "effort": "tres_difficile"}, day=APRIL)
    found = survey.read()
    values = {f.code.split(".")[1]: f.value for f in question(found, "satisfaction").indicators}
    assert values == {
        "satisfaits": 0.6, "neutres": 0.2, "insatisfaits": 0.2, "net": pytest.approx(0.4),
        "note10": 7.0,
    }  # fmt: skip
    effort = question(found, "effort")
    assert (effort.n, effort.excluded, effort.apart) == (40, 10, (("Je ne sais pas", 10),))
    assert effort.main is not None
    assert effort.main.value == 0.75
    assert found.who.n == 50
    assert [(start, figure.value) for start, figure in found.trend] == [
        (dt.date(2026, 3, 1), 0.75), (dt.date(2026, 4, 1), 0.0),
    ]  # fmt: skip


def test_a_month_is_read_by_week_and_alone(survey: Survey) -> None:
    survey.answer(6, day=dt.date(2026, 3, 4))
    survey.answer(7, day=dt.date(2026, 3, 11))
    survey.answer(50, day=APRIL)
    found = survey.read(period="2026-03")
    assert found.who.n == 13
    assert [(start.day, figure.n) for start, figure in found.trend] == [(2, 6), (9, 7)]


def test_managers_see_closed_months_and_others_this_moment(survey: Survey) -> None:
    survey.answer(8, day=APRIL)
    survey.answer(5, day=MAY)
    assert (survey.read().who.n, survey.read(live=True).who.n) == (8, 13)


def test_modes_languages_and_outcomes_can_be_looked_at_alone(survey: Survey) -> None:
    survey.answer(20, day=MARCH)
    survey.answer(9, day=MARCH, mode="lien", language="ar", answers={"satisfaction": "moyen"})
    found = survey.read(split="mode", value="lien")
    assert found.who.n == 9
    assert found.headline is not None
    assert found.headline.main is not None
    assert found.headline.main.value == 0.0
    assert survey.read(split="outcome", value="oui").who.n == 20
    assert survey.read().who.modes == {"borne": 20, "lien": 9}


def test_satisfaction_is_told_by_what_people_obtained(survey: Survey) -> None:
    survey.answer(12, answers={"satisfaction": "tres_bien", "resultat": "oui"})
    survey.answer(6, answers={"satisfaction": "tres_bien", "resultat": "non"})
    survey.answer(6, answers={"satisfaction": "pas_bien", "resultat": "non"})
    told = {value: figure.value for value, _label, figure in survey.read().outcomes}
    assert told == {"oui": 1.0, "en_partie": None, "non": 0.5, "revenir": None}


def test_a_small_site_is_hidden_and_a_second_one_with_it(survey: Survey) -> None:
    for site, count in enumerate((3, 20, 40, 30, 30)):
        survey.answer(count, site=site)
    shown = {site.name: figure.n for site, figure in survey.read().sites}
    assert [isinstance(shown[f"Maison {n}"], Masked) for n in range(1, 6)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    assert isinstance(survey.read(place="Maison 2").who.n, Masked)
    assert survey.read(live=True, place="Maison 2").who.n == 20
    assert isinstance(survey.read(live=True, place="Maison 1").who.n, Masked)


def test_where_incomplete_answers_stopped_is_told_to_those_who_hold_the_rows(
    survey: Survey,
) -> None:
    survey.answer(9)
    survey.answer(6, complete=False, last_step="effort", answers={"satisfaction": "moyen"})
    survey.answer(7, flags=("too_fast",))
    live, manager = survey.read(live=True).who, survey.read().who
    assert (live.complete, live.incomplete, live.stopped) == (9, 6, (("effort", 6),))
    assert (live.excluded, live.flags) == (7, (("too_fast", 7),))
    assert (manager.n, manager.stopped, manager.flags) == (15, (), ())


def test_few_incomplete_answers_of_a_place_do_not_follow_from_those_of_the_others(
    survey: Survey,
) -> None:
    for site, (complete, stopped) in enumerate(((8, 2), (22, 10), (30, 12))):
        survey.answer(complete, site=site)
        survey.answer(stopped, site=site, complete=False)
    names = ("Maison 1", "Maison 2", "Maison 3", "")
    told = {name: survey.read(place=name).who for name in names}
    assert (told[""].n, told[""].incomplete) == (84, 24)
    hidden = [name for name in names if isinstance(told[name].incomplete, Masked)]
    assert hidden == ["Maison 1", "Maison 2"]  # one alone would be 24 less the others


def test_the_mean_rank_given_by_few_at_a_place_does_not_follow_from_the_others(app: Flask) -> None:
    sites = [make_site(f"Maison {n}") for n in range(3)]
    study = make_study(*sites)
    instrument = make_ranking(study)
    for site, (both, one) in enumerate(((3, 7), (9, 9), (20, 9))):
        make_responses(study, instrument, both, site=site, answers={"ordre": ["a", "b"]})
        make_responses(study, instrument, one, site=site, answers={"ordre": ["a"]})
    with writing():
        show_closed(db.session.get_one(Instrument, instrument.id), TODAY, 5)
    of = source(db.session.get_one(Instrument, instrument.id), live=False, threshold=5)
    told = {
        place.name: {f.code: f.masked for f in question(results(of, Choice(place, EVERYTHING)), "ordre").indicators}
        for place in offered(of.sites, None, "Tout")
    }  # fmt: skip
    assert {name: one["ordre.b.rang"] for name, one in told.items()} == {
        "Tout": False, "Nord": False, "Maison 0": True, "Maison 1": True, "Maison 2": False,
    }  # fmt: skip
    assert not any(one["ordre.a.rang"] for one in told.values())


def test_queries_do_not_grow_with_the_answers(survey: Survey) -> None:
    def asked() -> int:
        of = survey.of(live=True)
        place = offered(of.sites, None, "Tout")[0]
        db.session.expire_all()
        count = 0

        def one_more(*_args: object) -> None:
            nonlocal count
            count += 1

        db.event.listen(db.engine, "before_cursor_execute", one_more)
        try:
            results(of, Choice(place, EVERYTHING))
        finally:
            db.event.remove(db.engine, "before_cursor_execute", one_more)
        return count

    survey.answer(6)
    few = asked()
    for site, day in itertools.product(range(5), (MARCH, APRIL)):
        survey.answer(6, site=site, day=day, language="ar")
    assert asked() == few


@pytest.mark.parametrize("seed", range(4))
def test_no_small_number_is_found_out_from_all_the_pages_of_a_manager(
    survey: Survey, seed: int
) -> None:
    chance = random.Random(seed)
    for site, day, mode in itertools.product(range(5), (MARCH, APRIL), ("borne", "lien", "saisie")):
        for answer in (
            {"satisfaction": "tres_bien", "effort": "facile"},
            {"satisfaction": "moyen"},
        ):
            count = chance.choice([0, 1, 3, 7, 12])
            survey.answer(count, site=site, day=day, mode=mode, answers=answer)
    of = survey.of()
    places = offered(of.sites, None, "Tout")
    periods = [EVERYTHING, *months(starts(of), TODAY)]
    modes = ("borne", "lien", "saisie")
    grid = Grid(tree(of.sites), {ALL: ["2026-03", "2026-04"]}, modes)
    for code in ("satisfaction", "effort"):
        bases, hidden = {}, set()
        for place, period, mode in itertools.product(places, periods, ("", *modes)):
            choice = Choice(place, period, "mode" if mode else "", mode)
            cell = Cell(place.grid, period.code, value_name(mode) if mode else "")
            bases[cell] = question(results(replace(of, live=True, threshold=1), choice), code).n
            if question(results(of, choice), code).closed:
                hidden.add(cell)
        small = {cell for cell, base in bases.items() if 0 < base < 5}
        assert small
        assert small <= hidden
        assert not found_out(bases, grid.sums(), {c for c in hidden if bases[c]}) & small
