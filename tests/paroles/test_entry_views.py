"""Paroles pasted together or out of a sheet: seen first, then kept all or none."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from feedback.corpus.models import Document
from feedback.db import db
from feedback.paroles.models import Parole
from feedback.studies.models import Study
from tests.factories import make_member, make_study, make_survey
from tests.page_client import HTML, Page, PageClient

COMMON = {
    "type_parole": "professionnel", "contexte": "atelier", "date_parole": "2026-05-04",
    "fonction": "", "theme": "relation", "diffusion": "anonyme", "sure": "y",
}  # fmt: skip
TWO = "On accueille d'abord, on trie ensuite.\n\nLe papier rassure, l'écran inquiète."


@pytest.fixture
def study(client: PageClient) -> Study:
    """A study with a published parole sheet; a moderator is signed in."""
    made = make_study()
    make_survey(made, "parole")
    client.sign_in(make_member(made, "moderator"))
    return made


def fields(page: Page, **changes: str) -> dict[str, str]:
    """What the page's form would send."""
    form = next(f for f in page.all("form") if "/paroles/" in f.get("action", ""))
    sent = {
        i.get("name"): i.get("value") or "" for i in form.iter(f"{HTML}input")
        if i.get("type") == "hidden" or (i.get("type") == "checkbox" and i.get("checked") is not None)
        or i.get("type") == "date"
    }  # fmt: skip
    for select_ in form.iter(f"{HTML}select"):
        chosen = [o for o in select_.iter(f"{HTML}option") if o.get("selected") is not None]
        sent[select_.get("name")] = chosen[0].get("value") if chosen else ""
    for area in form.iter(f"{HTML}textarea"):
        sent[area.get("name")] = (area.text or "").strip()
    return {**sent, **changes}


def stored() -> list[str]:
    """Words kept."""
    return sorted(db.session.scalars(select(Document.text)).all())


def test_several_are_pasted_seen_then_kept_and_taken_back(client: PageClient, study: Study) -> None:
    address = f"/etudes/{study.public_id}/paroles/lot"
    page = client.post(address, fields(client.get(address), text=TWO, **COMMON), 200)
    assert "2 paroles" in page.text
    assert "Rien n'est encore enregistré" in page.text
    assert stored() == []
    page = client.follow(address, fields(page, keep="1"))
    assert stored() == sorted(TWO.split("\n\n"))
    undo = next(f for f in page.all("form") if f.get("action", "").endswith("/annulation"))
    lot = next(i.get("value") for i in undo.iter(f"{HTML}input") if i.get("name") == "lot")
    page = client.follow(undo.get("action"), {"lot": lot})
    assert "2 paroles effacées" in page.text
    assert stored() == ["", ""]


def test_sending_the_same_batch_twice_keeps_it_once(client: PageClient, study: Study) -> None:
    address = f"/etudes/{study.public_id}/paroles/lot"
    page = client.post(address, fields(client.get(address), text=TWO, **COMMON), 200)
    sent = fields(page, keep="1")
    client.post(address, sent)
    client.post(address, sent)
    assert len(stored()) == 2


def test_a_text_changed_after_it_was_seen_is_seen_again(client: PageClient, study: Study) -> None:
    address = f"/etudes/{study.public_id}/paroles/lot"
    page = client.post(address, fields(client.get(address), text=TWO, **COMMON), 200)
    page = client.post(address, fields(page, keep="1", diffusion="interne"), 200)
    assert "Rien n'est encore enregistré" in page.text
    assert stored() == []


def test_one_parole_too_short_stops_them_all_and_says_which(
    client: PageClient, study: Study
) -> None:
    address = f"/etudes/{study.public_id}/paroles/lot"
    sent = fields(client.get(address), text=f"{TWO}\n\nNon.", **COMMON)
    page = client.post(address, sent, 200)
    assert "Ligne 3 – La parole : Ce texte est trop court" in page.text
    client.post(address, {**fields(page), "keep": "1"}, 200)
    assert stored() == []


def test_no_permission_is_chosen_in_advance(client: PageClient, study: Study) -> None:
    address = f"/etudes/{study.public_id}/paroles/lot"
    page = client.get(address)
    assert fields(page)["diffusion"] == ""
    page = client.post(address, fields(page, text=TWO, **{**COMMON, "diffusion": ""}), 200)
    assert "Permission : Répondez à cette question." in page.text


def test_the_promise_that_nobody_can_be_recognised_is_asked_for(
    client: PageClient, study: Study
) -> None:
    address = f"/etudes/{study.public_id}/paroles/lot"
    sent = fields(client.get(address), text=TWO, **COMMON)
    sent.pop("sure")
    page = client.post(address, sent, 422)
    assert TWO.split("\n")[0] in page.text


