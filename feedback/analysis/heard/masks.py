"""Which counts of persons stay closed in which places: few persons, or what would give few away.

Every count rests on persons who each belong to one place. On the tree of places, whoever sees a
whole and all its parts but one knows that one: so counts are closed as on the grid of results,
place by place. Those who belong to no place are a part that no page shows, and that the others
could give away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from feedback.analysis.grid import ALL, Cell, Sum, add_up, closed
from feedback.analysis.grid import Grid as Axes
from feedback.analysis.places import site_name

NOWHERE = site_name(0)
Tree = Mapping[str, Sequence[str]]


def closed_places(tree: Tree, persons: Mapping[int, int], threshold: int) -> set[str]:
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
