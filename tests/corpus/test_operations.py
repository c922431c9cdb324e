"""Texts enter the corpus and leave it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from feedback.accounts.models import AuditEntry
from feedback.corpus import operations
from feedback.corpus.masking import Mask
from feedback.corpus.models import Document, DocumentWords, Original, Turn, Withdrawal
from feedback.corpus.moderation.operations import mask
from feedback.corpus.queries import Wanted, total
from feedback.db import db, utcnow, writing
from feedback.studies.models import Study
from tests.factories import make_document, make_member, make_study

KEY = "ab" * 32
SPOKEN = "Entretien\nE : Comment ça va ?\nP : Mal.\nOn m’a renvoyée.\nT : Elle pleure."


@pytest.fixture
def study(app: Any) -> Study:
    """A study."""
    return make_study()


def test_a_text_is_normalised_once_at_the_door(study: Study) -> None:
    document = make_document(study, "\ufeff Tre\u0300s bien\r\n\x07merci ")
    assert document.text == "Très bien\nmerci"
    assert document.length == len("Très bien\nmerci")
    assert document.state == "to_read"


def test_the_turns_of_a_transcript_are_found_over_the_text_that_is_kept(study: Study) -> None:
    document = make_document(study, "  \r\n" + SPOKEN, kind="transcript")
    said = [(t.speaker, document.text[t.start : t.end]) for t in document.turns]
    assert said == [
        ("E", "Comment ça va ?"), ("P", "Mal.\nOn m’a renvoyée."), ("T", "Elle pleure."),
    ]  # fmt: skip


def test_what_is_withdrawn_is_erased_everywhere(study: Study) -> None:
    document = make_document(study, SPOKEN, kind="transcript")
    lead = make_member(study, "study_lead")
    with writing():
        mask(lead, document, [Mask(0, 9, "[titre]")], KEY)
    with writing():
        assert operations.withdraw("responses", document.origin_id) == 1
    db.session.expire_all()
    gone = db.session.get_one(Document, document.id)
    assert (gone.text, gone.length, gone.state, gone.quotable) == ("", 0, "withdrawn", False)
    for left in (Original, Turn, DocumentWords):
        assert db.session.query(left).count() == 0
    assert db.session.query(Withdrawal).one().origin_id == document.origin_id
    assert total(Wanted(study.id, ("to_read", "read"), question="renvoyée")) == 0


def test_withdrawing_nothing_leaves_no_trace(study: Study) -> None:
    with writing():
        assert operations.withdraw("responses", "unknown") == 0
    assert db.session.query(Withdrawal).count() == 0


def test_originals_are_purged_when_their_date_has_come(study: Study) -> None:
    document, moderator = (
        make_document(study, "Bonjour Mme Durand"),
        make_member(study, "moderator"),
    )
    with writing():
        mask(moderator, document, [Mask(8, 18, "[nom]")], KEY)
    due = db.session.query(Original).one().purge_on
    assert due > utcnow().date() + dt.timedelta(days=80)
    with writing():
        assert operations.purge_originals(due - dt.timedelta(days=1)) == 0
    with writing():
        assert operations.purge_originals(due) == 1
    assert db.session.query(Original).count() == 0


def test_a_text_nobody_has_read_is_erased_when_the_study_says(study: Study) -> None:
    with writing():
        db.session.get_one(Study, study.id).notice = {"retention_texts_months": 2}
    begun = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
    waiting = [make_document(study, "Trop tard.", created_at=begun) for _ in range(3)]
    kept = make_document(study, "Relu à temps.", "read", created_at=begun)
    with writing():
        assert operations.purge_unread(dt.date(2026, 5, 9)) == 0
    with writing():
        assert operations.purge_unread(dt.date(2026, 5, 10), most=2) == 2
        assert operations.purge_unread(dt.date(2026, 5, 10), most=2) == 1
    left = [db.session.get_one(Document, one.id) for one in (*waiting, kept)]
    assert [one.text for one in left] == ["", "", "", "Relu à temps."]
    logged = db.session.query(AuditEntry).filter_by(act="texts.expired").first()
    assert logged is not None
    assert logged.detail == {"texts": 2}


def test_every_text_can_be_indexed_again(study: Study) -> None:
    for text in ("Un mot rare", "Rien", "Un autre mot rare"):
        make_document(study, text, "read")
    wanted = Wanted(study.id, ("read",), question="mot rare")
    assert total(wanted) == 2
    with writing():
        assert operations.rebuild_search() == 3
    assert total(wanted) == 2
