"""House templates, as the administrator names them and study leads use them."""

from __future__ import annotations

import io
import json

from feedback.db import db
from feedback.instruments import operations as instruments
from feedback.instruments.models import Instrument
from feedback.instruments.queries import draft
from tests.factories import make_account, make_lead, make_study, make_survey
from tests.instruments.core.making import make_core, make_local, publish, with_more
from tests.instruments.making import source
from tests.page_client import PageClient
from tests.statements import counted


def test_the_administrator_names_a_template_and_withdraws_it(client: PageClient) -> None:
    survey = make_survey(make_study(title="Accueil"))
    client.sign_in(make_account("administrator"))
    page = client.get("/modeles")
    assert "Aucun modèle de la maison" in page.text
    assert "Votre visite" in page.text
    assert "Pourquoi venez-vous" in client.get(f"/modeles/{survey.public_id}").text
    page = client.follow(f"/modeles/{survey.public_id}/designation")
    assert "Aucun modèle de la maison" not in page.text
    page = client.follow(f"/modeles/{survey.public_id}/retrait")
    assert "Aucun modèle de la maison" in page.text


def test_a_lead_sees_the_questions_of_a_template_but_of_no_other_study(client: PageClient) -> None:
    house, mine = make_study(), make_study()
    survey = make_survey(house)
    client.sign_in(make_lead(mine))
    client.get(f"/modeles/{survey.public_id}", 404)
    core = make_core(make_study())
    page = client.get(f"/modeles/{core.public_id}?etude={mine.public_id}")
    assert "Pourquoi venez-vous" in page.text
    assert "En faire un modèle" not in page.text


def test_a_local_instrument_is_made_marked_and_brought_up_to_date(client: PageClient) -> None:
    house, mine = make_study(), make_study()
    core = make_core(house)
    client.sign_in(make_lead(mine))
    assert (
        "Modèles de la maison"
        in client.get(f"/etudes/{mine.public_id}/questionnaires/nouveau").text
    )
    page = client.follow(
        f"/etudes/{mine.public_id}/questionnaires/local",
        {"model": core.public_id, "title": "Chez nous"},
    )
    assert "Questionnaire local prêt" in page.text
    assert "viennent de « Votre visite », version 1" in page.text
    assert page.html.count("badge accent core") == 11
    assert "Reprendre le noyau" not in page.text
    publish(
        house, core, with_more(instruments.latest(db.session.merge(core)), source("number", "age"))
    )
    (local,) = (i for i in db.session.query(Instrument) if i.study_id == mine.id)
    page = client.get(f"/questionnaires/{local.public_id}")
    assert "Reprendre le noyau version 2" in page.text
    assert "nouvelle version" in client.get("/avis-recus").text
    page = client.follow(f"/questionnaires/{local.public_id}/noyau")
    assert "Brouillon refait sur le nouveau noyau" in page.text
    assert page.html.count("badge accent core") == 12


def test_a_template_nobody_offers_is_said_plainly(client: PageClient) -> None:
    mine = make_study()
    client.sign_in(make_lead(mine))
    page = client.follow(f"/etudes/{mine.public_id}/questionnaires/local", {"model": "x"})
    assert "Ce modèle n'est plus proposé" in page.text


def test_a_file_that_changes_the_core_is_refused_with_the_question_named(
    client: PageClient,
) -> None:
    house, mine = make_study(), make_study()
    local = make_local(mine, make_core(house))
    document = instruments.latest(db.session.merge(local)).as_json()
    document["questions"][0]["text"]["fr"] = "Autre chose ?"
    client.sign_in(make_lead(mine))
    from_file = client.post(
        f"/questionnaires/{local.public_id}/brouillon", {"file": file_of(document)}, 422
    )
    assert (
        "Question « satisfaction » : elle est du noyau, on n’y change pas le texte"
        in from_file.text
    )
    assert draft(db.session.merge(local)) is None


def file_of(document: object) -> tuple[object, str]:
    """An upload of a JSON document."""
    return io.BytesIO(json.dumps(document).encode()), "questionnaire.json"


def test_the_pages_ask_the_same_whatever_the_number_of_templates(client: PageClient) -> None:
    admin = make_account("administrator")
    make_core(make_study())
    client.sign_in(admin)
    client.get("/modeles")
    with counted() as few:
        client.get("/modeles")
    for _turn in range(4):
        make_local(make_study(), make_core(make_study()))
        make_survey(make_study(), "parole")
    client.get("/modeles")
    with counted() as many:
        client.get("/modeles")
    assert len(many) == len(few)
