"""The drawing of a journey: everything inside, nothing on top of another."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from feedback.journeys.picture import COLUMN, WIDEST, WIDEST_FRICTION, height_of, picture


@dataclass
class Told:
    """A step as the picture sees it."""

    title: str = "Étape"
    emotion: int | None = 0
    emotion_word: str = ""
    channel: str = ""
    actor: str = ""
    actor_other: str = ""
    friction_keys: list[str] = field(default_factory=list)


STEPS = st.lists(
    st.builds(
        Told,
        title=st.text(max_size=200),
        emotion=st.none() | st.integers(-2, 2),
        emotion_word=st.text(max_size=60),
        channel=st.sampled_from(["", "site", "inconnu"]),
        actor=st.sampled_from(["", "caf"]),
        actor_other=st.text(max_size=60),
        friction_keys=st.lists(st.sampled_from(["A1", "B4", "Z9"]), max_size=3, unique=True),
    ),
    max_size=30,
)


@given(STEPS)
def test_everything_stands_inside_the_drawing(steps: list[Told]) -> None:
    drawing = picture(steps, {"site": "Site internet"}, {"caf": "CAF"}, {"B4": "Délais " * 9})
    assert len(drawing.columns) == len(steps)
    for column in drawing.columns:
        assert 0 < column.left < column.x < drawing.width
        heights = [line.y for line in (*column.title, *column.frictions)]
        assert max([*heights, column.place_y + 20]) < drawing.height
        assert all(len(line.text) <= WIDEST for line in column.title)
        assert all(len(line.text) <= WIDEST_FRICTION for line in column.frictions)
        assert len(column.title) <= 3
        assert column.word_y > 0


def test_the_better_the_higher() -> None:
    heights = [height_of(emotion) for emotion in (-2, -1, 0, 1, 2)]
    assert heights == sorted(heights, reverse=True)


def test_columns_do_not_overlap() -> None:
    drawing = picture([Told(), Told(), Told()], {}, {}, {})
    lefts = [column.left for column in drawing.columns]
    assert [b - a for a, b in pairwise(lefts)] == [COLUMN, COLUMN]


def test_an_unknown_emotion_is_joined_over_by_dashes_only() -> None:
    drawing = picture([Told(emotion=1), Told(emotion=None), Told(emotion=-1)], {}, {}, {})
    assert drawing.curve == ""
    assert drawing.gaps.count("M") == 1
    assert drawing.columns[1].y is None
    assert drawing.columns[1].mood is None


def test_neighbours_are_joined_by_the_curve() -> None:
    drawing = picture([Told(emotion=1), Told(emotion=-1), Told(emotion=2)], {}, {}, {})
    assert drawing.curve.count("C") == 2
    assert drawing.gaps == ""


def test_codes_channels_and_actors_are_said_in_words() -> None:
    step = Told(channel="site", actor="caf", friction_keys=["B4", "Z9"])
    (column,) = picture([step], {"site": "Site internet"}, {"caf": "CAF"}, {"B4": "Délais"}).columns
    assert (column.channel, column.actor) == ("Site internet", "CAF")
    assert [line.text for line in column.frictions] == ["Délais", "Z9"]


def test_words_are_never_cut_in_the_middle() -> None:
    names = {"A1": "Confidentialité", "A2": "Stigmatisation, catégorisation",
             "A3": "Motif\u00a0: autonomie"}  # fmt: skip
    (column,) = picture([Told(friction_keys=list(names))], {}, {}, names).columns
    assert [line.text for line in column.frictions] == [
        "Confidentialité", "Stigmatisation,", "catégorisation", "Motif\u00a0: autonomie",
    ]  # fmt: skip


def test_what_is_left_out_is_said_by_a_sign() -> None:
    step = Told(title="Recherche d'une place de crèche dans trois communes voisines")
    (column,) = picture([step], {}, {}, {}).columns
    assert [line.text for line in column.title] == [
        "Recherche d'une", "place de crèche", "dans trois…",
    ]  # fmt: skip


def test_a_journey_without_step_is_still_a_drawing() -> None:
    drawing = picture([], {}, {}, {})
    assert drawing.columns == ()
    assert drawing.height > 0
