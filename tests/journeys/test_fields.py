"""Between the step sheet of a guide and the columns of a step."""

from __future__ import annotations

from types import SimpleNamespace

from feedback.instruments import library
from feedback.instruments.kinds import KINDS
from feedback.instruments.kinds.base import Cleaned
from feedback.journeys.fields import columns_of, raw_of

STEPS = next(q for q in library.load("separation").questions if q.kind == "steps")
RAW = {
    "titre": "Rendez-vous", "quand": "mars", "action": "Appelé trois fois", "canal": "telephone",
    "acteur": "autre", "acteur__other": "notaire", "demarche": "ASF", "documents": "livret",
    "delai": "21", "emotion": "-2", "emotion_mot": "perdue", "friction": "Personne ne répond",
    "friction_dimensions": ["A1", "B4"], "aide_recue": "une voisine", "attente": "un nom",
    "resultat": "refus", "forme_non_recours": "non_reception", "verbatim": "on m'a oubliée",
}  # fmt: skip


def kept(raw: dict[str, object]) -> tuple[dict[str, object], list[str]]:
    """Columns and frictions of what a page sent."""
    return columns_of(KINDS["steps"].clean_step(STEPS, raw))  # type: ignore[attr-defined]


def test_every_field_of_the_shipped_sheet_has_its_column() -> None:
    columns, frictions = kept(RAW)
    assert columns.pop("more") == {}
    assert all(value not in ("", None) for value in columns.values())
    assert frictions == ["A1", "B4"]


def test_a_step_drawn_again_is_the_step_that_was_kept() -> None:
    columns, frictions = kept(RAW)
    again = raw_of(SimpleNamespace(**columns, friction_keys=frictions))
    assert kept(dict(again)) == (columns, frictions)


def test_an_unknown_emotion_stays_unknown_and_neutral_stays_zero() -> None:
    assert kept({"titre": "t"})[0]["emotion"] is None
    columns, _ = kept({"titre": "t", "emotion": "0"})
    assert columns["emotion"] == 0
    assert raw_of(SimpleNamespace(**columns, friction_keys=[]))["emotion"] == 0


def test_what_another_guide_asks_is_kept_aside_and_not_lost() -> None:
    odd = Cleaned(
        {"emotion": 3, "delai": 2.5, "humeur": "x", "friction_dimensions": ["A1"] * 4},
        {"titre": "t", "couleur": "bleu", "humeur": "précision"},
    )
    columns, frictions = columns_of(odd)
    assert columns["emotion"] is None
    assert columns["waiting_days"] is None
    assert frictions == []
    assert columns["more"] == {
        "emotion": 3, "delai": 2.5, "humeur": "x", "friction_dimensions": ["A1"] * 4,
        "couleur": "bleu", "humeur__other": "précision",
    }  # fmt: skip


def test_a_friction_told_twice_counts_once() -> None:
    assert columns_of(Cleaned({"friction_dimensions": ["B4", "B4"]}))[1] == ["B4"]
