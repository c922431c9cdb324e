"""What happens to a publication: published, renewed, taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.analysis.reports import QuestionReport
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.exports.publishing import queries
from feedback.exports.publishing.figures import published
from feedback.exports.publishing.models import Publication
from feedback.instruments.models import Instrument


def publish(
    actor: Account, instrument: Instrument, reports: Sequence[QuestionReport], through: dt.date,
    threshold: int,
) -> Publication:  # fmt: skip
    """Publish the figures of closed months, or renew them."""
    held = queries.of(instrument)
    questions = published(reports, held.body if held else {}, threshold)
    if not questions:
        raise Refused(
            _l("Rien ne peut être publié encore : il faut %(n)d réponses au moins à une question, dans des mois clos.", n=threshold)
        )  # fmt: skip
    if held is None:
        held = Publication(instrument_id=instrument.id, through=through)
        db.session.add(held)
    held.body, held.through, held.open = {"questions": questions}, through, True
    held.account_id, held.at = actor.id, utcnow()
    db.session.flush()
    record(actor, "results.published", f"instrument:{instrument.public_id}")
    return held


def take_away(actor: Account, held: Publication) -> None:
    """Nobody reads it any more."""
    held.open = False
    db.session.flush()
    record(actor, "results.unpublished", f"instrument:{held.instrument.public_id}")
