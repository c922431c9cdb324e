"""Masking replaces stretches of a text and says where every other stretch has gone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

SUGGESTED = {
    "phone": "[téléphone]",
    "email": "[adresse électronique]",
    "nir": "[numéro de sécurité sociale]",
    "iban": "[compte bancaire]",
    "file": "[dossier]",
    "birth": "[date]",
    "name": "[nom]",
    "first_name": "[prénom]",
    "address": "[adresse]",
}


@dataclass(frozen=True)
class Mask:
    """A stretch to hide (code points) and what is read in its place."""

    start: int
    end: int
    replacement: str


class EditMap:
    """Carries stretches of the older text over to the newer one."""

    def __init__(self, masks: list[Mask]) -> None:
        """`masks` are in order and do not overlap."""
        self._starts = [mask.start for mask in masks]
        self._ends = [mask.end for mask in masks]
        self._lengths = [len(mask.replacement) for mask in masks]
        growth = (len(mask.replacement) - (mask.end - mask.start) for mask in masks)
        self._shifts = list(accumulate(growth, initial=0))

    def forward(self, start: int, end: int) -> tuple[int, int, bool]:
        """The stretch in the newer text, and whether a mask touches it.

        A stretch that begins or ends inside a mask takes in the whole replacement.
        """
        first = bisect_right(self._ends, start)  # masks wholly before the stretch
        after = max(first, bisect_left(self._starts, end))  # first mask wholly after it
        new_start = min(start, self._starts[first]) if first < after else start
        new_end = end + self._shifts[after]
        if first < after and self._ends[after - 1] > end:
            new_end = self._ends[after - 1] + self._shifts[after]
        return new_start + self._shifts[first], new_end, first < after


def suggested(kind: str) -> str:
    """What to write in place of an identifier of this kind."""
    return SUGGESTED.get(kind, "[masqué]")


def apply(text: str, masks: list[Mask]) -> tuple[str, EditMap]:
    """The masked text and its edit map; overlapping masks become one."""
    ordered = _merged(text, masks)
    pieces, at = [], 0
    for mask in ordered:
        pieces += [text[at : mask.start], mask.replacement]
        at = mask.end
    return "".join([*pieces, text[at:]]), EditMap(ordered)


def _merged(text: str, masks: list[Mask]) -> list[Mask]:
    merged: list[Mask] = []
    for mask in sorted(masks, key=lambda one: (one.start, one.end)):
        if not 0 <= mask.start < mask.end <= len(text):
            raise ValueError(f"mask outside the text: {mask.start}-{mask.end}")
        if merged and mask.start < merged[-1].end:
            mask = _union(merged.pop(), mask)
        merged.append(mask)
    return merged


def _union(one: Mask, other: Mask) -> Mask:
    """The stretch of both, read as the wider of the two."""
    wider = max(one, other, key=lambda mask: mask.end - mask.start)
    return Mask(one.start, max(one.end, other.end), wider.replacement)
