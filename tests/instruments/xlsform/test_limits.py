"""Constraints as limits: what can be held is held, what cannot is told."""

from __future__ import annotations

import pytest

from feedback.instruments.xlsform.limits import Limits, limits_of


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        (". >= 3 and . >= 5 and . < 20 and 12 >= .", Limits(least=5, most=12)),
        (". > 0", Limits(least=1)),
        ("string-length(.) <= 80", Limits(longest=80)),
        ("(. >= 1) and (. <= 2)", Limits(least=1, most=2)),
        ("count-selected(.) < 4", Limits(most_choices=3)),
        ("not(selected(., 'x') and count-selected(.) > 1)", Limits(alone=["x"])),
        ("not(selected(., 'x')) or count-selected(.) = 1", Limits(alone=["x"])),
        ("not(selected(., 'x') and count-selected(.) > 2)", Limits(whole=False)),
        (". >= 3 and . != 7", Limits(least=3, whole=False)),
        ("count-selected(.) >= 2", Limits(whole=False)),
        ("regex(., '[0-9]{5}')", Limits(whole=False)),
        (". <= ${age}", Limits(whole=False)),
        ("<", Limits(whole=False)),
    ],
)
def test_a_constraint_is_read_as_far_as_it_can_be_held(text: str, limits: Limits) -> None:
    assert limits_of(text) == limits


def test_a_strict_bound_is_one_step_further() -> None:
    assert limits_of(". > 0 and . < 1", 0.01) == Limits(least=0.01, most=0.99)
