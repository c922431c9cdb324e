"""Moderation: who may do what to a text, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.accounts.models import Account, AuditEntry, Notice
from feedback.corpus.masking import Mask
from feedback.corpus.models import Document, Original
from feedback.corpus.moderation import operations
from feedback.corpus.sealing import unseal
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.studies.models import Study
from tests.factories import make_document, make_lead, make_member, make_study

KEY = "ab" * 32
NAMED = "Merci à Mme Durand, elle m'a rappelée."
NAME = Mask(8, 18, "[nom]")


@pytest.fixture
def study(app: Any) -> Study:
    """A study."""
    return make_study()


@pytest.fixture
def reader(study: Study) -> Account:
    """A moderator."""
    return make_member(study, "moderator", name="Ana Lit")


@pytest.fixture
def second(study: Study) -> Account:
    """Another moderator."""
    return make_member(study, "moderator", name="Bao Valide")


def masked(study: Study, actor: Account) -> Document:
    """A text with a name, masked by a person."""
    document = make_document(study, NAMED)
    with writing():
        operations.mask(actor, document, [NAME], KEY)
    return document


def test_masking_changes_the_text_and_seals_what_it_was(study: Study, reader: Account) -> None:
    document = masked(study, reader)
    assert document.text == "Merci à [nom], elle m'a rappelée."
    assert document.length == len(document.text)
    original = db.session.get_one(Original, document.id)
    assert "Durand" not in original.sealed
    assert unseal(original.sealed, KEY) == NAMED


def test_masking_twice_keeps_the_first_words_sealed(study: Study, reader: Account) -> None:
    document = masked(study, reader)
    with writing():
        operations.mask(reader, document, [Mask(0, 5, "[mot]")], KEY)
    assert unseal(db.session.get_one(Original, document.id).sealed, KEY) == NAMED


def test_turns_follow_the_masks(study: Study, reader: Account) -> None:
    document = make_document(study, "P : Je suis Zoé Martin.\nE : Bien.", kind="transcript")
    with writing():
        operations.mask(reader, document, [Mask(12, 22, "[prénom]")], KEY)
    said = [document.text[t.start : t.end] for t in document.turns]
    assert said == ["Je suis [prénom].", "Bien."]
    with writing():
        operations.unmask(reader, document, KEY)
    assert next(document.text[t.start : t.end] for t in document.turns) == "Je suis Zoé Martin."


def test_only_who_masked_takes_the_masks_back(
    study: Study, reader: Account, second: Account
) -> None:
    document = masked(study, reader)
    with pytest.raises(Refused), writing():
        operations.unmask(second, document, KEY)
    with writing():
        operations.unmask(reader, document, KEY)
    assert document.text == NAMED
    assert db.session.query(Original).count() == 0


@pytest.mark.parametrize("masks", [[], [Mask(0, 500, "x")], [Mask(3, 3, "x")]])
def test_a_mask_outside_the_text_is_refused(
    study: Study, reader: Account, masks: list[Mask]
) -> None:
    document = make_document(study, NAMED)
    with pytest.raises(Refused), writing():
        operations.mask(reader, document, masks, KEY)
    assert db.session.get_one(Document, document.id).text == NAMED


def test_a_text_with_likely_identifiers_is_read_only_by_who_looked_at_them(
    study: Study, reader: Account
) -> None:
    document = make_document(study, NAMED)
    with pytest.raises(Refused) as refused, writing():
        operations.read(reader, document)
    assert refused.value.field == "seen"
    with writing():
        operations.read(reader, document, seen=True)
    assert (document.state, document.read_by) == ("read", reader.id)


def test_a_read_text_never_changes(study: Study, reader: Account) -> None:
    document = make_document(study, "Rien à dire")
    with writing():
        operations.read(reader, document)
    with pytest.raises(Refused), writing():
        operations.mask(reader, document, [Mask(0, 4, "x")], KEY)
    with pytest.raises(RuntimeError), writing():
        db.session.get_one(Document, document.id).text = "Autre chose"


def test_who_read_or_masked_never_validates(study: Study, reader: Account, second: Account) -> None:
    third = make_member(study, "moderator")
    document = masked(study, second)
    with writing():
        operations.read(reader, document)
    for actor in (reader, second):
        with pytest.raises(Refused), writing():
            operations.validate(actor, document)
    with writing():
        operations.validate(third, document)
    assert (document.state, document.validated_by) == ("validated", third.id)


def test_a_masker_before_the_last_does_not_validate_either(
    study: Study, reader: Account, second: Account
) -> None:
    document = masked(study, second)
    with writing():
        operations.mask(reader, document, [Mask(0, 5, "[mot]")], KEY)
        operations.read(reader, document)
    with pytest.raises(Refused), writing():
        operations.validate(second, document)


def test_the_lead_does_not_validate_what_they_masked(study: Study, reader: Account) -> None:
    lead = make_lead(study)
    document = masked(study, lead)
    with writing():
        operations.read(reader, document)
    with pytest.raises(Refused), writing():
        operations.validate(lead, document)


def test_an_unread_text_is_not_validated(study: Study, reader: Account) -> None:
    document = make_document(study, "Bien")
    with pytest.raises(Refused), writing():
        operations.validate(reader, document)


def test_reading_is_undone_by_who_read_until_somebody_codes(
    study: Study, reader: Account, second: Account
) -> None:
    document = make_document(study, "Bien")
    with writing():
        operations.read(reader, document)
    with pytest.raises(Refused), writing():
        operations.unread(second, document)
    with writing():
        operations.unread(reader, document)
    assert document.state == "to_read"
    with writing():
        operations.read(reader, document)
        document.coded = True
    with pytest.raises(Refused), writing():
        operations.unread(reader, document)


def test_a_validation_is_taken_back_by_who_gave_it(
    study: Study, reader: Account, second: Account
) -> None:
    document = make_document(study, "Bien", "read", read_by=reader.id)
    with writing():
        operations.validate(second, document)
    with pytest.raises(Refused), writing():
        operations.unvalidate(reader, document)
    with writing():
        operations.unvalidate(second, document)
    assert (document.state, document.validated_by) == ("read", None)


def test_a_danger_tells_every_lead_at_once_and_only_once(study: Study, reader: Account) -> None:
    lead, other = make_lead(study), make_member(study, "study_lead")
    document = make_document(study, "Il me frappe.")
    with writing():
        operations.report_danger(reader, document, "/relecture/x")
        operations.report_danger(reader, document, "/relecture/x")
    told = db.session.query(Notice).all()
    assert {n.account_id for n in told} == {lead.id, other.id}
    assert {(n.kind, n.address, str(n.params)) for n in told} == {("danger", "/relecture/x", "{}")}


def test_a_translation_is_read_and_validated_with_its_text(
    study: Study, reader: Account, second: Account
) -> None:
    document = make_document(study, "Muy bien", language="es", quotable=True)
    with writing():
        operations.translate(reader, document, "Très bon", "R. Traduit")
        operations.translate(reader, document, "Très bien ", "R. Traduit")
    translation = operations.translations(document)[0]
    assert (translation.text, translation.state, translation.language) == (
        "Très bien", "to_read", "fr",
    )  # fmt: skip
    assert translation.translation_of_id == document.id
    with writing():
        operations.read(reader, document)
    assert (document.state, translation.state) == ("read", "read")
    with pytest.raises(Refused), writing():
        operations.translate(reader, document, "Autre", "R. Traduit")
    with writing():
        operations.validate(second, document)
    assert (document.state, translation.state, translation.quotable) == (
        "validated", "validated", True,
    )  # fmt: skip
    with writing():
        operations.unvalidate(second, document)
    assert (document.state, translation.state) == ("read", "read")


def test_a_late_translation_is_validated_by_somebody_else(
    study: Study, reader: Account, second: Account
) -> None:
    document = make_document(study, "Muy bien", "validated", language="es")
    with writing():
        late = operations.translate(second, document, "Très bien", "B. Traduit")
    assert (late.state, late.read_by) == ("read", second.id)
    with pytest.raises(Refused), writing():
        operations.validate(second, late)
    with writing():
        operations.validate(reader, late)
    assert late.state == "validated"


@pytest.mark.parametrize(
    ("text", "translator", "field"),
    [(" ", "R", "text"), ("Bien", " ", "translator"), ("x" * 60_000, "R", "text")],
)
def test_a_translation_names_its_translator_and_says_something(
    study: Study, reader: Account, text: str, translator: str, field: str
) -> None:
    document = make_document(study, "Muy bien", language="es")
    with pytest.raises(Refused) as refused, writing():
        operations.translate(reader, document, text, translator)
    assert refused.value.field == field


def test_a_french_text_is_not_translated(study: Study, reader: Account) -> None:
    for language in ("fr", "fr-x-simple"):
        document = make_document(study, "Bien", language=language)
        with pytest.raises(Refused), writing():
            operations.translate(reader, document, "Bien", "R")


def test_a_missed_name_makes_a_new_text_and_empties_the_old(
    study: Study, reader: Account, second: Account
) -> None:
    document = make_document(study, NAMED, "validated", read_by=reader.id)
    with writing():
        newer, edits = operations.supersede(second, document, [NAME], KEY)
    assert (newer.text, newer.state, newer.generation) == (
        "Merci à [nom], elle m'a rappelée.", "read", 2,
    )  # fmt: skip
    assert (document.text, document.state, newer.supersedes_id) == ("", "superseded", document.id)
    assert edits.forward(20, 24) == (15, 19, False)
    assert unseal(db.session.get_one(Original, newer.id).sealed, KEY) == NAMED
    with pytest.raises(Refused), writing():
        operations.validate(second, newer)


def test_the_oldest_words_stay_sealed_under_the_newest_text(study: Study, reader: Account) -> None:
    document = masked(study, reader)
    due = db.session.get_one(Original, document.id).purge_on
    with writing():
        operations.read(reader, document)
        newer, _ = operations.supersede(reader, document, [Mask(0, 5, "[mot]")], KEY)
    original = db.session.query(Original).one()
    assert (original.document_id, original.purge_on) == (newer.id, due)
    assert unseal(original.sealed, KEY) == NAMED


def test_the_log_holds_who_and_what_but_no_words(study: Study, reader: Account) -> None:
    document = masked(study, reader)
    with writing():
        operations.read(reader, document)
        operations.report_danger(reader, document, "/x")
        operations.supersede(reader, document, [Mask(0, 5, "[mot]")], KEY)
    entries = db.session.query(AuditEntry).filter(AuditEntry.act.like("text.%")).all()
    assert [e.act for e in entries] == [
        "text.masked", "text.read", "text.danger", "text.superseded",
    ]  # fmt: skip
    assert all(e.actor == reader.public_id for e in entries)
    assert not [e for e in entries if "Durand" in str(e.detail) or "Merci" in str(e.detail)]
