"""What happens to interviews: begun, told, completed, taken back, forgotten."""

from __future__ import annotations

import datetime as dt
import uuid as uuids
from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from feedback.accounts.models import Account
from feedback.accounts.operations import notify, record
from feedback.accounts.queries import holders
from feedback.corpus import operations as corpus
from feedback.corpus.sealing import seal
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.instruments.kinds.base import Cleaned
from feedback.instruments.models import Version
from feedback.journeys import queries
from feedback.journeys.models import (
    PERMISSIONS,
    PLACES,
    Interview,
    InterviewContact,
)
from feedback.journeys.ready import Ready
from feedback.responses import operations as responses
from feedback.responses.queries import by_uuid
from feedback.studies.models import Site, Study

KEPT_AFTER = dt.timedelta(days=365)  # contacts, after the end of the study
LONGEST_TRANSCRIPT = 500_000


def begin(
    actor: Account, study: Study, version: Version, *, pseudonym: str, place: str,
    day: dt.date, site: Site | None = None, given: Collection[str] = (), language: str = "fr",
) -> Interview:  # fmt: skip
    """An interview begins; `given` names the permissions given, each apart."""
    if version.status != "published" or version.instrument.study_id != study.id:
        raise Refused(_l("Ce guide n'est pas publié."), "guide")
    if version.instrument.kind != "interview":
        raise Refused(_l("Ce guide n'est pas publié."), "guide")
    if study.archived_at:
        raise Refused(_l("L'étude est archivée : rien n'y est plus recueilli."))
    if site is not None and site not in study.sites:
        raise Refused(_l("Ce lieu ne fait pas partie de l'étude."), "site")
    if place not in PLACES:
        raise Refused(_l("Choisissez un endroit."), "place")
    interview = Interview(
        study_id=study.id, site_id=site.id if site else None, version_id=version.id,
        instrument_id=version.instrument_id, interviewer_id=actor.id, place=place, day=day,
        response_uuid=str(uuids.uuid4()), event=version.instrument.code, language=language,
        pseudonym=_one_line(pseudonym),
    )  # fmt: skip
    _allow(interview, given, day)
    db.session.add(interview)
    db.session.flush()
    record(
        actor, "interview.begun", f"interview:{interview.public_id}", permissions=_given(interview)
    )
    return interview


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())


def _allow(interview: Interview, given: Collection[str], day: dt.date) -> None:
    """Each permission keeps the day it was given; a refusal keeps nothing."""
    for name in PERMISSIONS:
        column = f"{name}_on"
        first = getattr(interview, column) or day
        setattr(interview, column, first if name in given else None)


def _given(interview: Interview) -> list[str]:
    return [name for name in PERMISSIONS if getattr(interview, f"{name}_on")]


def change_permissions(
    actor: Account, interview: Interview, given: Collection[str], day: dt.date
) -> None:
    """The person gives or takes back permissions; the texts follow at once."""
    not_withdrawn(interview)
    could_quote = interview.quote_on is not None
    _allow(interview, given, day)
    if could_quote != (interview.quote_on is not None):
        corpus.permit("journeys", interview.public_id, interview.quote_on is not None)
    if interview.callback_on is None:
        forget_contact(interview)
    db.session.flush()
    record(
        actor, "interview.permissions", f"interview:{interview.public_id}",
        permissions=_given(interview),
    )  # fmt: skip


def keep_contact(interview: Interview, study: Study, text: str, key: str) -> None:
    """Keep, sealed and apart, how to call the person back; only with their permission."""
    not_withdrawn(interview)
    if interview.callback_on is None:
        raise Refused(_l("La personne n'a pas accepté d'être recontactée."), "contact")
    kept = db.session.get(InterviewContact, interview.id)
    if kept is None:
        kept = InterviewContact(interview_id=interview.id)
        db.session.add(kept)
    kept.sealed = seal(_one_line(text), key)
    kept.purge_on = max(study.ends_on or interview.day, interview.day) + KEPT_AFTER
    db.session.flush()


def forget_contact(interview: Interview) -> None:
    """Erase how to call the person back."""
    db.session.execute(
        delete(InterviewContact).where(InterviewContact.interview_id == interview.id)
    )


def purge_contacts(today: dt.date) -> int:
    """Erase the contacts whose day has come; returns how many."""
    gone = delete(InterviewContact).where(InterviewContact.purge_on <= today)
    return len(db.session.scalars(gone.returning(InterviewContact.interview_id)).all())


