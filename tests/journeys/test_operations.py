"""What happens to interviews."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from feedback.accounts.models import AuditEntry, Notice
from feedback.corpus.models import Document, Withdrawal
from feedback.corpus.operations import of_origin
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.instruments.kinds.base import Cleaned
from feedback.instruments.queries import definition_of, published
from feedback.journeys import operations, queries
from feedback.journeys.guide import guide_of
from feedback.journeys.models import Interview, InterviewContact, Step, StepFriction
from feedback.journeys.ready import ready
from feedback.journeys.steps import operations as steps
from feedback.responses.models import Response
from feedback.responses.operations import rebuild_tally
from feedback.studies.models import Study
from tests.factories import make_interview, make_lead, make_study, make_survey
from tests.responses.test_operations import counts

KEY, SEAL = "k" * 64, "ab" * 32
TRANSCRIPT = "E : Et ensuite ?\nP : On m'a dit d'attendre.\nP2 : Moi j'étais là."


def told(*, given: set[str] | None = None) -> Interview:
    """An interview with a step, its words, an answer and a transcript, not complete yet."""
    study = make_study()
    interview = make_interview(study, given=given if given is not None else {"quote", "callback"})
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        steps.add(
            interview,
            Cleaned(
                {"emotion": -2, "canal": "site", "friction_dimensions": ["B4", "A1"]},
                {"titre": "Le dossier", "verbatim": "On tourne en rond."},
            ),
        )
        operations.save_answers(
            interview, Cleaned({"accord_citer": "oui"}, {"repetition": "Quatre fois."})
        )
        operations.save_transcript(interview, TRANSCRIPT)
        if interview.callback_on:
            operations.keep_contact(
                interview, db.session.get_one(Study, study.id), "06 39 98 12 34", SEAL
            )
    return interview


def finish(interview: Interview) -> Interview:
    """Complete it."""
    definition = definition_of(interview.version)
    made, problems = ready(definition, guide_of(definition), interview)
    assert problems == []
    actor = interview.interviewer
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        operations.complete(actor, interview, made, key=KEY, withdrawal_mac=f"m{interview.id}")
    return interview


def test_nothing_is_permitted_that_was_not_given(app: Flask) -> None:
    interview = make_interview(make_study(), given={"record"})
    assert interview.record_on == dt.date(2026, 5, 4)
    assert (interview.quote_on, interview.callback_on) == (None, None)


def test_a_guide_of_another_study_is_refused(app: Flask) -> None:
    study, other = make_study(), make_study()
    guide = published(make_survey(other, "naissance"))
    assert guide is not None
    with pytest.raises(Refused), writing():
        operations.begin(
            make_lead(study), study, guide, pseudonym="x", place="office", day=dt.date(2026, 1, 1)
        )


def test_a_survey_is_not_a_guide(app: Flask) -> None:
    study = make_study()
    survey = published(make_survey(study))
    assert survey is not None
    with pytest.raises(Refused), writing():
        operations.begin(
            make_lead(study), study, survey, pseudonym="x", place="office", day=dt.date(2026, 1, 1)
        )


def titles(interview: Interview) -> list[str]:
    """Titles of the steps shown, in order, read afresh."""
    db.session.expire_all()
    return [s.title for s in db.session.get_one(Interview, interview.id).shown_steps]


def test_a_step_is_put_where_it_belongs(app: Flask) -> None:
    interview = make_interview(make_study(), None, "Deux", "Trois")
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        steps.add(interview, Cleaned({}, {"titre": "Un"}), 0)
        steps.add(interview, Cleaned({}, {"titre": "Quatre"}))
    assert titles(interview) == ["Un", "Deux", "Trois", "Quatre"]


def test_steps_move_one_place_and_stop_at_the_ends(app: Flask) -> None:
    interview = make_interview(make_study(), None, "A", "B", "C")
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        steps.move(interview, interview.shown_steps[2], up=True)
    assert titles(interview) == ["A", "C", "B"]
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        steps.move(interview, interview.shown_steps[0], up=True)
        steps.move(interview, interview.shown_steps[2], up=False)
    assert titles(interview) == ["A", "C", "B"]


def test_a_step_taken_away_comes_back_where_it_was(app: Flask) -> None:
    interview = make_interview(make_study(), None, "A", "B", "C")
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        steps.remove(interview, interview.shown_steps[1])
    assert titles(interview) == ["A", "C"]
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        gone = next(s for s in interview.steps if s.removed_at)
        steps.restore(interview, gone)
    assert titles(interview) == ["A", "B", "C"]


def test_a_step_edited_keeps_its_place_and_replaces_its_frictions(app: Flask) -> None:
    interview = told()
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        step = interview.shown_steps[0]
        steps.edit(
            interview.interviewer, interview, step,
            Cleaned({"friction_dimensions": ["A1", "D2"]}, {"titre": "Le dossier, encore"}),
        )  # fmt: skip
    keys = db.session.scalars(select(StepFriction.key).order_by(StepFriction.rank)).all()
    assert keys == ["A1", "D2"]
    assert titles(interview) == ["Le dossier, encore"]


def test_a_complete_interview_is_a_response_and_its_words_are_in_the_corpus(app: Flask) -> None:
    interview = finish(told())
    response = db.session.scalar(select(Response))
    assert response is not None
    assert (response.uuid, response.mode) == (interview.response_uuid, "entretien")
    assert response.answers == {"accord_citer": "oui", "accord_rappel": "oui"}
    documents = {d.part: d for d in of_origin("journeys", interview.public_id)}
    step = interview.shown_steps[0]
    assert set(documents) == {"repetition", "transcript", f"step:{step.public_id}"}
    assert documents["repetition"].text == "Quatre fois."
    assert [t.speaker for t in documents["transcript"].turns] == ["E", "P", "P"]
    assert documents[f"step:{step.public_id}"].attributes["emotion"] == -2
    assert all(d.quotable and d.state == "to_read" for d in documents.values())


def test_the_words_are_kept_nowhere_else_once_in_the_corpus(app: Flask) -> None:
    interview = finish(told())
    db.session.expire_all()
    found = db.session.get_one(Interview, interview.id)
    assert (found.texts, found.transcript) == ({}, "")
    assert [s.verbatim for s in found.steps] == [""]
    assert [s.title for s in found.steps] == ["Le dossier"]


def test_without_permission_nothing_is_quotable(app: Flask) -> None:
    interview = finish(told(given=set()))
    assert not any(d.quotable for d in of_origin("journeys", interview.public_id))
    assert db.session.scalar(select(Response)).answers == {}  # type: ignore[union-attr]


def test_a_step_taken_away_is_gone_for_good_at_the_end(app: Flask) -> None:
    interview = told()
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        steps.add(interview, Cleaned({}, {"titre": "Erreur", "verbatim": "secret"}))
        steps.remove(interview, interview.shown_steps[1])
    finish(interview)
    assert db.session.scalars(select(Step.title)).all() == ["Le dossier"]
    assert "secret" not in db.session.scalars(select(Document.text)).all()


def test_the_end_comes_once(app: Flask) -> None:
    interview = finish(told())
    with pytest.raises(Refused):
        finish(interview)
    assert len(db.session.scalars(select(Response.id)).all()) == 1


def test_a_complete_interview_takes_no_new_step_but_notes_can_be_mended(app: Flask) -> None:
    interview = finish(told())
    with pytest.raises(Refused), writing():
        steps.add(db.session.get_one(Interview, interview.id), Cleaned())
    with writing():
        interview = db.session.get_one(Interview, interview.id)
        steps.edit(
            interview.interviewer, interview, interview.shown_steps[0],
            Cleaned({}, {"titre": "Un dossier"}),
        )  # fmt: skip
    assert titles(interview) == ["Un dossier"]


def test_the_tally_still_equals_a_recount_after_interviews_come_and_go(app: Flask) -> None:
    kept, gone = finish(told()), finish(told())
    with writing():
        operations.withdraw(db.session.get_one(Interview, gone.id))
    moved = counts()
    with writing():
        rebuild_tally({kept.version_id, gone.version_id})
    assert moved == counts()


def test_taking_back_the_permission_to_quote_reaches_the_corpus(app: Flask) -> None:
    interview = finish(told())
    with writing():
        document = of_origin("journeys", interview.public_id)[0]
        document.state, document.validated_by = "validated", interview.interviewer_id
    with writing():
        found = db.session.get_one(Interview, interview.id)
        operations.change_permissions(found.interviewer, found, {"callback"}, dt.date(2026, 6, 1))
    documents = of_origin("journeys", interview.public_id)
    assert not any(d.quotable for d in documents)
    assert not any(d.state == "validated" for d in documents)
    assert db.session.scalar(select(Withdrawal.origin_id)) == interview.public_id


def test_a_permission_keeps_the_day_it_was_first_given(app: Flask) -> None:
    interview = told(given={"quote"})
    with writing():
        found = db.session.get_one(Interview, interview.id)
        operations.change_permissions(
            found.interviewer, found, {"quote", "record"}, dt.date(2026, 6, 1)
        )
    assert interview.quote_on == dt.date(2026, 5, 4)
    assert interview.record_on == dt.date(2026, 6, 1)


def test_a_contact_is_sealed_and_goes_with_its_permission(app: Flask) -> None:
    interview = told()
    sealed = db.session.scalar(select(InterviewContact.sealed))
    assert sealed is not None
    assert "06 39" not in sealed
    with writing():
        found = db.session.get_one(Interview, interview.id)
        operations.change_permissions(found.interviewer, found, {"quote"}, dt.date(2026, 6, 1))
    assert db.session.scalar(select(InterviewContact.interview_id)) is None


def test_a_contact_without_permission_is_refused(app: Flask) -> None:
    interview = told(given=set())
    study = db.session.get_one(Study, interview.study_id)
    with pytest.raises(Refused), writing():
        operations.keep_contact(db.session.merge(interview), study, "x", SEAL)


def test_contacts_are_erased_when_their_day_has_come(app: Flask) -> None:
    told()
    day = db.session.scalar(select(InterviewContact.purge_on))
    assert day == dt.date(2026, 5, 4) + dt.timedelta(days=365)
    with writing():
        assert operations.purge_contacts(day - dt.timedelta(days=1)) == 0
        assert operations.purge_contacts(day) == 1
    assert db.session.scalar(select(InterviewContact.interview_id)) is None


def test_a_withdrawal_erases_everything_and_tells_the_lead(app: Flask) -> None:
    interview = finish(told())
    with writing():
        operations.withdraw(db.session.get_one(Interview, interview.id))
    db.session.expire_all()
    found = db.session.get_one(Interview, interview.id)
    assert (found.state, found.pseudonym, found.answers) == ("withdrawn", "", {})
    assert db.session.scalar(select(Step.id)) is None
    assert db.session.scalar(select(StepFriction.key)) is None
    assert db.session.scalar(select(InterviewContact.interview_id)) is None
    assert set(db.session.scalars(select(Document.text))) == {""}
    response = db.session.scalar(select(Response))
    assert response is not None
    assert (response.answers, response.withdrawn_at is not None) == ({}, True)
    assert db.session.scalar(select(Notice.kind)) == "withdrawal"
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.object != "")).all()
    assert acts.count("interview.withdrawn") == 1


def test_a_draft_can_be_withdrawn_too(app: Flask) -> None:
    interview = told()
    with writing():
        found = db.session.get_one(Interview, interview.id)
        operations.withdraw(found, found.interviewer)
    db.session.expire_all()
    found = db.session.get_one(Interview, interview.id)
    assert (found.state, found.texts, found.transcript) == ("withdrawn", {}, "")


def test_a_withdrawn_interview_changes_no_more(app: Flask) -> None:
    interview = told()
    with writing():
        operations.withdraw(db.session.get_one(Interview, interview.id))
    with pytest.raises(Refused), writing():
        steps.add(db.session.get_one(Interview, interview.id), Cleaned())
    actor, day = interview.interviewer, dt.date(2026, 6, 1)
    with pytest.raises(Refused), writing():
        operations.change_permissions(actor, db.session.merge(interview), {"quote"}, day)


def test_frictions_are_counted_once_a_journey_and_only_when_complete(app: Flask) -> None:
    interview = told()
    study = db.session.get_one(Study, interview.study_id)
    assert queries.frictions(study) == {}
    with writing():
        found = db.session.get_one(Interview, interview.id)
        steps.add(found, Cleaned({"friction_dimensions": ["B4"]}, {"titre": "Encore"}))
    finish(interview)
    assert queries.frictions(study) == {"A1": 1, "B4": 1}


def told_on(day: dt.date, months: int | None = None) -> Interview:
    """A draft begun on a day; `months` is what its study says of texts nobody has read."""
    draft = told()
    with writing():
        draft = db.session.get_one(Interview, draft.id)
        draft.created_at = dt.datetime.combine(day, dt.time(12), dt.UTC)
        if months:
            db.session.get_one(Study, draft.study_id).notice = {"retention_texts_months": months}
    return draft


@pytest.mark.parametrize(
    ("months", "last"), [(None, dt.date(2026, 5, 28)), (2, dt.date(2026, 4, 28))]
)
def test_a_draft_is_erased_with_all_it_holds_when_the_study_says(
    app: Flask, months: int | None, last: dt.date
) -> None:
    draft = told_on(dt.date(2026, 2, 28), months)
    with writing():
        assert operations.purge_drafts(last - dt.timedelta(days=1)) == 0
        assert operations.purge_drafts(last) == 1
    left = [db.session.scalars(select(m)).all() for m in (Interview, Step, StepFriction)]
    assert left == [[], [], []]
    assert db.session.scalars(select(InterviewContact)).all() == []
    logged = db.session.query(AuditEntry).filter_by(act="interview.draft_erased").one()
    assert (logged.object, logged.detail) == (f"interview:{draft.public_id}", {})
    assert [n.kind for n in db.session.query(Notice)] == ["draft_erased"]


def test_a_complete_interview_is_no_draft(app: Flask) -> None:
    interview = finish(told_on(dt.date(2026, 1, 1)))
    with writing():
        assert operations.purge_drafts(dt.date(2030, 1, 1)) == 0
    assert db.session.get(Interview, interview.id)
