"""Reads of the tally."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import select

from feedback.db import db
from feedback.responses.models import Shown, ShownTally, Tally, TallyLegend
from feedback.responses.tally.lines import MONTH, WHOLE, Legend, Line, Lines, read

Span = tuple[dt.date, dt.date]  # first day of the first and of the last line wanted


def lines(
    version_ids: Sequence[int], *, shown: bool, grain: str = MONTH, split: str = WHOLE,
    value: str | None = None, span: Span | None = None, sites: Collection[int] | None = None,
    counted: bool = True,
) -> Lines:  # fmt: skip
    """Lines of an instrument's versions: as they stand, or as shown of closed months."""
    table = ShownTally if shown else Tally
    query = select(table.version_id, table.site_id, table.start, table.value, table.counts).where(
        table.version_id.in_(version_ids), table.grain == grain, table.split == split
    )
    if value is not None:
        query = query.where(table.value == value)
    if span is not None:
        query = query.where(table.start.between(*span))
    if sites is not None:
        query = query.where(table.site_id.in_(sites))
    if not shown:
        query = query.where(Tally.counted == counted)
    found = [
        Line(version_id, site_id, start, of, read(counts))
        for version_id, site_id, start, of, counts in db.session.execute(query)
    ]
    return Lines(found, legends(version_ids))


def legends(version_ids: Sequence[int]) -> dict[int, Legend]:
    """What the numbers of the versions' lines count."""
    query = select(TallyLegend).where(TallyLegend.version_id.in_(version_ids))
    found = {row.version_id: Legend(row.pairs) for row in db.session.scalars(query)}
    return {version_id: found.get(version_id, Legend()) for version_id in version_ids}


def shown(instrument_id: int) -> Shown | None:
    """Up to which month the figures of an instrument are shown."""
    return db.session.get(Shown, instrument_id)