def not_withdrawn(interview: Interview) -> None:
    """Refuse what a withdrawn interview allows no more."""
    if interview.state == "withdrawn":
        raise Refused(_l("Cet entretien a été retiré."))


def still_open(interview: Interview) -> None:
    """Refuse what only a draft allows."""
    not_withdrawn(interview)
    if interview.state != "draft":
        raise Refused(_l("Cet entretien est terminé : cela ne change plus."))


def save_answers(interview: Interview, cleaned: Cleaned) -> None:
    """Keep the answers to the guide's own questions."""
    still_open(interview)
    interview.answers, interview.texts = cleaned.answers, cleaned.texts
    db.session.flush()


def save_transcript(interview: Interview, text: str) -> None:
    """Keep the transcript until the interview is complete."""
    still_open(interview)
    if len(text) > LONGEST_TRANSCRIPT:
        raise Refused(_l("Cette transcription est trop longue."), "text")
    interview.transcript = normalise(text).strip()
    db.session.flush()


def complete(
    actor: Account, interview: Interview, ready: Ready, *, key: str, withdrawal_mac: str
) -> None:
    """The interview becomes a response; its texts go to the corpus and are emptied here."""
    still_open(interview)
    responses.hand_in(ready.handed, ready.pairs, key, put=lambda handed, origin: None)
    _to_corpus(interview, ready)
    for step in [one for one in interview.steps if one.removed_at is not None]:
        interview.steps.remove(step)
    for step in interview.steps:
        step.verbatim = ""
    interview.texts, interview.transcript = {}, ""
    interview.state, interview.withdrawal_mac = "complete", withdrawal_mac
    interview.completed_at = interview.notes_read_at = utcnow()
    db.session.flush()
    record(actor, "interview.completed", f"interview:{interview.public_id}")


def _to_corpus(interview: Interview, ready: Ready) -> None:
    about = {"event": interview.event, "place": interview.place, "pseudonym": interview.pseudonym}
    common: dict[str, Any] = {
        "study_id": interview.study_id, "site_id": interview.site_id, "speaker": "user",
        "origin": ("journeys", interview.public_id), "language": interview.language,
        "mode": "entretien", "day": interview.day, "quotable": interview.quote_on is not None,
    }  # fmt: skip
    for code, text in ready.handed.texts.items():
        corpus.receive(part=code, kind="comment", text=text, attributes=about, **common)
    if interview.transcript:
        corpus.receive(
            part="transcript", kind="transcript", text=interview.transcript, attributes=about,
            **common,
        )  # fmt: skip
    for step in interview.shown_steps:
        if step.verbatim.strip():
            told = {"channel": step.channel, "actor": step.actor, "emotion": step.emotion}
            corpus.receive(
                part=f"step:{step.public_id}", kind="step", text=step.verbatim,
                attributes={**about, **told}, **common,
            )  # fmt: skip


def withdraw(interview: Interview, actor: Account | None = None) -> None:
    """The person takes the interview back: everything told is erased, here and in the corpus."""
    if interview.state == "withdrawn":
        return
    if response := by_uuid(interview.response_uuid):
        responses.withdraw(response)
    corpus.withdraw("journeys", interview.public_id)
    forget_contact(interview)
    interview.steps = []
    interview.answers, interview.texts, interview.transcript = {}, {}, ""
    interview.pseudonym, interview.state, interview.withdrawn_at = "", "withdrawn", utcnow()
    db.session.flush()
    record(actor, "interview.withdrawn", f"interview:{interview.public_id}")
    people = {a.id for a in holders(interview.study_id, "study_lead")} | {interview.interviewer_id}
    notify(people, "withdrawal", f"/parcours/{interview.public_id}")


def purge_drafts(today: dt.date) -> int:
    """Erase the drafts nobody completed in time, with all they hold; returns how many."""
    late = [draft for draft, ends in queries.drafts(today) if ends <= today]
    for draft in late:
        address = f"/etudes/{db.session.get_one(Study, draft.study_id).public_id}/parcours"
        record(None, "interview.draft_erased", f"interview:{draft.public_id}")
        notify({draft.interviewer_id}, "draft_erased", address)
        db.session.delete(draft)
    db.session.flush()
    return len(late)
