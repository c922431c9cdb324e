"""Journeys laid upon one another: figures counted by hand."""

from __future__ import annotations

from math import sqrt

import pytest

from feedback.analysis.journeys.aligned import Spread, Told, screened, spread, together
from feedback.analysis.journeys.drawing import BAR, BASE, TOP, height_of, picture
from feedback.analysis.thresholds import Masked

pytestmark = pytest.mark.once
ONE = [
    Told("mdm", "accueil", 1, 0),
    Told("caf", "site", -2, 30, ("B4", "D5"), form="non_reception"),
    Told("caf", "courrier", 0, 10, ("B4",)),
    Told("mdm", "rdv", 2),
]
TWO = [
    Told("caf", "site", -1, 20, (), "abandon", "non_demande"),
    Told("mdm", "rdv", None, 5, ("A3",)),
]
FOUND = together([ONE, TWO])


def test_stages_stand_in_the_order_in_which_journeys_meet_them() -> None:
    # mdm: 0 and 1, mean one half; caf: a third and 0, mean a sixth
    assert [stage.kind for stage in FOUND.stages] == ["caf", "mdm"]


def test_a_journey_counts_once_at_each_stage() -> None:
    caf, mdm = FOUND.stages
    assert (caf.passing, caf.stuck, caf.gave_up) == (2, 1, 1)
    assert (mdm.passing, mdm.stuck, mdm.gave_up) == (2, 1, 0)
    assert caf.emotion == Spread(-1.0, 0.0, 2)  # mean of (−2, 0), then −1
    assert mdm.emotion == Spread(1.5, None, 1)
    assert caf.waiting == Spread(30.0, pytest.approx(10 * sqrt(2)), 2)  # 40 days and 20
    assert mdm.waiting == Spread(2.5, pytest.approx(5 / sqrt(2)), 2)


def test_parts_say_where_things_concentrate() -> None:
    caf, mdm = FOUND.stages
    assert caf.stuck_part == pytest.approx(2 / 3)
    assert caf.waiting_part == pytest.approx(60 / 65)
    assert (caf.gave_up_part, mdm.gave_up_part) == (1, 0)
    assert [FOUND.most(p) for p in ("stuck_part", "waiting_part", "gave_up_part")] == ["caf"] * 3


def test_channels_dimensions_and_forms_count_journeys() -> None:
    caf, mdm = FOUND.stages
    assert caf.channels == (("site", 2), ("courrier", 1))
    assert mdm.channels == (("rdv", 2), ("accueil", 1))
    assert caf.keys == (("B4", 1), ("D5", 1))
    assert [(f.form, f.journeys, f.stages) for f in FOUND.forms] == [
        ("non_demande", 1, (("caf", 1),)), ("non_reception", 1, (("caf", 1),)),
    ]  # fmt: skip


def test_nothing_gives_nothing() -> None:
    assert together([]).stages == ()
    assert together([[], []]).journeys == 2
    assert spread([]) is None
    assert together([]).most("stuck_part") == ""


def test_what_few_journeys_bear_is_hidden_from_those_who_hold_no_row() -> None:
    five = together([ONE] * 4 + [TWO])
    caf, mdm = screened(five, 5).stages[::-1]
    assert caf.kind == "caf"
    assert (caf.passing, caf.gave_up) == (5, Masked("cell"))
    assert caf.emotion == Spread(-1.0, 0.0, 5)
    assert caf.channels == (("site", 5),)
    assert caf.keys == ()
    assert caf.stuck == Masked("cell")
    assert mdm.emotion is None  # told by four
    assert mdm.waiting is not None
    assert caf.stuck_part is mdm.waiting_part is None
    assert all(isinstance(form.journeys, Masked) for form in screened(five, 5).forms)
    hidden = screened(together([ONE] * 4), 5).stages[0]
    assert (hidden.passing, hidden.emotion, hidden.channels) == (Masked("cell"), None, ())


def test_the_picture_puts_better_higher_and_the_largest_bar_full() -> None:
    drawn = picture(FOUND, {"caf": "Caisse d'allocations familiales"}, "?")
    assert (height_of(2), height_of(-2), height_of(9)) == (TOP, BASE, TOP)
    caf, mdm = drawn.columns
    assert len(caf.name) == 3
    assert caf.y == height_of(-1)
    assert mdm.low is None
    assert caf.bars["waiting"].height == BAR
    assert [part for part, _ in drawn.strips] == ["stuck", "waiting", "gave_up"]
    assert drawn.line == f"{caf.x},{caf.y:g} {mdm.x},{mdm.y:g}"
