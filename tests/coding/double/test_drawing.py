"""A sample holds to its strata and can be drawn again."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from feedback.coding.double.comparing import ALONE, NEAR, SAME, cases
from feedback.coding.double.drawing import draw

ITEMS = st.lists(st.sampled_from("abcde"), min_size=1, max_size=60).map(
    lambda strata: [(number, one) for number, one in enumerate(strata)]
)


@given(ITEMS, st.integers(1, 70), st.integers(0, 99))
def test_each_stratum_has_its_share_and_one_at_least(
    items: list[tuple[int, str]], size: int, seed: int
) -> None:
    drawn = draw(items, size, seed)
    of = dict(items)
    sizes, found = Counter(of.values()), Counter(of[one] for one in drawn)
    assert len(drawn) == len(set(drawn)) == min(size, len(items))
    assert drawn == draw(list(reversed(items)), size, seed)
    if size >= len(sizes):
        assert set(found) == set(sizes)
        for name, held in sizes.items():
            assert abs(found[name] - min(size, len(items)) * held / len(items)) <= len(sizes)


class Coded:
    """A coding, as comparing sees one."""

    def __init__(self, coder: int, code: int, start: int, end: int, valence: int = 0) -> None:
        self.coder_id, self.code_id, self.valence = coder, code, valence
        self.passage = self
        self.start, self.end = start, end


def test_cases_tell_what_is_the_same_near_or_said_by_one_alone() -> None:
    found = cases(
        [
            Coded(1, 7, 0, 10), Coded(2, 7, 0, 10), Coded(1, 7, 20, 30), Coded(2, 7, 25, 40),
            Coded(1, 8, 0, 10), Coded(1, 9, 50, 60, 1), Coded(2, 9, 50, 60, -1),
        ],
        [1, 2],
    )  # fmt: skip
    assert [(c.code_id, c.start, c.end, c.kind) for c in found] == [
        (7, 0, 10, SAME), (8, 0, 10, ALONE), (7, 20, 40, NEAR), (9, 50, 60, NEAR),
    ]  # fmt: skip
