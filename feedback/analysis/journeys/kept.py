"""Journeys read together, as a unit that is kept and shown, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from feedback.analysis.journeys.aligned import Form, Spread, Stage, Together
from feedback.analysis.thresholds import Count
from feedback.studies.shown.units import BASE, Unit


def kept(what: str, event: str, found: Together, hidden: bool) -> Unit:
    """What the journeys of an event say; `hidden`: how many they are may not be told."""
    counts = {BASE: found.journeys}
    for stage in found.stages:
        counts |= {
            f"{name}:{stage.kind}": n
            for name in ("passing", "stuck", "gave_up")
            if isinstance(n := getattr(stage, name), int)
        }
        counts |= _by_value(f"key:{stage.kind}", stage.keys)
        counts |= _by_value(f"channel:{stage.kind}", stage.channels)
    counts |= _by_value("form", [(one.form, one.journeys) for one in found.forms])
    return Unit(what, event, counts, asdict(found), (BASE,) if hidden else ())


def _by_value(name: str, counts: Sequence[tuple[str, Count]]) -> dict[str, int]:
    return {f"{name}:{value}": n for value, n in counts if isinstance(n, int)}


def together_of(unit: Unit) -> Together:
    """What a kept unit says."""
    told = unit.more
    return Together(
        told["journeys"], tuple(_stage(one) for one in told["stages"]),
        tuple(Form(one["form"], one["journeys"], _pairs(one["stages"])) for one in told["forms"]),
    )  # fmt: skip


def _stage(told: Mapping[str, Any]) -> Stage:
    spreads = {name: Spread(**told[name]) for name in ("emotion", "waiting") if told[name]}
    pairs = {name: _pairs(told[name]) for name in ("channels", "keys")}
    return Stage(**{**told, **spreads, **pairs})


def _pairs(told: Sequence[Sequence[Any]]) -> tuple[tuple[str, Count], ...]:
    return tuple((value, n) for value, n in told)
