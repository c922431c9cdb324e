"""The pages of instruments, as a study lead uses them."""

from __future__ import annotations

import io
import json

from sqlalchemy import select

from feedback.accounts.models import AuditEntry
from feedback.db import db, writing
from feedback.instruments import library
from feedback.instruments.models import Instrument
from feedback.instruments.queries import draft, instruments, published
from feedback.studies.models import Study
from tests.factories import make_account, make_lead, make_member, make_study, make_survey
from tests.page_client import PageClient
from tests.statements import counted


def file_of(document: object) -> tuple[io.BytesIO, str]:
    """An upload of a JSON document."""
    return io.BytesIO(json.dumps(document).encode()), "questionnaire.json"


def test_a_study_without_instrument_says_where_to_begin(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    page = client.get(f"/etudes/{study.public_id}/questionnaires")
    assert "Rien n'est encore demandé" in page.text


def test_the_library_shows_each_model_with_its_questions_and_unread_languages(
    client: PageClient,
) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    page = client.get(f"/etudes/{study.public_id}/questionnaires/nouveau")
    for name in library.names():
        assert library.load(name).title["fr"] in page.text
    assert "8 questions" in page.text
    assert "العربية * (pas encore relu)" in page.text


def test_a_model_becomes_a_draft_then_is_published(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    page = client.follow(f"/etudes/{study.public_id}/questionnaires", {"model": "accueil"})
    assert "Brouillon" in page.text
    (instrument,) = instruments(study)
    page = client.follow(f"/questionnaires/{instrument.public_id}/publication")
    assert "Version 1 publiée" in page.text
    db.session.expire_all()
    assert published(instruments(study)[0]) is not None


def test_publishing_waits_for_the_notice(client: PageClient) -> None:
    study = make_study()
    with writing():
        db.session.get_one(Study, study.id).notice = {}
    client.sign_in(make_lead(study))
    client.post(f"/etudes/{study.public_id}/questionnaires", {"model": "accueil"})
    (instrument,) = instruments(study)
    page = client.follow(f"/questionnaires/{instrument.public_id}/publication")
    assert "Complétez d'abord l'information des personnes" in page.text
    assert published(instrument) is None


def test_the_same_model_twice_is_refused(client: PageClient) -> None:
    study = make_study()
    make_survey(study)
    client.sign_in(make_lead(study))
    page = client.follow(f"/etudes/{study.public_id}/questionnaires", {"model": "accueil"})
    assert "déjà un questionnaire de ce code" in page.text
    assert len(instruments(study)) == 1


def test_a_file_comes_back_as_it_left(client: PageClient) -> None:
    study, other = make_study(), make_study()
    instrument = make_survey(study)
    version = published(instrument)
    assert version is not None
    client.sign_in(make_lead(study))
    address = f"/questionnaires/{instrument.public_id}/versions/{version.public_id}/fichier"
    data = client.get(address).response.data
    client.sign_in(make_lead(other))
    client.follow(
        f"/etudes/{other.public_id}/questionnaires/import", {"file": (io.BytesIO(data), "a.json")}
    )
    (copy,) = instruments(other)
    assert draft(copy).digest == version.digest  # type: ignore[union-attr]


def test_every_fault_of_a_file_is_told_and_nothing_is_made(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    document = {
        "format": 1, "code": "essai", "kind": "survey", "title": {"fr": "Essai"},
        "languages": ["fr"], "questions": [
            {"code": "un", "kind": "single", "text": {"en": "One"}, "options": []},
            {"code": "deux", "kind": "inconnu", "text": {"fr": "Deux"}},
        ],
    }  # fmt: skip
    page = client.post(
        f"/etudes/{study.public_id}/questionnaires/import", {"file": file_of(document)}, 422
    )
    assert "« un »" in page.text
    assert "« deux » : le type « inconnu » n’existe pas" in page.text
    assert instruments(study) == []


def test_no_file_at_all_is_said_plainly(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    page = client.post(f"/etudes/{study.public_id}/questionnaires/import", {}, 422)
    assert "Choisissez un fichier" in page.text


def test_every_language_and_width_can_be_looked_at(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    version = published(instrument)
    assert version is not None
    client.sign_in(make_member(study, "coder"))
    address = f"/questionnaires/{instrument.public_id}/versions/{version.public_id}"
    for tag in library.load("accueil").languages:
        for width in ("telephone", "tablette", "ordinateur"):
            page = client.get(f"{address}?langue={tag}&largeur={width}")
            assert f"preview-{width}" in page.html
    arabic = client.get(f"{address}?langue=ar")
    assert 'lang="ar" dir="rtl"' in arabic.html
    assert "كيف كانت زيارتك اليوم؟" in arabic.text
    assert "pas encore été relue" in arabic.text


def test_a_language_or_width_nobody_knows_shows_the_usual_one(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    version = published(instrument)
    assert version is not None
    client.sign_in(make_lead(study))
    address = f"/questionnaires/{instrument.public_id}/versions/{version.public_id}"
    page = client.get(f"{address}?langue=xx&largeur=9")
    assert "preview-tablette" in page.html


def test_turning_on_an_unread_language_is_written_in_the_log(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    with writing():
        db.session.get_one(Study, study.id).languages = ["fr"]
    client.sign_in(make_lead(study))
    client.follow(f"/questionnaires/{instrument.public_id}/langues/ar")
    db.session.expire_all()
    assert db.session.get_one(Study, study.id).languages == ["fr", "ar"]
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.act, entry.detail) == ("language.offered", {"language": "ar", "reviewed": False})


def test_french_is_always_offered(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    client.sign_in(make_lead(study))
    address = f"/questionnaires/{instrument.public_id}/langues/"
    assert "ne peut pas être retirée" in client.follow(f"{address}fr", {"stop": "1"}).text
    client.follow(f"{address}ar", {"stop": "1"})
    db.session.expire_all()
    assert "ar" not in db.session.get_one(Study, study.id).languages


def test_a_draft_thrown_away_before_any_publication_takes_the_instrument_with_it(
    client: PageClient,
) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    client.post(f"/etudes/{study.public_id}/questionnaires", {"model": "accueil"})
    (instrument,) = instruments(study)
    page = client.follow(f"/questionnaires/{instrument.public_id}/brouillon/retrait")
    assert "Brouillon jeté" in page.text
    assert db.session.scalar(select(Instrument.id)) is None


def test_a_draft_goes_on_from_an_older_version_and_leaves_it_alone(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    first = published(instrument)
    assert first is not None
    client.sign_in(make_lead(study))
    address = f"/questionnaires/{instrument.public_id}"
    client.follow(f"{address}/brouillon", {"version": first.public_id})
    page = client.follow(f"{address}/publication")
    assert "Version 2 publiée" in page.text
    db.session.expire_all()
    statuses = [v.status for v in db.session.get_one(Instrument, instrument.id).versions]
    assert statuses == ["superseded", "published"]


def test_a_file_of_another_instrument_cannot_become_its_draft(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    client.sign_in(make_lead(study))
    other = library.load("parole").as_json()
    page = client.post(
        f"/questionnaires/{instrument.public_id}/brouillon", {"file": file_of(other)}, 422
    )
    assert "Le code et le type d'un questionnaire ne changent pas" in page.text


def test_an_archived_instrument_is_asked_no_more(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    client.sign_in(make_lead(study))
    page = client.follow(f"/questionnaires/{instrument.public_id}/archivage")
    assert "n'est plus posé" in page.text
    db.session.expire_all()
    assert published(db.session.get_one(Instrument, instrument.id)) is None


def test_others_look_but_do_not_change(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    client.sign_in(make_member(study, "interviewer"))
    page = client.get(f"/questionnaires/{instrument.public_id}")
    assert "Archiver" not in page.text
    client.post(f"/questionnaires/{instrument.public_id}/archivage", status=404)
    client.post(f"/etudes/{study.public_id}/questionnaires", {"model": "parole"}, 404)


def test_an_instrument_out_of_reach_does_not_exist(client: PageClient) -> None:
    study, other = make_study(), make_study()
    instrument = make_survey(other)
    version = published(instrument)
    assert version is not None
    client.sign_in(make_lead(study))
    client.get(f"/questionnaires/{instrument.public_id}", 404)
    client.get(f"/questionnaires/{instrument.public_id}/versions/{version.public_id}/fichier", 404)
    client.sign_in(make_account("administrator"))
    client.get(f"/questionnaires/{instrument.public_id}", 404)


def test_a_version_of_another_instrument_is_not_shown_under_this_one(client: PageClient) -> None:
    study = make_study()
    survey, guide = make_survey(study), make_survey(study, "naissance")
    version = published(guide)
    assert version is not None
    client.sign_in(make_lead(study))
    client.get(f"/questionnaires/{survey.public_id}/versions/{version.public_id}", 404)


def test_more_instruments_ask_the_database_no_more(client: PageClient) -> None:
    study = make_study()
    make_survey(study)
    client.sign_in(make_lead(study))
    address = f"/etudes/{study.public_id}/questionnaires"
    client.get(address)
    with counted() as few:
        client.get(address)
    for name in ("naissance", "separation", "parole"):
        make_survey(study, name)
    with counted() as more:
        client.get(address)
    assert len(more) == len(few)
