"""The invented answers: as many as asked, however few."""

from __future__ import annotations

import datetime as dt

import pytest

from feedback.app.demo.answers import draw
from feedback.app.demo.stories import comments

pytestmark = pytest.mark.once


@pytest.mark.parametrize("count", [1, 20, len(comments()) + 1])
def test_a_house_smaller_than_its_comments_tells_as_many_as_it_has_answers(count: int) -> None:
    drawn = list(draw(count, dt.date(2026, 11, 19), 4, comments()))
    assert len(drawn) == count
    told = [one.comment for one in drawn if one.comment]
    assert sorted(c.text for c in told) == sorted(c.text for c in comments()[:count])
