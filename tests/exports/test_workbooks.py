"""What leaves: everything that may, nothing that may not, in both workbooks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask

from feedback.corpus.operations import withdraw
from feedback.db import db, writing
from feedback.exports.manager import operations as manager
from feedback.exports.research import operations as research
from feedback.journeys.models import Interview
from feedback.responses import operations as responses
from feedback.responses.models import Response
from tests.exports.building import SECRET, STAMP, Small, cells, rows
from tests.exports.golden import golden
from tests.formats.reading import as_text

MANAGER = ["Lisez-moi", "Indicateurs", "Croisements", "Citations validées", "Dictionnaire"]
RESEARCH = [
    "Lisez-moi", "Réponses (libellés)", "Réponses (codes)", "Verbatims", "Codages", "Matrice",
    "Mémos", "Parcours", "Paroles", "Livre de codes", "Dictionnaire", "Indicateurs",
]  # fmt: skip


@pytest.fixture
def small(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Small:
    """The small study, on a known day."""
    for module in (manager, research):
        monkeypatch.setattr(module, "utcnow", lambda: STAMP)
    return Small()


@pytest.mark.parametrize(("kind", "names"), [("manager", MANAGER), ("research", RESEARCH)])
def test_each_workbook_has_its_sheets(
    small: Small, tmp_path: Path, kind: str, names: list[str]
) -> None:
    assert small.write(kind, tmp_path / "x.xlsx").sheetnames == names


@pytest.mark.parametrize("kind", ["manager", "research"])
def test_nothing_unread_leaves(small: Small, tmp_path: Path, kind: str) -> None:
    texts = cells(small.write(kind, tmp_path / "x.xlsx"))
    assert not [text for text in texts if SECRET in text]
    assert not [text for text in texts if "alerte" in text.lower() and "Un texte" in text]


def test_managers_get_no_row_and_no_id_of_a_person(small: Small, tmp_path: Path) -> None:
    book = small.write("manager", tmp_path / "x.xlsx")
    ids = {response.public_id for response in db.session.query(Response)}
    assert not ids & set(cells(book))
    assert "On m'a bien écoutée" not in " ".join(cells(book))


def test_only_validated_and_permitted_sentences_are_quoted(small: Small, tmp_path: Path) -> None:
    quoted = rows(small.write("manager", tmp_path / "x.xlsx"), "Citations validées")
    assert {(q["Citation"], q["Attribution"], q["Traduction"]) for q in quoted} == {
        ("« J'attends depuis trois mois. »", "PAROLE D'USAGER", None),
        ("« Merci beaucoup »", "PAROLE D'USAGER", "traduit de l'arabe"),
        ("« Je n'ai plus le temps d'écouter. »", "PAROLE DE PROFESSIONNEL, travailleur social", None),
    }  # fmt: skip


def test_indicators_are_those_counted_by_hand(small: Small, tmp_path: Path) -> None:
    found = rows(small.write("manager", tmp_path / "x.xlsx"), "Indicateurs")
    by_code = {(row["Lieu"], row["Code"]): row for row in found}
    satisfied = by_code["Tous les lieux", "satisfaction.satisfaits"]
    # Closed months: 12 very good, 3 middling, 8 bad; the two doubtful and May's are left out.
    assert (satisfied["n"], satisfied["Valeur"]) == (23, 52.17)
    assert (satisfied["IC bas"], satisfied["IC haut"]) == (32.96, 70.76)
    assert by_code["Tous les lieux", "satisfaction.net"]["Valeur"] == 17.39
    assert by_code["Tous les lieux", "satisfaction.note10"]["Valeur"] == 5.87
    easy = by_code["Tous les lieux", "effort.facile"]
    assert (easy["n"], easy["Exclus"], easy["Valeur"]) == (12, 8, 100)
    assert by_code["Tous les lieux", "motif.argent"]["n"] == 12
    assert by_code["Maison Nord", "satisfaction.satisfaits"]["Valeur"] == 80
    assert by_code["Tous les lieux", "renoncement.oui"]["Indicateur"] == "Renoncement déclaré"


def test_small_counts_are_hidden_in_crosses(small: Small, tmp_path: Path) -> None:
    found = rows(small.write("manager", tmp_path / "x.xlsx"), "Croisements")
    site = {
        (row["Modalité"], row["Réponse"]): row for row in found
        if (row["Code"], row["Croisée avec"]) == ("satisfaction", "Lieu")
    }  # fmt: skip
    assert site["Maison Nord", "Moyen"]["Effectif"] is None
    assert site["Maison Nord", "Moyen"]["Masqué"] == "masqué : effectif trop faible"
    assert all(not 0 < (row["Effectif"] or 0) < 5 for row in found)
    hidden = [key for key, row in site.items() if row["Effectif"] is None]
    assert len(hidden) >= 2


def test_answers_have_a_row_each_as_labels_and_as_codes(small: Small, tmp_path: Path) -> None:
    book = small.write("research", tmp_path / "x.xlsx")
    labels, codes = rows(book, "Réponses (libellés)"), rows(book, "Réponses (codes)")
    assert len(labels) == len(codes) == 26
    assert [row["Réponse"] for row in labels] == sorted(row["Réponse"] for row in labels)
    question = next(name for name in labels[0] if str(name).startswith("Comment s’est passée"))
    assert sorted({row[question] for row in labels}) == ["Moyen", "Pas bien", "Très bien"]
    assert sorted({row[question] for row in codes}) == ["moyen", "pas_bien", "tres_bien"]
    assert {row["Semaine du"] for row in labels} == {
        dt.datetime(2026, 3, 2), dt.datetime(2026, 4, 6), dt.datetime(2026, 5, 4),
    }  # fmt: skip
    doubtful = [row for row in labels if row["Comptée"] == 0]
    assert [row["Pourquoi écartée"] for row in doubtful] == ["trop rapide"] * 2


def test_a_text_that_looks_like_a_formula_stays_a_text(small: Small, tmp_path: Path) -> None:
    book = small.write("research", tmp_path / "x.xlsx")
    cell = next(
        cell for row in book["Verbatims"].iter_rows() for cell in row
        if str(cell.value).startswith("=SOMME")
    )  # fmt: skip
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_texts_carry_their_codes_and_their_permission(small: Small, tmp_path: Path) -> None:
    book = small.write("research", tmp_path / "x.xlsx")
    texts = {row["Texte"]: row for row in rows(book, "Verbatims")}
    coded = texts["On m'a bien écoutée. J'ai attendu."]
    assert (coded["Codes"], coded["Valences"]) == ("A2 Écoute ; B4 Délais, attente", "+ −")
    assert (coded["Citation permise"], coded["État"]) == (1, "relu")
    assert texts["Merci beaucoup"]["Traduction"] == "traduit de l'arabe"
    assert texts["Merci beaucoup"]["Verbatim traduit"] == texts["شكرا جزيلا"]["Verbatim"]
    codings = {row["Passage"]: row for row in rows(book, "Codages")}
    assert set(codings) == {"On m'a bien écoutée.", "J'ai attendu."}
    heard = codings["On m'a bien écoutée."]
    assert (heard["Niveau 1"][:1], heard["Niveau 2"], heard["Valence"]) == ("A", "A2 Écoute", 1)
    assert (heard["Début"], heard["Fin"], heard["Codé par"]) == (0, 20, "Awa Coder")
    matrix = {row["Verbatim"]: row for row in rows(book, "Matrice")}
    assert matrix[coded["Verbatim"]]["A2 Écoute"] == 1
    assert matrix[coded["Verbatim"]]["A1 Disponibilité"] == 0


def test_steps_are_in_the_order_lived_and_drafts_stay(small: Small, tmp_path: Path) -> None:
    steps = rows(small.write("research", tmp_path / "x.xlsx"), "Parcours")
    assert [(row["Étape"], row["Titre"], row["Canal"]) for row in steps] == [
        (1, "La rupture", "Téléphone"), (2, "Le dossier", None),
    ]  # fmt: skip
    assert steps[0]["Verbatim"] == "Je n'ai pas osé."
    assert steps[0]["Semaine du"] == dt.datetime(2026, 5, 4)


def test_notes_not_read_again_stay(small: Small, tmp_path: Path) -> None:
    with writing():
        for interview in db.session.query(Interview):
            interview.notes_read_at = None
    steps = rows(small.write("research", tmp_path / "x.xlsx"), "Parcours")
    assert [(row["Titre"], row["Point de friction"], row["Canal"]) for row in steps] == [
        (None, None, "Téléphone"), (None, None, None),
    ]  # fmt: skip


def test_a_parole_not_read_yet_has_its_row_without_its_words(small: Small, tmp_path: Path) -> None:
    found = rows(small.write("research", tmp_path / "x.xlsx"), "Paroles")
    assert {(row["Parole (texte relu)"], row["État"], row["Fonction"]) for row in found} == {
        ("Je n'ai plus le temps d'écouter.", "validé", "Travail social"),
        (None, "à relire", "Travail social"),
    }  # fmt: skip


def test_what_was_taken_back_is_in_no_file(small: Small, tmp_path: Path) -> None:
    taken = db.session.query(Response).order_by(Response.id).first()
    with writing():
        responses.withdraw(db.session.get_one(Response, taken.id))
        withdraw("paroles", "parolewith")
    book = small.write("research", tmp_path / "x.xlsx")
    assert len(rows(book, "Réponses (codes)")) == 25
    assert taken.public_id not in cells(book)
    assert "Je n'ai plus le temps d'écouter." not in cells(book)


def test_sites_and_dates_narrow_every_sheet(small: Small, tmp_path: Path) -> None:
    south = [site.id for site in small.study.sites if site.name == "Maison Sud"]
    params = {"sites": south, "first": "2026-04-01", "last": "2026-04-30"}
    book = small.write("research", tmp_path / "x.xlsx", **params)
    assert len(rows(book, "Réponses (codes)")) == 8
    assert {row["Lieu"] for row in rows(book, "Réponses (codes)")} == {"Maison Sud"}
    assert rows(book, "Paroles") == []
    assert rows(book, "Verbatims") == []
    told = " ".join(cells(book)[:60])
    assert "du 01/04/2026 au 30/04/2026" in told
    assert "une parole n'a pas de lieu" in told


def test_a_managers_file_is_of_one_place_and_one_month(small: Small, tmp_path: Path) -> None:
    place = next(site.public_id for site in small.study.sites if site.name == "Maison Sud")
    book = small.write("manager", tmp_path / "x.xlsx", place=place, period="2026-04")
    found = rows(book, "Indicateurs")
    assert {(row["Lieu"], row["Période"]) for row in found} == {("Maison Sud", "avril 2026")}
    main = next(row for row in found if row["Code"] == "satisfaction.insatisfaits")
    assert (main["n"], main["Valeur"]) == (8, 100)


def test_a_file_asked_for_some_sites_never_holds_others(small: Small, tmp_path: Path) -> None:
    north = [site.id for site in small.study.sites if site.name == "Maison Nord"]
    book = small.write("manager", tmp_path / "x.xlsx", place="", sites=north)
    assert "Maison Sud" not in cells(book)
    assert {row["Lieu"] for row in rows(book, "Indicateurs")} == {"Maison Nord"}


def test_the_managers_workbook_has_a_chart(small: Small, tmp_path: Path) -> None:
    book = small.write("manager", tmp_path / "x.xlsx")
    [chart] = book["Indicateurs"]._charts
    assert len(chart.series) == 1


def test_the_code_book_is_a_tree_that_folds(small: Small, tmp_path: Path) -> None:
    sheet = small.write("research", tmp_path / "x.xlsx")["Livre de codes"]
    levels = [sheet.row_dimensions[number].outlineLevel for number in (2, 3, 4)]
    assert levels == [0, 1, 1]


@pytest.mark.parametrize("kind", ["manager", "research"])
def test_the_workbook_is_the_golden_one(small: Small, tmp_path: Path, kind: str) -> None:
    small.name_everything()
    path = tmp_path / "x.xlsx"
    small.write(kind, path)
    golden(small, kind, as_text(path.read_bytes()))
