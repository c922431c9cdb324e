"""Pages of rounds without a script: drawn, finished, measured, compared, settled."""

from __future__ import annotations

import io
import re
import time
from typing import Any

import openpyxl
import pytest

from feedback.accounts.models import AuditEntry
from feedback.coding import queries as coding_queries
from feedback.coding.double.models import Finished, Round, RoundText
from feedback.coding.models import Coding, Passage
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import db, new_public_id, utcnow, writing
from feedback.exports.research import queries as research
from feedback.exports.scope import Scope
from tests.coding.double.making import World, close, code, finish, finish_all, texts
from tests.factories import make_document
from tests.page_client import PageClient
from tests.statements import counted


@pytest.fixture
def world(app: Any) -> World:
    """Six texts, two coders."""
    return World()


@pytest.fixture
def coded(world: World) -> Round:
    """A closed round: on the first text they agree on A1, Ana alone put A2 and Bob B1."""
    round_ = world.draw(settler=world.ana)
    first = texts(round_)[0].document
    code(world.ana, first, world.codes["A1"])
    code(world.bob, first, world.codes["A1"], 0, 20)
    code(world.ana, first, world.codes["A2"], 22, 61)
    code(world.bob, first, world.codes["B1"], 22, 61)
    finish_all(round_, world.ana, world.bob)
    return db.session.get_one(Round, round_.id)


def figures(html: str) -> dict[str, str]:
    """The overall figures of the page of agreement."""
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", html))


def test_a_round_is_drawn_by_its_form_and_told_again_when_refused(
    world: World, client: PageClient
) -> None:
    lead = client.sign_in(world.lead)
    address = f"/etudes/{world.study.public_id}/nouvelle-serie-de-codage"
    assert "6 textes peuvent être tirés" in lead.get(address).text
    form = {
        "name": "Essai", "coders": [world.ana.public_id, world.bob.public_id], "size": "99",
        "kinds": ["comment"], "strata": ["site", "language"], "branch": "A", "settler": "",
        "seed": "5",
    }  # fmt: skip
    page = lead.post(address, form, 422)
    assert "Il n'y a que 6 textes à tirer" in page.text
    assert 'value="Essai"' in page.html
    page = lead.follow(address, {**form, "size": "3"})
    assert "3 textes sur 6, graine 5" in page.text
    assert "A1, A10" in page.text
    client.sign_in(world.ana).get(address, 404)


@pytest.mark.parametrize(
    "wrong",
    [{"coders": []}, {"size": "-3"}, {"size": "x"}, {"coders": ["nobody"]}, {"kinds": ["?"]}],
)
def test_nonsense_in_the_form_is_refused(
    world: World, client: PageClient, wrong: dict[str, Any]
) -> None:
    form = {"name": "E", "coders": [world.ana.public_id, world.bob.public_id], "size": "3",
            "kinds": ["comment"]}  # fmt: skip
    address = f"/etudes/{world.study.public_id}/nouvelle-serie-de-codage"
    client.sign_in(world.lead).post(address, {**form, **wrong}, 422)
    assert db.session.query(Round).count() == 0


def test_a_coder_goes_from_text_to_text_and_may_take_one_up_again(
    world: World, client: PageClient
) -> None:
    round_ = world.draw()
    ana, drawn = client.sign_in(world.ana), texts(round_)
    page = ana.get(f"/series-de-codage/{round_.public_id}")
    assert "Reste à faire 4" in page.text
    answer = ana.get(f"/series-de-codage/{round_.public_id}/suite", 303)
    assert drawn[0].document.public_id in answer.response.headers["Location"]
    place = f"/codage/{drawn[0].document.public_id}"
    answer = ana.post(f"{place}/fini")
    assert drawn[1].document.public_id in answer.response.headers["Location"]
    page = ana.get(f"/series-de-codage/{round_.public_id}")
    assert "Reste à faire 3" in page.text
    page = ana.post(f"{place}/passages", {"sentence": "0-21", "code": "A1"}, 422)
    assert "Vous avez fini ce texte" in page.text
    page = ana.follow(f"{place}/fini", {"reprendre": "1"})
    assert "J'ai fini ce texte" in page.text


def test_a_text_of_no_round_is_not_finished(world: World, client: PageClient) -> None:
    client.sign_in(world.ana).post(f"/codage/{world.documents[0].public_id}/fini", status=404)


def test_the_lead_closes_or_takes_back_a_round(world: World, client: PageClient) -> None:
    lead = client.sign_in(world.lead)
    first, second = world.draw(size=2), world.draw(size=2)
    assert "Série annulée" in lead.follow(f"/series-de-codage/{first.public_id}/annulation").text
    place = f"/series-de-codage/{second.public_id}"
    lead.follow(f"{place}/arbitre", {"settler": world.bob.public_id})
    assert db.session.get_one(Round, second.id).settler_id == world.bob.id
    assert "Série close" in lead.follow(f"{place}/cloture").text
    assert "déjà close" in lead.follow(f"{place}/cloture").text


