"""From counts by site to units by place, with what stays closed in each; and back to cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from feedback.analysis.crossing import of_trouble, of_valences
from feedback.analysis.crossreading.cells import Journey, Lived, Said, Voice
from feedback.analysis.grid import ALL
from feedback.analysis.heard.masks import Tree, closed_places
from feedback.analysis.places import site_name
from feedback.analysis.thresholds import BASE as TOO_FEW
from feedback.analysis.thresholds import Masked, is_small
from feedback.studies.shown.units import BASE, Unit

BySite = Mapping[int, int]
Numbers = Mapping[str, Mapping[int, Sequence[int]]]  # by name and site, to be added up


def placed(
    what: str, tree: Tree, persons: Mapping[str, BySite], more: Numbers, threshold: int
) -> list[Unit]:
    """A unit for each place where somebody is counted."""
    known: dict[tuple[tuple[int, int], ...], set[str]] = {}
    closed: dict[str, set[str]] = {}
    for name, count in persons.items():
        key = tuple(sorted(count.items()))  # many names count the same persons
        if key not in known:
            known[key] = closed_places(tree, count, threshold)
        closed[name] = known[key]
    made = []
    for place, inside in _inside(tree).items():
        counts = {name: _sum(count, inside) for name, count in persons.items()}
        counts = {name: n for name, n in counts.items() if n}
        if counts:
            told = {name: _added(of, inside) for name, of in more.items()}
            shut = tuple(name for name in counts if place in closed[name])
            made.append(Unit(what, place, counts, {n: v for n, v in told.items() if v}, shut))
    return made


def _inside(tree: Tree) -> dict[str, frozenset[str] | None]:
    """The sites of each place; none: whatever site, or none at all."""
    found: dict[str, frozenset[str] | None] = {ALL: None}
    for place, parts in tree.items():
        if place != ALL:
            found[place] = frozenset(parts)
        found |= {part: frozenset((part,)) for part in parts if part not in tree}
    return found


def _sum(count: BySite, inside: frozenset[str] | None) -> int:
    return sum(n for site, n in count.items() if inside is None or site_name(site) in inside)


def _added(of: Mapping[int, Sequence[int]], inside: frozenset[str] | None) -> list[int]:
    lines = [one for site, one in of.items() if inside is None or site_name(site) in inside]
    return [sum(column) for column in zip(*lines, strict=True)]


# --- What is lived ---------------------------------------------------------------------------


def of_journeys(
    what: str, tree: Tree, journeys: Sequence[Journey], threshold: int
) -> list[Unit]:  # fmt: skip
    """How many journeys were asked about each dimension, how many stuck on it, how it felt."""
    persons: dict[str, dict[int, int]] = {}
    felt: dict[str, dict[int, list[int]]] = {}
    for one in journeys:
        stuck = frozenset(key for step in one.steps for key in step.keys) & one.offered
        for name in (*(f"asked:{key}" for key in one.offered), *(f"stuck:{key}" for key in stuck)):
            count = persons.setdefault(name, {})
            count[one.site_id] = count.get(one.site_id, 0) + 1
        for key in stuck:
            line = felt.setdefault(key, {}).setdefault(one.site_id, [0, 0])
            for emotion in one.emotions(key):
                line[0], line[1] = line[0] + emotion, line[1] + 1
    return placed(what, tree, persons, felt, threshold)


def lived(unit: Unit | None, key: str, threshold: int) -> Lived | Masked | None:
    """What was lived on a dimension at the unit's place, as far as it is shown."""
    asked, stuck = f"asked:{key}", f"stuck:{key}"
    if unit is None or not unit.counts.get(asked):
        return None
    if _hidden(unit, (asked, stuck), threshold):
        return Masked(TOO_FEW)
    n, here = unit.counts[asked], unit.counts.get(stuck, 0)
    felt, times = unit.more.get(key, (0, 0))
    return Lived(n, here, felt / times if times else None, of_trouble(here / n, n))


# --- What is said ----------------------------------------------------------------------------


def of_voice(what: str, tree: Tree, voice: Voice, threshold: int) -> list[Unit]:
    """How many persons have a coded text, and how many speak of each code, with which sign."""
    persons = {BASE: {one.site_id: one.persons for one in voice.whole}}
    signs: dict[str, dict[int, Sequence[int]]] = {}
    for key, lines in voice.lines.items():
        persons[key] = {one.site_id: one.persons for one in lines}
        signs[key] = {one.site_id: (one.minus, one.zero, one.plus) for one in lines}
    return placed(what, tree, persons, signs, threshold)


def said(unit: Unit | None, key: str, threshold: int) -> Said | Masked | None:
    """What is said of a code at the unit's place, as far as it is shown."""
    if unit is None:
        return None
    if _hidden(unit, (BASE, key), threshold):
        return Masked(TOO_FEW)
    minus, _zero, plus = unit.more.get(key, (0, 0, 0))
    base, persons = unit.counts[BASE], unit.counts.get(key, 0)
    return Said(base, persons, None, None, None, None, of_valences(minus, plus))


def _hidden(unit: Unit, names: Iterable[str], threshold: int) -> bool:
    return any(
        name in unit.closed or is_small(unit.counts.get(name, 0), threshold) for name in names
    )
