"""The words of the demonstration, read from their files and checked against what is asked.

All of it is invented: no sentence, name, number or place belongs to anybody.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from feedback.app.demo.checks import (
    check_comment,
    check_journey,
    check_parole,
)

_FOLDER = Path(__file__).parent
ALERT = "Z1"


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person added to the reception survey, and the closed answers it goes with.

    `themes` (keys of the codebook) and `valence` say how a careful coder would read it;
    `quote` is the answer to the permission asked, None when the person did not touch it.
    """

    text: str
    language: str
    satisfaction: str
    resultat: str
    themes: tuple[str, ...]
    valence: int
    quote: bool | None
    translation: str | None = None

    @property
    def danger(self) -> bool:
        """True when somebody seems in danger: the person who reads it must say so at once."""
        return ALERT in self.themes


@dataclass(frozen=True, slots=True)
class Consents:
    """The three permissions of an interview, asked apart."""

    record: bool
    quote: bool
    callback: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a journey, with the fields of the step sheet; `wait_days` may be unknown."""

    title: str
    when: str
    duration: str
    action: str
    channel: str
    actor: str
    procedure: str
    documents: str
    wait: str
    wait_days: int | None
    emotion: int
    emotion_word: str
    pain_point: str
    friction: tuple[str, ...]
    help: str
    expectation: str
    outcome: str
    take_up_form: str
    verbatim: str


@dataclass(frozen=True, slots=True)
class Journey:
    """A life event as lived: steps in order, answers to the guide's own questions, transcript."""

    pseudonym: str
    event: str
    place: str
    age_band: str
    consents: Consents
    answers: dict[str, str]
    steps: tuple[Step, ...]
    transcript: str


@dataclass(frozen=True, slots=True)
class Parole:
    """What a professional or an expert said, and how it may be used; `name` only when allowed."""

    kind: str
    job: str
    service: str
    context: str
    reference: str
    theme: str
    text: str
    question: str
    use: str
    review: bool
    name: str
    codes: tuple[str, ...]
    valence: int


@cache
def comments() -> tuple[Comment, ...]:
    """The comments, in the order of their file; ValueError when one does not fit the survey."""
    return tuple(_comment(row) for row in _rows("comments"))


@cache
def journeys() -> tuple[Journey, ...]:
    """The journeys; ValueError when one does not fit its guide."""
    return tuple(_journey(row) for row in _rows("journeys"))


@cache
def paroles() -> tuple[Parole, ...]:
    """The paroles; ValueError when one does not fit the sheet."""
    return tuple(_parole(row) for row in _rows("paroles"))


def _rows(name: str) -> list[dict[str, Any]]:
    return list(json.loads((_FOLDER / f"{name}.json").read_text("utf-8")))


def _comment(row: dict[str, Any]) -> Comment:
    check_comment(row)
    return Comment(**{**row, "themes": tuple(row["themes"])})


def _journey(row: dict[str, Any]) -> Journey:
    check_journey(row)
    steps = tuple(Step(**{**step, "friction": tuple(step["friction"])}) for step in row["steps"])
    return Journey(**{**row, "consents": Consents(**row["consents"]), "steps": steps})


def _parole(row: dict[str, Any]) -> Parole:
    check_parole(row)
    return Parole(**{**row, "codes": tuple(row["codes"])})
