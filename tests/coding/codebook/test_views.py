"""The tree of codes, its files and its versions, without JavaScript."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from feedback.codebook.models import Code
from feedback.codebook.queries import by_key
from feedback.coding.models import Coding
from feedback.db import db
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_lead, make_member, make_study
from tests.page_client import PageClient
from tests.statements import counted


@pytest.fixture
def study(app: Any) -> Study:
    """A study with a codebook."""
    found = make_study()
    make_codebook(found)
    return found


@pytest.fixture
def lead(study: Study, client: PageClient) -> PageClient:
    """The lead's browser."""
    return client.sign_in(make_lead(study))


def at(study: Study, more: str = "") -> str:
    """An address of the book."""
    return f"/etudes/{study.public_id}/livre-de-codes{more}"


def coded(study: Study, lead: PageClient, key: str = "A1", text: str = "Merci bien.") -> str:
    """A text with one coding; returns the coding's id."""
    document = make_document(study, text, "read")
    lead.post(f"/codage/{document.public_id}/passages", {"sentence": "0-5", "code": key})
    return str(db.session.query(Coding).order_by(Coding.id.desc()).first().public_id)  # type: ignore[union-attr]


def place(study: Study, key: str) -> tuple[str, int]:
    """The parent's key and the position of a code."""
    db.session.expire_all()
    code = by_key(study, key)
    assert code is not None
    return code.parent.key if code.parent else "", code.position


# --- The tree ------------------------------------------------------------------------------


def test_a_code_goes_in_and_out_of_a_family_step_by_step(study: Study, lead: PageClient) -> None:
    assert "A2 est sous A1" in lead.follow(at(study, "/A2/place"), {"sens": "dedans"}).text
    assert place(study, "A2")[0] == "A1"
    lead.post(at(study, "/A2/place"), {"sens": "dehors"})
    assert place(study, "A2") == ("A", 3)
    lead.post(at(study, "/A2/place"), {"sens": "dehors"})
    assert place(study, "A2")[0] == ""
    assert "plus loin" in lead.follow(at(study, "/A2/place"), {"sens": "dehors"}).text


def test_codes_ticked_move_together_and_come_back_together(study: Study, lead: PageClient) -> None:
    before = [place(study, key) for key in ("A1", "B2", "C1")]
    page = lead.follow(
        at(study, "-lot"), {"cle": ["A1", "B2"], "geste": "deplacer", "famille": "C"}
    )
    assert "2 codes déplacés" in page.text
    assert [place(study, key)[0] for key in ("A1", "B2")] == ["C", "C"]
    assert by_key(study, "A1").colour == by_key(study, "C").colour  # type: ignore[union-attr]
    step = page.html.split('name="etape" value="')[1][:10]
    assert "Annulé" in lead.follow(at(study, "-annulation"), {"etape": step}).text
    assert [place(study, key) for key in ("A1", "B2", "C1")] == before
    assert "plus rien à annuler" in lead.follow(at(study, "-annulation"), {"etape": step}).text


def test_a_drop_puts_a_code_before_after_or_under_another(study: Study, lead: PageClient) -> None:
    lead.post(at(study, "-deplacement"), {"cle": "B1", "vers": "A2", "ou": "avant"})
    assert place(study, "B1") == ("A", 3)
    lead.post(at(study, "-deplacement"), {"cle": "B1", "vers": "A2", "ou": "apres"})
    assert place(study, "B1") == ("A", 4)
    lead.post(at(study, "-deplacement"), {"cle": "B1", "vers": "B", "ou": "sous"})
    assert place(study, "B1")[0] == "B"
    page = lead.follow(at(study, "-deplacement"), {"cle": "A", "vers": "A1", "ou": "sous"})
    assert "sous lui-même" in page.text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"geste": "archiver"}, "Cochez d'abord"),
        ({"geste": "fusionner"}, "Cochez d'abord"),
        ({"geste": "deplacer", "cle": "A1"}, "où déplacer"),
        ({"geste": "deplacer", "cle": "A1", "famille": "nobody"}, "Choisissez un code du livre"),
        ({"geste": "danser", "cle": "A1"}, "ce qu'il faut faire"),
        ({"geste": "archiver", "cle": "A"}, "Archivez d'abord"),
    ],
)
def test_an_act_on_nothing_is_refused_in_words(
    study: Study, lead: PageClient, form: dict[str, str], words: str
) -> None:
    assert words in lead.follow(at(study, "-lot"), form).text


