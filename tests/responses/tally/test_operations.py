"""What is shown of closed months stands still until enough has changed."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from feedback.db import db, writing
from feedback.instruments.models import Instrument
from feedback.responses.models import Response
from feedback.responses.operations import put_back, rebuild_tally
from feedback.responses.tally.lines import STATUS, UNDATED, WEEK
from feedback.responses.tally.operations import put_shown
from feedback.responses.tally.queries import lines, rows_of, to_show
from feedback.studies.models import Study
from tests.factories import make_lead, make_responses, make_study, make_survey

APRIL = dt.date(2026, 4, 1)


class Survey:
    """A survey with nine answers in March."""

    def __init__(self, study: Study, instrument: Instrument) -> None:
        self.study, self.instrument = study, instrument
        self.ids = [instrument.versions[0].id]
        self.answer(9)

    def answer(self, count: int, **values: object) -> None:
        """More answers."""
        make_responses(self.study, self.instrument, count, **values)  # type: ignore[arg-type]

    def show(self, before: dt.date = APRIL) -> bool:
        """Show what has closed."""
        anew, known = to_show(self.ids, before, 5)
        rows = rows_of(self.ids, anew)
        with writing():
            put_shown([*known], rows)
        return bool(anew)

    def shown(self, **asked: object) -> int:
        """How many responses are shown."""
        db.session.rollback()
        total = lines(self.ids, shown=True, **asked).total()  # type: ignore[arg-type]
        return sum(total.get(STATUS, {}).values())


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey."""
    study = make_study()
    return Survey(study, make_survey(study))


def test_a_month_is_shown_when_it_has_closed(survey: Survey) -> None:
    assert not survey.show(dt.date(2026, 3, 1))
    assert survey.shown() == 0
    assert survey.show()
    assert (survey.shown(), survey.shown(grain=WEEK)) == (9, 9)


def test_a_late_answer_changes_nothing_of_what_is_shown(survey: Survey) -> None:
    survey.show()
    survey.answer(4)
    assert not survey.show()
    assert survey.shown() == 9


def test_as_many_as_the_threshold_asks_change_it(survey: Survey) -> None:
    survey.show()
    survey.answer(5)
    assert survey.show()
    assert (survey.shown(), survey.shown(grain=WEEK)) == (14, 14)
    assert survey.shown(split="mode", value="borne") == 14


def test_a_doubtful_answer_is_not_shown(survey: Survey) -> None:
    survey.answer(6, flags=("too_fast",))
    survey.show()
    assert survey.shown() == 9
    with writing():
        doubtful = db.session.query(Response).filter(~Response.counted).first()
        put_back(make_lead(survey.study), doubtful, True)
    assert not survey.show()


def test_answers_of_an_uncertain_date_are_shown_in_totals_and_in_no_month(survey: Survey) -> None:
    survey.answer(7, day_uncertain=True)
    survey.show()
    assert survey.shown() == 16
    assert survey.shown(span=(dt.date(2026, 3, 1), dt.date(2026, 3, 31))) == 9
    assert survey.shown(span=(UNDATED, UNDATED)) == 7


def test_what_is_shown_is_still_read_after_a_recount(survey: Survey) -> None:
    survey.answer(8, answers={"satisfaction": "pas_bien", "effort": "facile"})
    survey.show()
    before = lines(survey.ids, shown=True).total()
    with writing():
        rebuild_tally(survey.ids)
    assert lines(survey.ids, shown=True).total() == before
    assert lines(survey.ids, shown=False).total() == before
