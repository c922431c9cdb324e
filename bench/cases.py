"""What a case of the benchmark is: one small file `case_<name>.py` with a `CASE`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import bench


@dataclass(frozen=True)
class Figure:
    """One line of the result; `target` is an upper bound unless `at_least`, None: information."""

    label: str
    value: float
    target: float | None = None
    unit: str = ""
    at_least: bool = False

    @property
    def reached(self) -> bool:
        """True when there is no target or it is met."""
        if self.target is None:
            return True
        return self.value >= self.target if self.at_least else self.value <= self.target

    def line(self) -> str:
        """The figure as printed, with its target and whether it is reached."""
        text = f"  {self.label:<58} {self.value:>9.2f} {self.unit:<4}"
        if self.target is None:
            return text.rstrip()
        sign = "≥" if self.at_least else "≤"
        return f"{text} target {sign} {self.target:g}  {'reached' if self.reached else 'MISSED'}"


@dataclass(frozen=True)
class Case:
    """A measure by name; `run(runs)` gives its figures, each command run that many times."""

    name: str
    title: str
    run: Callable[[int], list[Figure]]


def cases() -> Iterator[Case]:
    """Every case of this folder, by name."""
    for module in sorted(pkgutil.iter_modules(bench.__path__), key=lambda found: found.name):
        if module.name.startswith("case_"):
            yield importlib.import_module(f"bench.{module.name}").CASE
