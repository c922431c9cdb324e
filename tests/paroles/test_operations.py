"""What happens to paroles."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from feedback.accounts.models import AuditEntry, Notice
from feedback.corpus.models import Document
from feedback.corpus.operations import of_origin
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.paroles import operations, queries
from feedback.paroles.models import Parole, ParoleContact
from feedback.responses.models import Conflict, Response
from feedback.responses.operations import rebuild_tally
from feedback.studies.models import Study
from tests.factories import make_lead, make_study, make_survey
from tests.paroles.making import CODES, KEY, WORDS, filled, make_parole, without
from tests.responses.test_operations import counts

UUID = "6f1f3f52-5c8c-4a3e-9d5a-0d8f4c2b7e11"


def test_a_parole_is_a_response_and_its_words_are_in_the_corpus(app: Flask) -> None:
    parole = make_parole(make_study())
    response = db.session.scalars(select(Response)).one()
    (document,) = of_origin("paroles", parole.public_id)
    assert (response.uuid, response.mode) == (parole.response_uuid, "saisie")
    assert response.answers["diffusion"] == "anonyme"
    assert (document.text, document.kind, document.speaker) == (WORDS, "parole", "professional")
    assert (document.state, document.quotable, document.attribution) == ("to_read", True, "")
    assert document.attributes == {"job": "accueil", "context": "atelier", "theme": "relation"}
    assert document.day == dt.date(2026, 5, 4)
    assert parole.document_id == document.id


def test_the_name_to_quote_never_enters_the_text_of_the_corpus(app: Flask) -> None:
    parole = make_parole(
        make_study(), type_parole="expert", diffusion="nominative", nom_cite="Ada Exemple"
    )
    (document,) = of_origin("paroles", parole.public_id)
    assert document.attribution == "Ada Exemple"
    texts = db.session.scalars(select(Document.text)).all()
    assert texts == [WORDS]
    assert "Ada" not in str(db.session.scalars(select(Response.answers)).all())
    assert "Ada" not in str(document.attributes)


def test_internal_use_is_never_quotable(app: Flask) -> None:
    parole = make_parole(make_study(), diffusion="interne")
    assert not of_origin("paroles", parole.public_id)[0].quotable


def test_the_same_parole_twice_is_kept_once(app: Flask) -> None:
    study = make_study()
    make_parole(study, UUID)
    ready, _ = filled(study, without(), UUID)
    with writing():
        assert operations.keep(ready, key=KEY, withdrawal_key=CODES) == "already"
    assert len(db.session.scalars(select(Parole.id)).all()) == 1
    assert len(db.session.scalars(select(Document.id)).all()) == 1


def test_other_words_under_the_same_uuid_are_kept_aside_without_the_name(app: Flask) -> None:
    study = make_study()
    make_parole(study, UUID)
    changed = without(
        parole="Une toute autre phrase, dite plus tard.", type_parole="expert",
        diffusion="nominative", nom_cite="Ada Exemple",
    )  # fmt: skip
    ready, _ = filled(study, changed, UUID)
    with writing():
        assert operations.keep(ready, key=KEY, withdrawal_key=CODES) == "conflict"
    conflict = db.session.scalars(select(Conflict)).one()
    (aside,) = of_origin("responses", f"conflict:{conflict.public_id}")
    assert aside.text == "Une toute autre phrase, dite plus tard."
    assert (aside.quotable, aside.attribution) == (False, "")
    assert len(db.session.scalars(select(Parole.id)).all()) == 1


def test_a_withdrawal_erases_the_words_everywhere_and_tells_the_lead(app: Flask) -> None:
    study = make_study()
    parole = make_parole(study, UUID, service="Nord", question_ouverte="Pour qui ?")
    ready, _ = filled(study, without(parole="Une autre version, mise de côté."), UUID)
    with writing():
        operations.keep(ready, key=KEY, withdrawal_key=CODES)
        operations.keep_contact(db.session.get_one(Parole, parole.id), "a@example.org", "ab" * 32)
    with writing():
        operations.withdraw(db.session.get_one(Parole, parole.id))
    db.session.expire_all()
    found = db.session.get_one(Parole, parole.id)
    assert (found.service, found.question_opened, found.permission) == ("", "", "internal")
    assert set(db.session.scalars(select(Document.text))) == {""}
    assert db.session.scalar(select(ParoleContact.parole_id)) is None
    assert db.session.scalars(select(Response.answers)).all() == [{}]
    assert db.session.scalars(select(Conflict.answers)).all() == [{}]
    kinds = db.session.execute(select(Notice.account_id, Notice.kind)).all()
    assert (make_lead(study).id, "withdrawal") in [tuple(k) for k in kinds]
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert acts.count("parole.withdrawn") == 1


def test_withdrawing_twice_changes_nothing(app: Flask) -> None:
    parole = make_parole(make_study())
    for _ in range(2):
        with writing():
            operations.withdraw(db.session.get_one(Parole, parole.id))
    assert len(db.session.scalars(select(Notice.id)).all()) == 1


def test_the_tally_still_equals_a_recount(app: Flask) -> None:
    study = make_study()
    kept, gone = make_parole(study), make_parole(study, parole="Une autre, retirée ensuite.")
    with writing():
        operations.withdraw(db.session.get_one(Parole, gone.id))
    moved = counts()
    with writing():
        rebuild_tally([kept.version_id])
    assert moved == counts()
    assert moved


def together(study: Study, *texts: str) -> int:
    """Keep paroles entered together; returns how many are new."""
    ready = [
        filled(study, without(parole=text), f"{n}{UUID[1:]}")[0] for n, text in enumerate(texts)
    ]
    with writing():
        return operations.keep_batch(
            make_lead(study), study, ready, key=KEY, withdrawal_key=CODES, batch="lot"
        )


def test_paroles_entered_together_are_kept_once_and_taken_back_at_once(app: Flask) -> None:
    study = make_study()
    words = ["Une première parole de l'atelier.", "Une seconde parole de l'atelier."]
    assert together(study, *words) == 2
    assert together(study, *words) == 0
    assert len(queries.batch(study, "lot")) == 2
    with writing():
        assert operations.undo_batch(make_lead(study), study, "lot") == 2
    db.session.expire_all()
    assert queries.batch(study, "lot") == []
    assert set(db.session.scalars(select(Document.text))) == {""}
    with pytest.raises(Refused), writing():
        operations.undo_batch(make_lead(study), study, "lot")


def test_a_batch_is_no_longer_undone_once_somebody_has_read(app: Flask) -> None:
    study = make_study()
    together(study, "Une première parole de l'atelier.", "Une seconde parole de l'atelier.")
    with writing():
        queries.batch(study, "lot")[0][1].state = "read"
    with pytest.raises(Refused), writing():
        operations.undo_batch(make_lead(study), study, "lot")
    assert len(queries.batch(study, "lot")) == 2


def test_a_batch_holding_a_parole_kept_aside_leaves_nothing(app: Flask) -> None:
    study = make_study()
    together(study, "Une première parole de l'atelier.")
    with pytest.raises(Refused):
        together(study, "Les mêmes places, d'autres mots ici.", "Une seconde parole d'atelier.")
    assert len(db.session.scalars(select(Parole.id)).all()) == 1
    assert db.session.scalar(select(Conflict.id)) is None


def test_one_link_is_enough_and_it_reopens(app: Flask) -> None:
    study = make_study()
    sheet, lead = make_survey(study, "parole"), make_lead(study)
    with writing():
        link = operations.open_link(lead, study, sheet)
        operations.close_link(lead, link)
    with writing():
        again = operations.open_link(lead, study, sheet)
    assert again.token == link.token
    assert again.closed_at is None


def test_a_survey_is_not_a_parole_sheet(app: Flask) -> None:
    study = make_study()
    survey = make_survey(study)
    with pytest.raises(Refused), writing():
        operations.open_link(make_lead(study), study, survey)


def test_contacts_are_sealed_and_erased_when_their_day_has_come(app: Flask) -> None:
    parole = make_parole(make_study())
    with writing():
        operations.keep_contact(db.session.get_one(Parole, parole.id), "a@example.org", "ab" * 32)
    kept = db.session.scalars(select(ParoleContact)).one()
    assert "example" not in kept.sealed
    day = kept.purge_on
    with writing():
        assert operations.purge_contacts(day - dt.timedelta(days=1)) == 0
        assert operations.purge_contacts(day) == 1