def test_a_whole_family_is_archived_and_reopened_at_once(study: Study, lead: PageClient) -> None:
    keys = ["C", *(c.key for c in db.session.query(Code) if c.parent and c.parent.key == "C")]
    lead.post(at(study, "-lot"), {"cle": keys, "geste": "archiver"})
    assert by_key(study, "C").archived_at is not None  # type: ignore[union-attr]
    lead.post(at(study, "-lot"), {"cle": keys, "geste": "rouvrir", "archives": "1"})
    assert by_key(study, "C").archived_at is None  # type: ignore[union-attr]


def test_the_tree_asks_as_much_of_the_database_whatever_its_size(
    study: Study, lead: PageClient
) -> None:
    coded(study, lead)
    with counted() as few:
        lead.get(at(study))
    rows = "\n".join(f"N{n};Nom {n};A{n % 9 + 1}" for n in range(150))
    seen = upload(study, lead, f"cle;nom;parent\n{rows}\n".encode())
    keep(study, lead, seen.html)
    for key in ("A2", "N1", "N2"):
        coded(study, lead, key)
    with counted() as many:
        lead.get(at(study))
    assert len(many) == len(few)


# --- One code ------------------------------------------------------------------------------

FORM = {"name": "Neuf", "parent": "A", "codable": "1", "colour": "#0f5560", "definition": "Dit"}


def test_the_second_of_two_who_edit_is_told_and_nothing_is_lost(
    study: Study, lead: PageClient
) -> None:
    seen = lead.get(at(study, "/A3")).html.split('name="seen" value="')[1][:20]
    lead.post(at(study, "/A3"), {**FORM, "seen": seen, "definition": "La première"})
    page = lead.post(at(study, "/A3"), {**FORM, "seen": seen, "definition": "La seconde"}, 422)
    assert "a changé entre-temps" in page.text
    assert "La première" in page.text
    assert "La seconde" in page.text
    assert by_key(study, "A3").definition == "La première"  # type: ignore[union-attr]
    again = page.html.split('name="seen" value="')[1][:20]
    lead.post(at(study, "/A3"), {**FORM, "seen": again, "definition": "La seconde"})
    db.session.expire_all()
    assert by_key(study, "A3").definition == "La seconde"  # type: ignore[union-attr]


def test_a_coder_proposes_and_the_lead_gives_it_its_key(study: Study, client: PageClient) -> None:
    client.sign_in(make_member(study, "coder"))
    page = client.follow(
        f"/etudes/{study.public_id}/proposer-un-code", {"name": "Politesse feinte"}
    )
    assert "Proposé" in page.text
    client.get(at(study, "/P1"), 404)
    client.sign_in(make_lead(study))
    client.post(at(study, "/P1"), {**FORM, "key": "A11"})
    assert by_key(study, "A11").status == "proposed"  # type: ignore[union-attr]
    client.post(at(study, "-lot"), {"cle": "A11", "geste": "valider"})
    db.session.expire_all()
    assert by_key(study, "A11").status == "validated"  # type: ignore[union-attr]
    client.post(at(study, "/A11"), {**FORM, "key": "A12"})
    assert by_key(study, "A12") is None


def test_words_of_a_text_become_a_code_put_on_them(study: Study, client: PageClient) -> None:
    client.sign_in(make_member(study, "coder"))
    document = make_document(study, "Reçue comme une reine.", "read")
    address = f"/codage/{document.public_id}/nouveau-code"
    page = client.follow(address, {"name": "comme une reine", "start": "6", "end": "21", "valence": "1"})  # fmt: skip
    assert "P1 comme une reine" in page.text
    made = db.session.query(Coding).one()
    assert (made.code.status, made.passage.start, made.passage.end, made.valence) == (
        "proposed", 6, 21, 1,
    )  # fmt: skip
    assert "d'abord un passage" in client.follow(address, {"name": "rien"}).text
    assert by_key(study, "P2") is None
    page = client.follow(address, {"name": "Comme une reine", "start": "0", "end": "5"})
    assert "porte déjà ce nom" in page.text


