"""Codes that meet in the same texts, and a map of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from math import cos, pi, sin
from operator import itemgetter

from feedback.coding.double.measures import c_coefficient

Span = tuple[int, int, int, int]  # text, code, start, end
SIZE, RADIUS, MIDDLE = 640, 250, 320  # of the map, in units of the picture
WIDEST, MOST_DRAWN = 14.0, 60


@dataclass(frozen=True)
class Meeting:
    """Two codes, in how many texts they meet, and the c-coefficient of that."""

    one: int
    two: int
    texts: int
    c: float


def meetings(spans: Iterable[Span], overlapping: bool) -> tuple[dict[int, int], list[Meeting]]:
    """Return in how many texts each code is, and the codes that meet in some, most often first.

    They meet in a text that holds both; with `overlapping`, where a passage of one shares a sign
    with a passage of the other. c = n12 / (n1 + n2 - n12), counted in texts, so that it stays
    between 0 and 1. `spans` come text by text.
    """
    single: Counter[int] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    for _, group in groupby(spans, key=itemgetter(0)):
        here = list(group)
        single.update({code for _, code, _, _ in here})
        pairs.update(_overlaps(here) if overlapping else _all_pairs(here))
    found = [
        Meeting(one, two, n, c_coefficient(n, single[one], single[two]) or 0.0)
        for (one, two), n in pairs.items()
    ]
    return dict(single), sorted(found, key=lambda m: (-m.texts, -m.c, m.one, m.two))


def _all_pairs(here: Sequence[Span]) -> set[tuple[int, int]]:
    return set(combinations(sorted({code for _, code, _, _ in here}), 2))


def _overlaps(here: Sequence[Span]) -> set[tuple[int, int]]:
    """Pairs with passages in common: those begun are kept until they end."""
    found: set[tuple[int, int]] = set()
    open_: list[Span] = []
    for one in sorted(here, key=itemgetter(2, 3)):
        open_ = [other for other in open_ if other[3] > one[2]]
        found |= {_pair(one[1], other[1]) for other in open_ if other[1] != one[1]}
        open_.append(one)
    return found


def _pair(one: int, two: int) -> tuple[int, int]:
    return (one, two) if one < two else (two, one)


@dataclass(frozen=True)
class Node:
    """A code on the map: where it stands, how big it is, where its key is written."""

    code: int
    x: float
    y: float
    r: float
    words_x: float
    words_y: float


@dataclass(frozen=True)
class Edge:
    """A line between two codes that meet; the oftener, the wider."""

    one: Node
    two: Node
    width: float
    meeting: Meeting


@dataclass(frozen=True)
class Map:
    """Codes on a circle in the order of the book, and lines between those that meet most."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    size: int = SIZE


def mapped(codes: Sequence[int], single: dict[int, int], met: Sequence[Meeting]) -> Map:
    """Return the map of codes that are used; at most `MOST_DRAWN` lines, by c."""
    shown = [code for code in codes if single.get(code)]
    most = max((single[code] for code in shown), default=1)
    nodes = {
        code: _node(code, 2 * pi * at / len(shown) - pi / 2, single[code] / most)
        for at, code in enumerate(shown)
    }
    drawn = sorted(met, key=lambda m: -m.c)[:MOST_DRAWN]
    best = max((m.c for m in drawn), default=1.0)
    edges = tuple(
        Edge(nodes[m.one], nodes[m.two], round(max(1.0, WIDEST * m.c / best), 1), m)
        for m in reversed(drawn)
        if m.one in nodes and m.two in nodes
    )
    return Map(tuple(nodes.values()), edges)


def _node(code: int, angle: float, share: float) -> Node:
    r = round(7 + 15 * share**0.5, 1)
    x, y = MIDDLE + RADIUS * cos(angle), MIDDLE + RADIUS * sin(angle)
    out = RADIUS + r + 18
    return Node(
        code, round(x, 1), round(y, 1), r, round(MIDDLE + out * cos(angle), 1),
        round(MIDDLE + out * sin(angle) + 5, 1),
    )  # fmt: skip
