"""A trend is drawn as it is; what is hidden is a gap."""

from __future__ import annotations

from feedback.analysis.drawing import Picture, picture
from feedback.analysis.indicators import Indicator
from feedback.analysis.thresholds import BASE, Masked

HIDDEN = Masked(BASE)


def figure(value: float) -> Indicator:
    """A share with an interval."""
    return Indicator("x", "X", "share", value, 50, 0, max(0, value - 0.1), min(1, value + 0.1))


MASKED = Indicator("x", "X", "share", HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN)


def test_a_hidden_point_cuts_the_line_in_two() -> None:
    drawn = picture([("a", figure(0.5)), ("b", MASKED), ("c", figure(0.7)), ("d", figure(0.8))])
    assert [len(run) for run in drawn.runs] == [1, 2]
    assert len(drawn.gaps) == 1
    assert drawn.runs[0][0].x < drawn.gaps[0] < drawn.runs[1][0].x


def test_nothing_of_a_hidden_point_is_drawn() -> None:
    drawn = picture([("a", MASKED), ("b", MASKED)])
    assert (list(drawn.runs), len(drawn.gaps)) == ([], 2)


def test_higher_shares_stand_higher_and_the_ends_of_the_scale_hold_all() -> None:
    drawn = picture([("a", figure(0.0)), ("b", figure(1.0))])
    [[low, high]] = drawn.runs
    assert high.y < low.y
    levels = {words: y for y, words in drawn.levels}
    assert (low.y, high.y) == (levels["0 %"], levels["100 %"])


def test_the_band_goes_there_along_the_top_and_back_along_the_bottom() -> None:
    [run] = picture([("a", figure(0.5)), ("b", figure(0.5))]).runs
    points = [tuple(map(float, one.split(","))) for one in Picture.band(run).split()]
    assert [x for x, _ in points] == [run[0].x, run[1].x, run[1].x, run[0].x]
    assert points[0][1] < points[3][1]


def test_many_points_have_few_labels() -> None:
    drawn = picture([(str(n), figure(0.5)) for n in range(60)])
    assert len(drawn.marks) <= 8
