"""Indicators: a figure that always says among how many, with what interval, who is left out.

Shares and nets are parts of one (0.82 is 82 %), means are out of ten, figures on numbers are in
the unit of their question. Everything is among those
who answered; intervals are *indicatif*.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from feedback.analysis.counting import Valid, sides
from feedback.analysis.intervals import Interval, bounded_mean, difference, wilson
from feedback.analysis.thresholds import ALIKE, BASE, Count, Masked, split

SHARE, NET, MEAN, NUMBER = "share", "net", "mean", "number"
EXTREMES = {
    SHARE: (0, 1),
    NET: (-1, 1),
    MEAN: (0, 10),
    NUMBER: (),
}  # what only all-alike answers give
FEW = 30  # below, a shown figure is said to rest on few answers


@dataclass(frozen=True)
class Indicator:
    """A figure as it may be shown; hidden parts are `Masked`, with their reason."""

    code: str
    label: str
    unit: str
    value: float | Masked | None
    n: Count
    excluded: Count
    low: float | Masked | None = None
    high: float | Masked | None = None
    few: bool = False
    modes: Mapping[str, Count] = field(default_factory=dict)

    @property
    def masked(self) -> bool:
        """True when the figure itself is hidden."""
        return isinstance(self.value, Masked)


@dataclass(frozen=True)
class Reading:
    """For whom figures are made: threshold of the base, sensitive question, answers per mode.

    `sensitive` is set for a sensitive question in something published. `modes` counts the valid
    answers by mode. `closed` are the figures on a part of the answers that stay hidden; with
    `only`, those that do not.
    """

    threshold: int = 5
    sensitive: bool = False
    modes: Mapping[str, int] = field(default_factory=dict)
    closed: Collection[str] = ()
    only: bool = False

    def hides(self, code: str) -> bool:
        """Whether a figure on a part of the answers stays hidden."""
        return (code in self.closed) != self.only


INSIDE = Reading()


def share(
    code: str, label: str, valid: Valid, values: Collection[str], reading: Reading = INSIDE
) -> Indicator:
    """The share of `values` among valid answers, with its Wilson interval."""
    good, n = valid.of(values), valid.n
    value = good / n if n else 0.0
    return _shown(code, label, SHARE, value, wilson(good, n), valid, reading)


def satisfied(code: str, label: str, valid: Valid, reading: Reading = INSIDE) -> Indicator:
    """Good face, or the two best of five levels."""
    return share(code, label, valid, sides(valid).good, reading)


def neutral(code: str, label: str, valid: Valid, reading: Reading = INSIDE) -> Indicator:
    """The middle of the scale, apart."""
    return share(code, label, valid, sides(valid).neutral, reading)


def dissatisfied(code: str, label: str, valid: Valid, reading: Reading = INSIDE) -> Indicator:
    """Bad face, or the two worst of five levels."""
    return share(code, label, valid, sides(valid).bad, reading)


def net(code: str, label: str, valid: Valid, reading: Reading = INSIDE) -> Indicator:
    """Share of good answers less share of bad ones, from −1 to 1."""
    found, n = sides(valid), valid.n
    good, bad = valid.of(found.good), valid.of(found.bad)
    value = (good - bad) / n if n else 0.0
    return _shown(code, label, NET, value, difference(good, bad, n), valid, reading)


def mean(code: str, label: str, valid: Valid, reading: Reading = INSIDE) -> Indicator:
    """The mean score of the valid answers that have one, out of ten."""
    scored = {value: valid.counts[value] for value in valid.scores}
    unscored = valid.n - sum(scored.values())
    base = Valid(scored, valid.scores, valid.excluded + unscored)
    n = base.n
    total = sum(count * valid.scores[value] for value, count in scored.items())
    value = total / n if n else 0.0
    return _shown(code, label, MEAN, value, bounded_mean(value, n, 0, 10), base, reading)


def average(
    code: str, label: str, valid: Valid, ends: Interval, reading: Reading = INSIDE
) -> Indicator:
    """The mean of numbers between two limits, in their unit."""
    n = valid.n
    value = sum(count * valid.scores[key] for key, count in valid.counts.items()) / n if n else 0.0
    interval = bounded_mean(min(max(value, ends.low), ends.high), n, *ends)
    return _shown(code, label, NUMBER, value, interval, valid, reading)


def quantile(
    code: str, label: str, valid: Valid, part: float, reading: Reading = INSIDE
) -> Indicator:
    """The number below which a part of the answers lies (0.5: the median), without interval.

    It is somebody's own answer: hidden unless as many answers as the threshold asks are on each
    side of it.
    """
    n = valid.n
    made = _shown(code, label, NUMBER, _quantile(valid, part), (None, None), valid, reading)
    if n and n * min(part, 1 - part) < reading.threshold:
        hidden = Masked(BASE)
        return replace(made, value=hidden, low=hidden, high=hidden)
    return made


def _quantile(valid: Valid, part: float) -> float:
    """Between two answers where the part falls between them (type 2 of Hyndman and Fan, 1996)."""
    rank, seen = valid.n * part, 0
    known = sorted((valid.scores[key], count) for key, count in valid.counts.items() if count)
    for at, (value, count) in enumerate(known):
        seen += count
        if seen > rank:
            return value
        if seen == rank and at + 1 < len(known):
            return (value + known[at + 1][0]) / 2
    return known[-1][0] if known else 0.0


def yes(code: str, label: str, valid: Valid, reading: Reading = INSIDE) -> Indicator:
    """Dimension of the relation (Oui, Un peu, Non): the share of frank yes, the primary figure."""
    return share(code, label, valid, {"oui"}, reading)


def easy(code: str, label: str, valid: Valid, reading: Reading = INSIDE) -> Indicator:
    """Effort: the share of « Facile »."""
    return share(code, label, valid, {"facile"}, reading)


def renounced(code: str, valid: Valid, reading: Reading = INSIDE) -> Indicator:
    """« Renoncement déclaré », which is not a rate of non-take-up: who is eligible is unknown."""
    return share(code, "Renoncement déclaré", valid, {"oui"}, reading)


def _shown(
    code: str, label: str, unit: str, value: float,
    interval: tuple[float | None, float | None], valid: Valid, to: Reading,
) -> Indicator:  # fmt: skip
    """The figure with everything hidden that must be, by the threshold of its base."""
    n, hidden = valid.n, Masked(BASE)
    if n == 0:
        modes: dict[str, Count] = dict.fromkeys(to.modes, 0)
        return Indicator(code, label, unit, None, 0, valid.excluded, modes=modes)
    if n < to.threshold:
        modes = dict.fromkeys(to.modes, hidden)
        return Indicator(code, label, unit, hidden, hidden, hidden, hidden, hidden, modes=modes)
    modes = split(to.modes, to.threshold)
    if to.sensitive and (value in EXTREMES[unit] or n in valid.counts.values()):
        alike = Masked(ALIKE)
        return Indicator(code, label, unit, alike, n, valid.excluded, alike, alike, modes=modes)
    low, high = interval
    return Indicator(
        code, label, unit, value, n, valid.excluded, low, high, few=n < FEW, modes=modes
    )
