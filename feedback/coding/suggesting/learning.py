"""Codes of the passages most like one: nearest neighbours over pieces of words (scikit-learn).

A code's weight is its share of the likeness of the `NEAREST` passages. Under `LEAST` nothing is
said: there, on the demonstration, suggestions were right less often than every second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, NamedTuple

from sklearn.feature_extraction.text import TfidfVectorizer

NEAREST, LEAST, SHOWN, REASONS = 25, 0.35, 3, 3
ENOUGH = 100  # passages, before anything is learnt


class Taught(NamedTuple):
    """A coded passage: its row, its text's row, its words and its codes."""

    passage: int
    document: int
    words: str
    codes: frozenset[int]


@dataclass(frozen=True)
class Proposal:
    """A code with its weight (0 to 1) and the passages it comes from, most alike first."""

    code: int
    weight: float
    reasons: tuple[int, ...]


class Learnt:
    """What was learnt from the passages of a study."""

    def __init__(self, taught: Sequence[Taught]) -> None:
        self._taught = list(taught)
        self._vectors: Any = None
        if len(self._taught) >= ENOUGH:
            self._words = TfidfVectorizer(
                analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True,
                strip_accents="unicode",
            )  # fmt: skip
            self._vectors = self._words.fit_transform(one.words for one in self._taught)

    def propose(self, words: str, without: Collection[int] = ()) -> list[Proposal]:
        """Return at most `SHOWN` codes for some words, the heaviest first.

        Passages of the texts `without` say nothing: neither the text itself, nor what a reader
        may not see.
        """
        return [one for one in self.ranked(words, without)[:SHOWN] if one.weight >= LEAST]

    def ranked(self, words: str, without: Collection[int] = ()) -> list[Proposal]:
        """Return every code of the nearest passages, the heaviest first, whatever its weight."""
        near = self._nearest(words, without)
        whole = sum(like for like, _ in near)
        if not whole:
            return []
        weights: dict[int, float] = defaultdict(float)
        reasons: dict[int, list[int]] = defaultdict(list)
        for like, one in near:
            for code in one.codes:
                weights[code] += like / whole
                reasons[code].append(one.passage)
        return [
            Proposal(code, weight, tuple(reasons[code][:REASONS]))
            for code, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        ]

    def _nearest(self, words: str, without: Collection[int]) -> list[tuple[float, Taught]]:
        if self._vectors is None:
            return []
        alike = (self._vectors @ self._words.transform([words]).T).toarray().ravel()
        found: list[tuple[float, Taught]] = []
        for at in alike.argsort()[::-1]:
            if alike[at] <= 0 or len(found) == NEAREST:
                break
            if self._taught[at].document not in without:
                found.append((float(alike[at]), self._taught[at]))
        return found


@dataclass(frozen=True)
class Measure:
    """How good suggestions are on texts kept apart: shares from 0 to 1.

    `precision_at_3` of the three heaviest, whatever their weight; `shown` of those heavy enough to
    be said; `covered` is how often at least one is; `hit` how often one of the three is right.
    """

    passages: int
    precision_at_3: float
    shown: float
    covered: float
    hit: float


def measured(taught: Iterable[Taught], folds: int = 5) -> Measure:
    """Measure by keeping a fifth of the texts apart, five times; the same figures each time."""
    given = sorted(taught)
    texts = sorted({one.document for one in given})
    Random(1).shuffle(texts)
    right = first = said = true = covered = hits = all_of_them = 0
    for fold in range(folds):
        apart = set(texts[fold::folds])
        learnt = Learnt([one for one in given if one.document not in apart])
        for one in given:
            if one.document not in apart:
                continue
            three = learnt.ranked(one.words)[:SHOWN]
            heavy = [p for p in three if p.weight >= LEAST]
            good = sum(p.code in one.codes for p in three)
            all_of_them += 1
            right, first = right + good, first + len(three)
            said, true = said + len(heavy), true + sum(p.code in one.codes for p in heavy)
            covered, hits = covered + bool(heavy), hits + bool(good)
    return Measure(
        all_of_them, right / max(1, first), true / max(1, said), covered / max(1, all_of_them),
        hits / max(1, all_of_them),
    )  # fmt: skip
