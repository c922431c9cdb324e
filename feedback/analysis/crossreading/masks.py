"""What stays closed for those who hold no row: few persons, or what would give few away.

Every figure of the cross-reading rests on persons who each belong to one place. On the tree of
places, whoever sees a whole and all its parts but one knows that one: so the counts of persons
are closed as on the grid of results, place by place and dimension by dimension. Those who belong
to no place are a part that no page shows, and that the others could give away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from feedback.analysis.grid import ALL, Cell, Sum, add_up, closed
from feedback.analysis.grid import Grid as Axes
from feedback.analysis.places import site_name

NOWHERE = site_name(0)


@dataclass(frozen=True)
class Screen:
    """The tree of places, one place looked at, and the threshold; 0 closes nothing."""

    tree: Mapping[str, Sequence[str]]
    place: str
    threshold: int
    _known: dict[tuple[tuple[int, int], ...], bool] = field(default_factory=dict)

    def hides(self, persons: Mapping[int, int]) -> bool:
        """Whether a count of persons by site (0: none) is closed in the place looked at."""
        if not self.threshold:
            return False
        key = tuple(sorted(item for item in persons.items() if item[1]))
        if key not in self._known:
            self._known[key] = self.place in closed_places(self.tree, persons, self.threshold)
        return self._known[key]


def closed_places(
    tree: Mapping[str, Sequence[str]], persons: Mapping[int, int], threshold: int
) -> set[str]:
    """Places whose count of persons is not shown; sites out of the tree count as no place."""
    whole = {**tree, ALL: [*tree.get(ALL, ()), NOWHERE]}
    sites = {part for parts in whole.values() for part in parts}
    atoms: dict[Cell, int] = {}
    for site_id, count in persons.items():
        name = site_name(site_id)
        cell = Cell(name if name in sites else NOWHERE, ALL)
        atoms[cell] = atoms.get(cell, 0) + count
    bases = add_up(atoms, Axes(whole, {}))
    sums = [
        Sum(Cell(place, ALL), tuple(Cell(part, ALL) for part in parts))
        for place, parts in whole.items()
    ]
    return {cell.place for cell in closed(bases, sums, threshold)}
