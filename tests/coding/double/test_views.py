"""A round as the lead and two coders live it, without a script; and as somebody curious tries it."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from openpyxl import load_workbook

from feedback.accounts.models import Account
from feedback.coding import operations as coding
from feedback.coding.codebook.queries import used
from feedback.coding.double import agreement, operations, queries
from feedback.coding.double.agreement import Asked
from feedback.coding.models import Coding
from feedback.corpus.masking import Mask
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.exports.research import queries as files
from feedback.exports.scope import Scope
from feedback.studies.models import Study
from tests.coding.double.making import Two
from tests.factories import make_document, make_member
from tests.page_client import PageClient
from tests.statements import counted


@pytest.fixture
def two(app: Flask) -> Two:
    return Two()


KEY = "00" * 32


def address(two: Two, text: int = 0, rest: str = "") -> str:
    """The comparison of a text."""
    return f"/double-codage/{two.round.public_id}/textes/{two.texts[text].public_id}{rest}"


def per_code(study: Study, reader: Account) -> dict[int, int]:
    """Codings per code that a person may see, by row id."""
    return {number: one.codings for number, one in used(study, reader).items()}


def test_the_lead_draws_texts_and_the_coders_are_told(client: PageClient, two: Two) -> None:
    make_member(two.study, "agent")
    for number in range(5):
        make_document(two.study, f"Un autre texte, {number}.", "read")
    client.sign_in(two.lead)
    page = client.get(f"/etudes/{two.study.public_id}/double-codage/nouveau")
    assert "5 textes peuvent être tirés" in page.text
    base = f"/etudes/{two.study.public_id}/double-codage/nouveau"
    asked = {"name": "Second", "size": "4", "branch": "", "seed": "12"}
    alone = client.post(base, {**asked, "coders": [two.ana.public_id]}, 422)
    assert "au moins deux personnes" in alone.text
    made = client.follow(base, {**asked, "coders": [two.ana.public_id, two.bo.public_id]})
    assert "4 textes, graine 12" in made.text
    client.sign_in(two.ana)
    assert "Des textes sont à coder en double" in client.get("/avis-recus").text


def test_while_somebody_has_not_finished_nobody_sees_the_others(
    client: PageClient, two: Two
) -> None:
    two.code(two.bo, 0, "A2", 0, 20, 1)
    text, study = two.texts[0].public_id, two.study.public_id
    client.sign_in(two.ana)
    for page in (
        f"/codage/{text}?autres=1", f"/etudes/{study}/codage", f"/etudes/{study}/livre-de-codes",
        f"/etudes/{study}/codes/A2?autres=1", f"/double-codage/{two.round.public_id}",
    ):  # fmt: skip
        shown = client.get(page).text
        assert "1 codage" not in shown, page
        assert "Bo Code" not in shown or page.startswith("/double-codage"), page
    client.get(address(two), 404)
    client.get(f"/double-codage/{two.round.public_id}/accord", 303)
    db.session.rollback()
    scope = Scope(two.study.id, reader=two.ana.id)
    assert list(files.codings(scope)) == []
    assert files.coded([two.texts[0].id], scope) == {}
    assert len(list(files.codings(Scope(two.study.id, reader=two.lead.id)))) == 1
    two.finish(two.ana)
    two.finish(two.bo)
    assert "Bo Code" in client.get(f"/codage/{text}?autres=1").text
    assert "On m'a bien écoutée." in client.get(address(two)).text


def test_silence_is_an_answer_only_once_finished(client: PageClient, two: Two) -> None:
    two.code(two.ana, 0, "A2", 0, 20)
    client.sign_in(two.ana)
    page = client.get(f"/codage/{two.texts[0].public_id}")
    assert "vous codez sans voir les autres" in page.text
    following = client.follow(f"/codage/{two.texts[0].public_id}/fini")
    assert "Texte fini." in following.text
    assert "Deux heures debout" in following.text
    assert two.finished(0) == {"Ana Code"}
    (row, whole) = agreement.rows(queries.texts(two.round), [two.codes["A2"].id], Asked())
    assert row.table.n == 0
    two.finish(two.bo, 0)
    (row, whole) = agreement.rows(queries.texts(two.round), [two.codes["A2"].id], Asked())
    assert (row.table.b, row.table.n, whole.alpha) == (1, 1, 0)
    refused = client.follow(f"/codage/{two.texts[0].public_id}/reprise")
    assert "on ne revient plus en arrière" in refused.text


def test_what_was_said_finished_stays_as_it_was_said(client: PageClient, two: Two) -> None:
    two.both()
    mine = db.session.query(Coding).filter_by(coder_id=two.ana.id).first().public_id
    client.sign_in(two.ana)
    text = two.texts[0].public_id
    for address_, sent in (
        (f"/codage/{text}/passages", {"code": "A3", "sentence": "0-20", "valence": "0"}),
        (f"/codages/{mine}/modification", {"valence": "-1", "memo": "vu après coup"}),
        (f"/codages/{mine}/retrait", {}),
    ):
        assert "Vous avez dit ce texte fini" in client.post(address_, sent, 422).text
    assert db.session.query(Coding).filter_by(coder_id=two.ana.id).count() == 2


def test_a_round_on_one_family_leaves_the_other_codes_alone(app: Flask, two: Two) -> None:
    text = make_document(two.study, "On m'a écoutée, mais tard.", "read")
    with writing():
        operations.begin(
            two.lead, two.study, name="Famille", coders=[two.ana, two.bo], size=1, strata=(),
            kinds=(), branch="A", coders_settle=False, states=READABLE, among=[text.id],
        )  # fmt: skip
        coding.add(two.ana, text, 0, 14, two.codes["A2"])
        coding.add(two.ana, text, 16, 26, two.codes["B4"])
        operations.finish(two.ana, text)
        operations.finish(two.bo, text)
        coding.add(two.ana, text, 0, 14, two.codes["B3"])  # nobody compares that family
        operations.sign(two.lead, text)
    counted_now = per_code(two.study, two.lead)
    assert counted_now == {two.codes["B4"].id: 1, two.codes["B3"].id: 1}


def test_agreement_is_read_and_taken_along(client: PageClient, two: Two) -> None:
    two.both()
    client.sign_in(two.ana)
    base = f"/double-codage/{two.round.public_id}/accord"
    page = client.get(base)
    assert "Ensemble" in page.text
    for asked in ("?unite=character", "?unite=segment&seuil=75", "?niveau=1", "?paire=9-1&unite=x"):
        assert "Ensemble" in client.get(base + asked).text
    answer = client._ask(client.browser.get, f"{base}.xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == [
        "Lisez-moi", "Par texte", "Par caractère", "Par passage", "Texte par texte",
    ]  # fmt: skip
    rows = list(book["Par texte"].iter_rows(values_only=True))
    whole = dict(zip(rows[0], rows[-1], strict=True))
    assert whole["Les deux"] == 1
    assert whole["Code"] in ("", None)


def test_one_version_is_settled_signed_counted_and_opened_again(
    client: PageClient, two: Two
) -> None:
    two.both()
    client.sign_in(two.ana)
    assert "Garder" not in client.get(address(two)).text  # the lead settles here
    client.post(address(two, 0, "/signature"), status=404)
    client.sign_in(two.lead)
    client.follow(address(two, 0, "/version"), {"codage": "accord"})
    other = db.session.query(Coding).filter_by(coder_id=two.ana.id, valence=-1).one().public_id
    client.follow(address(two, 0, "/version"), {"codage": other})
    empty = client.post(
        address(two, 0, "/version/ajout"), {"code": "?", "sentence": "0-4", "valence": "0"}, 422
    )
    assert "Choisissez un code" in empty.text
    own = {"code": "A1", "sentence": "0-20", "valence": "1"}
    page = client.follow(address(two, 0, "/version/ajout"), own)
    mine = db.session.query(Coding).filter_by(code_id=two.codes["A1"].id).one()
    assert mine.settled
    assert not mine.counts
    client.follow(address(two, 0, "/version/retrait"), {"codage": mine.public_id})
    page = client.follow(address(two, 0, "/signature"))
    assert "Version signée" in page.text
    db.session.rollback()
    assert per_code(two.study, two.ana) == {
        two.codes["A2"].id: 1, two.codes["B4"].id: 2
    }  # fmt: skip
    kept = list(files.codings(Scope(two.study.id)))
    assert sum(one.settled for one in kept) == 2
    assert sum(not one.settled for one in kept) == 4  # the originals are still there
    with pytest.raises(Refused, match="signés"):
        two.code(two.ana, 0, "A3", 0, 20)
    client.follow(address(two, 0, "/signature/retrait"))
    db.session.rollback()
    assert per_code(two.study, two.ana)[two.codes["A2"].id] == 2


def test_a_closed_round_ends_blindness_and_a_withdrawn_text_drops_out(
    client: PageClient, two: Two
) -> None:
    two.code(two.bo, 0, "A2", 0, 20, 1)
    client.sign_in(two.lead)
    client.follow(f"/double-codage/{two.round.public_id}/cloture")
    client.sign_in(two.ana)
    assert "Bo Code" in client.get(f"/codage/{two.texts[0].public_id}?autres=1").text
    assert "Ce tirage est clos" in client.follow(f"/codage/{two.texts[0].public_id}/fini").text
    with writing():
        db.session.get_one(Document, two.texts[1].id).state = "withdrawn"
    assert len(queries.lines(two.round)) == 2
    assert "2 textes" in client.get(f"/double-codage/{two.round.public_id}").text


def test_a_name_masked_later_keeps_the_text_in_its_round(app: Flask, two: Two) -> None:
    two.both()
    with writing():
        old = db.session.get_one(Document, two.texts[0].id)
        newer = coding.supersede(two.lead, old, [Mask(0, 2, "[X]")], KEY)
        number = newer.id
    held = queries.of_text(number)
    assert held is not None
    assert held[0].id == two.round.id
    assert len(queries.texts(two.round)[-1].by_coder[0] or {}) == 2


def test_a_list_and_an_agreement_ask_as_often_whatever_their_length(app: Flask, two: Two) -> None:
    two.both()
    assert (two.round.coders[0].name, two.study.title) != ("", "")
    with counted() as few:
        queries.texts(two.round)
        queries.rounds(two.study)
    assert len(few) <= 9


def test_only_those_of_the_round_and_the_lead_see_it(client: PageClient, two: Two) -> None:
    client.sign_in(make_member(two.study, "coder"))
    client.get(f"/double-codage/{two.round.public_id}", 404)
    client.get(address(two), 404)
    assert "Rien à coder en double" in client.get(
        f"/etudes/{two.study.public_id}/double-codage"
    ).text  # fmt: skip


def test_a_text_is_drawn_once(app: Flask, two: Two) -> None:
    with pytest.raises(Refused, match="Aucun texte à tirer"), writing():
        operations.begin(
            two.lead, two.study, name="Encore", coders=[two.ana, two.bo], size=1, strata=(),
            kinds=(), branch="", coders_settle=False, states=READABLE,
        )  # fmt: skip
