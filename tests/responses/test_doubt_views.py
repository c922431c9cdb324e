"""The page of doubtful responses: why, what was ticked, counting after all, and back."""

from __future__ import annotations

from feedback.accounts.models import AuditEntry
from feedback.db import db
from feedback.responses.models import Response
from tests.factories import make_lead, make_member, make_responses, make_study, make_survey
from tests.page_client import PageClient
from tests.responses.test_operations import counts
from tests.statements import counted

TICKED = {"satisfaction": "pas_bien", "motif": ["argent"], "resultat": "non"}


def test_the_lead_sees_why_and_what_was_ticked_but_no_text(client: PageClient) -> None:
    study = make_study()
    make_responses(
        study, make_survey(study), 1, flags=("too_fast", "straight"), answers=TICKED,
        texts={"commentaire": "Ne pas montrer"},
    )  # fmt: skip
    page = client.sign_in(make_lead(study)).get(f"/etudes/{study.public_id}/reponses-douteuses")
    assert "répondue trop vite" in page.text
    assert "même réponse partout" in page.text
    assert "Pas bien · Argent, RSA · Non" in page.text
    assert "Ne pas montrer" not in page.html
    assert "écartée" in page.text


def test_the_same_gesture_counts_one_and_takes_it_out_again(client: PageClient) -> None:
    study = make_study()
    make_responses(study, make_survey(study), 2, flags=("too_fast",))
    one = db.session.query(Response).first().public_id
    before = counts()
    client.sign_in(make_lead(study))
    address = f"/etudes/{study.public_id}/reponses-douteuses?motif=too_fast"
    page = client.follow(address, {"compter": one})
    assert "1 réponse comptée quand même." in page.text
    assert "comptées quand même 1" in page.text
    assert counts() != before
    page = client.follow(address, {"ecarter": one})
    assert "1 réponse écartée." in page.text
    assert counts() == before
    acts = [e.act for e in db.session.query(AuditEntry) if e.act.startswith("response.")]
    assert acts == ["response.counted", "response.left_out"]


def test_several_are_counted_at_once_and_those_already_counted_are_left_alone(
    client: PageClient,
) -> None:
    study = make_study()
    make_responses(study, make_survey(study), 3, flags=("suspect",))
    ids = [r.public_id for r in db.session.query(Response)]
    client.sign_in(make_lead(study))
    address = f"/etudes/{study.public_id}/reponses-douteuses"
    client.follow(address, {"compter": ids[0]})
    page = client.follow(address, {"geste": "compter", "reponse": ids})
    assert "2 réponses comptées quand même." in page.text
    page = client.follow(address, {"geste": "ecarter"})
    assert "Cochez d'abord" in page.text
    assert all(r.counted for r in db.session.query(Response))


def test_everything_on_the_page_can_be_ticked_without_a_script(client: PageClient) -> None:
    study = make_study()
    make_responses(study, make_survey(study), 2, flags=("suspect",))
    client.sign_in(make_lead(study))
    page = client.get(f"/etudes/{study.public_id}/reponses-douteuses?coches=1")
    assert page.html.count('name="reponse"') == page.html.count(" checked") == 2


def test_the_results_lead_to_the_page_and_only_for_those_who_may(client: PageClient) -> None:
    study = make_study()
    survey = make_survey(study)
    make_responses(study, survey, 8)
    make_responses(study, survey, 6, flags=("too_fast",))
    results = f"/enquetes/{survey.public_id}/resultats"
    assert "6 réponses écartées : pourquoi ?" in client.sign_in(make_lead(study)).get(results).text
    assert "pourquoi ?" not in client.sign_in(make_member(study, "coder")).get(results).text


def test_agents_and_strangers_have_no_such_page(client: PageClient) -> None:
    study = make_study()
    address = f"/etudes/{study.public_id}/reponses-douteuses"
    client.sign_in(make_member(study, "agent")).get(address, 404)
    client.sign_in(make_lead(make_study())).get(address, 404)
    client.post(address, {"geste": "compter", "reponse": "x"}, 404)


def test_a_long_list_costs_no_more_statements(client: PageClient) -> None:
    study = make_study()
    survey = make_survey(study)
    client.sign_in(make_lead(study))
    address = f"/etudes/{study.public_id}/reponses-douteuses"
    make_responses(study, survey, 1, flags=("too_fast",))
    client.get(address)
    with counted() as few:
        client.get(address)
    make_responses(study, survey, 30, flags=("straight",), mode="lien")
    with counted() as many:
        client.get(address)
    assert len(many) == len(few)
