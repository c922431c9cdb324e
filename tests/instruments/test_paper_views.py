"""The pages of sheets to print."""

from __future__ import annotations

import json

from feedback.db import db, writing
from feedback.instruments import operations
from feedback.instruments.kinds import KINDS
from feedback.instruments.models import Instrument
from tests.factories import make_account, make_lead, make_member, make_study, make_survey
from tests.instruments.making import document, source
from tests.page_client import PageClient

PRINTED = [kind for kind in KINDS if kind != "steps"]


def address(survey: Instrument) -> str:
    """The sheet of a survey's first version."""
    version = survey.versions[0].public_id
    return f"/questionnaires/{survey.public_id}/versions/{version}/papier"


def test_an_agent_prints_the_sheet_in_a_language_of_the_study(client: PageClient) -> None:
    study = make_study()
    survey = make_survey(study)
    client.sign_in(make_member(study, "agent"))
    listed = client.get(f"/etudes/{study.public_id}/papier")
    assert "العربية" in listed.text
    page = client.get(f"{address(survey)}?langue=ar&taille=grande")
    assert 'lang="ar" dir="rtl"' in page.html
    assert "paper-grande" in page.html
    assert "كيف كانت زيارتك اليوم؟" in page.text


def test_a_language_the_study_does_not_offer_gives_the_french_sheet(client: PageClient) -> None:
    study = make_study()
    survey = make_survey(study)
    with writing():
        db.session.merge(study).languages = ["fr", "en"]
    client.sign_in(make_member(study, "agent"))
    page = client.get(f"{address(survey)}?langue=ar")
    assert "Comment s’est passée votre visite" in page.text
    assert "العربية" not in page.text


def test_the_sheet_says_rules_notice_and_where_it_goes(client: PageClient) -> None:
    study = make_study()
    survey = make_survey(study)
    page = client.sign_in(make_lead(study)).get(address(survey))
    assert "Répondez seulement si vous avez répondu « Oui » à la question 6." in page.text
    assert "Votre avis sert à améliorer l’accueil" in page.text
    assert "urne de l’accueil" in page.text
    assert "Version papier" in client.get(f"/questionnaires/{survey.public_id}").text


def test_every_kind_of_question_is_printed(client: PageClient) -> None:
    study, lead = make_study(), make_account()
    asked = document(*(source(kind, f"k_{kind}") for kind in PRINTED))
    with writing():
        survey = operations.create_from_json(lead, study, json.dumps(asked).encode())
        operations.publish(lead, study, survey)
    page = client.sign_in(make_lead(study)).get(address(survey))
    for kind in PRINTED:  # a bank is its questions
        assert (f"Question k_{kind}" in page.text) == (kind != "bank"), kind
    for words in (
        "Tirée A",
        "Tirée B",
        "Entre 0 et 120.",
        "Rien",
        "Ligne A",
        "Bas",
        "Haut",
        "ans",
        "Jour",
        "Une ligne",
    ):
        assert words in page.text, words


def test_a_draft_a_guide_and_another_study_have_no_sheet(client: PageClient) -> None:
    study = make_study()
    survey = make_survey(study)
    guide = make_survey(study, "separation")
    with writing():
        draft = operations.draft_from(
            make_lead(study), db.session.merge(survey), survey.versions[0]
        )
        draft_id = draft.public_id
    client.sign_in(make_lead(study))
    client.get(address(guide), 404)
    client.get(f"/questionnaires/{survey.public_id}/versions/{draft_id}/papier", 404)
    client.sign_in(make_member(make_study(), "agent")).get(address(survey), 404)
