"""What the reception desk does: takes back its last sheet, says how many people came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.db import db, insert_for
from feedback.errors import Refused
from feedback.reception import queries
from feedback.reception.models import Footfall
from feedback.responses.models import Response
from feedback.responses.operations import withdraw
from feedback.studies.models import Site


def undo_last(actor: Account, source: str, public_id: str) -> None:
    """Take the last sheet of a batch out again, exactly; `public_id` is the one meant."""
    if next(iter(queries.typed_in(source)), None) != public_id:
        raise Refused(_l("Cette saisie n'est plus la dernière de ce lot : rien n'a été annulé."))
    last = db.session.scalars(select(Response).where(Response.public_id == public_id)).one()
    withdraw(last, actor)


def count_visitors(actor: Account, site: Site, days: Mapping[dt.date, int | None]) -> int:
    """Say how many people came on some days, or that nobody knows; returns how many changed."""
    known = queries.visitors(site.id, min(days), max(days)) if days else {}
    changed = {day: n for day, n in days.items() if known.get(day) != n}
    for day, count in changed.items():
        if count is None:
            mine = Footfall.site_id == site.id, Footfall.day == day
            db.session.execute(delete(Footfall).where(*mine))
            continue
        one = insert_for(Footfall).values(site_id=site.id, day=day, visitors=count)
        db.session.execute(
            one.on_conflict_do_update(index_elements=["site_id", "day"], set_={"visitors": count})
        )
    if changed:
        said = {day.isoformat(): count for day, count in sorted(changed.items())}
        record(actor, "footfall.counted", f"site:{site.public_id}", days=said)
    return len(changed)
