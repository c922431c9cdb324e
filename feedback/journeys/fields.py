"""Between the fields of a guide's step sheet and the columns of a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from feedback.instruments.kinds.base import Cleaned
from feedback.instruments.kinds.reading import OTHER

CLOSED = {
    "canal": "channel",
    "acteur": "actor",
    "delai": "waiting_days",
    "emotion": "emotion",
    "resultat": "outcome",
    "forme_non_recours": "take_up_form",
}
WRITTEN = {
    "titre": "title",
    "quand": "moment",
    "action": "action",
    "acteur": "actor_other",
    "demarche": "procedure",
    "documents": "documents",
    "emotion_mot": "emotion_word",
    "friction": "friction",
    "aide_recue": "help",
    "attente": "need",
    "verbatim": "verbatim",
}
FRICTIONS = "friction_dimensions"
# How the sheet is cut on the page; fields of another guide come last.
SECTIONS = (
    ("moment", ("titre", "quand")),
    ("facts", ("action", "canal", "acteur", "demarche", "documents", "delai")),
    (
        "lived",
        ("emotion", "emotion_mot", "friction", "friction_dimensions", "aide_recue", "attente"),
    ),
    ("result", ("resultat", "forme_non_recours", "verbatim")),
)
VERBATIM = "verbatim"
MOST_FRICTIONS, LONGEST_KEY = 3, 20
LONGEST_WAIT = 36_500
NOTES = tuple(column for column in WRITTEN.values() if column != "verbatim")


class StepLike(Protocol):
    """What a step is made of."""

    more: dict[str, Any]

    @property
    def friction_keys(self) -> list[str]: ...


def columns_of(cleaned: Cleaned) -> tuple[dict[str, Any], list[str]]:
    """Return the columns of a step, empty ones too, and its friction keys.

    What the usual sheet does not know, or what does not fit it, goes to `more`.
    """
    columns: dict[str, Any] = dict.fromkeys(WRITTEN.values(), "")
    columns |= {"channel": "", "actor": "", "outcome": "", "take_up_form": ""}
    columns |= {"waiting_days": None, "emotion": None}
    more: dict[str, Any] = {}
    frictions: list[str] = []
    for code, value in cleaned.answers.items():
        if code == FRICTIONS and _are_keys(value):
            frictions = list(dict.fromkeys(value))
        elif code in CLOSED and _fits(CLOSED[code], value):
            columns[CLOSED[code]] = value
        else:
            more[code] = value
    for code, text in cleaned.texts.items():
        if code in WRITTEN:
            columns[WRITTEN[code]] = text
        else:
            more[f"{code}{OTHER}" if code in cleaned.answers else code] = text
    return {**columns, "more": more}, frictions


def _are_keys(value: Any) -> bool:
    listed = isinstance(value, list) and len(value) <= MOST_FRICTIONS
    return listed and all(isinstance(key, str) and len(key) <= LONGEST_KEY for key in value)


def _fits(column: str, value: Any) -> bool:
    if column == "emotion":
        return isinstance(value, int) and -2 <= value <= 2
    if column == "waiting_days":
        return isinstance(value, int) and 0 <= value <= LONGEST_WAIT
    return isinstance(value, str)


def raw_of(step: StepLike) -> Mapping[str, Any]:
    """Return a step as a page sends it, so that its form can be drawn again."""
    raw: dict[str, Any] = dict(step.more)
    for code, column in CLOSED.items():
        value = getattr(step, column)
        if value not in ("", None):
            raw[code] = value
    for code, column in WRITTEN.items():
        if text := getattr(step, column):
            raw[code + OTHER if code in CLOSED else code] = text
    if step.friction_keys:
        raw[FRICTIONS] = step.friction_keys
    return raw
