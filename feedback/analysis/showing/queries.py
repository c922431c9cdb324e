"""Prepares what is to be shown: long, so outside of any write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedback.analysis import queries
from feedback.analysis.asked import asked, headline
from feedback.analysis.masks import Shape, masks
from feedback.analysis.past import Past
from feedback.analysis.periods import closed_before, month_code
from feedback.analysis.places import site_name, tree
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of
from feedback.responses.tally.lines import MONTH, SPLITS, WEEK, Line, Lines, read
from feedback.responses.tally.queries import (
    ShownCell,
    legends,
    lines,
    rows_of,
    shown,
    to_show,
)


@dataclass(frozen=True)
class Plan:
    """What to show of an instrument: lines, in whose place, and which figures stay closed.

    `edition` is what was shown when it was prepared: put in place only if that still stands.
    """

    instrument_id: int
    today: dt.date
    edition: int
    instead: Sequence[ShownCell] = ()
    rows: Sequence[Mapping[str, Any]] = ()
    masks: Sequence[Mapping[str, Any]] = ()

    @property
    def changes(self) -> bool:
        """True when something else is shown than before."""
        return bool(self.rows)


def plan(instrument: Instrument, today: dt.date, threshold: int) -> Plan:
    """Months that have closed since the last look, or to which enough answers have come."""
    ids = [version.id for version in queries.versions(instrument)]
    now = shown(instrument.id)
    edition = now.edition if now else 0
    anew, known = to_show(ids, closed_before(today), threshold, now.through if now else None)
    if not anew:
        return Plan(instrument.id, today, edition)
    rows = rows_of(ids, anew)
    past = Past() if now is None else _past(instrument, now.through, anew)
    closed = _masks(instrument, ids, anew, rows, threshold, past)
    return Plan(instrument.id, today, edition, sorted(known, key=repr), rows, closed)


def _past(instrument: Instrument, through: dt.date, anew: set[ShownCell]) -> Past:
    """What was shown until now, and what no longer stands as it was."""
    changed = {(site_name(cell.site_id), month_code(cell.month)) for cell in anew}
    return Past(month_code(through), queries.past_masks(instrument.id), changed)


def _masks(
    instrument: Instrument, ids: Sequence[int], anew: set[ShownCell],
    rows: Sequence[Mapping[str, Any]], threshold: int, past: Past,
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of the masks over what will be shown."""
    items = asked([definition_of(version) for version in queries.versions(instrument)])
    first = headline(items)
    by_month = {split: _lines(ids, MONTH, split, anew, rows) for split in SPLITS}
    found = masks(
        Shape(tree(queries.sites(instrument)), threshold), items,
        _lines(ids, WEEK, "", anew, rows), by_month, first.code if first else "",
        past,
    )  # fmt: skip
    return [
        {
            "instrument_id": instrument.id, "split": split, "value": cell.value,
            "place": cell.place, "period": cell.period, "questions": codes,
        }
        for (cell, split), codes in found.items()
    ]  # fmt: skip


def _lines(
    ids: Sequence[int], grain: str, split: str, anew: set[ShownCell],
    rows: Sequence[Mapping[str, Any]],
) -> Lines:  # fmt: skip
    """Lines as they will be shown: those kept, and the new ones."""
    kept = [
        line
        for line in lines(ids, shown=True, grain=grain, split=split).lines
        if ShownCell(line.version_id, line.site_id, line.start.replace(day=1)) not in anew
    ]
    new = [
        Line(row["version_id"], row["site_id"], row["start"], row["value"], read(row["counts"]))
        for row in rows
        if (row["grain"], row["split"]) == (grain, split)
    ]
    return Lines([*kept, *new], legends(ids))
