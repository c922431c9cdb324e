"""Pictures of a study: taken in, shown to anyone, kept as long as they are shown."""

from __future__ import annotations

import io

from feedback.db import db, writing
from feedback.instruments import operations
from feedback.instruments.definition import load
from feedback.instruments.models import Picture
from feedback.instruments.queries import pictures
from feedback.kiosk.blueprint import kept_for
from feedback.studies.models import Study
from tests.factories import make_account, make_lead, make_study
from tests.instruments.making import document, source
from tests.page_client import PageClient
from tests.places import PNG
from tests.statements import counted


def added(client: PageClient, study: Study, body: bytes = PNG, name: str = "guichet.png") -> str:
    """The page after an upload."""
    address = f"/etudes/{study.public_id}/images"
    return client.follow(address, {"file": (io.BytesIO(body), name)}).text


def token(study: Study) -> str:
    """The study's one picture."""
    db.session.expire_all()
    (found,) = pictures(study)
    return found.token


def asking(shown: str) -> dict[str, object]:
    """A survey whose answers show that picture and a drawing."""
    options = [{"value": "ici", "label": {"fr": "Ici"}, "picture": shown},
               {"value": "la", "label": {"fr": "Là"}, "icon": "house"}]  # fmt: skip
    return document(source("single", options=options))


def test_a_picture_is_taken_in_and_served_for_ever_under_an_address_nobody_guesses(
    client: PageClient,
) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    assert "Image ajoutée" in added(client, study)
    answer = PageClient(client.browser.application).browser.get(f"/images/{token(study)}")
    assert (answer.data, answer.mimetype) == (PNG, "image/png")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert len(token(study)) == 22


def test_what_is_not_a_safe_picture_is_refused_with_words(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    address = f"/etudes/{study.public_id}/images"
    for body, words in (
        (b"<svg onload='alert(1)'/>", "PNG, JPEG ou WebP"),
        (PNG + bytes(210_000), "trop lourde"),
        (PNG[:18], "abîmée"),
        (b"", "PNG, JPEG ou WebP"),
    ):
        sent = {"file": (io.BytesIO(body), "image.png")}
        assert words in client.post(address, sent, status=422).text
    assert not pictures(study)


def test_a_questionnaire_shows_only_pictures_of_its_study(client: PageClient) -> None:
    study, other = make_study(), make_study()
    client.sign_in(make_lead(study))
    added(client, study)
    shown, lead = token(study), make_lead(other)
    with writing():
        operations.create(lead, db.session.get_one(Study, study.id), load(asking(shown)))
    try:
        with writing():
            operations.create(lead, db.session.get_one(Study, other.id), load(asking(shown)))
    except operations.Refused as refused:
        told = str(refused.message)
    assert "n’est pas dans l’étude" in told
    assert "option « ici »" in told


def test_a_picture_that_is_shown_stays_and_another_goes(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    added(client, study)
    shown, lead = token(study), make_lead(study)
    with writing():
        operations.create(lead, db.session.get_one(Study, study.id), load(asking(shown)))
    away = f"/etudes/{study.public_id}/images/retrait"
    assert "elle reste" in client.follow(away, {"image": shown}).text
    added(client, study, name="autre.png")
    other = next(one.token for one in pictures(study) if one.token != shown)
    assert "Image retirée" in client.follow(away, {"image": other}).text
    assert [one.token for one in db.session.query(Picture)] == [shown]


def test_the_page_of_pictures_costs_the_same_whatever_there_is(client: PageClient) -> None:
    study, lead = make_study(), make_account()
    client.sign_in(make_lead(study))
    address = f"/etudes/{study.public_id}/images"
    added(client, study)
    with counted() as few:
        client.get(address)
    for turn in range(4):
        added(client, study, name=f"image-{turn}.png")
        asked = document(source("single", text={"fr": f"Essai {turn}"}), code=f"essai_{turn}")
        with writing():
            operations.create(lead, db.session.get_one(Study, study.id), load(asked))
    with counted() as many:
        client.get(address)
    assert len(many) == len(few)


def test_a_tablet_keeps_the_pictures_and_the_script_it_needs(client: PageClient) -> None:
    with client.browser.application.test_request_context():
        questions = load(asking("a" * 22)).questions
        assert kept_for(questions) == [f"/images/{'a' * 22}"]
        (script,) = kept_for(load(document(source("ranking"))).questions)
        assert script.startswith("/repondre-kinds-")
