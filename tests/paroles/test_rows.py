"""Several paroles at once: columns guessed, values understood, faults told."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.formats.tables import Row, Table
from feedback.instruments import library
from feedback.paroles.rows import blocks, folded, guessed, iso, option_of, told, uuid_of

SHEET = library.load("parole")
COMMON = {"type_parole": "professionnel", "contexte": "atelier", "date_parole": "2026-05-04",
          "fonction": "", "theme": "", "diffusion": "anonyme"}  # fmt: skip


def test_a_blank_line_separates_two_paroles() -> None:
    table = blocks("Une première,\nsur deux lignes.\n\n  \nUne seconde.\r\n\r\n\r\nLa troisième.\n")
    assert [row.cells[0] for row in table.rows] == [
        "Une première,\nsur deux lignes.", "Une seconde.", "La troisième.",
    ]  # fmt: skip
    assert [row.line for row in table.rows] == [1, 2, 3]
    assert blocks("  \n\n ").rows == ()


def test_columns_are_guessed_from_their_titles() -> None:
    headers = ("N°", "Verbatim", "Métier", "Date de recueil", "Autorisation", "THÈME", "Nom")
    assert guessed(headers) == {
        "parole": 1, "fonction": 2, "date_parole": 3, "diffusion": 4, "theme": 5, "nom_cite": 6,
    }  # fmt: skip


def test_a_column_serves_once() -> None:
    assert guessed(("parole", "texte")) == {"parole": 0}


@given(st.lists(st.text(max_size=30), max_size=12))
def test_guessing_never_fails_and_never_uses_a_column_twice(headers: list[str]) -> None:
    found = guessed(headers)
    assert len(set(found.values())) == len(found)
    assert all(0 <= column < len(headers) for column in found.values())


@pytest.mark.parametrize(
    ("said", "value"),
    [("travail social", "travailleur_social"), ("Travailleur_social", "travailleur_social"),
     ("Elected office", "elu"), ("MANDAT D’ÉLU", "elu"), ("boulanger", None)],
)  # fmt: skip
def test_a_choice_is_understood_by_its_value_or_its_label(said: str, value: str | None) -> None:
    question = SHEET.question("fonction")
    assert question is not None
    assert option_of(question, said) == value


@pytest.mark.parametrize(
    ("said", "date"),
    [("4/5/2026", "2026-05-04"), ("04.05.2026", "2026-05-04"), ("2026-05-04", "2026-05-04"),
     ("31/02/2026", "31/02/2026"), ("mai", "mai")],
)  # fmt: skip
def test_french_dates_are_read(said: str, date: str) -> None:
    assert iso(said) == date


def line(*cells: str, **mapping: int) -> tuple[dict[str, object], list[str]]:
    """What one line says, and the fields not understood."""
    table = Table(tuple(f"c{n}" for n in range(len(cells))), (Row(2, cells),))
    ((_, raw, faults),) = told(SHEET, table, mapping, COMMON)
    return raw, [fault.field for fault in faults]


def test_what_a_line_does_not_say_comes_from_what_is_common() -> None:
    raw, faults = line("Mes mots", "", parole=0, contexte=1)
    assert faults == []
    assert raw["contexte"] == "atelier"
    assert raw["diffusion"] == "anonyme"
    assert raw["parole"] == "Mes mots"


def test_what_a_line_says_wins() -> None:
    raw, _ = line(
        "Mes mots", "réunion", "L’analyser, sans la citer", parole=0, contexte=1, diffusion=2
    )
    assert (raw["contexte"], raw["diffusion"]) == ("reunion", "interne")


def test_an_unknown_permission_is_a_fault_and_never_the_common_one() -> None:
    raw, faults = line("Mes mots", "comme vous voulez", parole=0, diffusion=1)
    assert faults == ["diffusion"]
    assert "diffusion" not in raw


def test_an_unknown_job_becomes_another_one_in_its_own_words() -> None:
    raw, faults = line("Mes mots", "Médiatrice", parole=0, fonction=1)
    assert faults == []
    assert (raw["fonction"], raw["fonction__other"]) == ("autre", "Médiatrice")


def test_the_same_line_of_the_same_batch_has_the_same_uuid() -> None:
    row = Row(2, ("Mes mots",))
    one = uuid_of("b", row, {"parole": "Mes mots"})
    assert uuid.UUID(one).version == 4
    assert one == uuid_of("b", row, {"parole": "Mes mots"})
    others = {
        uuid_of("c", row, {"parole": "Mes mots"}),
        uuid_of("b", Row(3, row.cells), {"parole": "Mes mots"}),
        uuid_of("b", row, {"parole": "D'autres mots"}),
    }
    assert len(others | {one}) == 4


def test_words_are_compared_without_case_or_accent() -> None:
    assert folded("  Thème / Chapitre ") == "theme_chapitre"
