"""An attacker who keeps every page read since the first month has closed."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import pytest
from flask import Flask

from feedback.analysis import desk
from feedback.analysis.grid import ALL, Cell, Grid, Sum, add_up
from feedback.analysis.masks import value_name
from feedback.analysis.operations import show_closed
from feedback.analysis.periods import EVERYTHING, last_day, months
from feedback.analysis.places import offered, site_name, tree
from feedback.analysis.results.choice import Choice
from feedback.analysis.results.queries import Results, Source, results, source, starts, those
from feedback.db import db, writing
from feedback.instruments.models import Instrument
from feedback.studies.models import Site
from tests.analysis.test_grid import found_out
from tests.factories import make_member, make_responses, make_site, make_study, make_survey
from tests.page_client import PageClient

MONTHS = (dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1), dt.date(2026, 4, 1))
MODES = ("borne", "lien")
CODE = "satisfaction"


class Reader:
    """Somebody who holds no row, and what she has read of one question."""

    def __init__(self, places: int) -> None:
        sites = [make_site(f"Maison {n}", "Nord" if n < 2 else "Sud") for n in range(places)]
        self.study = make_study(*sites)
        self.instrument = make_survey(self.study)

    def answer(self, count: int, month: dt.date, site: int = 0, mode: str = "borne") -> None:
        """Alike answers."""
        make_responses(self.study, self.instrument, count, day=month, site=site, mode=mode)

    def of(self, today: dt.date) -> Source:
        """The survey, that day."""
        with writing():
            show_closed(db.session.get_one(Instrument, self.instrument.id), today, 5)
        return source(db.session.get_one(Instrument, self.instrument.id), live=False, threshold=5)

    def page(self, today: dt.date) -> Results:
        """The page of the first site, all months."""
        of = self.of(today)
        places = offered(of.sites, None, "Tout")
        place = next(one for one in places if one.name == "Maison 0")
        return results(of, Choice(place, EVERYTHING))

    def read(self, today: dt.date) -> dict[Cell, int | None]:
        """How many valid answers are told, cell by cell; none where hidden."""
        of, found = self.of(today), {}
        items = [item for item in of.items if item.code == CODE]
        periods = [EVERYTHING, *(p for p in months(starts(of), today) if not p.open)]
        every = itertools.product(offered(of.sites, None, "Tout"), periods, ("", *MODES))
        for place, period, mode in every:
            (report,) = those(of, Choice(place, period, "mode" if mode else "", mode), items)
            cell = Cell(place.grid, period.code, value_name(mode) if mode else "")
            found[cell] = None if report.closed else report.n
        return found


def after(month: dt.date) -> dt.date:
    """A day on which a month has just closed."""
    return (month + dt.timedelta(days=35)).replace(day=3)


@pytest.fixture
def reader(app: Flask) -> Reader:
    """Three sites of two territories."""
    return Reader(3)


def test_all_months_do_not_tell_the_few_of_the_last_one(reader: Reader) -> None:
    for site in range(3):
        reader.answer(12, MONTHS[0], site)
    before = reader.read(after(MONTHS[0]))
    for site, count in enumerate((2, 9, 9)):
        reader.answer(count, MONTHS[1], site)
    now = reader.read(after(MONTHS[1]))
    few = Cell(site_name(reader.study.sites[0].id), ALL)
    assert before[few] == 12
    assert now[few] is None  # 14 less 12 would be the answers of two
    for site in range(3):
        reader.answer(9, MONTHS[2], site)
    assert reader.read(after(MONTHS[2]))[few] == 23


def test_all_months_stay_as_they_were_shown_until_enough_have_come(reader: Reader) -> None:
    for site in range(3):
        reader.answer(12, MONTHS[0], site)
    before = reader.page(after(MONTHS[0]))
    for site, count in enumerate((2, 9, 9)):
        reader.answer(count, MONTHS[1], site)
    now = reader.page(after(MONTHS[1]))
    assert (before.who.n, now.who.n) == (12, 12)
    assert last_day(now.choice.period, after(MONTHS[1])) == dt.date(2026, 1, 31)
    assert [report.n for report in now.questions] == [report.n for report in before.questions]
    assert [month.month for month, _figure in now.trend] == [1]
    for site in range(3):
        reader.answer(9, MONTHS[2], site)
    later = reader.page(after(MONTHS[2]))
    assert later.who.n == 23
    assert last_day(later.choice.period, after(MONTHS[2])) == dt.date(2026, 3, 31)


def test_the_pages_say_until_when_all_months_are_shown(
    reader: Reader, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for site in range(3):
        reader.answer(12, MONTHS[0], site)
    reader.of(after(MONTHS[0]))
    for site, count in enumerate((2, 9, 9)):
        reader.answer(count, MONTHS[1], site)
    monkeypatch.setattr(desk, "today", lambda: after(MONTHS[1]))
    site = reader.study.sites[0]
    client.sign_in(make_member(reader.study, "manager", {site.id}))
    address = f"/enquetes/{reader.instrument.public_id}/resultats"
    assert "Toute l'étude jusqu'au 31 janv. 2026" in client.get(address).text
    compared = client.get(f"{address}/comparer?periode2=2026-01").text
    assert "Maison 0, Toute l'étude, jusqu'au 31 janv. 2026" in compared


def test_a_month_closed_beside_a_small_one_stays_closed_when_another_could_hide_it(
    reader: Reader,
) -> None:
    first = Cell(site_name(reader.study.sites[0].id), "2026-01")
    reader.answer(9, MONTHS[0])
    reader.answer(3, MONTHS[1])
    assert reader.read(after(MONTHS[1]))[first] is None
    reader.answer(6, MONTHS[2])
    assert reader.read(after(MONTHS[2]))[first] is None  # else 12 less 9 would be the three


def test_a_small_site_that_changes_of_territory_is_not_given_away_there(app: Flask) -> None:
    reader = Reader(4)
    for site, count in enumerate((12, 14, 3, 20)):
        reader.answer(count, MONTHS[0], site)
    first, second, small, _last = reader.study.sites
    assert reader.read(after(MONTHS[0]))[Cell(site_name(small.id), "2026-01")] is None
    north = first.territory_id
    with writing():
        db.session.get_one(Site, small.id).territory_id = north
    reader.answer(9, MONTHS[1])
    now = reader.read(after(MONTHS[1]))
    places = (f"t{north}", site_name(first.id), site_name(second.id), site_name(small.id))
    told = [now[Cell(place, "2026-01")] for place in places]
    assert told == [None, 12, 14, None]  # 29 less 12 less 14 would be the three


def test_a_late_answer_alone_moves_no_month_that_was_shown_without_it(reader: Reader) -> None:
    reader.answer(20, MONTHS[0], 1)
    before = reader.read(after(MONTHS[0]))
    reader.answer(1, MONTHS[0], 2)
    assert reader.read(after(MONTHS[0]) + dt.timedelta(days=1)) == before
    reader.answer(4, MONTHS[0], 2)
    late = reader.read(after(MONTHS[0]) + dt.timedelta(days=2))
    assert late[Cell(ALL, "2026-01")] == 25


@pytest.mark.parametrize("seed", range(4))
def test_no_small_number_is_found_out_from_all_that_was_read_month_after_month(
    app: Flask, seed: int
) -> None:
    reader, chance = Reader(4), random.Random(seed)
    atoms: dict[Cell, int] = {}
    sites = [site_name(site.id) for site in reader.study.sites]
    shown: set[Cell] = set()
    for month in MONTHS:
        for site, mode in itertools.product(range(4), MODES):
            count = chance.choice([0, 2, 3, 6, 9, 14])
            reader.answer(count, month, site, mode)
            atoms[Cell(sites[site], f"{month:%Y-%m}", mode)] = count
        for cell, n in reader.read(after(month)).items():
            if n is not None:
                until = f"<{month:%Y-%m}" if cell.period == ALL else cell.period
                shown.add(cell._replace(period=until))
    names = [f"{month:%Y-%m}" for month in MONTHS]
    grown = {f"<{name}": names[: at + 1] for at, name in enumerate(names)}
    grid = Grid(tree(reader.of(after(MONTHS[-1])).sites), grown, MODES)
    bases = add_up(atoms, grid)
    for cell, base in [*bases.items()]:
        whole = cell._replace(value="")
        bases[whole] = bases.get(whole, 0) + base
    sums: list[Sum] = [*grid.sums()]
    hidden = {cell for cell, base in bases.items() if base and cell not in shown}
    small = {cell for cell, base in bases.items() if 0 < base < 5}
    assert small <= hidden
    assert not found_out(bases, sums, hidden) & small