def test_an_example_is_seen_by_those_who_may_read_it(study: Study, lead: PageClient) -> None:
    public_id = coded(study, lead)
    assert "Prendre comme exemple" in lead.get(f"/etudes/{study.public_id}/codes/A1").text
    lead.post(f"/codages/{public_id}/exemple", {"montrer": "1"})
    assert '<blockquote class="example' in lead.get(at(study)).html
    printed = lead.get(at(study, "-imprime"))
    assert "Merci" in printed.text
    assert "Document de travail" in printed.text
    lead.post(f"/codages/{public_id}/exemple", {"montrer": "0", "retour": "code"})
    assert '<blockquote class="example' not in lead.get(at(study)).html


# --- Merging and splitting -----------------------------------------------------------------


def test_a_merge_is_counted_before_it_is_done(study: Study, lead: PageClient) -> None:
    coded(study, lead)
    page = lead.get(at(study, "-fusion?cle=A1&vers=A2"))
    assert "1 codage, 1 texte" in page.text
    form = {"cle": "A1", "vers": "A2"}
    assert "1 codage a suivi" in lead.follow(at(study, "-fusion"), form).text
    assert "fusionné dans A2" in lead.get(at(study, "/A1")).text
    page = lead.get(at(study, "-historique"))
    assert "A1 → A2" in page.text


def test_passages_are_shared_out_on_one_page(study: Study, lead: PageClient) -> None:
    coded(study, lead)
    page = lead.get(at(study, "/A1/scission"))
    name = page.html.split('name="p-')[1][:10]
    form = {"cle-1": "A11", "nom-1": "", f"p-{name}": "1"}
    wrong = lead.post(at(study, "/A1/scission"), form, 422)
    assert "Donnez un nom au nouveau code A11" in wrong.text
    assert f'name="p-{name}" value="1" checked' in wrong.html
    page = lead.follow(at(study, "/A1/scission"), {**form, "nom-1": "Temps donné"})
    assert "1 codage a changé de code" in page.text
    assert db.session.query(Coding).one().code.key == "A11"


# --- Versions ------------------------------------------------------------------------------


def test_versions_are_taken_listed_and_compared(study: Study, lead: PageClient) -> None:
    page = lead.follow(at(study, "-versions"), {"note": "Avant de coder"})
    assert "Avant de coder" in page.text
    wrong = lead.post(at(study, "-versions"), {"note": ""}, 422)
    assert "Rien n'a changé depuis la version 1" in wrong.text
    definition = "Ne pas être entendu, jamais"
    lead.post(at(study, "/A3"), {**FORM, "name": "Confidentialité", "definition": definition})
    lead.post(at(study, "/A4/archivage"))
    lead.post(at(study, "-fusion"), {"cle": "A1", "vers": "A2"})
    assert "3 codes ont changé" in lead.get(at(study, "-versions")).text
    page = lead.get(at(study, "-differences"))
    assert "fusionné dans A2 Écoute" in page.text
    assert "jamais" in page.html.split("<ins>")[1]
    lead.post(at(study, "-versions"), {"note": ""})
    one = page.html.split('<option value="')[1][:10]
    assert "A4" in lead.get(at(study, f"-differences?de={one}")).text
    lead.get(at(study, "-differences?de=nonsense"), 404)


# --- Files ---------------------------------------------------------------------------------


def upload(study: Study, lead: PageClient, data: bytes, status: int = 200) -> Any:
    """Hand a file in."""
    form = {"file": (io.BytesIO(data), "livre")}
    return lead.post(at(study, "-fichiers"), form, status, content_type="multipart/form-data")


