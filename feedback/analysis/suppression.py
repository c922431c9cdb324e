"""Which figures of a table with totals to hide so that the hidden ones cannot be worked out.

A table is a flow: each figure an arc, each sum a point where what enters is what leaves
(grand total → row totals → cells → column totals → grand total). Whoever reads the visible
figures can move a hidden one only along a loop of hidden figures. So each figure to protect is
given a loop, the cheapest to hide, along which it could grow by what it lacks: it could then be
as large as the threshold. A loop may lower a figure only if that leaves at least 1, since
readers may know that empty cells are seldom hidden.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

EMPTY, TOTAL = 10_000, 1_000  # cost added for hiding an empty cell, or a total


@dataclass(frozen=True)
class Arc:
    """One figure: counted in the sum `start` as a part, and in `end`; totals cost more to hide."""

    start: Hashable
    end: Hashable
    count: int
    total: bool = False

    @property
    def cost(self) -> float:
        """What is lost by hiding it."""
        return 1 + min(self.count, 900) / 10 + self.total * TOTAL + (self.count == 0) * EMPTY


def protect(arcs: Sequence[Arc], needs: Iterable[tuple[int, int]]) -> set[int]:
    """Indices of the arcs to hide, given those that must be: (index, how much it must be able
    to grow).

    No visible loop is ever left: the loop through the totals always exists.
    """
    needed = sorted(set(needs), key=lambda need: (-need[1], need[0]))
    hidden = {index for index, _ in needed}
    for index, amount in needed:
        hidden |= set(_loop(arcs, hidden, index, max(1, amount)))
    return hidden


def _steps(arcs: Sequence[Arc], amount: int) -> dict[Hashable, list[tuple[Hashable, int]]]:
    """Where one may go from each point: along an arc, or against it if enough is left."""
    steps: dict[Hashable, list[tuple[Hashable, int]]] = {}
    for index, arc in enumerate(arcs):
        steps.setdefault(arc.start, []).append((arc.end, index))
        steps.setdefault(arc.end, [])
        if arc.count - amount >= 1:
            steps[arc.end].append((arc.start, index))
    return steps


def _loop(arcs: Sequence[Arc], hidden: set[int], index: int, amount: int) -> list[int]:
    """The arcs of the cheapest way back from the end of an arc to its start (Dijkstra)."""
    steps, goal = _steps(arcs, amount), arcs[index].start
    queue: list[tuple[float, int, Hashable]] = [(0.0, 0, arcs[index].end)]
    best: dict[Hashable, float] = {arcs[index].end: 0.0}
    came: dict[Hashable, tuple[Hashable, int]] = {}
    order = 0
    while queue:
        cost, _, point = heapq.heappop(queue)
        if point == goal:
            break
        if cost > best[point]:
            continue
        for target, step in steps[point]:
            reached = cost + (0.0 if step in hidden else arcs[step].cost)
            if step != index and reached < best.get(target, float("inf")):
                best[target], came[target] = reached, (point, step)
                order += 1
                heapq.heappush(queue, (reached, order, target))
    return _walk(came, goal, arcs[index].end)


def _walk(came: dict[Hashable, tuple[Hashable, int]], goal: Hashable, start: Hashable) -> list[int]:
    found, point = [], goal
    while point != start:
        point, step = came[point]
        found.append(step)
    return found
