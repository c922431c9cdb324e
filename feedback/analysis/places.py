"""Places of the grid: sites, territories, all; and what one person may look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from feedback.analysis.grid import ALL


@dataclass(frozen=True)
class SitePlace:
    """A site as the grid knows it."""

    id: int
    code: str  # public id
    name: str
    territory_id: int | None = None
    territory: str = ""


@dataclass(frozen=True)
class Place:
    """A place one may look at, by its code in addresses; `grid` is its name on the grid."""

    code: str
    grid: str
    name: str
    site_ids: frozenset[int]
    kind: str  # all, territory, site


def site_name(site_id: int) -> str:
    """A site on the grid."""
    return f"s{site_id}"


def tree(sites: Sequence[SitePlace]) -> dict[str, list[str]]:
    """What each place is made of; sites without territory stand under all."""
    found: dict[str, list[str]] = {ALL: []}
    for site in sites:
        if site.territory_id is None:
            found[ALL].append(site_name(site.id))
        else:
            inside = found.setdefault(f"t{site.territory_id}", [])
            inside.append(site_name(site.id))
    found[ALL] += [name for name in found if name != ALL]
    return found


def offered(sites: Sequence[SitePlace], mine: Collection[int] | None, all_name: str) -> list[Place]:
    """Places within reach: all and a territory only to whoever may see every site of it."""
    reach = {s.id for s in sites} if mine is None else {s.id for s in sites if s.id in mine}
    places: list[Place] = []
    if reach and reach == {s.id for s in sites} and len(sites) > 1:
        places.append(Place("", ALL, all_name, frozenset(reach), "all"))
    places += _territories(sites, reach)
    for site in sites:
        if site.id in reach:
            one = frozenset((site.id,))
            places.append(Place(site.code, site_name(site.id), site.name, one, "site"))
    return places


def _territories(sites: Sequence[SitePlace], reach: Collection[int]) -> Iterable[Place]:
    groups: dict[int, list[SitePlace]] = {}
    for site in sites:
        if site.territory_id is not None:
            groups.setdefault(site.territory_id, []).append(site)
    for territory_id, group in sorted(groups.items(), key=lambda one: one[1][0].territory):
        ids = frozenset(site.id for site in group)
        if len(group) > 1 and ids <= set(reach):
            name = f"t{territory_id}"
            yield Place(name, name, group[0].territory, ids, "territory")


def chosen(code: str | None, places: Sequence[Place]) -> Place | None:
    """The place of a code, else the widest one within reach."""
    return next((place for place in places if place.code == (code or "")), next(iter(places), None))