def keep(study: Study, lead: PageClient, html: str) -> Any:
    """Press the button of the page that shows what a file would do."""
    import html as plain

    held = html.split('name="codes" value="')[1].split('"')[0]
    return lead.follow(at(study, "-import"), {"codes": plain.unescape(held)})


@pytest.mark.parametrize("kind", ["xlsx", "csv", "qdc"])
def test_the_book_leaves_and_comes_back_unchanged(
    study: Study, lead: PageClient, kind: str
) -> None:
    data = lead.browser.get(at(study, f".{kind}")).data
    page = upload(study, lead, data)
    assert "44 inchangés" in page.text
    assert "0 code ajouté" in page.text
    assert "Écrire dans le livre" not in page.text


@pytest.mark.parametrize("kind", ["xlsx", "csv", "qdc"])
def test_a_book_goes_to_another_study_whole(
    study: Study, lead: PageClient, client: PageClient, kind: str
) -> None:
    data = lead.browser.get(at(study, f".{kind}")).data
    other = make_study()
    client.sign_in(make_lead(other))
    keep(other, client, upload(other, client, data).html)

    def said(owner: Study) -> list[tuple[Any, ...]]:
        found = db.session.query(Code).filter_by(study_id=owner.id).order_by(Code.position)
        return [
            (c.key, c.parent.key if c.parent else "", c.name, c.definition, c.include, c.exclude, c.codable, c.colour)
            for c in found
        ]  # fmt: skip

    assert said(other) == said(study)


def test_a_file_is_seen_then_written_then_taken_back(study: Study, lead: PageClient) -> None:
    before = lead.browser.get(at(study, ".csv")).data
    data = "Clé;Libellé;Définition;Clé du parent\nA1;Disponibilité;Autre définition;A\nH1;Neuf;;H\nH;Famille neuve;;\n"
    page = upload(study, lead, data.encode())
    assert "2 codes ajoutés" in page.text
    assert "ligne 3" in page.text
    assert by_key(study, "H") is None
    assert "2 codes ajoutés, 1 code modifié" in keep(study, lead, page.html).text
    assert place(study, "H1")[0] == "H"
    history = lead.get(at(study, "-historique"))
    step = history.html.split('name="etape" value="')[1][:10]
    lead.post(at(study, "-annulation"), {"etape": step})
    assert lead.browser.get(at(study, ".csv")).data == before


def test_one_fault_and_nothing_is_written(study: Study, lead: PageClient) -> None:
    page = upload(study, lead, b"cle;nom;parent\nH1;Bon;\nH2;Perdu;inconnu\n")
    assert "ligne 3 : le parent « inconnu »" in page.text
    assert "Écrire dans le livre" not in page.text
    held = json.dumps([{"line": 2, "key": "H2", "name": "x", "parent": "inconnu"}])
    assert "regardez de nouveau" in lead.follow(at(study, "-import"), {"codes": held}).text
    assert by_key(study, "H1") is None


@pytest.mark.parametrize("held", ["", "[", "{}", '[{"x": 1}]', '[{"line": 1, "key": 2}]', "null"])
def test_what_the_page_did_not_hold_is_refused(study: Study, lead: PageClient, held: str) -> None:
    lead.follow(at(study, "-import"), {"codes": held})
    assert db.session.query(Code).count() == 44


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<CodeBook><Codes/></CodeBook>", "aucun code"),
        (b"<!DOCTYPE a><CodeBook/>", "entités"),
        (b"%PDF-1.7 \0", "ne se lit pas"),
        (b"PK\x03\x04 not really", "ne se lit pas"),
        (b"", "aucun code"),
    ],
)
def test_a_file_that_is_no_book_is_said(
    study: Study, lead: PageClient, data: bytes, words: str
) -> None:
    assert words in upload(study, lead, data, 422).text


def test_coders_take_files_and_bring_none(study: Study, client: PageClient) -> None:
    client.sign_in(make_member(study, "coder"))
    assert "Apporter un fichier" not in client.get(at(study, "-fichiers")).text
    assert client.browser.get(at(study, ".qdc")).status_code == 200
    client.get(at(study, ".exe"), 404)
    upload(study, client, b"cle;nom\nA;B\n", 404)
