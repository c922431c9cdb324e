"""Questions as figures need them: statements apart, versions united."""

from __future__ import annotations

from feedback.analysis.asked import Asked, asked, headline
from feedback.instruments import library
from feedback.instruments.definition import Definition, load


def definition(*questions: dict[str, object]) -> Definition:
    """A survey of these questions."""
    return load(
        {"format": 1, "code": "e", "kind": "survey", "title": {"fr": "E"},
         "languages": ["fr"], "reviewed": ["fr"], "questions": list(questions)}
    )  # fmt: skip


def single(code: str, *values: str, **more: object) -> dict[str, object]:
    """A question of one choice."""
    options = [{"value": v, "label": {"fr": v.upper()}} for v in values]
    return {"code": code, "kind": "single", "text": {"fr": code}, "options": options, **more}


def of(code: str, items: list[Asked]) -> Asked:
    """The item of a code."""
    return next(item for item in items if item.code == code)


def reception() -> list[Asked]:
    """The reception survey."""
    return asked([library.load("accueil")])


def test_each_statement_of_a_matrix_is_an_item_with_its_dimension() -> None:
    item = of("ecoute", reception())
    assert (item.question, item.dimension, item.kind) == ("relation", "A2", "matrix")
    assert [o.score for o in item.options] == [10, 5, 0, None]


def test_permissions_and_information_have_no_figures() -> None:
    codes = {item.code for item in reception()}
    assert "citation" not in codes
    assert {"satisfaction", "motif", "commentaire"} <= codes


def test_the_headline_is_the_question_with_faces() -> None:
    found = headline(reception())
    assert found is not None
    assert found.code == "satisfaction"


def test_the_base_of_several_choices_is_persons_who_chose_something_that_counts() -> None:
    item = of("motif", reception())
    counts = {"answered": 30, "argent": 20, "logement": 18, "ne_dit_pas": 4}
    assert (item.base(counts), item.valid(counts).excluded) == (26, 4)


def test_the_base_of_one_choice_leaves_out_those_who_do_not_know() -> None:
    item = of("effort", reception())
    valid = item.valid({"facile": 6, "tres_difficile": 2, "ne_sait_pas": 3})
    assert (valid.n, valid.excluded) == (8, 3)


def test_the_points_of_a_scale_are_brought_to_ten() -> None:
    question = {"code": "note", "kind": "scale", "text": {"fr": "Note"}, "min": 1, "max": 5,
                "low": {"fr": "peu"}, "high": {"fr": "très"}}  # fmt: skip
    [item] = asked([definition(question)])
    assert [option.score for option in item.options] == [0, 2.5, 5, 7.5, 10]


def test_versions_are_united_in_the_order_and_words_of_the_latest() -> None:
    older = definition(single("a", "x", "y"), single("gone", "x", "y"), single("b", "x", "y"))
    newer = definition(single("b", "x", "y"), single("a", "x", "z", text={"fr": "Nouveau"}))
    items = asked([older, newer])
    assert [item.code for item in items] == ["b", "a", "gone"]
    assert of("a", items).text == "Nouveau"
    assert [option.value for option in of("a", items).options] == ["x", "z", "y"]