def csv_file(text: str) -> tuple[io.BytesIO, str]:
    """An upload."""
    return io.BytesIO(text.encode("utf-8-sig")), "paroles.csv"


def test_a_csv_is_mapped_seen_then_kept(client: PageClient, study: Study) -> None:
    address = f"/etudes/{study.public_id}/paroles/import"
    sheet = "Verbatim;Métier;Date\nOn accueille d'abord, on trie ensuite.;Accueil;04/05/2026\n"
    page = client.post(address, {"file": csv_file(sheet)}, 200)
    sent = fields(page, **{k: v for k, v in COMMON.items() if k != "date_parole"})
    assert (sent["col-parole"], sent["col-fonction"], sent["col-date_parole"]) == ("0", "1", "2")
    page = client.post(f"{address}/lignes", sent, 200)
    assert "1 parole" in page.text
    client.post(f"{address}/lignes", fields(page, keep="1"))
    parole = db.session.scalars(select(Parole)).one()
    assert (parole.job, str(parole.context_date)) == ("accueil", "2026-05-04")
    assert stored() == ["On accueille d'abord, on trie ensuite."]


def test_a_workbook_is_read_too(client: PageClient, study: Study) -> None:
    book = Workbook()
    book.active.append(["Parole"])  # type: ignore[union-attr]
    book.active.append(["Une parole venue d'un classeur."])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    address = f"/etudes/{study.public_id}/paroles/import"
    page = client.post(address, {"file": (out, "paroles.xlsx")}, 200)
    assert "Une parole venue d'un classeur." in page.text


def test_faults_name_their_line_and_nothing_is_half_imported(
    client: PageClient, study: Study
) -> None:
    address = f"/etudes/{study.public_id}/paroles/import"
    sheet = (
        "parole,diffusion,date\n"
        "Une parole bien assez longue.,anonyme,2026-05-04\n"
        "Une autre parole assez longue.,comme vous voulez,2026-05-04\n"
        "Une troisième assez longue aussi.,interne,31/02/2026\n"
    )
    page = client.post(address, {"file": csv_file(sheet)}, 200)
    page = client.post(f"{address}/lignes", fields(page, **COMMON), 200)
    assert "Ligne 3 – Permission : « comme vous voulez » n'est pas dans la liste" in page.text
    assert "Ligne 4 – Date : Cette date n’existe pas" in page.text
    client.post(f"{address}/lignes", fields(page, keep="1"), 200)
    assert stored() == []


def test_the_column_of_the_words_must_be_told(client: PageClient, study: Study) -> None:
    address = f"/etudes/{study.public_id}/paroles/import"
    page = client.post(address, {"file": csv_file("a;b\nUne parole bien longue.;x\n")}, 200)
    page = client.post(f"{address}/lignes", fields(page, **COMMON), 422)
    assert "Dites quelle colonne contient les paroles" in page.text
    page = client.post(f"{address}/lignes", fields(page, **{"col-parole": "0"}), 200)
    assert "Une parole bien longue." in page.text


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 faux", b"a;b\n"])
def test_what_is_no_sheet_is_refused_in_plain_words(
    client: PageClient, study: Study, data: bytes
) -> None:
    address = f"/etudes/{study.public_id}/paroles/import"
    client.post(address, {"file": (io.BytesIO(data), "x.csv")}, 422)


@pytest.mark.parametrize(
    "rows", ["", "[]", "null", '{"a": 1}', '[["a"], [["x"]]]', '[["a"], []]', json.dumps([["a"] * 99, [[2, "x"]]]),
             '[["a"], [[1e999, "x"]]]', "[" * 100_000]
)  # fmt: skip
def test_lines_not_of_our_making_are_refused(client: PageClient, study: Study, rows: str) -> None:
    sent = {**COMMON, "rows": rows, "col-parole": "0"}
    client.post(f"/etudes/{study.public_id}/paroles/import/lignes", sent, 422)
    assert stored() == []


def test_those_who_do_not_collect_paroles_find_nothing(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "coder"))
    for page in ("lot", "import"):
        client.get(f"/etudes/{study.public_id}/paroles/{page}", 404)
        client.post(f"/etudes/{study.public_id}/paroles/{page}", {}, 404)


def test_half_a_letter_in_a_carried_line_is_left_out(client: PageClient, study: Study) -> None:
    sent = {**COMMON, "rows": '[["a"], [[2, "mot \\ud800"]]]', "col-parole": "0"}
    page = client.post(f"/etudes/{study.public_id}/paroles/import/lignes", sent, 200)
    assert "mot" in page.text