def test_the_agreement_is_shown_by_answer_and_by_segment_with_its_threshold(
    world: World, coded: Round, client: PageClient
) -> None:
    lead = client.sign_in(world.lead)
    place = f"/series-de-codage/{coded.public_id}/accord"
    shown = figures(lead.get(place).html)
    assert shown["Accord"] == "83\N{NO-BREAK SPACE}%"  # 10 judgements of 12
    assert shown["Sur le codé"] == "33\N{NO-BREAK SPACE}%"
    assert shown["κ de Cohen"] == "0,40"
    page = lead.get(f"{place}?unite=segment&recouvrement=100")
    assert "au moins 100 %" in page.text
    assert figures(page.html)["Sur le codé"] == "0\N{NO-BREAK SPACE}%"
    rolled = figures(lead.get(f"{place}?niveau=1").html)
    assert rolled["Sur le codé"] == "50\N{NO-BREAK SPACE}%"  # A by both, B by one
    for nonsense in (
        "?unite=x&recouvrement=9999999999&niveau=-1&paire=a-b",
        "?paire=",
        "?recouvrement=²",
    ):
        lead.get(place + nonsense)


def test_texts_not_finished_are_missing_and_nothing_is_said_of_them(
    world: World, client: PageClient
) -> None:
    round_ = world.draw()
    finish(world.ana, texts(round_)[0])
    close(world, round_)
    page = client.sign_in(world.lead).get(f"/series-de-codage/{round_.public_id}/accord")
    assert "n'ont encore fini aucun texte en commun" in page.text


def test_the_workbook_tells_units_threshold_seed_and_sources_and_nothing_acts(
    world: World, coded: Round, client: PageClient
) -> None:
    with writing():
        held = db.session.get_one(Round, coded.id)
        held.name = "=1+1"
    lead = client.sign_in(world.lead)
    address = f"/series-de-codage/{coded.public_id}/accord.xlsx?recouvrement=80"
    answer = lead._ask(lead.browser.get, address)
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Lisez-moi", "Ensemble", "Par code", "Par texte"]
    told = "\n".join(str(c.value) for row in book["Lisez-moi"].iter_rows() for c in row if c.value)
    for words in (
        "graine 7",
        "t = 0,80",
        "Krippendorff 2019",
        "4 textes sur 6",
        "Finis par Ana Code",
    ):
        assert words in told
    rows = list(book["Ensemble"].iter_rows(values_only=True))
    assert rows[1][:8] == ("réponse", "Ana Code", "Bob Code", 12, 1, 1, 1, 9)
    assert rows[1][11] == pytest.approx(0.4)
    assert rows[3][11] == "–"
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_disagreements_are_listed_then_seen_side_by_side(
    world: World, coded: Round, client: PageClient
) -> None:
    lead = client.sign_in(world.lead)
    place = f"/series-de-codage/{coded.public_id}"
    page = lead.get(f"{place}/desaccords")
    assert "2 désaccords" in page.text
    assert "Ana Code seulement" in page.text
    assert "1 désaccord" in lead.get(f"{place}/desaccords?code=A2").text
    assert "Aucun désaccord" in lead.get(f"{place}/desaccords?code=A1").text
    assert "2 désaccords" in lead.get(f"{place}/desaccords?code=A1&recouvrement=100").text
    text = texts(coded)[0]
    page = lead.get(f"{place}/textes/{text.public_id}?code=A2")
    assert "Désaccords dans ce texte 1" in page.text
    lead.get(f"{place}/textes/inconnu", 404)


def standing(world: World, document: Document) -> set[tuple[str, str]]:
    """What counts for readers in a text: code, and who stands for it."""
    found = set()
    for key in ("A1", "A2", "B1"):
        which = coding_queries.shown(world.lead, True)
        for quote in coding_queries.quotes(world.codes[key], READABLE, which, None, None):
            if quote.document == document.public_id:
                found.add((key, quote.coder))
    return found


def test_a_settled_text_counts_once_signed_and_the_originals_stay(
    world: World, coded: Round, client: PageClient
) -> None:
    ana = client.sign_in(world.ana)
    text = texts(coded)[0]
    everybody = {("A1", "Ana Code"), ("A1", "Bob Code"), ("A2", "Ana Code"), ("B1", "Bob Code")}
    place = f"/series-de-codage/{coded.public_id}/textes/{text.public_id}/arbitrage"
    page = ana.follow(f"{place}/prendre", {"codeur": world.ana.public_id})
    assert "Pris dans la version arbitrée" in page.text
    ana.post(f"{place}/prendre", {"codeur": world.ana.public_id})  # twice changes nothing
    bobs = db.session.query(Coding).filter_by(coder_id=world.bob.id, code_id=world.codes["B1"].id)
    ana.post(f"{place}/prendre", {"codage": bobs.one().public_id})
    signed = db.session.query(Coding).filter_by(signed=True)
    away = signed.filter_by(code_id=world.codes["A2"].id).one().public_id
    ana.post(f"{place}/retrait", {"codage": away})
    ana.post(f"{place}/ajout", {"sentence": "0-21", "code": "C1", "valence": "1"})
    assert {one.code.key for one in signed} == {"A1", "B1", "C1"}
    assert standing(world, text.document) == everybody
    ana.follow(f"{place}/signature")
    assert standing(world, text.document) == {("A1", "Ana Code"), ("B1", "Ana Code")}
    held = db.session.get_one(RoundText, text.id)
    assert held.signed_by == world.ana.id
    rows = list(research.codings(Scope(world.study.id, viewer=world.lead.id)))
    assert sorted((r.signed, r.stands) for r in rows) == [(False, False)] * 4 + [(True, True)] * 3
    assert ana.post(f"{place}/vide", status=422).text.count("Cette version est signée")
    ana.follow(f"{place}/reouverture")
    assert standing(world, text.document) == everybody
    assert db.session.query(AuditEntry).filter_by(act="double.reopened").count() == 1
    ana.follow(f"{place}/vide")
    assert signed.count() == 0
    assert db.session.query(Coding).count() == 4


