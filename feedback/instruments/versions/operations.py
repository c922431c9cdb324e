"""What happens by itself on a day: a draft is published, a survey is closed."""

from __future__ import annotations

import datetime as dt

from flask_babel import lazy_gettext as _l

from feedback.accounts.models import Account
from feedback.accounts.operations import notify, record
from feedback.accounts.queries import holders
from feedback.db import db
from feedback.errors import Refused
from feedback.instruments import operations as instruments
from feedback.instruments.models import Instrument, Plan
from feedback.instruments.operations import CLOSE, PUBLISH
from feedback.instruments.queries import draft, published
from feedback.studies.models import Study

FARTHEST = dt.timedelta(days=730)


def plan(
    actor: Account, study: Study, instrument: Instrument, act: str, day: dt.date, today: dt.date
) -> Plan:
    """Have the draft published on the morning of a day, or the survey closed at its end."""
    _refuse_day(act, day, today)
    if act == PUBLISH:
        instruments.refuse_publication(study, draft(instrument))
    elif published(instrument) is None and _day(instrument, PUBLISH) is None:
        raise Refused(_l("Ce questionnaire n'est pas publié."))
    first, last = (
        day if act == PUBLISH else _day(instrument, PUBLISH),
        day if act == CLOSE else _day(instrument, CLOSE),
    )
    if first and last and last < first:
        raise Refused(_l("La fermeture vient avant la publication."), "day")
    held = instruments.drop_plan(instrument, act)
    db.session.flush()
    made = Plan(act=act, day=day, account_id=actor.id)
    instrument.plans.append(made)
    db.session.flush()
    record(
        actor, "instrument.planned", f"instrument:{instrument.public_id}", what=act,
        day=day.isoformat(), instead=held.day.isoformat() if held else "",
    )  # fmt: skip
    return made


def _refuse_day(act: str, day: dt.date, today: dt.date) -> None:
    if act not in (PUBLISH, CLOSE):
        raise Refused(_l("Choisissez de publier ou de fermer."))
    if act == PUBLISH and day <= today:
        raise Refused(_l("Choisissez un jour à venir ; pour aujourd'hui, publiez."), "day")
    if day < today:
        raise Refused(_l("Ce jour est passé."), "day")
    if day - today > FARTHEST:
        raise Refused(_l("Ce jour est trop loin : deux ans au plus."), "day")


def _day(instrument: Instrument, act: str) -> dt.date | None:
    return next((one.day for one in instrument.plans if one.act == act), None)


def cancel(actor: Account, instrument: Instrument, act: str) -> None:
    """Nothing happens by itself after all."""
    held = instruments.drop_plan(instrument, act)
    if held is None:
        raise Refused(_l("Rien n'est prévu."))
    db.session.flush()
    record(
        actor, "instrument.plan_cancelled", f"instrument:{instrument.public_id}", what=act,
        day=held.day.isoformat(),
    )  # fmt: skip


def carry_out(due: Plan) -> bool:
    """Do what was planned, in the name of who asked for it, and tell; False when it was refused.

    The plan is gone in the same transaction: it is never done twice.
    """
    instrument, actor, act = due.instrument, due.account, due.act
    study = db.session.get_one(Study, instrument.study_id)
    instruments.drop_plan(instrument, act)
    db.session.flush()
    try:
        if act == PUBLISH:
            instruments.publish(actor, study, instrument)
        else:
            instruments.archive(actor, instrument)
    except Refused:
        record(None, "instrument.plan_refused", f"instrument:{instrument.public_id}", what=act)
        _tell(study, instrument, actor, f"{act}_refused")
        return False
    _tell(study, instrument, actor, f"{act}_done")
    return True


def _tell(study: Study, instrument: Instrument, actor: Account, kind: str) -> None:
    """The leads, and who asked."""
    people = {lead.id for lead in holders(study.id, "study_lead")} | {actor.id}
    page = "/verification" if kind == "publish_refused" else ""
    notify(people, f"instrument_{kind}", f"/questionnaires/{instrument.public_id}{page}")
