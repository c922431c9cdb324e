"""The rule of the cross-reading: on which side each way of listening stands, and who disagrees.

Every way of listening is brought to one line from −1 (unfavourable) to 1 (favourable), cut in
three at −⅓ and ⅓. Where the cuts lie is said on the page, in these numbers:

- answered: a mean out of ten; under 5 is unfavourable, 7 or more favourable;
- answered, when the question asks for a trouble, and lived: the share of persons or journeys
  that met it; a third or more is unfavourable, less than a tenth favourable (of `ENOUGH`: of
  fewer, a tenth would be nobody);
- said: passages with a valence; at least twice as many of one sign as of the other.

Fewer than `LEAST` valid answers, journeys or passages with a valence say nothing. Two ways
disagree when one is favourable and the other unfavourable; in between is no disagreement.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

ANSWERED, LIVED, USERS, PROFESSIONALS = "answered", "lived", "users", "professionals"
WAYS = (ANSWERED, LIVED, USERS, PROFESSIONALS)
FAVOURABLE, BETWEEN, UNFAVOURABLE = 1, 0, -1
LEAST = 5
BAD_MEAN, GOOD_MEAN = 5, 7  # out of ten
OFTEN, SELDOM = 1 / 3, 1 / 10  # of persons or journeys
ENOUGH = 10  # of them, to say that something is seldom
TIMES = 2  # as many passages of one sign as of the other
_CUTS = (-1.0, -1 / 3, 1 / 3, 1.0)


@dataclass(frozen=True)
class Stand:
    """Where one way of listening stands: its side, and its place on the line from −1 to 1."""

    side: int
    place: float


def of_mean(mean: float, n: int) -> Stand | None:
    """Where a mean out of ten stands, borne by `n` answers."""
    if n < LEAST:
        return None
    mean = round(mean, 1)  # as it is shown
    side = UNFAVOURABLE if mean < BAD_MEAN else FAVOURABLE if mean >= GOOD_MEAN else BETWEEN
    return Stand(side, _placed(mean, (0, BAD_MEAN, GOOD_MEAN, 10)))


def of_trouble(share: float, n: int) -> Stand | None:
    """Where the share of persons or journeys that met a trouble stands, of `n`."""
    if n < LEAST:
        return None
    if share < SELDOM and n < ENOUGH:
        return None
    side = UNFAVOURABLE if share >= OFTEN else FAVOURABLE if share < SELDOM else BETWEEN
    return Stand(side, _placed(-share, (-1, -OFTEN, -SELDOM, 0)))


def of_valences(minus: int, plus: int) -> Stand | None:
    """Where passages of both signs stand; those without a valence have no side."""
    if minus + plus < LEAST:
        return None
    bad, good = minus >= TIMES * plus, plus >= TIMES * minus
    side = UNFAVOURABLE if bad else FAVOURABLE if good else BETWEEN
    edge = (TIMES - 1) / (TIMES + 1)
    return Stand(side, _placed((plus - minus) / (plus + minus), (-1, -edge, edge, 1)))


def _placed(value: float, ends: tuple[float, float, float, float]) -> float:
    """The value on the line, each third of it stretched between two of the four ends."""
    third = min(max(bisect_right(ends, value) - 1, 0), 2)
    low, high = ends[third], ends[third + 1]
    part = min(max((value - low) / (high - low), 0.0), 1.0)
    return _CUTS[third] + part * (_CUTS[third + 1] - _CUTS[third])


@dataclass(frozen=True)
class Disagreement:
    """Ways of listening that stand on opposite sides of one dimension."""

    favourable: tuple[str, ...]
    unfavourable: tuple[str, ...]

    @property
    def unseen(self) -> bool:
        """True for what the survey alone would have missed: its answers are favourable."""
        return ANSWERED in self.favourable

    @property
    def users_and_professionals(self) -> bool:
        """True when what users and what professionals say is on opposite sides."""
        said = {USERS, PROFESSIONALS}
        return bool(said & {*self.favourable}) and bool(said & {*self.unfavourable})


def disagreement(stands: Mapping[str, Stand | None]) -> Disagreement | None:
    """Who is favourable and who is not; none unless there is somebody on both sides."""

    def on(side: int) -> tuple[str, ...]:
        return tuple(way for way in WAYS if (one := stands.get(way)) and one.side == side)

    good, bad = on(FAVOURABLE), on(UNFAVOURABLE)
    return Disagreement(good, bad) if good and bad else None
