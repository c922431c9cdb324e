"""Reads of the tally."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from feedback.db import db
from feedback.responses.models import Shown, ShownTally, Tally, TallyLegend
from feedback.responses.tally.lines import (
    MONTH,
    STATUS,
    UNDATED,
    WHOLE,
    Legend,
    Line,
    Lines,
    read,
    read_some,
    some,
)

Span = tuple[dt.date, dt.date]  # first day of the first and of the last line wanted


def lines(
    version_ids: Sequence[int], *, shown: bool, grain: str = MONTH, split: str = WHOLE,
    value: str | None = None, span: Span | None = None, sites: Collection[int] | None = None,
    counted: bool = True, questions: Collection[str] | None = None,
) -> Lines:  # fmt: skip
    """Lines of an instrument's versions: as they stand, or as shown of closed months.

    With `questions`, only their numbers are read of each line.
    """
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
    known = legends(version_ids)
    picked = {key: some(legend, questions) for key, legend in known.items()} if questions else {}
    found = [
        Line(version_id, site_id, start, of, read_some(counts, picked[version_id][0]) if picked else read(counts))
        for version_id, site_id, start, of, counts in db.session.execute(query)
    ]  # fmt: skip
    return Lines(found, {key: legend for key, (_, legend) in picked.items()} or known)


@dataclass(frozen=True)
class ShownCell:
    """A month of a site, for one version."""

    version_id: int
    site_id: int
    month: dt.date

    @property
    def last(self) -> dt.date:
        """A day no line of the month starts after."""
        undated = self.month == UNDATED
        return self.month if undated else self.month + dt.timedelta(days=30)


def to_show(
    version_ids: Sequence[int], before: dt.date, least: int, through: dt.date | None = None
) -> tuple[set[ShownCell], set[ShownCell]]:
    """Months before a day to show anew, and which of them are shown already.

    A month shown already (all those before `through` are, be it without any answer) is shown anew
    only when at least `least` responses make the difference: fewer would tell of one person.
    """
    now, shown = (_responses(table, version_ids) for table in (Tally, ShownTally))
    anew = {
        cell
        for cell, count in now.items()
        if cell.month < before
        and (
            (cell not in shown and (through is None or cell.month >= through))
            or abs(count - shown.get(cell, 0)) >= least
        )
    }
    return anew, anew & set(shown)


def _responses(table: Any, version_ids: Sequence[int]) -> dict[ShownCell, int]:
    """How many responses each month of each site has."""
    query = select(table.version_id, table.site_id, table.start, table.counts).where(
        table.version_id.in_(version_ids), table.grain == MONTH, table.split == WHOLE
    )
    query = query.where(Tally.counted) if table is Tally else query
    known = legends(version_ids)
    found = {}
    for version_id, site_id, start, counts in db.session.execute(query):
        pairs = zip(known[version_id].pairs, read(counts), strict=False)
        n = sum(n for (code, _), n in pairs if code == STATUS)
        found[ShownCell(version_id, site_id, start)] = n
    return found


def rows_of(version_ids: Sequence[int], cells: Collection[ShownCell]) -> list[dict[str, Any]]:
    """Lines of some months as they stand, as rows to show."""
    names = [column.name for column in ShownTally.__table__.columns]
    query = select(*(Tally.__table__.c[name] for name in names)).where(
        Tally.version_id.in_(version_ids), Tally.counted
    )
    rows = (dict(row) for row in db.session.execute(query).mappings())
    return [row for row in rows if _cell_of(row) in cells]


def _cell_of(row: Mapping[str, Any]) -> ShownCell:
    start = row["start"]
    month = start if start == UNDATED else start.replace(day=1)
    return ShownCell(row["version_id"], row["site_id"], month)


def legends(version_ids: Sequence[int]) -> dict[int, Legend]:
    """What the numbers of the versions' lines count."""
    query = select(TallyLegend).where(TallyLegend.version_id.in_(version_ids))
    found = {row.version_id: Legend(row.pairs) for row in db.session.scalars(query)}
    return {version_id: found.get(version_id, Legend()) for version_id in version_ids}


def shown(instrument_id: int) -> Shown | None:
    """Up to which month the figures of an instrument are shown."""
    return db.session.get(Shown, instrument_id)
