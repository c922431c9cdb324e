"""Journeys of one life event laid upon one another: steps of one kind make one stage.

A journey that goes several times through a stage counts once there: its emotion is the mean of
its own, its waiting the sum of its own. Stages stand in the order in which journeys first meet
them, on average, from the beginning (0) to the end (1).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from feedback.analysis.thresholds import CELL, Count, Masked, is_small

GAVE_UP = "abandon"  # the outcome of a step, as guides write it


@dataclass(frozen=True)
class Told:
    """A step as told, without its words."""

    kind: str
    channel: str = ""
    emotion: int | None = None
    waiting: int | None = None
    keys: tuple[str, ...] = ()  # on what it stuck
    outcome: str = ""
    form: str = ""  # of non-take-up


@dataclass(frozen=True)
class Spread:
    """A mean among `n` journeys, with the standard deviation of theirs where there are two."""

    mean: float
    deviation: float | None
    n: int


@dataclass(frozen=True)
class Stage:
    """One kind of step: how many journeys pass there, what happens to them.

    `stuck`, `waited` and `gave_up` count journeys; the parts are of all steps that stuck, of all
    days waited, of all steps given up in these journeys.
    """

    kind: str
    passing: Count
    emotion: Spread | None = None
    stuck: Count = 0
    waiting: Spread | None = None
    gave_up: Count = 0
    stuck_part: float | None = None
    waiting_part: float | None = None
    gave_up_part: float | None = None
    channels: tuple[tuple[str, Count], ...] = ()
    keys: tuple[tuple[str, Count], ...] = ()


@dataclass(frozen=True)
class Form:
    """A form of non-take-up: in how many journeys, at which stages."""

    form: str
    journeys: Count
    stages: tuple[tuple[str, Count], ...]


@dataclass(frozen=True)
class Together:
    """All the journeys of an event."""

    journeys: int
    stages: tuple[Stage, ...] = ()
    forms: tuple[Form, ...] = ()

    def most(self, part: str) -> str:
        """The kind of the stage where most of something concentrates; none where nothing does."""
        found = [one for one in self.stages if getattr(one, part)]
        return max(found, key=lambda one: getattr(one, part)).kind if found else ""


def together(journeys: Sequence[Sequence[Told]]) -> Together:
    """Align the journeys of one event."""
    kinds = _order(journeys)
    steps = [step for journey in journeys for step in journey]
    sums = (
        sum(bool(step.keys) for step in steps), sum(step.waiting or 0 for step in steps),
        sum(step.outcome == GAVE_UP for step in steps),
    )  # fmt: skip
    stages = tuple(
        _stage(kind, [[s for s in journey if s.kind == kind] for journey in journeys], sums)
        for kind in kinds
    )
    return Together(len(journeys), stages, _forms(journeys))


def _order(journeys: Sequence[Sequence[Told]]) -> list[str]:
    """Kinds by the mean place of the first step of each; where equal, the commonest first."""
    places: dict[str, list[float]] = defaultdict(list)
    for journey in journeys:
        first: dict[str, int] = {}
        for at, step in enumerate(journey):
            first.setdefault(step.kind, at)
        for kind, at in first.items():
            places[kind].append(at / max(1, len(journey) - 1))
    return sorted(places, key=lambda k: (sum(places[k]) / len(places[k]), -len(places[k]), k))


def _stage(kind: str, by_journey: Sequence[Sequence[Told]], sums: tuple[int, int, int]) -> Stage:
    """One kind of step, given the steps of that kind in each journey."""
    passing = [steps for steps in by_journey if steps]
    here = [step for steps in passing for step in steps]
    felt = [[s.emotion for s in steps if s.emotion is not None] for steps in passing]
    waits = [[s.waiting for s in steps if s.waiting is not None] for steps in passing]
    counts = (
        sum(bool(step.keys) for step in here), sum(step.waiting or 0 for step in here),
        sum(step.outcome == GAVE_UP for step in here),
    )  # fmt: skip
    stuck, waiting, gave_up = (
        count / whole if whole else None for count, whole in zip(counts, sums, strict=True)
    )
    return Stage(
        kind, len(passing), spread([sum(one) / len(one) for one in felt if one]),
        sum(any(s.keys for s in steps) for steps in passing),
        spread([float(sum(one)) for one in waits if one]),
        sum(any(s.outcome == GAVE_UP for s in steps) for steps in passing),
        stuck, waiting, gave_up,
        _ranked([{s.channel for s in steps if s.channel} for steps in passing]),
        _ranked([{key for s in steps for key in s.keys} for steps in passing]),
    )  # fmt: skip


def spread(values: Sequence[float]) -> Spread | None:
    """Mean and standard deviation (n − 1) of values; none without any."""
    if not values:
        return None
    n = len(values)
    mean = sum(values) / n
    if n == 1:
        return Spread(mean, None, 1)
    return Spread(mean, sqrt(sum((value - mean) ** 2 for value in values) / (n - 1)), n)


def _ranked(sets: Sequence[set[str]]) -> tuple[tuple[str, Count], ...]:
    """In how many journeys each value is, most first."""
    counts: Counter[str] = Counter(value for one in sets for value in one)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _forms(journeys: Sequence[Sequence[Told]]) -> tuple[Form, ...]:
    found = _ranked([{step.form for step in journey if step.form} for journey in journeys])
    return tuple(
        Form(
            form, count,
            _ranked([{step.kind for step in journey if step.form == form} for journey in journeys]),
        )
        for form, count in found
    )  # fmt: skip


def screened(found: Together, threshold: int) -> Together:
    """The same for those who hold no row: a figure of fewer journeys than `threshold` is hidden.

    What is a part of all is left out, since parts add up.
    """
    stages = tuple(_screened(one, threshold) for one in found.stages)
    forms = tuple(
        Form(one.form, _kept(one.journeys, threshold), ()) for one in found.forms
    )  # fmt: skip
    return replace(found, stages=stages, forms=forms)


def _screened(stage: Stage, threshold: int) -> Stage:
    hidden = Masked(CELL)
    if _kept(stage.passing, threshold) == hidden:
        return Stage(stage.kind, hidden, stuck=hidden, gave_up=hidden)
    emotion = stage.emotion if stage.emotion and stage.emotion.n >= threshold else None
    waiting = stage.waiting if stage.waiting and stage.waiting.n >= threshold else None
    return Stage(
        stage.kind, stage.passing, emotion, _kept(stage.stuck, threshold), waiting,
        _kept(stage.gave_up, threshold), channels=_open(stage.channels, threshold),
        keys=_open(stage.keys, threshold),
    )  # fmt: skip


def _kept(count: Count, threshold: int) -> Count:
    return Masked(CELL) if isinstance(count, int) and is_small(count, threshold) else count


def _open(
    counts: Sequence[tuple[str, Count]], threshold: int
) -> tuple[tuple[str, Count], ...]:  # fmt: skip
    return tuple((value, n) for value, n in counts if isinstance(n, int) and n >= threshold)


def labelled(pairs: Sequence[tuple[str, Count]], names: Mapping[str, str]) -> str:
    """Values with their counts, as one line of words."""
    return ", ".join(f"{names.get(value, value)} ({n})" for value, n in pairs)
