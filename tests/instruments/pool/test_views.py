"""The page of the pool, as a study lead uses it without JavaScript."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from feedback.accounts import operations as accounts
from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.instruments.definition import Definition, load, load_loose
from feedback.instruments.models import Instrument, Picture
from feedback.instruments.queries import draft
from feedback.studies.models import Study
from tests.factories import make_lead, make_member, make_study, make_survey
from tests.instruments.core.making import make_core, make_local
from tests.instruments.making import definition, document, source
from tests.page_client import PageClient
from tests.places import PNG
from tests.statements import counted


def make_draft(study: Study, of: Definition | None = None, code: str = "mien") -> Instrument:
    """An instrument with nothing but a draft."""
    with writing() as session:
        asked = of or definition(source("yes_no", "debut"), source("yes_no", "fin"))
        made = load({**asked.as_json(), "code": code})
        return instruments.create(make_lead(study), session.get_one(Study, study.id), made)


def codes(of: Instrument) -> list[str]:
    """Codes of its draft."""
    db.session.expire_all()
    held = db.session.get_one(Instrument, of.id)
    return [one.code for one in instruments.latest(held).written]


def ask(client: PageClient, of: Instrument, *keys: str, after: str = "", status: int = 0) -> object:
    """Put questions into the draft."""
    address, data = f"/questionnaires/{of.public_id}/banque", {"choisie": [*keys], "apres": after}
    return client.post(address, data, status) if status else client.follow(address, data)


def test_questions_are_searched_chosen_and_added_after_one_of_the_draft(client: PageClient) -> None:
    study = make_study()
    mine = make_draft(study)
    client.sign_in(make_lead(study))
    page = client.get(f"/questionnaires/{mine.public_id}/banque?mots=RENONC&type=yes_no")
    assert "1 question trouvée" in page.text
    assert "l-accueil.renoncement" in page.html
    page = ask(client, mine, "l-accueil.motif_renoncement", "l-accueil.renoncement", after="debut")
    assert "2 questions ajoutées" in page.text  # type: ignore[attr-defined]
    assert codes(mine) == ["debut", "renoncement", "motif_renoncement", "fin"]


def test_questions_added_can_be_taken_back_like_any_act(client: PageClient) -> None:
    study = make_study()
    mine = make_draft(study)
    client.sign_in(make_lead(study))
    ask(client, mine, "l-accueil.effort")
    page = client.get(f"/questionnaires/{mine.public_id}/atelier")
    assert "Questions de la banque ajoutées" in page.html
    client.follow(f"/questionnaires/{mine.public_id}/atelier/retour", {"q": "effort"})
    assert codes(mine) == ["debut", "fin"]


def test_a_draft_with_faults_of_its_own_takes_questions_too(client: PageClient) -> None:
    study = make_study()
    mine = make_draft(study)
    with writing() as session:
        held = session.get_one(Instrument, mine.id)
        loose = document(source("yes_no", "debut"), source("single", "sans", text={}), code="mien")
        instruments.save_draft(make_lead(study), held, load_loose(loose)[0])
    client.sign_in(make_lead(study))
    client.get(f"/questionnaires/{mine.public_id}/banque")
    ask(client, mine, "l-accueil.effort", after="debut")
    assert codes(mine) == ["debut", "effort", "sans"]


def test_what_is_chosen_stays_chosen_over_searches(client: PageClient) -> None:
    study = make_study()
    mine = make_draft(study)
    client.sign_in(make_lead(study))
    address = f"/questionnaires/{mine.public_id}/banque?mots=zebre&choisie=l-accueil.effort"
    page = client.get(address)
    assert "1 question choisie" in page.text
    assert "Aucune question ne correspond" in page.text
    assert 'value="l-accueil.effort" checked' in page.html
    assert "csrf_token" not in address


def test_what_had_to_change_is_said(client: PageClient) -> None:
    study = make_study()
    mine = make_draft(study, definition(source("yes_no", "satisfaction")))
    client.sign_in(make_lead(study))
    page = ask(client, mine, "s-je_donne_mon_avis.satisfaction", "l-accueil.motif_renoncement")
    assert "s'appelle ici « satisfaction_2 »" in page.text  # type: ignore[attr-defined]
    assert "avait une règle sur une question absente" in page.text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("keys", "why"),
    [([], "Cochez au moins une question"), (["l-accueil.rien"], "n'est plus là"),
     (["v-secret.satisfaction"], "n'est plus là")],
)  # fmt: skip
def test_a_choice_that_cannot_be_added_is_refused_and_nothing_changes(
    client: PageClient, keys: list[str], why: str
) -> None:
    study = make_study()
    mine = make_draft(study)
    client.sign_in(make_lead(study))
    page = ask(client, mine, *keys, *(["l-accueil.effort"] if keys else []), status=422)
    assert why in page.text  # type: ignore[attr-defined]
    assert codes(mine) == ["debut", "fin"]
    assert not keys or 'value="l-accueil.effort" checked' in page.html  # type: ignore[attr-defined]


def test_past_questions_are_those_of_the_persons_studies_only(client: PageClient) -> None:
    own, other, secret = make_study(title="Mienne"), make_study(title="Autre"), make_study()
    for study, word in ((other, "girafe"), (secret, "baleine")):
        with writing() as session:
            asked = definition(source("yes_no", "animal", text={"fr": f"Une {word} ?"}))
            held = session.get_one(Study, study.id)
            made = instruments.create(make_lead(study), held, asked)
            instruments.publish(make_lead(study), held, made)
    mine = make_draft(own)
    person = make_member(own, "study_lead")
    with writing():
        accounts.grant_role(None, person, "interviewer", other.id)
    client.sign_in(person)
    page = client.get(f"/questionnaires/{mine.public_id}/banque?source=past")
    assert "girafe" in page.text
    assert "baleine" not in page.text
    assert "Posée dans « Essai », Autre, depuis le" in page.text
    assert "Résultats passés" not in page.text, "an interviewer reads no results"


def test_a_question_of_another_study_brings_its_pictures(client: PageClient) -> None:
    own, other = make_study(), make_study()
    lead = make_lead(own)
    with writing() as session:
        there = session.get_one(Study, other.id)
        token = instruments.add_picture(make_lead(other), there, "a.png", PNG).token
        options = [{"value": v, "label": {"fr": v}, "picture": token} for v in ("un", "deux")]
        made = instruments.create(
            make_lead(other), there, definition(source("single", "vu", options=options))
        )
        instruments.publish(make_lead(other), there, made)
        accounts.grant_role(None, session.merge(lead), "coder", other.id)
        version = made.versions[0].public_id
    mine = make_draft(own)
    client.sign_in(lead)
    for _turn in range(2):
        ask(client, mine, f"v-{version}.vu")
    copies = db.session.scalars(select(Picture).where(Picture.study_id == own.id)).all()
    assert [one.body for one in copies] == [PNG], "one copy, however often it is taken"
    assert codes(mine)[2:] == ["vu", "vu_2"]


def test_in_a_local_instrument_questions_come_after_the_core(client: PageClient) -> None:
    house, own = make_study(), make_study()
    local = make_local(own, make_core(house))
    client.sign_in(make_lead(own))
    page = client.get(f"/questionnaires/{local.public_id}/banque")
    assert page.html.count("<option", page.html.index('id="apres"')) == 1
    page = ask(client, local, "s-je_donne_mon_avis.comprehension", after="satisfaction", status=422)
    assert "« comprehension » : une question locale vient après celles du noyau" in page.text  # type: ignore[attr-defined]
    ask(client, local, "s-je_donne_mon_avis.comprehension", after="aide_reponse")
    assert codes(local)[-1] == "comprehension"
    assert draft(db.session.get_one(Instrument, local.id)) is not None


def test_the_page_asks_the_same_of_the_database_whatever_was_asked_before(
    client: PageClient,
) -> None:
    study = make_study()
    mine = make_draft(study)
    make_survey(study)
    client.sign_in(make_lead(study))
    address = f"/questionnaires/{mine.public_id}/banque"
    client.get(address)
    with counted() as few:
        client.get(address)
    for name in ("naissance", "separation", "parole"):
        make_survey(study, name)
    client.get(address)
    with counted() as many:
        client.get(address)
    assert len(many) == len(few)


@pytest.mark.parametrize("query", ["suite=-1", "suite=9999999", "type=x&dimension=%00", "mots=%22"])
def test_nonsense_in_the_address_breaks_nothing(client: PageClient, query: str) -> None:
    study = make_study()
    mine = make_draft(study)
    client.sign_in(make_lead(study))
    client.get(f"/questionnaires/{mine.public_id}/banque?{query}")


@pytest.mark.parametrize("word", ["a\0b", "é" * 70_000, "9" * 40, "v-.", "l-accueil.effort.x"])
def test_nonsense_in_the_form_is_refused_in_words(client: PageClient, word: str) -> None:
    study = make_study()
    mine = make_draft(study)
    client.sign_in(make_lead(study))
    page = ask(client, mine, word, after=word, status=422)
    assert "n'est plus là" in page.text  # type: ignore[attr-defined]
    assert codes(mine) == ["debut", "fin"]