def test_who_may_not_settle_does_not_and_bad_input_is_said(
    world: World, coded: Round, client: PageClient
) -> None:
    text = texts(coded)[0]
    place = f"/series-de-codage/{coded.public_id}/textes/{text.public_id}/arbitrage"
    client.sign_in(world.bob).get(place, 404)
    client.post(f"{place}/signature", status=404)
    lead = client.sign_in(world.lead)
    for act, form in (
        ("prendre", {"codage": "zzz"}), ("prendre", {}), ("retrait", {"codage": "zzz"}),
        ("ajout", {"sentence": "0-9999", "code": "A1"}), ("ajout", {"sentence": "0-9", "code": "?"}),
        ("ajout", {"code": "A1"}), ("reouverture", {}),
    ):  # fmt: skip
        assert "À corriger" in lead.post(f"{place}/{act}", form, 422).text
    opened = world.draw(size=2)
    other = texts(opened)[0]
    place = f"/series-de-codage/{opened.public_id}/textes/{other.public_id}/arbitrage"
    assert "encore ouverte" in lead.get(place).text
    assert "une fois la série close" in lead.post(f"{place}/signature", status=422).text


def test_a_settled_coding_is_not_changed_on_the_page_of_coding(
    world: World, coded: Round, client: PageClient
) -> None:
    text = texts(coded)[0]
    place = f"/series-de-codage/{coded.public_id}/textes/{text.public_id}/arbitrage"
    ana = client.sign_in(world.ana)
    ana.post(f"{place}/prendre", {"codeur": world.ana.public_id})
    signed = db.session.query(Coding).filter_by(signed=True).first()
    assert signed is not None
    assert "arbitr" in ana.post(f"/codages/{signed.public_id}/retrait", status=422).text


def grown(world: World, number: int, codes: int) -> Round:
    """A closed round of many texts, each coded by two under some codes."""
    for turn in range(number - len(world.documents)):
        world.documents.append(
            make_document(world.study, "Un mot de trop ici. " * 8 + str(turn), "read")
        )
    round_ = world.draw(size=number)
    keys = [c for c in world.codes.values() if c.codable][:codes]
    with writing() as session:
        for text in texts(round_):
            for place, one in enumerate(keys):
                passage = Passage(document_id=text.document_id, start=place, end=place + 9)
                session.add(passage)
                session.flush()
                for who in (world.ana, world.bob)[: 1 + (text.position + place) % 2]:
                    session.add(Coding(passage_id=passage.id, code_id=one.id, coder_id=who.id,
                                       public_id=new_public_id(), created_at=utcnow()))  # fmt: skip
    finish_all(round_, world.ana)
    close(world, round_)
    with writing() as session:
        session.add_all(Finished(text_id=t.id, coder_id=world.bob.id) for t in texts(round_))
    return db.session.get_one(Round, round_.id)


def test_pages_ask_as_many_statements_whatever_the_number_of_texts(
    world: World, client: PageClient
) -> None:
    small = grown(world, 6, 3)
    asked: list[dict[str, int]] = []
    lead = client.sign_in(world.lead)

    def ask(round_: Round) -> dict[str, int]:
        place, found = f"/series-de-codage/{round_.public_id}", {}
        one = f"/textes/{texts(round_)[0].public_id}"
        for page in ("", "/accord", "/desaccords", one, f"{one}/arbitrage"):
            with counted() as statements:
                lead.get(place + page)
            found[page.replace(one, "/t")] = len(statements)
        return found

    asked.append(ask(small))
    world.documents = []
    asked.append(ask(grown(world, 30, 12)))
    assert asked[0] == asked[1]


def test_the_agreement_of_a_large_round_comes_quickly(world: World, client: PageClient) -> None:
    round_ = grown(world, 200, 50)
    lead = client.sign_in(world.lead)
    took = []
    for unit in ("", "response", "character", "segment"):  # the first reads templates
        started = time.perf_counter()
        lead._ask(lead.browser.get, f"/series-de-codage/{round_.public_id}/accord?unite={unit}")
        took.append(time.perf_counter() - started)
    print(took, db.session.query(Coding).count())
    assert max(took) < 3  # a busy machine; measured at a tenth of that
