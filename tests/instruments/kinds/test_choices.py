"""Kinds with options: single, yes/no, faces, scale, several, matrix, permission."""

from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from feedback.instruments.kinds import KINDS, Cleaned, Invalid
from feedback.instruments.kinds.faces import mood
from tests.instruments.making import AUTRE, FACES, NON, OUI, question


def clean(name: str, raw: Any, **changes: Any) -> Cleaned:
    return KINDS[name].clean(question(name, **changes), raw)


def refused(name: str, raw: Any, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as refusal:
        clean(name, raw, **changes)
    return [(problem.field, problem.reason) for problem in refusal.value.problems]


@pytest.mark.parametrize("name", ["single", "faces", "yes_no", "scale", "consent", "multiple"])
def test_an_unknown_option_is_refused(name: str) -> None:
    assert refused(name, {"q": "inventee"}) == [("q", "unknown")]


@pytest.mark.parametrize("name", ["single", "faces", "yes_no", "scale", "consent"])
def test_two_answers_to_one_choice_are_refused(name: str) -> None:
    assert refused(name, MultiDict([("q", "oui"), ("q", "non")])) == [("q", "only_one")]


def test_a_text_beside_other_chooses_it() -> None:
    assert clean("single", {"q__other": "un mot"}).answers == {"q": "autre"}
    assert clean("multiple", {"q": ["oui"], "q__other": "un mot"}).answers == {
        "q": ["oui", "autre"]
    }


def test_a_text_beside_another_choice_is_told_not_lost() -> None:
    assert refused("single", {"q": "oui", "q__other": "un mot"}) == [("q__other", "other_text")]


def test_a_text_beside_other_has_a_limit() -> None:
    assert refused("single", {"q": "autre", "q__other": "x" * 201}) == [("q__other", "too_long")]


def test_other_may_be_chosen_without_a_text() -> None:
    assert clean("single", {"q": "autre"}) == Cleaned({"q": "autre"})


def test_an_exclusive_option_goes_alone() -> None:
    assert refused("multiple", {"q": ["oui", "rien"]}) == [("q", "alone")]
    assert refused("multiple", {"q": ["rien"], "q__other": "mot"}) == [("q", "alone")]
    assert clean("multiple", {"q": ["rien"]}).answers == {"q": ["rien"]}


def test_more_choices_than_allowed_are_refused() -> None:
    assert refused("multiple", {"q": ["oui", "non", "autre"]}) == [("q", "too_many")]


def test_the_same_box_sent_twice_counts_once() -> None:
    assert clean("multiple", {"q": ["oui", "oui"]}).answers == {"q": ["oui"]}


def test_shares_of_several_choices_have_persons_for_base() -> None:
    asked = question("multiple")
    counted = KINDS["multiple"].tally(asked, {"q": ["oui", "non"]}, {})
    assert counted == [("q", "answered"), ("q", "oui"), ("q", "non")]


def test_zero_means_not_chosen_and_blank_means_not_answered() -> None:
    asked, kind = question("multiple"), KINDS["multiple"]
    assert kind.cell_values(asked, {"q": ["oui"]}, {}) == ["Oui", 1, 0, 0, 0, None]
    assert kind.cell_values(asked, {}, {}) == [None] * 6


def test_several_labels_are_joined_and_codes_too() -> None:
    asked, kind = question("multiple"), KINDS["multiple"]
    answers, texts = {"q": ["oui", "autre"]}, {"q": "un mot"}
    assert kind.cell_values(asked, answers, texts)[0] == "Oui; Autre"
    assert kind.cell_values(asked, answers, texts, labels=False)[0] == "oui; autre"
    assert kind.cell_values(asked, answers, texts)[-1] == "un mot"


def test_ranks_follow_each_other_each_once() -> None:
    for wrong in ({"q__oui": "2"}, {"q__oui": "1", "q__non": "1"}, {"q__oui": "un"},
                  {"q__oui": "1", "q__non": "3"}, {"q__oui": "0"}):  # fmt: skip
        assert refused("ranking", wrong) == [("q", "ranks")]
    assert refused("ranking", {"q": ["oui", "non", "peut-etre"]}, max_choices=2) == [
        ("q", "too_many")
    ]
    assert refused("ranking", {"q": ["inventee"]}) == [("q", "unknown")]


def test_a_ranking_counts_each_rank_and_tells_it_in_a_column_of_its_own() -> None:
    asked, kind = question("ranking"), KINDS["ranking"]
    answers = clean("ranking", {"q__non": "1", "q__peut-etre": "2"}).answers
    assert kind.tally(asked, answers, {}) == [
        ("q", "answered"),
        ("q", "non@1"),
        ("q", "peut-etre@2"),
    ]
    assert [column.code for column in kind.cells(asked)] == [
        "q",
        "q__oui",
        "q__non",
        "q__peut-etre",
    ]
    assert kind.cell_values(asked, answers, {}) == ["Non; Peut-être", None, 1, 2]
    assert kind.cell_values(asked, answers, {}, labels=False)[0] == "non; peut-etre"


def test_a_matrix_tells_every_refusal_at_once() -> None:
    raw = {"ligne_a": "inventee", "ligne_b": ["oui", "non"]}
    assert refused("matrix", raw) == [("ligne_a", "unknown"), ("ligne_b", "only_one")]


def test_a_required_matrix_wants_each_statement() -> None:
    assert refused("matrix", {"ligne_a": "oui"}, required=True) == [("ligne_b", "required")]


def test_a_matrix_counts_by_statement() -> None:
    asked = question("matrix")
    assert KINDS["matrix"].tally(asked, {"ligne_b": "non"}, {}) == [("ligne_b", "non")]


def test_a_scale_keeps_numbers_and_its_ends_only() -> None:
    assert clean("scale", {"q": 2}).answers == {"q": 2}
    assert clean("scale", {"q": "nsp"}).answers == {"q": "nsp"}
    assert refused("scale", {"q": "3"}) == [("q", "unknown")]


def test_three_faces_are_worst_neutral_and_best() -> None:
    asked = question("faces")
    assert [mood(asked, option) for option in asked.options] == [1, 3, 5]


def test_five_faces_use_every_mood_and_none_for_other_answers() -> None:
    five = [{"value": f"v{n}", "label": {"fr": f"V{n}"}, "score": n} for n in range(5)]
    unsure = {"value": "nsp", "label": {"fr": "Ne sait pas"}, "role": "dont_know"}
    asked = question("faces", options=[*five, unsure])
    assert [mood(asked, option) for option in asked.options] == [1, 2, 3, 4, 5, None]


def test_a_required_box_must_be_ticked() -> None:
    assert refused("consent", {}, required=True) == [("q", "must_tick")]
    assert refused("consent", {"q": "non"}, required=True) == [("q", "must_tick")]


def test_a_permission_left_alone_is_not_given() -> None:
    assert clean("consent", {}) == Cleaned()
    assert clean("consent", {"q": "non"}, options=[OUI, NON]).answers == {"q": "non"}


def test_a_ticked_box_reads_oui() -> None:
    asked, kind = question("consent"), KINDS["consent"]
    assert kind.cell_values(asked, {"q": "oui"}, {}) == ["Oui"]
    assert kind.cell_values(asked, {"q": "oui"}, {}, labels=False) == ["oui"]


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("single", {"options": [OUI]}, "au moins 2"),
        ("single", {"options": [OUI, OUI]}, "deux fois"),
        ("single", {"options": [AUTRE, {**AUTRE, "value": "b"}]}, "une seule"),
        ("single", {"options": [OUI, {**NON, "value": "pas oui"}]}, "pas oui"),
        ("single", {"options": [OUI, {**NON, "value": "answered"}]}, "answered"),
        ("single", {"options": [{**OUI, "icon": "licorne"}, {**NON, "icon": "house"}]}, "licorne"),
        ("single", {"options": [{**OUI, "icon": "house"}, NON]}, "n’a pas d’image"),
        ("single", {"options": [{**OUI, "icon": "house", "picture": "x"}, NON]}, "pas les deux"),
        ("single", {"options": [{**OUI, "picture": "../x"}, NON]}, "nom d’une image"),
        ("ranking", {"options": [{**OUI, "icon": "house"}, NON]}, "n’ont pas d’image"),
        ("faces", {"options": [{**one, "icon": "house"} for one in FACES]}, "autre image"),
        ("single", {"options": [{**OUI, "fixed": True}, NON]}, "random"),
        ("yes_no", {"options": [OUI, {**NON, "value": "jamais"}]}, "oui"),
        ("faces", {"options": FACES[:2]}, "3 ou 5"),
        ("faces", {"options": FACES[::-1]}, "score"),
        ("faces", {"options": [{**one, "score": None} for one in FACES]}, "score"),
        ("scale", {"min": 2, "max": 2}, "2 à 11"),
        ("scale", {"min": 0.5}, "entiers"),
        ("scale", {"low": None}, "bouts"),
        ("scale", {"options": [OUI]}, "rôle"),
        ("multiple", {"options": [OUI, {**NON, "role": "dont_know"}]}, "exclusive"),
        ("multiple", {"max_choices": 0}, "au moins 1"),
        ("ranking", {"options": [OUI, NON, AUTRE]}, "sans texte libre"),
        (
            "ranking",
            {"options": [{**OUI, "value": f"v{n}"} for n in range(8)]},
            "7 options au plus",
        ),
        ("ranking", {"max_choices": 4}, "max_choices"),
        ("matrix", {"statements": []}, "énoncé"),
        ("consent", {"options": [OUI, {**NON, "value": "bof"}]}, "oui"),
    ],
)
def test_a_faulty_definition_is_told(name: str, changes: dict[str, Any], words: str) -> None:
    assert any(words in one for one in KINDS[name].check(question(name, **changes)))
