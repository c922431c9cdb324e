"""Stretches of text as coders marked them: merged, laid over one another, matched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def merged(spans: Iterable[Span]) -> list[Span]:
    """One coder's stretches of one code; those that overlap or touch are one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def covered(
    by_coder: Sequence[Sequence[Span] | None], length: int
) -> Counter[tuple[int | None, ...]]:
    """Code points of a text by who coded them; None for a coder who has not finished it.

    `by_coder` are merged stretches within the text. Sweeps their ends in order: O(k log k).
    """
    ends = sorted(
        (place, coder, change)
        for coder, spans in enumerate(by_coder)
        for span in spans or ()
        for place, change in zip(span, (1, -1), strict=True)
    )
    values = [None if spans is None else 0 for spans in by_coder]
    found: Counter[tuple[int | None, ...]] = Counter()
    at = 0
    for place, coder, change in ends:
        if place > at:
            found[tuple(values)] += place - at
            at = place
        values[coder] = 1 if change > 0 else 0
    if length > at:
        found[tuple(values)] += length - at
    return found


def matched(first: Sequence[Span], second: Sequence[Span], t: float) -> list[tuple[Span, Span]]:
    """Stretches of two coders that are the same one: |∩| / |∪| ≥ t.

    One to one, greedily: the longest common part first.
    """
    pairs = []
    for one in first:
        for other in second:
            common = min(one[1], other[1]) - max(one[0], other[0])
            whole = max(one[1], other[1]) - min(one[0], other[0])
            if common > 0 and common >= t * whole - 1e-9:
                pairs.append((-common, one, other))
    taken: tuple[set[Span], set[Span]] = set(), set()
    found = []
    for _common, one, other in sorted(pairs):
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            found.append((one, other))
    return found
