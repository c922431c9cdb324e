"""Which hidden figures are settled by sums, by elimination (all at once, not sum by sum)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

PRIME = (1 << 61) - 1  # arithmetic modulo a prime: exact, without growing fractions

Name = TypeVar("Name", bound=Hashable)
Row = dict[int, int]


def settled(sums: Iterable[tuple[Name, Sequence[Name]]], hidden: set[Name]) -> set[Name]:
    """Hidden names whose figure follows from the sums (whole, parts) and the figures shown."""
    names = list(hidden)
    at = {name: index for index, name in enumerate(names)}
    reduced: dict[int, Row] = {}
    for whole, parts in sums:
        row = {at[part]: 1 for part in parts if part in at}
        if whole in at:
            row[at[whole]] = PRIME - 1
        if row:
            _add(row, reduced)
    return {names[lead] for lead, row in _swept(reduced).items() if len(row) == 1}


def _add(row: Row, reduced: dict[int, Row]) -> None:
    """Take what is known from a row; what remains is known too."""
    while row:
        lead = min(row)
        known = reduced.get(lead)
        if known is None:
            inverse = pow(row[lead], -1, PRIME)
            reduced[lead] = {key: value * inverse % PRIME for key, value in row.items()}
            return
        _take(row, known, row[lead])


def _swept(reduced: dict[int, Row]) -> dict[int, Row]:
    """Every row freed of the leads of the others."""
    for lead in sorted(reduced, reverse=True):
        row = reduced[lead]
        for other in [key for key in row if key != lead and key in reduced]:
            if other in row:
                _take(row, reduced[other], row[other])
    return reduced


def _take(row: Row, known: Row, times: int) -> None:
    for key, value in known.items():
        left = (row.get(key, 0) - times * value) % PRIME
        if left:
            row[key] = left
        else:
            row.pop(key, None)
