"""Pages of versions, as a study lead uses them."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from feedback.db import db, writing
from feedback.instruments import library, operations
from feedback.instruments.definition import load_loose
from feedback.instruments.models import Instrument
from feedback.instruments.queries import published
from feedback.studies.models import Study
from tests.factories import make_lead, make_link, make_member, make_study, make_survey
from tests.page_client import PageClient


def changed(**texts: str) -> dict[str, Any]:
    """The reception survey with other words for some questions."""
    made = copy.deepcopy(library.load("accueil").as_json())
    for question in made["questions"]:
        if question["code"] in texts:
            question["text"]["fr"] = texts[question["code"]]
    return made


def write_draft(instrument: Instrument, document: dict[str, Any]) -> None:
    """A draft, with its faults if it has some."""
    lead = make_lead(db.session.get_one(Study, instrument.study_id))
    with writing():
        held = db.session.get_one(Instrument, instrument.id)
        operations.save_draft(lead, held, load_loose(document)[0])


def addresses(instrument: Instrument) -> list[str]:
    """Public ids of the versions, oldest first."""
    db.session.expire_all()
    return [v.public_id for v in db.session.get_one(Instrument, instrument.id).versions]


def test_the_page_before_publication_groups_by_question_and_publishes(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    write_draft(instrument, changed(effort="Le récépissé, c’était…"))
    client.sign_in(make_lead(study))
    page = client.get(f"/questionnaires/{instrument.public_id}/verification")
    assert "récépissé" in page.text
    assert f'href="/questionnaires/{instrument.public_id}/atelier?q=effort"' in page.html
    assert "environ 2 minutes" in page.text
    page = client.follow(f"/questionnaires/{instrument.public_id}/publication")
    assert "Version 2 publiée" in page.text


def test_a_draft_with_faults_is_kept_and_never_published(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    document = changed()
    document["questions"][0]["options"] = []
    document["questions"][3]["text"] = {}
    write_draft(instrument, document)
    client.sign_in(make_lead(study))
    client.get(f"/questionnaires/{instrument.public_id}")
    page = client.get(f"/questionnaires/{instrument.public_id}/verification")
    assert "Il faut au moins 2 options." in page.text
    assert "Question sans texte" in page.text
    assert "publication" not in page.html
    page = client.follow(f"/questionnaires/{instrument.public_id}/publication")
    assert "Rien n'est publié" in page.text
    db.session.expire_all()
    assert published(db.session.get_one(Instrument, instrument.id)).number == 1  # type: ignore[union-attr]


def test_an_answer_taken_away_demands_a_new_code(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    document = changed()
    (asked,) = [one for one in document["questions"] if one["code"] == "resultat"]
    gone = asked["options"].pop()
    write_draft(instrument, document)
    client.sign_in(make_lead(study))
    page = client.get(f"/questionnaires/{instrument.public_id}/verification")
    assert f"« {gone['label']['fr']} » n'est plus proposée" in page.text
    assert "« resultat_2 »" in page.text
    asked["code"] = "resultat_2"
    write_draft(instrument, document)
    assert (
        "Version 2 publiée"
        in client.follow(f"/questionnaires/{instrument.public_id}/publication").text
    )


def test_the_words_that_changed_are_marked_and_said(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    write_draft(instrument, changed(effort="Trouver le bon service, c’était…"))
    client.sign_in(make_member(study, "coder"))
    first, second = addresses(instrument)
    page = client.get(f"/questionnaires/{instrument.public_id}/versions/{first}/{second}")
    read = " ".join(page.text.split())
    assert "Trouver [retiré : la bonne personne fin] [ajouté : le bon service fin]" in read
    assert "<del>" in page.html
    assert "Questions : 1 reformulée" in page.text
    turned = client.get(f"/questionnaires/{instrument.public_id}/versions/{second}/{first}")
    assert "De la version 1 à la version 2" in turned.text


def test_the_annex_tells_codes_values_scores_rules_and_the_history(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    write_draft(instrument, changed(effort="Trouver le bon service, c’était…"))
    client.sign_in(make_lead(study))
    client.follow(f"/questionnaires/{instrument.public_id}/publication")
    _first, second = addresses(instrument)
    page = client.get(f"/questionnaires/{instrument.public_id}/versions/{second}/annexe")
    for said in ("tres_bien", "Hors base", "ne sait pas", "dimension", "Première version",
                 "Questions : 1 reformulée", "500 caractères au plus"):  # fmt: skip
        assert said in page.text, said
    assert "Montrer si" in page.text


@pytest.mark.parametrize("name", ["separation", "parole"])
def test_guides_and_sheets_have_their_annex(client: PageClient, name: str) -> None:
    study = make_study()
    instrument = make_survey(study, name)
    client.sign_in(make_lead(study))
    (only,) = addresses(instrument)
    client.get(f"/questionnaires/{instrument.public_id}/versions/{only}/annexe")


def test_an_archived_survey_is_asked_again(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    link = make_link(study, instrument)
    client.sign_in(make_lead(study))
    client.follow(f"/questionnaires/{instrument.public_id}/archivage")
    assert "Cette enquête est terminée" in client.get(f"/r/{link.token}", 410).text
    page = client.follow(f"/questionnaires/{instrument.public_id}/reouverture")
    assert "La version 1 est posée à nouveau" in page.text
    client.get(f"/r/{link.token}")
    page = client.follow(f"/questionnaires/{instrument.public_id}/reouverture")
    assert "n'est pas archivé" in page.text


def test_others_neither_plan_nor_reopen(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    client.sign_in(make_member(study, "coder"))
    for address in ("calendrier", "verification"):
        client.get(f"/questionnaires/{instrument.public_id}/{address}", 404)
    client.post(f"/questionnaires/{instrument.public_id}/reouverture", status=404)
    client.post(f"/questionnaires/{instrument.public_id}/calendrier", {"act": "close"}, 404)
