"""What happens to paroles: left, entered, taken back."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from feedback.accounts.models import Account
from feedback.accounts.operations import notify, record
from feedback.accounts.queries import holders
from feedback.corpus import operations as corpus
from feedback.corpus.models import Document
from feedback.corpus.sealing import seal
from feedback.db import db, new_public_id, utcnow
from feedback.errors import Refused
from feedback.instruments.conventions import PAROLE
from feedback.instruments.models import Instrument
from feedback.paroles import queries
from feedback.paroles.intake import Ready
from feedback.paroles.models import Parole, ParoleContact, ParoleLink
from feedback.responses import operations as responses
from feedback.responses.handed import Handed
from feedback.responses.operations import CONFLICT, STORED
from feedback.responses.queries import by_uuid
from feedback.responses.weeks import here
from feedback.responses.withdrawal_codes import code_for, code_mac
from feedback.studies.models import Study

KEPT_AFTER = dt.timedelta(days=365)  # contacts, when nobody published anything


def open_link(actor: Account, study: Study, instrument: Instrument) -> ParoleLink:
    """The address where paroles are left: one per sheet is enough."""
    if instrument.study_id != study.id or instrument.kind != "parole":
        raise Refused(_l("Cette fiche n'est pas une fiche parole de l'étude."))
    same = select(ParoleLink).where(ParoleLink.instrument_id == instrument.id)
    link = db.session.scalar(same)
    if link is None:
        link = ParoleLink(
            study_id=study.id, instrument_id=instrument.id, token=secrets.token_urlsafe(12)
        )
        db.session.add(link)
    link.closed_at = None
    db.session.flush()
    record(actor, "parole_link.opened", f"parole_link:{link.public_id}")
    return link


def close_link(actor: Account, link: ParoleLink) -> None:
    """Nothing more is left there."""
    link.closed_at = utcnow()
    record(actor, "parole_link.closed", f"parole_link:{link.public_id}")


def keep(
    ready: Ready, *, key: str, withdrawal_key: str, actor: Account | None = None, batch: str = ""
) -> str:
    """Keep a parole once: `stored`, `already` (the same again), or `conflict` (kept aside).

    Only the words themselves enter the corpus: never the name under which they may be quoted.
    """
    public_id = new_public_id()
    documents: list[Document] = []

    def put(handed: Handed, origin_id: str) -> None:
        aside = origin_id.startswith("conflict:")
        origin = ("responses", origin_id) if aside else ("paroles", public_id)
        documents.append(_received(ready, origin, aside))

    verdict = responses.hand_in(ready.handed, ready.pairs, key, put)
    if verdict == STORED:
        handed = ready.handed
        db.session.add(
            Parole(
                public_id=public_id, study_id=handed.study_id, version_id=handed.version_id,
                response_uuid=handed.uuid, document_id=documents[0].id, mode=handed.mode,
                received_on=handed.day, batch=batch, entered_by=actor.id if actor else None,
                withdrawal_mac=code_mac(withdrawal_key, code_for(withdrawal_key, handed.uuid)),
                **ready.columns,
            )
        )  # fmt: skip
        db.session.flush()
    return verdict


def _received(ready: Ready, origin: tuple[str, str], aside: bool) -> Document:
    handed, columns = ready.handed, ready.columns
    about = {name: columns[name] for name in ("job", "context", "theme") if columns[name]}
    return corpus.receive(
        study_id=handed.study_id, site_id=None, origin=origin, part=PAROLE, kind="parole",
        speaker=columns["kind"], language=handed.language, mode=handed.mode,
        day=columns["context_date"] or handed.day, text=ready.words,
        quotable=columns["permission"] != "internal" and not aside,
        attribution="" if aside else ready.attribution, attributes=about,
    )  # fmt: skip


def keep_batch(
    actor: Account, study: Study, ready: Sequence[Ready], *, key: str, withdrawal_key: str,
    batch: str,
) -> int:  # fmt: skip
    """Keep paroles entered together, all or none; returns how many are new."""
    verdicts = [
        keep(one, key=key, withdrawal_key=withdrawal_key, actor=actor, batch=batch) for one in ready
    ]
    if CONFLICT in verdicts:
        raise Refused(_l("Une de ces paroles a déjà été enregistrée avec d'autres mots."))
    stored = verdicts.count(STORED)
    record(actor, "paroles.entered", f"study:{study.public_id}", batch=batch, number=stored)
    return stored


def undo_batch(actor: Account, study: Study, batch: str) -> int:
    """Erase paroles entered together by mistake, while nobody has read them yet."""
    found = queries.batch(study, batch)
    if not batch or not found:
        raise Refused(_l("Il n'y a rien à annuler."))
    if any(document.state != "to_read" for _parole, document in found):
        raise Refused(_l("Une de ces paroles a déjà été relue : retirez-les une par une."))
    for parole, _document in found:
        _erase(parole)
    record(actor, "paroles.undone", f"study:{study.public_id}", batch=batch, number=len(found))
    return len(found)


def withdraw(parole: Parole, actor: Account | None = None) -> None:
    """The author takes the parole back: its words are erased everywhere, the lead is told."""
    if parole.withdrawn_at:
        return
    _erase(parole)
    record(actor, "parole.withdrawn", f"parole:{parole.public_id}")
    leads = {a.id for a in holders(parole.study_id, "study_lead")}
    notify(leads, "withdrawal", f"/paroles/{parole.public_id}")


def _erase(parole: Parole) -> None:
    if response := by_uuid(parole.response_uuid):
        responses.withdraw(response)
    corpus.withdraw("paroles", parole.public_id)
    forget_contact(parole)
    for name in (
        "service", "job_other", "theme_other", "reference", "question_opened", "named_as"
    ):  # fmt: skip
        setattr(parole, name, "")
    parole.permission, parole.review_wanted = "internal", False
    parole.withdrawn_at = utcnow()
    db.session.flush()


def keep_contact(parole: Parole, address: str, key: str) -> None:
    """Keep, sealed and apart, where to send the parole to be read again."""
    day = here(utcnow())[0]
    db.session.merge(
        ParoleContact(
            parole_id=parole.id, sealed=seal(address.strip(), key), purge_on=day + KEPT_AFTER
        )
    )
    db.session.flush()


def forget_contact(parole: Parole) -> None:
    """Erase where to send it."""
    db.session.execute(delete(ParoleContact).where(ParoleContact.parole_id == parole.id))


def purge_contacts(today: dt.date) -> int:
    """Erase the contacts whose day has come; returns how many."""
    gone = delete(ParoleContact).where(ParoleContact.purge_on <= today)
    return len(db.session.scalars(gone.returning(ParoleContact.parole_id)).all())
