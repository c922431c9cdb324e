"""What happens to the tally: it moves with each response, and is counted again from nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select, text

from feedback.db import INSERTS, Direct, db, insert_for
from feedback.responses.models import ShownTally, Tally, TallyLegend
from feedback.responses.tally.lines import (
    MONTH,
    SPLITS,
    WEEK,
    Legend,
    Pair,
    Place,
    Recount,
    Spot,
    places,
    plus,
    read,
    written,
)
from feedback.responses.tally.queries import ShownCell

LOCK = 7_204_002  # PostgreSQL advisory lock: one writer at a version's tally
_TABLE: Any = Tally.__table__
_KEYS = [column.name for column in _TABLE.primary_key]
# Each branch names the whole key, so that each is one look into the index.
_HELD = Direct(
    select(_TABLE.c.grain, _TABLE.c.split, _TABLE.c.counts).where(
        or_(
            *(
                and_(
                    _TABLE.c.version_id == bindparam("version_id"),
                    _TABLE.c.grain == grain,
                    _TABLE.c.split == split,
                    _TABLE.c.value == bindparam(f"value_{split}"),
                    _TABLE.c.start == bindparam(f"start_{grain}"),
                    _TABLE.c.site_id == bindparam("site_id"),
                    _TABLE.c.counted == bindparam("counted"),
                )
                for grain in (WEEK, MONTH)
                for split in SPLITS
            )
        )
    )
)
_PAIRS: Any = TallyLegend.__table__
_LEGEND = Direct(select(_PAIRS.c.pairs).where(_PAIRS.c.version_id == bindparam("version_id")))


@cache
def _upsert(dialect: str) -> Direct:
    statement: Any = INSERTS[dialect](_TABLE)
    changed = {"counts": statement.excluded.counts}
    moved = statement.on_conflict_do_update(index_elements=_KEYS, set_=changed)
    return Direct(moved, [*_KEYS, "counts"])


def move(spot: Spot, counts: Mapping[Pair, int], sign: int) -> None:
    """Move the tally by one response: `sign` 1 adds it, −1 takes it off."""
    legend = _legend(spot.version_id)
    numbers, moved = legend.vector(counts, sign), places(spot)
    connection = db.session.connection()
    found = _HELD.all(connection, _names(spot, moved))
    held = {(grain, split): read(kept) for grain, split, kept in found}
    sums = {place: plus(held.get((place.grain, place.split), ()), numbers) for place in moved}
    _keep(spot.version_id, legend)
    rows = [_row(spot, place, sums[place]) for place in moved]
    _upsert(connection.dialect.name).many(connection, rows)


def _row(spot: Spot, place: Place, numbers: list[int]) -> dict[str, Any]:
    return {
        "version_id": spot.version_id, "counted": spot.counted, "site_id": spot.site_id,
        "grain": place.grain, "split": place.split, "value": place.value, "start": place.start,
        "counts": written(numbers),
    }  # fmt: skip


def _names(spot: Spot, moved: Iterable[Place]) -> dict[str, Any]:
    """What the query of the lines held is asked."""
    names: dict[str, Any] = {
        "version_id": spot.version_id, "counted": spot.counted, "site_id": spot.site_id,
    }  # fmt: skip
    for place in moved:
        names[f"value_{place.split}"] = place.value
        names[f"start_{place.grain}"] = place.start
    return names


def _legend(version_id: int) -> Legend:
    """The legend of a version, nobody else moving its tally before the end of the transaction."""
    if db.session.get_bind().dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:room, :version)")
        db.session.execute(lock, {"room": LOCK, "version": version_id})
    found = _LEGEND.run(db.session.connection(), {"version_id": version_id})
    return Legend(found[0] if found else ())


def _keep(version_id: int, legend: Legend) -> None:
    """Store a legend that has grown."""
    if not legend.grown:
        return
    pairs = [list(pair) for pair in legend.pairs]
    statement = insert_for(TallyLegend).values(version_id=version_id, pairs=pairs)
    db.session.execute(
        statement.on_conflict_do_update(index_elements=["version_id"], set_={"pairs": pairs})
    )


def replace(version_id: int, recount: Recount) -> None:
    """Put a tally counted from nothing in the place of what is there.

    The legend only grows: copies shown earlier are still read by it.
    """
    legend = _legend(version_id)
    order = [legend.at(pair) for pair in recount.legend.pairs]
    db.session.execute(delete(Tally).where(Tally.version_id == version_id))
    _keep(version_id, legend)
    rows = []
    for (spot, place), numbers in recount.sums.items():
        placed = [0] * len(legend.pairs)
        for index, n in zip(order, numbers, strict=False):
            placed[index] = n
        rows.append(_row(spot, place, placed))
    if rows:
        db.session.execute(insert(Tally), rows)


def put_shown(cells: Sequence[ShownCell], rows: Sequence[Mapping[str, Any]]) -> None:
    """Show lines in the place of those shown of the same months of the same sites."""
    table: Any = ShownTally.__table__
    for cell in cells:
        inside = table.c.start.between(cell.month, cell.last)
        of_cell = and_(table.c.version_id == cell.version_id, table.c.site_id == cell.site_id)
        dated = or_(table.c.grain == WEEK, table.c.start == cell.month)
        db.session.execute(delete(table).where(of_cell, inside, dated))
    if rows:
        db.session.connection().execute(insert(table), list(rows))
