"""Staff pages of paroles."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from feedback.accounts.models import AuditEntry
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.paroles import operations
from feedback.paroles.models import Parole
from feedback.studies.models import Study
from tests.factories import make_lead, make_member, make_study, make_survey
from tests.page_client import PageClient
from tests.paroles.making import WORDS, make_parole, make_parole_link
from tests.statements import counted


@pytest.fixture
def study(app: object) -> Study:
    """A study with a published parole sheet."""
    made = make_study()
    make_survey(made, "parole")
    return made


def state(parole: Parole, value: str) -> None:
    """Put the parole's text in a state."""
    with writing():
        db.session.get_one(Document, parole.document_id).state = value


def test_without_a_published_sheet_the_page_says_what_to_do(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_member(study, "moderator"))
    page = client.get(f"/etudes/{study.public_id}/paroles")
    assert "Publiez d'abord la fiche parole" in page.text
    client.get(f"/etudes/{study.public_id}/paroles/lot", 422)


def test_the_lead_opens_the_link_and_closes_it(client: PageClient, study: Study) -> None:
    client.sign_in(make_lead(study))
    sheet = study_sheet(study)
    page = client.follow(f"/etudes/{study.public_id}/paroles/lien", {"sheet": sheet})
    assert "/p/" in page.text
    link = make_parole_link(study)
    page = client.follow(f"/etudes/{study.public_id}/paroles/lien/{link.public_id}/fermeture")
    assert "Lien fermé" in page.text


def study_sheet(study: Study) -> str:
    """Public id of the parole sheet."""
    return make_parole_link(study).instrument.public_id


def test_an_interviewer_cannot_open_a_link(client: PageClient, study: Study) -> None:
    client.sign_in(make_member(study, "interviewer"))
    client.post(f"/etudes/{study.public_id}/paroles/lien", {"sheet": study_sheet(study)}, 404)


def test_words_not_read_yet_are_shown_to_those_who_moderate_only(
    client: PageClient, study: Study
) -> None:
    parole = make_parole(study)
    for role, sees in (("moderator", True), ("study_lead", True), ("interviewer", False)):
        client.sign_in(make_member(study, role))
        for address in (f"/etudes/{study.public_id}/paroles", f"/paroles/{parole.public_id}"):
            assert (WORDS in client.get(address).text) is sees


def test_words_once_read_are_shown_to_all_who_collect(client: PageClient, study: Study) -> None:
    parole = make_parole(study, fonction="autre", fonction__other="médiatrice")
    state(parole, "read")
    client.sign_in(make_member(study, "interviewer"))
    page = client.get(f"/paroles/{parole.public_id}")
    assert WORDS in page.text
    assert "médiatrice" in page.text
    assert "Citation anonyme" in page.text


def test_the_list_is_sorted_by_state(client: PageClient, study: Study) -> None:
    one, two = make_parole(study), make_parole(study, parole="Une seconde parole, validée.")
    state(two, "validated")
    client.sign_in(make_lead(study))
    address = f"/etudes/{study.public_id}/paroles"
    page = client.get(f"{address}?etat=validated")
    assert "Une seconde parole" in page.text
    assert WORDS not in page.text
    assert WORDS in client.get(f"{address}?etat=to_read").text
    assert "Aucune parole ici" in client.get(f"{address}?etat=withdrawn").text
    with writing():
        operations.withdraw(db.session.get_one(Parole, one.id))
    assert "Parole retirée" in client.get(f"{address}?etat=withdrawn").text
    assert "Parole retirée" not in client.get(address).text


def test_older_paroles_are_on_the_next_page(client: PageClient, study: Study) -> None:
    make_parole(study, parole="La toute première parole, ancienne.")
    for number in range(50):
        make_parole(study, parole=f"Parole numéro {number}, dite plus tard.")
    client.sign_in(make_lead(study))
    page = client.get(f"/etudes/{study.public_id}/paroles")
    assert "La toute première" not in page.text
    older = next(a.get("href") for a in page.all("a") if "avant=" in (a.get("href") or ""))
    assert "La toute première" in client.get(older).text


def test_a_parole_is_withdrawn_at_its_authors_request(client: PageClient, study: Study) -> None:
    parole = make_parole(study)
    client.sign_in(make_member(study, "moderator"))
    page = client.follow(f"/paroles/{parole.public_id}/retrait")
    assert "Ses mots sont effacés" in page.text
    assert WORDS not in page.text
    client.post(f"/paroles/{parole.public_id}/code", status=422)


def test_the_code_is_shown_again_and_the_log_says_so(client: PageClient, study: Study) -> None:
    parole = make_parole(study)
    client.sign_in(make_member(study, "interviewer"))
    page = client.post(f"/paroles/{parole.public_id}/code", status=200)
    assert "À taper sur la page /retrait" in page.text
    assert db.session.scalar(select(AuditEntry.id).where(AuditEntry.act == "parole.code_shown"))


def test_an_address_is_shown_to_the_lead_only(client: PageClient, study: Study) -> None:
    parole = make_parole(study, relecture="oui")
    from_house = client.app.extensions.setdefault("secrets", {})
    from_house["contact_key"] = "ab" * 32
    with writing():
        operations.keep_contact(db.session.get_one(Parole, parole.id), "moi@example.org", "ab" * 32)
    client.sign_in(make_member(study, "moderator"))
    client.post(f"/paroles/{parole.public_id}/contact", status=404)
    client.sign_in(make_lead(study))
    assert "moi@example.org" not in client.get(f"/paroles/{parole.public_id}").text
    assert "moi@example.org" in client.post(f"/paroles/{parole.public_id}/contact", status=200).text
    from_house.pop("contact_key")


def test_a_parole_out_of_reach_does_not_exist(client: PageClient, study: Study) -> None:
    parole = make_parole(study)
    other = make_study()
    for person in (make_lead(other), make_member(study, "coder"), make_member(study, "manager")):
        client.sign_in(person)
        client.get(f"/paroles/{parole.public_id}", 404)
        client.post(f"/paroles/{parole.public_id}/retrait", status=404)


def test_a_longer_list_asks_the_database_no_more(client: PageClient, study: Study) -> None:
    make_parole(study)
    make_parole_link(study)
    client.sign_in(make_lead(study))
    address = f"/etudes/{study.public_id}/paroles"
    client.get(address)
    with counted() as few:
        client.get(address)
    for number in range(12):
        make_parole(study, parole=f"Parole numéro {number}, dite plus tard.")
    with counted() as more:
        client.get(address)
    assert len(more) == len(few)
