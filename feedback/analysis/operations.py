"""What happens to figures: those of a month are shown once it has closed, with their masks."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, insert

from feedback.analysis import queries
from feedback.analysis.asked import asked, headline
from feedback.analysis.masks import Shape, masks
from feedback.analysis.periods import closed_before
from feedback.analysis.places import tree
from feedback.db import db
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of
from feedback.responses.models import Shown, ShownMask
from feedback.responses.tally.lines import SPLITS, WEEK
from feedback.responses.tally.operations import copy_closed
from feedback.responses.tally.queries import lines


def show_closed(instrument: Instrument, today: dt.date, threshold: int) -> bool:
    """Show the months that have closed; True when what is shown changed."""
    before = closed_before(today)
    versions = queries.versions(instrument)
    ids = [version.id for version in versions]
    changed = copy_closed(ids, before, threshold)
    shown = db.session.get(Shown, instrument.id)
    if shown is None:
        shown = Shown(instrument_id=instrument.id, through=before, checked_on=today, edition=0)
        db.session.add(shown)
    shown.through, shown.checked_on = before, today
    if changed:
        shown.edition += 1
        _mask(instrument, ids, threshold)
    db.session.flush()
    return changed


def _mask(instrument: Instrument, ids: list[int], threshold: int) -> None:
    """Store anew which figures stay closed."""
    items = asked([definition_of(version) for version in queries.versions(instrument)])
    first = headline(items)
    found = masks(
        Shape(tree(queries.sites(instrument)), threshold), items,
        lines(ids, shown=True, grain=WEEK), {s: lines(ids, shown=True, split=s) for s in SPLITS},
        first.code if first else "",
    )  # fmt: skip
    db.session.execute(delete(ShownMask).where(ShownMask.instrument_id == instrument.id))
    rows = [
        {
            "instrument_id": instrument.id, "split": split, "value": cell.value,
            "place": cell.place, "period": cell.period, "questions": codes,
        }
        for (cell, split), codes in found.items()
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(ShownMask), rows)
