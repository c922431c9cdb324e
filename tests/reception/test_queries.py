"""Answers against visitors: only on the days whose visitors are known."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from feedback.db import db, writing
from feedback.instruments.models import Instrument
from feedback.reception import operations
from feedback.reception.queries import Taken, taken_part
from feedback.responses import operations as responses
from feedback.responses.models import Response
from feedback.studies.models import Study
from tests.factories import make_lead, make_responses, make_site, make_study, make_survey

MONDAY = dt.date(2026, 3, 2)
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def days_on(number: int) -> dt.date:
    """A day of that week."""
    return MONDAY + dt.timedelta(days=number)


def house() -> tuple[Study, Instrument]:
    """Two sites, one survey."""
    study = make_study(make_site("Gare"), make_site("Port"))
    return study, make_survey(study)


def count(study: Study, site: int, **days: int) -> None:
    """Visitors of a site: `d0=30` is the Monday."""
    with writing():
        operations.count_visitors(
            make_lead(study), study.sites[site], {days_on(int(d[1:])): n for d, n in days.items()}
        )


def taken(study: Study, survey: Instrument, first: dt.date = FIRST, last: dt.date = LAST) -> Taken:
    """Over all sites of the study."""
    return taken_part([survey.versions[0].id], {s.id for s in study.sites}, first, last)


def test_only_days_whose_visitors_are_known_enter(app: Flask) -> None:
    study, survey = house()
    make_responses(study, survey, 4, day=days_on(0))
    make_responses(study, survey, 7, day=days_on(1))  # nobody counted the visitors
    make_responses(study, survey, 2, day=days_on(0), site=1)  # nor there
    count(study, 0, d0=40, d2=30)
    assert taken(study, survey) == Taken(2, 70, 4)
    assert taken(study, survey, days_on(1), LAST) == Taken(1, 30, 0)


def test_a_closed_day_is_no_day(app: Flask) -> None:
    study, survey = house()
    count(study, 0, d0=0, d1=20)
    assert taken(study, survey).days == 1


def test_doubtful_undated_and_withdrawn_answers_are_not_counted(app: Flask) -> None:
    study, survey = house()
    count(study, 0, d0=40)
    make_responses(study, survey, 3, day=days_on(0))
    make_responses(study, survey, 2, day=days_on(0), flags=("too_fast",))
    make_responses(study, survey, 2, day=days_on(0), day_uncertain=True)
    with writing():
        responses.withdraw(db.session.query(Response).filter_by(counted=True).first())
    assert taken(study, survey).answers == 2


def test_another_survey_or_place_does_not_enter(app: Flask) -> None:
    study, survey = house()
    count(study, 0, d0=40)
    other_study, other = house()
    make_responses(other_study, other, 3, day=days_on(0))
    assert taken(study, survey) == Taken(1, 40, 0)
    assert taken(other_study, other) == Taken(0, 0, 0)
