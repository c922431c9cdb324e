"""What coders are compared on: whole texts, characters, or the segments they cut.

A text that a coder has not finished is missing for that coder, never "coded nothing".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedback.coding.double.measures import Table, Unit

Span = tuple[int, int]
THRESHOLDS = (1, 25, 50, 75, 100)  # percent of overlap that makes two segments one


@dataclass(frozen=True)
class Text:
    """A text with, for each coder who finished it, the spans of each code; None is not finished."""

    id: str
    length: int
    by_coder: tuple[Mapping[int, Sequence[Span]] | None, ...]

    def rolled(self, to: Mapping[int, int]) -> Text:
        """The same with codes replaced by their ancestors; a code without one is left out."""
        return Text(self.id, self.length, tuple(
            None if spans is None else _rolled(spans, to) for spans in self.by_coder
        ))  # fmt: skip


def _rolled(spans: Mapping[int, Sequence[Span]], to: Mapping[int, int]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for code, some in spans.items():
        if code in to:
            found[to[code]] += some
    return dict(found)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans with those that overlap or touch made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def of_texts(texts: Iterable[Text], code: int) -> Iterator[Unit]:
    """One unit a text: did the coder put the code in it?"""
    for text in texts:
        yield (
            1,
            tuple(None if spans is None else int(bool(spans.get(code))) for spans in text.by_coder),
        )


def of_characters(texts: Iterable[Text], code: int) -> Iterator[Unit]:
    """Stretches of characters on which nobody changes, weighted by their length."""
    for text in texts:
        edges: dict[int, list[tuple[int, int]]] = defaultdict(list)
        values: list[int | None] = []
        for coder, spans in enumerate(text.by_coder):
            values.append(None if spans is None else 0)
            for start, end in merged((spans or {}).get(code, ())):
                edges[start].append((coder, 1))
                edges[end].append((coder, 0))
        at = 0
        for place in sorted(edges):
            if place > at:
                yield place - at, tuple(values)
                at = place
            for coder, value in edges[place]:
                values[coder] = value
        if text.length > at:
            yield text.length - at, tuple(values)


def segments(texts: Iterable[Text], code: int, pair: tuple[int, int], least: int) -> Table:
    """Return how many segments of two coders are one: |∩| / |∪| of at least `least` percent.

    Greedy, the largest overlaps first, each segment once; nobody's silence is counted (d = 0).
    """
    total = Table()
    for text in texts:
        first, second = (text.by_coder[coder] for coder in pair)
        if first is None or second is None:
            continue
        ours, theirs = list(first.get(code, ())), list(second.get(code, ()))
        matched = len(matches(ours, theirs, least))
        total += Table(matched, len(ours) - matched, len(theirs) - matched)
    return total


def matches(ours: Sequence[Span], theirs: Sequence[Span], least: int) -> list[tuple[int, int]]:
    """Return the pairs of places of spans that are one."""
    candidates = []
    for i, (start, end) in enumerate(ours):
        for j, (other, last) in enumerate(theirs):
            shared = min(end, last) - max(start, other)
            if shared > 0 and 100 * shared >= least * (max(end, last) - min(start, other)):
                candidates.append((-shared, i, j))
    found, used, taken = [], set(), set()
    for _shared, i, j in sorted(candidates):
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            found.append((i, j))
    return found
