"""A unit of what is shown, and when it is shown anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

BASE = ""  # the name of all persons of a unit


@dataclass(frozen=True)
class Unit:
    """Counts of persons by name (`""`: all of them), and what else is told of them."""

    what: str
    place: str
    counts: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    closed: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What it is about, and where."""
        return self.what, self.place

    @property
    def most(self) -> int:
        """Its greatest count."""
        return max(self.counts.values(), default=0)


def distance(one: Unit, other: Unit) -> int:
    """How many persons, at least, make the difference between two."""
    names = {*one.counts, *other.counts}
    return max((abs(one.counts.get(n, 0) - other.counts.get(n, 0)) for n in names), default=0)


def to_put(
    now: Iterable[Unit], shown: Iterable[Unit], least: int, gone: Collection[str] = ()
) -> list[Unit]:
    """The units to put in place, of all that is counted now and all that is shown.

    A unit moves when at least `least` persons make the difference with what could be read of it.
    One of fewer persons is put once, to say that somebody was heard. A name that is `gone` (a
    code merged into another) moves its unit too. Of one way of listening, what stays closed is
    settled for all places together: when one moves, the others keep their counts and are closed
    anew. What was closed in them stays so until they move: opened beside a whole that stands, an
    old count would give away the small one it was closed for.
    """
    old = {unit.key: unit for unit in shown}
    new = {unit.key: unit for unit in now}
    every = {key: new.get(key, Unit(*key)) for key in {*old, *new}}
    moved = {key for key, unit in every.items() if _moves(unit, old.get(key), least, gone)}
    ways = {what for what, _place in moved}
    return [
        unit if key in moved else _kept(old[key], unit)
        for key, unit in every.items()
        if key in moved or (key in old and key[0] in ways)
    ]


def _kept(shown: Unit, now: Unit) -> Unit:
    return replace(shown, closed=tuple(dict.fromkeys((*shown.closed, *now.closed))))


def _moves(unit: Unit, shown: Unit | None, least: int, gone: Collection[str]) -> bool:
    if shown is None:
        return unit.most > 0
    if shown.most < least:  # nothing of it could be read
        return unit.most >= least
    if any(name.rpartition(":")[2] in gone for name in shown.counts):
        return True
    return distance(unit, shown) >= least
