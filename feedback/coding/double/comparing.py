"""Where coders differ in a text: passages of one code that overlap, put side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SAME, NEAR, ALONE = "same", "near", "alone"


@dataclass(frozen=True)
class Case:
    """Overlapping codings of one code; `kind` says how far the coders agree."""

    code_id: int
    start: int
    end: int
    codings: tuple[Any, ...]
    kind: str


def cases(codings: Sequence[Any], coders: Sequence[int]) -> list[Case]:
    """Return the cases of a text in its order.

    `codings` have `code_id`, `coder_id`, `valence` and a `passage` with `start` and `end`. *same*:
    every coder has exactly this passage with the same valence; *near*: every coder has the code
    there; *alone*: somebody has not.
    """
    by_code: dict[int, list[Any]] = defaultdict(list)
    for one in codings:
        by_code[one.code_id].append(one)
    found = []
    for code_id, some in by_code.items():
        for group in _overlapping(some):
            start = min(one.passage.start for one in group)
            end = max(one.passage.end for one in group)
            found.append(Case(code_id, start, end, tuple(group), _kind(group, coders)))
    return sorted(found, key=lambda case: (case.start, case.end, case.code_id))


def _overlapping(codings: Sequence[Any]) -> list[list[Any]]:
    groups: list[list[Any]] = []
    until = -1
    for one in sorted(codings, key=lambda coding: (coding.passage.start, coding.passage.end)):
        if groups and one.passage.start < until:
            groups[-1].append(one)
        else:
            groups.append([one])
        until = max(until, one.passage.end)
    return groups


def _kind(group: Sequence[Any], coders: Sequence[int]) -> str:
    if {one.coder_id for one in group} < set(coders):
        return ALONE
    shapes = {(one.passage.start, one.passage.end, one.valence) for one in group}
    return SAME if len(shapes) == 1 else NEAR
