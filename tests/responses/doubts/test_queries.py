"""Doubtful responses: counted by reason, listed by keyset."""

from __future__ import annotations

import datetime as dt

from flask import Flask

from feedback.db import db
from feedback.responses.doubts import queries
from feedback.responses.doubts.queries import COUNTED, LEFT_OUT, Wanted
from feedback.responses.models import Response
from tests.factories import make_responses, make_site, make_study, make_survey


def test_counts_by_reason_and_state_follow_the_site_alone(app: Flask) -> None:
    study = make_study(make_site("Gare"), make_site("Port"))
    survey = make_survey(study)
    make_responses(study, survey, 4)
    make_responses(study, survey, 2, flags=("too_fast",))
    make_responses(study, survey, 3, flags=("too_fast", "straight"), site=1)
    found = queries.numbers(study, Wanted(reason="suspect", state=COUNTED))
    assert found[LEFT_OUT] == {"": 5, "too_fast": 5, "straight": 3}
    assert found[COUNTED] == {}
    assert queries.numbers(study, Wanted(site=study.sites[1]))[LEFT_OUT]["straight"] == 3


def test_filters_narrow_the_list(app: Flask) -> None:
    study = make_study(make_site("Gare"), make_site("Port"))
    survey = make_survey(study)
    make_responses(study, survey, 1)
    make_responses(study, survey, 2, flags=("too_fast",))
    make_responses(study, survey, 1, flags=("straight",), site=1)

    def many(**wanted: object) -> int:
        return len(queries.doubted(study, Wanted(**wanted))[0])  # type: ignore[arg-type]

    assert many() == 3
    assert many(reason="too_fast") == 2
    assert many(site=study.sites[1]) == 1
    assert many(state=COUNTED) == 0
    assert many(state=LEFT_OUT, reason="straight") == 1


def test_pages_hold_every_one_once_the_latest_day_first(app: Flask) -> None:
    study = make_study()
    survey = make_survey(study)
    for day in range(1, 9):
        make_responses(study, survey, 16, day=dt.date(2026, 3, day), flags=("too_fast",))
    seen: list[Response] = []
    after, pages = "", 0
    while pages == 0 or after:
        listed, after = queries.doubted(study, Wanted(), after)
        seen += listed
        pages += 1
    assert pages == 3
    assert len({one.id for one in seen}) == len(seen) == 128
    assert [one.day for one in seen] == sorted((one.day for one in seen), reverse=True)


def test_a_doubtful_one_of_another_study_is_not_found(app: Flask) -> None:
    study, other = make_study(), make_study()
    make_responses(other, make_survey(other), 1, flags=("suspect",))
    theirs = db.session.query(Response).one()
    assert queries.these(study, [theirs.public_id]) == []
    assert queries.doubted(study, Wanted(), "nonsense") == ([], "")
